import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import type { UserRole } from '../../domain/states.js';
import {
  BeginPasskeyDocument,
  BeginPasskeySignInDocument,
  DeactivateEmployeeDocument,
  MyProfileDocument,
  ReactivateEmployeeDocument,
  RegisterPasskeyDocument,
  RemoveAuthenticatorDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { standingsOf } from '../../services/sign-in/authenticate.js';
import { defaultSignInLimits } from '../../services/sign-in/attempts/sign-in-limits.js';
import { PeopleStand, PUBLIC_URL } from '../../testing/people/people-stand.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { startApi, type TestApi, type TestUser } from '../../testing/start-api.js';
import { countWaiting } from '../../testing/stored-people.js';
import { lockAdministration } from '../../services/users/lock-administration.js';
import { fromGlobalId } from '../relay/global-id.js';

const ORIGIN = new URL(PUBLIC_URL).origin;
/** A server of before the setting, at which people still make their passkeys. */
let before: PeopleStand;
/** The same installation with the setting on. */
let api: TestApi;

beforeAll(async () => {
  before = await PeopleStand.open();
  const { databaseUrl, masterKey } = before.api.config;
  api = await startApi({
    config: {
      databaseUrl,
      masterKey,
      requirePasskey: true,
      access: { ...before.api.config.access, trustedProxies: ['loopback'] },
      http: { host: '127.0.0.1', port: 0, publicUrl: new URL(PUBLIC_URL) },
    },
  });
});

afterAll(async () => {
  await api?.close();
  await before?.close();
});

interface Holder extends TestUser {
  readonly passkey: SoftwarePasskey;
  /** What the API knows it by. */
  readonly authenticatorId: string;
  /** A session from before, by the password alone. */
  readonly token: string;
}

/** Somebody who has made a passkey while the password alone was enough. */
async function withPasskey(role: UserRole): Promise<Holder> {
  const user = await before.api.createUser(role);
  const { email, password } = user;
  const { signIn } = await before.api.client().request(SignInDocument, { input: { email, password } });
  const client = before.api.client({ token: signIn.token ?? '' });
  const passkey = new SoftwarePasskey(ORIGIN);
  const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
  const input = { answer: passkey.create(beginPasskey.options ?? ''), name: 'My computer' };
  const { registerPasskey } = await client.request(RegisterPasskeyDocument, { input });
  const { authenticatorId, token } = registerPasskey;
  return { ...user, passkey, authenticatorId: authenticatorId ?? '', token: token ?? '' };
}

async function ask({ email, password }: TestUser, passkey: string | null, address = '203.0.113.1') {
  const headers = { 'x-forwarded-for': address };
  const input = { email, password, passkey };
  return (await api.client({ headers }).request(SignInDocument, { input })).signIn;
}

/** Password, and then the passkey besides. */
async function twoSteps(holder: Holder, address?: string) {
  const { passkeyOptions } = await ask(holder, null, address);
  return ask(holder, holder.passkey.get(passkeyOptions ?? ''), address);
}

describe('where administrators and auditors give a passkey besides their password', () => {
  test.each(['ADMINISTRATOR', 'AUDITOR'] as const)(
    'the password alone is not enough for the role %s, another’s passkey neither, and one’s own is',
    async (role) => {
      const boss = await withPasskey(role);
      const other = await withPasskey('AUDITOR');
      const first = await ask(boss, null);
      expect(first).toMatchObject({ token: null, userErrors: [{ code: 'PASSKEY_NEEDED' }] });
      expect(first.passkeyOptions).not.toBeNull();
      const wrong = await ask(boss, other.passkey.get(first.passkeyOptions ?? ''));
      expect(wrong).toMatchObject({ token: null, userErrors: [{ code: 'PASSKEY_REFUSED' }] });
      // Somebody else knows the password: that is in the audit of this very user.
      const { rows } = await before.pool.query<{ reason: string }>(
        `select details->>'reason' as reason from audit_event
         where action = 'session.sign-in' and outcome = 'REFUSED' and target_id = $1 order by position`,
        [boss.id],
      );
      expect(rows.map(({ reason }) => reason)).toEqual(['PASSKEY_NEEDED', 'PASSKEY_REFUSED']);
      const right = await ask(boss, boss.passkey.get(first.passkeyOptions ?? ''));
      expect(right.userErrors).toEqual([]);
      await api.client({ token: right.token ?? '' }).request(MyProfileDocument, {});
      // A passkey alone is for employees.
      const { beginPasskeySignIn } = await api.client().request(BeginPasskeySignInDocument, {});
      const { signInWithPasskey } = await api.client().request(SignInWithPasskeyDocument, {
        input: { answer: boss.passkey.get(beginPasskeySignIn.options ?? '') },
      });
      expect(signInWithPasskey.userErrors).toMatchObject([{ code: 'PASSKEY_REFUSED' }]);
    },
  );

  test('a stranger who guesses at an account keeps its owner out at no place, though they need two steps', async () => {
    const boss = await withPasskey('ADMINISTRATOR');
    await before.pool.query(
      `insert into attempt_window (key, attempts, ends_at) values ($1, $2, now() + interval '5 minutes')
       on conflict (key) do update set attempts = excluded.attempts, ends_at = excluded.ends_at`,
      [
        createHash('sha256').update(`account ${boss.email}`).digest(),
        defaultSignInLimits.perAccount.attempts,
      ],
    );
    expect((await twoSteps(boss, '198.51.100.7')).userErrors).toEqual([]);
  });

  test('sessions by the password alone are over, and those of employees are not', async () => {
    const boss = await withPasskey('AUDITOR');
    const employee = await withPasskey('EMPLOYEE');
    const codeOf = async ({ token }: Holder) =>
      (await api.client({ token }).post('{ me { id } }')).errors[0]?.extensions?.['code'];
    expect([await codeOf(boss), await codeOf(employee)]).toEqual(['UNAUTHENTICATED', undefined]);
    // Nor does a connection stay open with one.
    const { pool } = before;
    const { rows } = await pool.query<{ id: string; role: UserRole }>(
      `select s.id, u.role from session s join app_user u on u.id = s.user_id where u.id = any($1)`,
      [[boss.id, employee.id]],
    );
    const ids = rows.map(({ id }) => id);
    expect([...(await standingsOf({ pool, requirePasskey: true }, ids)).keys()]).toEqual(
      rows.flatMap(({ id, role }) => (role === 'EMPLOYEE' ? [id] : [])),
    );
    expect((await standingsOf({ pool, requirePasskey: false }, ids)).size).toBe(2);
  });

  test('the last passkey of those who administer stays, of two removed at one instant one', async () => {
    await before.pool.query(`delete from authenticator where kind = 'PASSKEY'`);
    const [one, two] = [await withPasskey('ADMINISTRATOR'), await withPasskey('ADMINISTRATOR')];
    const auditor = await withPasskey('AUDITOR');
    const clients: ApiClient[] = [];
    for (const holder of [one, two]) {
      clients.push(api.client({ token: (await twoSteps(holder)).token ?? '' }));
    }
    const removals = await Promise.all(
      [one, two].map(async ({ authenticatorId }, index) => {
        const input = { id: authenticatorId };
        const { removeAuthenticator } = await clients[index]!.request(RemoveAuthenticatorDocument, { input });
        return removeAuthenticator.userErrors;
      }),
    );
    expect(removals.flat()).toMatchObject([{ code: 'WRONG_STATE' }]);
    const [kept] = removals[0]?.length === 0 ? [two] : [one];
    const again = api.client({ token: (await twoSteps(kept!)).token ?? '' });
    const remove = async (id: string) =>
      (await again.request(RemoveAuthenticatorDocument, { input: { id } })).removeAuthenticator.userErrors;
    expect(await remove(auditor.authenticatorId)).toEqual([]);
    expect(await remove(kept!.authenticatorId)).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('whoever may not remove the last one is told that, and waits for nobody', async () => {
    await before.pool.query(`delete from authenticator where kind = 'PASSKEY'`);
    const last = await withPasskey('ADMINISTRATOR');
    const holders = [await withPasskey('AUDITOR'), await withPasskey('EMPLOYEE')];
    const tokens = [(await twoSteps(holders[0]!)).token, holders[1]!.token];
    const input = { id: last.authenticatorId };
    const codes = await withTransaction(before.pool, async (sql) => {
      await lockAdministration(sql);
      const refusals: unknown[] = [];
      for (const token of tokens) {
        const client = api.client({ token: token ?? '' });
        const refused = client.request(RemoveAuthenticatorDocument, { input }).then(
          ({ removeAuthenticator }) => removeAuthenticator.userErrors[0]?.code,
          ({ code }: { readonly code: unknown }) => code,
        );
        refusals.push(await refused);
      }
      return refusals;
    });
    expect(codes).toEqual(['FORBIDDEN', 'NOT_FOUND']);
  });

  test('an employee who signs in with a passkey while it is removed and they are deactivated: none of it is broken off', async () => {
    const boss = await withPasskey('ADMINISTRATOR');
    const client = api.client({ token: (await twoSteps(boss)).token ?? '' });
    const owner = await withPasskey('EMPLOYEE');
    const employee = await before.addEmployee();
    const link = 'update app_user set employee_id = $2 where id = $1';
    await before.pool.query(link, [owner.id, fromGlobalId('Employee', employee.id)]);
    const { beginPasskeySignIn } = await api.client().request(BeginPasskeySignInDocument, {});
    const answer = owner.passkey.get(beginPasskeySignIn.options ?? '');
    const acts = [
      () => client.request(RemoveAuthenticatorDocument, { input: { id: owner.authenticatorId } }),
      () => client.request(DeactivateEmployeeDocument, { input: { id: employee.id } }),
      () => api.client().request(SignInWithPasskeyDocument, { input: { answer } }),
    ];
    // Each goes as far as it gets before the next one begins.
    const begun: Promise<unknown>[] = [];
    let settled = 0;
    await withTransaction(before.pool, async (sql) => {
      await lockAdministration(sql);
      for (const act of acts) {
        begun.push(act().finally(() => (settled += 1)));
        while (settled + (await countWaiting(before.pool)) < begun.length);
      }
    });
    const codes = (await Promise.all(begun)).flatMap(
      (done) => JSON.stringify(done).match(/"code":"\w+"/g) ?? [],
    );
    expect(codes).toEqual(['"code":"PASSKEY_REFUSED"']);
  });

  test('the last administrator who has a passkey is not deactivated, nor is the other’s passkey removed meanwhile', async () => {
    await before.pool.query(`delete from authenticator where kind = 'PASSKEY'`);
    const [one, two] = [await withPasskey('ADMINISTRATOR'), await withPasskey('ADMINISTRATOR')];
    const client = api.client({ token: (await twoSteps(two)).token ?? '' });
    const employee = await before.addEmployee();
    const link = 'update app_user set employee_id = $2 where id = $1';
    await before.pool.query(link, [one.id, fromGlobalId('Employee', employee.id)]);
    const deactivate = async () => {
      const input = { id: employee.id };
      return (await client.request(DeactivateEmployeeDocument, { input })).deactivateEmployee.userErrors;
    };
    const remove = async () => {
      const input = { id: two.authenticatorId };
      return (await client.request(RemoveAuthenticatorDocument, { input })).removeAuthenticator.userErrors;
    };
    const both = await Promise.all([deactivate(), remove()]);
    expect(both.flat()).toMatchObject([{ code: 'WRONG_STATE' }]);
    // Whichever it was: now with the other one's passkey gone.
    await before.admin.request(ReactivateEmployeeDocument, { input: { id: employee.id } });
    await before.pool.query(`delete from authenticator where id = $1`, [
      fromGlobalId('Authenticator', two.authenticatorId),
    ]);
    const again = api.client({ token: (await twoSteps(one)).token ?? '' });
    const input = { id: employee.id };
    const refused = await again.request(DeactivateEmployeeDocument, { input });
    expect(refused.deactivateEmployee.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    // Where a password is enough, nothing stands in the way.
    const done = await before.admin.request(DeactivateEmployeeDocument, { input });
    expect(done.deactivateEmployee.userErrors).toEqual([]);
  });
});
