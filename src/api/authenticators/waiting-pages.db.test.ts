import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { AskAppSignInDocument, MyProfileDocument } from '../../generated/operations.js';
import { MOST_ASKING, MOST_WAITING, takeWaitingPage } from '../../services/authenticators/waiting-pages.js';
import { newDeviceSecret } from '../../services/sign-in/devices/device-secret.js';
import { PeopleStand, PUBLIC_URL } from '../../testing/people/people-stand.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { somebodyWaits } from '../../testing/stored-people.js';

let stand: PeopleStand;
let other: TestApi;

beforeAll(async () => {
  const sockets = { all: 100, perAddress: 100, perPrincipal: 100, subscriptionsPerPrincipal: 100 };
  const access = { trustedProxies: ['loopback'], introspection: true, graphiql: true, sockets };
  stand = await PeopleStand.open({ config: { access } });
  const { databaseUrl, masterKey } = stand.api.config;
  const http = { host: '127.0.0.1', port: 0, publicUrl: new URL(PUBLIC_URL) };
  other = await startApi({ config: { databaseUrl, masterKey, access, http } });
});
beforeEach(() => stand.pool.query('delete from app_sign_in'));
afterAll(async () => {
  await other.close();
  await stand.close();
});

/** The code that a page is refused with; undefined: it may wait. */
async function refusal(address: string, device?: string, by = stand.api): Promise<unknown> {
  const cookie: Record<string, string> = device === undefined ? {} : { cookie: `latchkey_device=${device}` };
  const client = by.client({ headers: { 'x-forwarded-for': address, ...cookie } });
  return client.request(AskAppSignInDocument, {}).then(
    () => undefined,
    ({ code }: { readonly code: unknown }) => code,
  );
}

/** Pages that wait already. */
async function waiting(many: number, { address, wide = address }: { address: string; wide?: string }) {
  await stand.pool.query(
    `insert into app_sign_in (token_hash, address, wide, expires_at)
     select decode(md5($1 || n), 'hex'), $2, $3, now() + interval '2 minutes' from generate_series(1, $4) n`,
    [randomUUID(), address, wide, many],
  );
}

/** While somebody else has the lock under which places are counted. */
function whileOthersCount<T>(work: () => Promise<T>): Promise<T> {
  return withTransaction(stand.pool, async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtextextended('latchkey/app-sign-in', 0))`);
    return work();
  });
}

const WAIT_TO_WRITE = `
  create function wait_to_write() returns trigger language plpgsql as $$
  begin perform pg_advisory_xact_lock_shared(7); return new; end $$;
  create trigger wait_to_write before insert on app_sign_in for each row execute function wait_to_write()`;

describe('pages that wait for an app', () => {
  test('are so many of one address, of which those that were answered are none', async () => {
    await waiting(MOST_WAITING.network - 1, { address: '192.0.2.1' });
    expect(await refusal('192.0.2.1')).toBeUndefined();
    expect(await refusal('192.0.2.1')).toBe('TOO_MANY_REQUESTS');
    expect(await refusal('192.0.2.2')).toBeUndefined();
    await stand.pool.query('update app_sign_in set answered_at = now(), accepted = true');
    expect(await refusal('192.0.2.1')).toBeUndefined();
  });

  test('are so many of one IPv6 /48, whatever the addresses in it', async () => {
    const wide = '2001:db8:1';
    for (const each of [1, 2, 3]) await waiting(MOST_WAITING.wide / 3, { address: `${wide}:${each}`, wide });
    expect(await refusal('2001:db8:1:aaaa::1')).toBe('TOO_MANY_REQUESTS');
    expect(await refusal('2001:db8:2:aaaa::1')).toBeUndefined();
  });

  test('are so many in all, and yet keep out no network that has hardly any', async () => {
    for (let each = 0; each < 10; each += 1)
      await waiting(MOST_WAITING.inAll / 10, { address: `198.51.100.${each}` });
    expect(await refusal('192.0.2.1')).toBeUndefined();
    await waiting(MOST_WAITING.always, { address: '192.0.2.1' });
    expect(await refusal('192.0.2.1')).toBe('TOO_MANY_REQUESTS');
  });

  test('are no more where many ask at the same instant at two servers', async () => {
    await waiting(MOST_WAITING.network - 1, { address: '192.0.2.1' });
    await stand.pool.query(WAIT_TO_WRITE);
    const begun = await withTransaction(stand.pool, async (sql) => {
      await sql.query('select pg_advisory_xact_lock(7)');
      const eight = Array.from({ length: 8 }, (_, each) =>
        refusal('192.0.2.1', undefined, each % 2 === 0 ? stand.api : other),
      );
      // One server has counted, and waits to write; the other one waits to count.
      await somebodyWaits(stand.pool, 2);
      return { eight };
    });
    const eight = await Promise.all(begun.eight);
    await stand.pool.query('drop trigger wait_to_write on app_sign_in');
    expect(eight.filter((code) => code === undefined)).toHaveLength(1);
  });

  test('wait for nobody where there is no room, and are kept waiting for so long where others count', async () => {
    const waitFor = (time: string) =>
      stand.pool.query(`alter function take_waiting_page set lock_timeout = '${time}'`);
    const { rows } = await stand.pool.query(
      `select proconfig from pg_proc where proname = 'take_waiting_page'`,
    );
    expect(rows).toEqual([{ proconfig: ['lock_timeout=10s'] }]);
    await waiting(MOST_WAITING.network, { address: '192.0.2.1' });
    await waitFor('0');
    await whileOthersCount(async () => {
      expect(await refusal('192.0.2.1')).toBe('TOO_MANY_REQUESTS');
      await waitFor('1ms');
      expect(await refusal('192.0.2.2')).toBe('TOO_MANY_REQUESTS');
    });
    await waitFor('10s');
    expect(await refusal('192.0.2.2')).toBeUndefined();
  });

  test('take one connection of a server however many ask, so that everything else goes on', async () => {
    const asked = await whileOthersCount(async () => {
      const all = Array.from({ length: 30 }, (_, each) => refusal(`192.0.2.${each}`));
      await somebodyWaits(stand.pool);
      for (let each = 0; each < 10; each += 1) await stand.admin.request(MyProfileDocument, {});
      return { all };
    });
    expect((await Promise.all(asked.all)).filter((code) => code !== undefined)).toEqual([]);
  });

  test('are asked for so many at once at one server, and no more', async () => {
    const ask = (each: number) =>
      takeWaitingPage(stand.pool, {
        id: randomUUID(),
        tokenHash: Buffer.from(`page ${each}`),
        expiresAt: new Date(Date.now() + 120_000),
        address: `10.0.${Math.trunc(each / 250)}.${each % 250}`,
        userAgent: null,
        device: undefined,
      });
    const all = await Promise.allSettled(Array.from({ length: MOST_ASKING + 1 }, (_, each) => ask(each)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST_ASKING);
    expect(all.at(-1)).toMatchObject({ reason: { code: 'TOO_MANY_REQUESTS' } });
    expect(await ask(MOST_ASKING)).toBe(true);
  });

  test('keep none out that asks from a browser in which somebody has signed in, which has a bound of its own', async () => {
    const { app } = await stand.withApp();
    const { askAppSignIn } = await stand.api.client().request(AskAppSignInDocument, {});
    await app.answer(askAppSignIn.uri ?? '', true, stand.api.url);
    const input = { secret: askAppSignIn.secret ?? '' };
    const query = 'mutation ($input: CompleteAppSignInInput!) { completeAppSignIn(input: $input) { token } }';
    const completed = await stand.api.client().post(query, { input });
    const [device = ''] = completed.headers
      .getSetCookie()
      .flatMap((text) => /^latchkey_device=([^;]+)/.exec(text)?.slice(1) ?? []);
    await waiting(MOST_WAITING.network, { address: '192.0.2.1' });
    expect(await refusal('192.0.2.1', newDeviceSecret())).toBe('TOO_MANY_REQUESTS');
    for (let each = 0; each < MOST_WAITING.device; each += 1)
      expect(await refusal('192.0.2.1', device)).toBeUndefined();
    expect(await refusal('192.0.2.1', device)).toBe('TOO_MANY_REQUESTS');
    expect(await refusal('192.0.2.2', device)).toBeUndefined();
    // And what waits there takes no place from others.
    await stand.pool.query(`delete from app_sign_in where device_hash is null`);
    await waiting(MOST_WAITING.network - 1, { address: '192.0.2.1' });
    expect(await refusal('192.0.2.1')).toBeUndefined();
  });

  test('are in the audit with what an app answers, and those that are refused too', async () => {
    const { rows: before } = await stand.pool.query<{ last: string }>(
      'select max(position)::text as last from audit_event',
    );
    await waiting(MOST_WAITING.network - 1, { address: '192.0.2.9' });
    expect(await refusal('192.0.2.9')).toBeUndefined();
    expect(await refusal('192.0.2.9')).toBe('TOO_MANY_REQUESTS');
    const { rows } = await stand.pool.query(
      `select e.action, e.outcome, e.actor_kind, e.details->>'requestId' = s.id::text as same
       from audit_event e left join app_sign_in s on s.address = '192.0.2.9' and s.user_agent is not null
       where e.position > $1 order by e.position`,
      [before[0]!.last],
    );
    expect(rows).toMatchObject([
      { action: 'session.app-ask', outcome: 'DONE', actor_kind: 'ANONYMOUS', same: true },
      { action: 'mutation.refuse', outcome: 'REFUSED', actor_kind: 'ANONYMOUS' },
    ]);
  });
});
