import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../database.js';
import { createLog } from '../log.js';
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.js';
import { EventHub, type Taking } from './event-hub.js';
import { EVENT_CHANNEL, openStreams, recordEvent, recordEvents, recordSelected } from './record-event.js';

let database: TestDatabase;
let pool: Pool;
let hub: EventHub;
let streamId: string;
let reads = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  const counted = new Proxy(pool, {
    get(target, name, receiver) {
      if (name === 'query') reads += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  hub = new EventHub({ pool: counted, databaseUrl: database.url, log: createLog('test', 'silent') });
  hub.start();
});

afterAll(async () => {
  await hub.stop();
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  streamId = randomUUID();
  await openStreams(pool, [streamId]);
});

/** A subscriber that has read what is past, with the first event, which is not counted. */
async function listening(taking: Taking) {
  const events = hub.subscribe(streamId, 0, taking);
  const first = events.next();
  await recordEvent(pool, { streamIds: [streamId], payload: { first: true } });
  expect((await first).value).toMatchObject({ sequence: 1, payload: { first: true } });
  return async () => (await events.next()).value as unknown;
}

/** Records an event that comes with its notification. */
function tell(payload: object): Promise<void> {
  const text = 'select $1::uuid as id, $2::jsonb as payload, false as ends';
  return recordSelected(pool, {
    name: 'told',
    text,
    values: [streamId, JSON.stringify(payload)],
    areTold: true,
  });
}

test('a short event that is told comes with its notification, and is what is read later', async () => {
  const next = await listening('AS_TOLD');
  const heard = next();
  await tell({ text: 'an “event” with spaces\n', n: 1 });
  const told = await heard;
  const before = reads;
  const more = next();
  await tell({ n: 2 });
  expect(await more).toMatchObject({ sequence: 3, payload: { n: 2 }, isLast: false });
  expect(reads).toBe(before);
  const late = hub.subscribe(streamId, 1);
  expect((await late.next()).value).toEqual(told);
  await late.return?.();
});

test('a long event, and several at once, are read', async () => {
  const next = await listening('AS_TOLD');
  const long = next();
  await tell({ text: '“'.repeat(5_000) });
  expect(await long).toMatchObject({ sequence: 2, payload: { text: '“'.repeat(5_000) } });
  await recordEvents(pool, streamId, [{ n: 3 }, { n: 4 }]);
  await recordEvent(pool, { streamIds: [streamId], payload: { n: 5 }, ends: [streamId] });
  expect(await next()).toMatchObject({ sequence: 3, payload: { n: 3 } });
  expect(await next()).toMatchObject({ sequence: 4, payload: { n: 4 } });
  expect(await next()).toMatchObject({ sequence: 5, payload: { n: 5 }, isLast: true });
  expect(await next()).toBeUndefined();
});

test.each([2, 900])(
  'what a notification says of an event (%i) is not believed, and keeps no true one away',
  async (sequence) => {
    const next = await listening('AS_READ');
    const heard = next();
    const forged = { at: new Date(), isLast: true, payload: { state: 'PAIRED', publicKey: 'theirs' } };
    await pool.query('select pg_notify($1, $2)', [
      EVENT_CHANNEL,
      `${streamId} ${sequence} ${JSON.stringify(forged)}`,
    ]);
    await recordEvent(pool, { streamIds: [streamId], payload: { state: 'WAITING' } });
    expect(await heard).toMatchObject({ sequence: 2, payload: { state: 'WAITING' }, isLast: false });
    await recordEvent(pool, { streamIds: [streamId], payload: { state: 'DECLINED' } });
    expect(await next()).toMatchObject({ sequence: 3, payload: { state: 'DECLINED' } });
  },
);

test('of what is not told, nobody who listens hears more than that it has happened', async () => {
  const client = await pool.connect();
  try {
    const heard = new Promise<string>((resolve) =>
      client.once('notification', ({ payload }) => resolve(payload ?? '')),
    );
    await client.query(`listen ${EVENT_CHANNEL}`);
    await recordEvent(pool, { streamIds: [streamId], payload: { name: 'somebody' } });
    expect(await heard).toBe(`${streamId} 1`);
  } finally {
    client.release(true);
  }
});
