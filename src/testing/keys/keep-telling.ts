import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../../database.js';
import { recordEvents } from '../../events/record-event.js';
import { hintAboutConnected } from '../../services/key-tasks/delivery/hints.js';
import { KEY_STREAM, type KeyChange } from '../../services/keys/moves/key-events.js';
import { insertRow } from '../../services/rows.js';

const BETWEEN_MILLISECONDS = 50;

const SERIAL = 'HK-TOLD';

/**
 * Tells something of a key, and has something for it at every workstation, again and again, for tests that begin every subscription there is and wait for its first
 * answer: one that is let in would otherwise wait for somebody to do something. Answers what ends it.
 */
export function keepTelling(pool: Pool): () => Promise<void> {
  const stop = new AbortController();
  const change: KeyChange = {
    keyId: randomUUID(),
    serial: SERIAL,
    action: 'key.test',
    status: 'READY',
    confirmedStatus: 'READY',
    reason: null,
    ownerId: null,
  };
  const telling = (async () => {
    await addKey(pool, change.keyId);
    while (!stop.signal.aborted) {
      await recordEvents(pool, KEY_STREAM, [change]);
      await connectEverywhere(pool);
      await sleep(BETWEEN_MILLISECONDS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await telling;
  };
}

/** A key that is to be wiped. */
async function addKey(pool: Pool, id: string): Promise<void> {
  const status = { status: 'DEACTIVATED', confirmedStatus: 'ACTIVE' };
  const names = { serial: SERIAL, name: SERIAL, searchText: SERIAL.toLowerCase() };
  await insertRow(pool, 'key', { id, publicKey: randomBytes(32), ...names, ...status });
  await insertRow(pool, 'key_task', { keyId: id, kind: 'WIPE', wantedBy: 'test' });
}

async function connectEverywhere(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into workstation_presence (workstation_id, connection_id, seen_at, connected_keys)
     select id, gen_random_uuid(), now(), array[$1] from workstation where state = 'APPROVED' order by id
     on conflict (workstation_id) do update set seen_at = now(), connected_keys = excluded.connected_keys
     returning workstation_id as id`,
    [SERIAL],
  );
  for (const { id } of rows) await hintAboutConnected(pool, id, [SERIAL]);
}
