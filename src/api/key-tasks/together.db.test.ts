import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { createLog } from '../../log.js';
import { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import { acknowledgeTask, type Acknowledging } from '../../services/key-tasks/answers/acknowledge-task.js';
import { acknowledgingTogether } from '../../services/key-tasks/answers/acknowledging-together.js';
import type { DeliveredEnvelope } from '../../services/key-tasks/delivery/deliver-envelopes.js';
import { deliveringTogether } from '../../services/key-tasks/delivery/delivering-together.js';
import { taskStream } from '../../services/key-tasks/delivery/hints.js';
import { nextEnvelope } from '../../services/key-tasks/delivery/next-envelope.js';
import type { OwnIdentity } from '../../services/key-tasks/server-identity.js';
import { noCheckpoints } from '../../services/password-changes/checkpoints.js';
import { KeyTaskStand, PIN, type HeldKey } from '../../testing/key-tasks/key-task-stand.js';
import type { TestWorkstation } from '../../testing/key-tasks/test-workstation.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';

/** A key that was told to take a password, and what it has answered. */
interface Answering {
  readonly key: HeldKey;
  readonly changeId: string;
  readonly delivered: DeliveredEnvelope;
  readonly answer: Uint8Array;
}

const log = createLog('test', 'silent');
let stand: KeyTaskStand;
let workstation: TestWorkstation;
/** That of another server. */
let otherPool: Pool;
let identity: OwnIdentity;

beforeAll(async () => {
  stand = await KeyTaskStand.open();
  otherPool = createPool(stand.api.config.databaseUrl);
  workstation = await stand.workstation();
  identity = stand.identity();
  // From here on it is known: nobody waits for it, and those who come together stay together.
  await identity();
});

afterAll(async () => {
  await otherPool.end();
  await stand.close();
});

const partsOn = (pool: Pool) => ({
  pool,
  log,
  identity,
  checkpoints: noCheckpoints,
  workflows: { advanceChange: async () => undefined, rotate: async () => undefined },
});

/** Each of these keys has carried out a WRITE_PENDING, and nobody has brought its answer yet. */
async function answering(many: number): Promise<Answering[]> {
  const keys: HeldKey[] = [];
  for (let at = 0; at < many; at += 1) keys.push(await stand.linked(workstation, 'AWAITING_KEY'));
  await workstation.reportKeys(...keys.map(({ serial }) => serial));
  const all: Answering[] = [];
  for (const key of keys) {
    const changeId = await stand.claimed(key);
    await stand.addWrite(key, { changeId, password: 'First-Passw0rd-1' });
    const at = { workstationId: workstation.workstationId, keyId: key.id };
    const delivered = await nextEnvelope(partsOn(stand.pool), at);
    if (delivered === undefined) throw new Error('nothing was delivered');
    all.push({ key, changeId, delivered, answer: await key.simulated.deliver(delivered.envelope) });
  }
  return all;
}

/** What an acknowledgement comes to: whether it is taken, or the code of its refusal. */
async function bring(
  acknowledging: Acknowledging,
  { delivered: { taskId } }: Answering,
  {
    answer,
    by = workstation.workstationId,
    pool = stand.pool,
  }: { answer: Uint8Array; by?: string; pool?: Pool },
): Promise<unknown> {
  const bringer = { actor: TEST_ACTOR, workstationId: by };
  const given = { taskId, acknowledgement: Buffer.from(answer).toString('base64') };
  return acknowledgeTask(partsOn(pool), bringer, given, acknowledging).then(
    ({ taken }) => taken,
    (error: { readonly code?: string }) => error.code ?? 'FAULT',
  );
}

/** What became of a task and its change, and which transaction wrote the task. */
async function stateOf({ delivered: { taskId }, changeId }: Answering) {
  const { rows } = await stand.pool.query<{ task: string; stage: string; revision: number; writer: string }>(
    `select t.state as task, c.stage, c.revision, t.xmin::text as writer from key_task t, password_change c
     where t.id = $1 and c.id = $2`,
    [taskId, changeId],
  );
  return rows[0]!;
}

describe('acknowledgements that come at the same time', () => {
  test('are taken in one transaction, and what is wrong with some keeps no other', async () => {
    const all = await answering(7);
    const [one, two, forged, other, revoked, cancelled, poor] = all as [
      Answering,
      Answering,
      Answering,
      Answering,
      Answering,
      Answering,
      Answering,
    ];
    const forger = await SimulatedKey.create(`${forged.key.file}.forger`, {
      serial: forged.key.serial,
      pin: PIN,
    });
    const banned = await stand.workstation();
    await stand.pool.query(`update workstation set state = 'REVOKED' where id = $1`, [banned.workstationId]);
    await stand.pool.query(
      `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null where id = $1`,
      [cancelled.delivered.taskId],
    );
    const acknowledging = acknowledgingTogether({ pool: stand.pool, log });
    const outcomes = await Promise.all([
      bring(acknowledging, one, one),
      bring(acknowledging, forged, { answer: await forger.deliver(forged.delivered.envelope) }),
      bring(acknowledging, two, two),
      // Of another key, and of another envelope of the same key.
      bring(acknowledging, other, one),
      bring(acknowledging, poor, { answer: await poor.key.simulated.deliver(Buffer.from('no envelope')) }),
      bring(acknowledging, revoked, { ...revoked, by: banned.workstationId }),
      bring(acknowledging, cancelled, cancelled),
      // The same again, with the first.
      bring(acknowledging, one, one),
    ]);
    expect(outcomes).toEqual([
      true,
      'ACKNOWLEDGEMENT_INVALID',
      true,
      'ACKNOWLEDGEMENT_INVALID',
      'ACKNOWLEDGEMENT_INVALID',
      'FORBIDDEN',
      false,
      true,
    ]);
    const states = await Promise.all(all.map(stateOf));
    expect(states.map(({ task, stage }) => `${task} ${stage}`)).toEqual([
      'ACKNOWLEDGED ON_KEY',
      'ACKNOWLEDGED ON_KEY',
      'DELIVERED WAITING_FOR_KEY',
      'DELIVERED WAITING_FOR_KEY',
      'DELIVERED WAITING_FOR_KEY',
      'CANCELLED WAITING_FOR_KEY',
      'DELIVERED WAITING_FOR_KEY',
    ]);
    expect(states[0]!.writer).toBe(states[1]!.writer);
    // Whoever was refused may still be told the truth, and what is replayed afterwards changes nothing.
    expect(await bring(acknowledging, forged, forged)).toBe(true);
    expect(await bring(acknowledging, one, one)).toBe(true);
    expect((await stateOf(one)).revision).toBe(states[0]!.revision);
  });

  test('at two servers are taken once', async () => {
    const all = await answering(3);
    const before = await Promise.all(all.map(stateOf));
    const servers = [stand.pool, otherPool].map((pool) => ({
      pool,
      acknowledging: acknowledgingTogether({ pool, log }),
    }));
    const outcomes = await Promise.all(
      servers.flatMap(({ pool, acknowledging }) =>
        all.map((each) => bring(acknowledging, each, { ...each, pool })),
      ),
    );
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => true));
    const after = await Promise.all(all.map(stateOf));
    expect(after.map(({ revision }, at) => revision - before[at]!.revision)).toEqual([1, 1, 1]);
  });

  test('are none of them half done when the transaction fails: each is taken alone then', async () => {
    const all = await answering(3);
    const [, broken] = all as [Answering, Answering, Answering];
    await stand.pool.query(
      `create function break_change() returns trigger language plpgsql as
       $$ begin if new.id = '${broken.changeId}' then raise exception 'broken'; end if; return new; end $$`,
    );
    await stand.pool.query(
      `create trigger break_change before update on password_change for each row execute function break_change()`,
    );
    const acknowledging = acknowledgingTogether({ pool: stand.pool, log });
    const outcomes = await Promise.all(all.map((each) => bring(acknowledging, each, each)));
    expect(outcomes[0]).toBe(true);
    expect(outcomes[1]).not.toBe(true);
    expect(outcomes[2]).toBe(true);
    const { rows } = await stand.pool.query('select newest_sequence as newest from key where id = $1', [
      broken.key.id,
    ]);
    expect(rows).toEqual([{ newest: 1n }]);
    expect(await stateOf(broken)).toMatchObject({ task: 'DELIVERED', stage: 'WAITING_FOR_KEY' });
    await stand.pool.query('drop trigger break_change on password_change');
    expect(await bring(acknowledging, broken, broken)).toBe(true);
  });

  test('do not wait for one whose key somebody else has locked', async () => {
    const all = await answering(2);
    const [held, free] = all as [Answering, Answering];
    const acknowledging = acknowledgingTogether({ pool: stand.pool, log });
    let waiting: Promise<unknown> | undefined;
    await withTransaction(otherPool, async (sql) => {
      await sql.query('select id from key where id = $1 for update', [held.key.id]);
      waiting = bring(acknowledging, held, held);
      expect(await bring(acknowledging, free, free)).toBe(true);
      expect(await stateOf(held)).toMatchObject({ task: 'DELIVERED' });
    });
    expect(await waiting).toBe(true);
  });

  test('do not wait for those of a workstation that somebody else tells something', async () => {
    const elsewhere = await stand.workstation();
    const [held, free] = (await answering(2)) as [Answering, Answering];
    await workstation.reportKeys(held.key.serial);
    await elsewhere.connect([free.key.serial]);
    const acknowledging = acknowledgingTogether({ pool: stand.pool, log });
    let waiting: Promise<unknown> | undefined;
    await withTransaction(otherPool, async (sql) => {
      await sql.query('select id from event_stream where id = $1 for update', [
        taskStream(workstation.workstationId),
      ]);
      waiting = bring(acknowledging, held, held);
      expect(await bring(acknowledging, free, free)).toBe(true);
      expect(await stateOf(held)).toMatchObject({ task: 'DELIVERED' });
    });
    expect(await waiting).toBe(true);
  });
});

describe('a thousand keys that are connected at once', () => {
  const MANY = 1_000;
  const KEYS_EACH = 20;

  /** Workstations with their keys, each of which is to be locked. */
  async function connected(): Promise<{ readonly workstationId: string; readonly keyId: string }[]> {
    const { rows } = await stand.pool.query<{ workstationId: string; keyId: string }>(
      `with owners as (
         insert into employee (source, state, deactivation_causes, display_name, search_text)
         select 'MANUAL', 'ACTIVE', '{}', 'Crowd ' || n, 'crowd ' || n
         from generate_series(0, $1 - 1) n returning id
       ), keys as (
         insert into key (serial, name, public_key, status, confirmed_status, owner_id, linked_at, search_text)
         select 'CROWD-' || row_number() over (), 'Crowd', decode(md5(id::text) || md5('x' || id::text), 'hex'), 'ACTIVE',
                'ACTIVE', id, now(), 'crowd' from owners returning id, serial
       ), placed as (
         select id, serial, (row_number() over () - 1) / $2 as place from keys
       ), stations as (
         insert into workstation (public_key, machine_name, joined_domain, operating_system, client_version, address, network, state)
         select decode(md5('w' || n) || md5('v' || n), 'hex'), 'CROWD-' || n, 'north.example', 'none', '0', '127.0.0.1',
                '127.0.0.1', 'APPROVED'
         from generate_series(0, $1 / $2 - 1) n returning id, machine_name
       ), present as (
         insert into workstation_presence (workstation_id, connection_id, seen_at, connected_keys)
         select w.id, gen_random_uuid(), now() + interval '1 hour', array_agg(p.serial)
         from stations w join placed p on w.machine_name = 'CROWD-' || p.place group by w.id
       ), tasks as (
         insert into key_task (key_id, kind, state, wanted_by) select id, 'LOCK', 'PENDING', 'test' from keys
       )
       select w.id as "workstationId", p.id as "keyId" from stations w join placed p on w.machine_name = 'CROWD-' || p.place`,
      [MANY, KEYS_EACH],
    );
    return rows;
  }

  test('get their envelopes by a handful of statements, none for each key', async () => {
    const keys = await connected();
    expect(keys).toHaveLength(MANY);
    const parts = partsOn(stand.pool);
    const delivering = deliveringTogether(parts);
    const statements = jest.spyOn(pg.Client.prototype, 'query');
    const all = await Promise.all(keys.map((at) => nextEnvelope(parts, at, undefined, delivering)));
    const { length } = statements.mock.calls;
    statements.mockRestore();
    expect(new Set(all.map((each) => each?.taskId)).size).toBe(MANY);
    // A hundred at a time: one statement to look, and six to give out.
    expect(length).toBeLessThan(100);
    const { rows } = await stand.pool.query(
      `select count(*)::int as many from key where serial like 'CROWD-%' and next_sequence = 2`,
    );
    expect(rows).toEqual([{ many: MANY }]);
  });
});
