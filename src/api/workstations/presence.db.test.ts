import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AuditEventsDocument,
  ReportPresenceDocument,
  RevokeWorkstationDocument,
  WorkstationsDocument,
} from '../../generated/operations.js';
import { createLog } from '../../log.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import type { SimulatedWorkstation } from '../../sandbox/simulated-workstation/simulated-workstation.js';
import { openSession } from '../../sandbox/simulated-workstation/workstation-calls.js';
import { newWorkstationKey } from '../../sandbox/simulated-workstation/workstation-key.js';
import { PresenceKeeper } from '../../services/workstations/presence-keeper.js';
import { beginPresence, LEASE_SECONDS, sweepPresence } from '../../services/workstations/presence-rows.js';
import { addWorkstation, addWorkstationSession } from '../../testing/credentials.js';
import { connectedSocket, type RawSocket } from '../../testing/network/raw-socket.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import {
  PresenceWatch,
  someFacts,
  startWorkstation,
  workstationNow,
} from '../../testing/workstations/simulated-workstations.js';
import { globalId } from '../relay/global-id.js';

const NOTHING = { controllerInReach: null, connectedKeys: [] };

let api: TestApi;
let other: TestApi;
let admin: ApiClient;
let watch: PresenceWatch;
const running: SimulatedWorkstation[] = [];

beforeAll(async () => {
  api = await startApi();
  const { databaseUrl, masterKey } = api.config;
  other = await startApi({ config: { databaseUrl, masterKey } });
  admin = await api.signedIn('ADMINISTRATOR');
  watch = new PresenceWatch(admin, 0);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

afterAll(async () => {
  await other.close();
  await api.close();
});

async function started(approved = true, url: string | (() => string) = other.url, key = newWorkstationKey()) {
  const workstation = await startWorkstation({ url, administrator: admin, approved, key });
  running.push(workstation);
  return workstation;
}

describe('a workstation is online', () => {
  test('while it holds its subscription, seen by whoever watches on another server', async () => {
    const workstation = await started();
    await watch.eventThat(workstation.id, ({ online }) => online);
    expect(await workstationNow(admin, workstation.id)).toMatchObject({ online: true, ...NOTHING });
    await workstation.stop();
    await watch.eventThat(workstation.id, ({ online }) => !online);
    const gone = await workstationNow(admin, workstation.id);
    expect(gone).toMatchObject({ online: false, ...NOTHING });
    expect(Math.abs(Date.parse(gone.lastSeenAt ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test('from the moment it is approved, and not while it waits', async () => {
    const workstation = await started(false);
    expect(await workstationNow(admin, workstation.id)).toMatchObject({ online: false });
    await admin.post(
      'mutation ($id: ID!) { approveWorkstation(input: { id: $id }) { userErrors { code } } }',
      {
        id: workstation.id,
      },
    );
    const first = await watch.eventThat(workstation.id, () => true);
    expect(first).toMatchObject({ online: true });
  });

  test('until it is revoked, whatever its connection does', async () => {
    const workstation = await started();
    await watch.eventThat(workstation.id, ({ online }) => online);
    await admin.request(RevokeWorkstationDocument, { input: { id: workstation.id } });
    expect(await workstationNow(admin, workstation.id)).toMatchObject({ online: false, state: 'REVOKED' });
    await watch.eventThat(workstation.id, ({ online }) => !online);
  });
});

describe('what a workstation says about itself', () => {
  test('is known at once, to watchers, in lists and in the audit', async () => {
    const workstation = await started();
    await workstation.reachController(true);
    await workstation.connectKey('LK-2');
    await workstation.connectKey('LK-1');
    const said = { controllerInReach: true, connectedKeys: ['LK-1', 'LK-2'] };
    await watch.eventThat(workstation.id, ({ connectedKeys }) => connectedKeys.length === 2);
    expect(await workstationNow(admin, workstation.id)).toMatchObject({ online: true, ...said });
    const { workstations } = await admin.request(WorkstationsDocument, {
      filter: { connectedKey: 'LK-1', online: true },
    });
    expect(workstations.edges.map(({ node }) => node.id)).toEqual([workstation.id]);
    await workstation.removeKey('LK-2');
    await watch.eventThat(workstation.id, ({ connectedKeys }) => connectedKeys.join() === 'LK-1');
    const { auditEvents } = await admin.request(AuditEventsDocument, {
      filter: { actorId: workstation.id, action: 'workstation.report-presence' },
      first: 50,
    });
    expect(auditEvents.edges[1]?.node.details).toEqual(said);
  });

  test('when it says the same again is no news', async () => {
    const key = newWorkstationKey();
    const workstation = await started(true, other.url, key);
    await workstation.connectKey('LK-3');
    await watch.eventThat(workstation.id, ({ connectedKeys }) => connectedKeys.length === 1);
    const count = () => watch.events.filter(({ workstationId }) => workstationId === workstation.id).length;
    const before = count();
    await workstation.connectKey('LK-3');
    await workstation.reachController(false);
    await watch.eventThat(workstation.id, ({ controllerInReach }) => controllerInReach === false);
    expect(count()).toBe(before + 1);
  });

  test('goes with the subscription, so that one that connects again is right at once', async () => {
    let url = other.url;
    const workstation = await started(true, () => url);
    await workstation.connectKey('LK-4');
    await watch.eventThat(workstation.id, ({ connectedKeys }) => connectedKeys.length === 1);
    const seen = watch.events.length;
    url = api.url;
    await api.backend.pool.query(`update workstation_session set revoked_at = now()`);
    await watch.eventThat(workstation.id, ({ online, sequence }) => !online && sequence > seen);
    const back = await watch.eventThat(workstation.id, ({ online, sequence }) => online && sequence > seen);
    expect(back.connectedKeys).toEqual(['LK-4']);
  });

  test('is refused while it is not connected, and when it is too much', async () => {
    const key = newWorkstationKey();
    const workstation = await started(true, other.url, key);
    await workstation.stop();
    await watch.eventThat(workstation.id, ({ online }) => !online);
    const token = await openSession(api.client(), key, workstation.id, someFacts());
    const client = api.client({ token });
    const say = async (connectedKeys: string[]) =>
      (await client.request(ReportPresenceDocument, { input: { connectedKeys } })).reportPresence.userErrors;
    expect(await say([])).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await say(['a b'])).toMatchObject([{ code: 'BAD_INPUT', path: ['input', 'connectedKeys', '0'] }]);
    expect(await say(Array.from({ length: 21 }, (_, at) => `LK-${at}`))).toMatchObject([
      { code: 'BAD_INPUT' },
    ]);
  });
});

describe('a second connection of one workstation', () => {
  test('takes its place: the first is ended, and its end changes nothing', async () => {
    const { pool } = api.backend;
    const { workstationId, token } = await addWorkstationSession(pool, 'APPROVED');
    const id = globalId('Workstation', workstationId);
    const holding = async (server: TestApi, serial: string): Promise<RawSocket> => {
      const socket = await connectedSocket(server.url, {}, { authorization: `Bearer ${token}` });
      await socket.ask(
        `subscription { workstationStatus(presence: { connectedKeys: ["${serial}"] }) { state } }`,
      );
      await watch.eventThat(id, ({ connectedKeys }) => connectedKeys.join() === serial);
      return socket;
    };
    const first = await holding(other, 'LK-A');
    const second = await holding(api, 'LK-B');
    // Its server learns it with its next renewal.
    expect(await first.next()).toMatchObject({ type: 'complete' });
    first.close();
    await first.closed;
    expect(await workstationNow(admin, id)).toMatchObject({ online: true, connectedKeys: ['LK-B'] });
    second.close();
    await watch.eventThat(id, ({ online }) => !online);
    expect(watch.events.filter(({ workstationId: of, online }) => of === id && !online)).toHaveLength(1);
  });
});

describe('presence that nobody renews', () => {
  const log = createLog('latchkey-test', 'silent');
  let id: string;

  beforeEach(async () => {
    id = await addWorkstation(api.backend.pool, 'APPROVED');
  });

  async function age(seconds: number): Promise<void> {
    await api.backend.pool.query(
      `update workstation_presence set seen_at = now() - make_interval(secs => $2) where workstation_id = $1`,
      [id, seconds],
    );
  }

  async function ageOf(): Promise<number> {
    const { rows } = await api.backend.pool.query<{ seconds: number }>(
      `select extract(epoch from now() - seen_at)::float8 as seconds from workstation_presence where workstation_id = $1`,
      [id],
    );
    return rows[0]?.seconds ?? Number.NaN;
  }

  test('counts for twenty seconds, and is ended by whichever server looks next', async () => {
    const { pool } = api.backend;
    await beginPresence(pool, id, crypto.randomUUID(), { controllerInReach: true, connectedKeys: ['K'] });
    await sweepPresence(pool);
    const node = globalId('Workstation', id);
    expect(await workstationNow(admin, node)).toMatchObject({ online: true, connectedKeys: ['K'] });
    await age(LEASE_SECONDS + 1);
    expect(await workstationNow(admin, node)).toMatchObject({ online: false, ...NOTHING });
    // The servers of this test look every few seconds.
    await watch.eventThat(node, ({ online }) => !online);
    const { rows } = await pool.query('select 1 from workstation_presence where workstation_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  test('is held as long as its keeper renews it, and lost, and told so, when it is gone all the same', async () => {
    const { pool } = api.backend;
    const keeper = new PresenceKeeper({ pool, log, renewMilliseconds: 20 });
    const lost = Promise.withResolvers<void>();
    expect(await keeper.hold(id, { controllerInReach: null, connectedKeys: [] }, lost.resolve)).toBeDefined();
    // Not over yet: the servers of this test would end it.
    await age(LEASE_SECONDS / 2);
    keeper.start();
    while ((await ageOf()) > LEASE_SECONDS / 4);
    await pool.query('delete from workstation_presence where workstation_id = $1', [id]);
    await lost.promise;
    await keeper.stop();
  });

  test('is ended by a keeper that stops in good order', async () => {
    const { pool } = api.backend;
    const keeper = new PresenceKeeper({ pool, log });
    await keeper.hold(id, { controllerInReach: null, connectedKeys: [] }, () => undefined);
    await keeper.stop();
    const ended = await watch.eventThat(globalId('Workstation', id), ({ online }) => !online);
    expect(ended).toMatchObject(NOTHING);
  });

  test('is not begun for one that is not approved', async () => {
    const { pool } = api.backend;
    const waiting = await addWorkstation(pool, 'PENDING');
    const keeper = new PresenceKeeper({ pool, log });
    expect(
      await keeper.hold(waiting, { controllerInReach: null, connectedKeys: [] }, () => undefined),
    ).toBeUndefined();
  });
});

describe('presenceEvents', () => {
  test('goes on after any number, without gaps; without one only with what is to come', async () => {
    const workstation = await started();
    await watch.eventThat(workstation.id, ({ online }) => online);
    const numbers = watch.events.map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    const last = numbers.at(-1) ?? 0;
    const resumed = new PresenceWatch(await api.signedIn('AUDITOR'), last - 1);
    expect(await resumed.eventThat(workstation.id, () => true)).toMatchObject({ sequence: last });
    const auditor = await other.signedIn('AUDITOR');
    const fresh = new PresenceWatch(auditor, null);
    // Asked over the same connection: by its answer the subscription before it has begun.
    for await (const _ of auditor.iterate('{ alarms { totalCount } }')) break;
    await workstation.connectKey('NEW');
    const first = await fresh.eventThat(workstation.id, () => true);
    expect(first.sequence).toBeGreaterThan(last);
  });
});
