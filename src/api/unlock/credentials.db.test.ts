import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import {
  DeactivateEmployeeDocument,
  DeleteEmployeeDocument,
  DeleteWorkstationDocument,
  MyUnlockCredentialsDocument,
  ReactivateEmployeeDocument,
  RenewUnlockCredentialDocument,
  RevokeUnlockCredentialDocument,
  UnlocksOfEmployeeDocument,
  UnlocksOfWorkstationDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { done } from '../../sandbox/simulated-workstation/workstation-calls.js';
import { reprofileEmployees } from '../../services/sync/reprofile-employees.js';
import { addSession } from '../../testing/credentials.js';
import { refusalOf, UnlockStand, uuidOf, type Pair } from '../../testing/people/unlock-stand.js';

const DAY = 86_400_000;

let stand: UnlockStand;

beforeAll(async () => {
  stand = await UnlockStand.open();
});
afterAll(() => stand.close());

/** Moves the end of a credential, and answers it as its app sees it then. */
async function endsIn({ unlocks, paired }: Pair, days: number) {
  await stand.pool.query(
    `update unlock_credential set expires_at = now() + $2 * interval '1 day' where id = $1`,
    [uuidOf(paired.credentialId), days],
  );
  return (await unlocks.credentials())[0]!;
}

async function revokedAs(pair: Pair): Promise<readonly [string, string | null]> {
  const { rows } = await stand.pool.query<{ revoked: boolean; revocation: string | null }>(
    `select revoked_at is not null as revoked, revocation from unlock_credential where id = $1`,
    [uuidOf(pair.paired.credentialId)],
  );
  return [rows[0]?.revoked ? 'REVOKED' : 'ACTIVE', rows[0]?.revocation ?? null];
}

async function audited(pair: Pair): Promise<readonly string[]> {
  const { rows } = await stand.pool.query<{ what: string }>(
    `select action || ' ' || outcome || ' ' || actor_kind as what from audit_event where target_id = $1 order by position`,
    [uuidOf(pair.paired.credentialId)],
  );
  return rows.map(({ what }) => what);
}

/** A session of the person whose app it is. */
async function signedIn({ app }: Pair): Promise<ApiClient> {
  const { rows } = await stand.pool.query<{ userId: string }>(
    `select user_id as "userId" from authenticator where id = $1`,
    [uuidOf(app.kept.authenticatorId)],
  );
  const { token } = await addSession(stand.pool, 'EMPLOYEE', { userId: rows[0]!.userId });
  return stand.other.client({ token });
}

async function revokeAs(client: ApiClient, { paired }: Pair): Promise<unknown> {
  const input = { credentialId: paired.credentialId };
  return done((await client.request(RevokeUnlockCredentialDocument, { input })).revokeUnlockCredential);
}

describe('a credential is renewed', () => {
  test.each([1, 364])('for a year from now, %s days before it would end', async (days) => {
    const pair = await stand.pair();
    const { expiresAt } = await pair.unlocks.renew(await endsIn(pair, days));
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now() + 364.5 * DAY);
    expect(await audited(pair)).toEqual(['unlock.renew DONE AUTHENTICATOR']);
  });

  test('once by each signature, and by its own app alone', async () => {
    const [pair, stranger] = [await stand.pair(), await stand.pair()];
    const input = pair.unlocks.renewalOf(await endsIn(pair, 30));
    const renew = async ({ unlocks }: Pair) =>
      done((await unlocks.session.request(RenewUnlockCredentialDocument, { input })).renewUnlockCredential);
    expect(await refusalOf(renew(stranger))).toBe('NOT_FOUND');
    await renew(pair);
    expect(await refusalOf(renew(pair))).toBe('SIGNATURE_INVALID');
    expect(await stand.lastRefusal('unlock.renew')).toEqual(['SIGNATURE_INVALID']);
  });

  test('not when it has ended or was revoked', async () => {
    const pair = await stand.pair();
    const ended = await endsIn(pair, -1);
    expect(ended.state).toBe('EXPIRED');
    expect(await refusalOf(pair.unlocks.renew(ended))).toBe('UNLOCK_CREDENTIAL_EXPIRED');
    const good = await endsIn(pair, 1);
    await pair.unlocks.revoke(pair.paired.credentialId);
    expect(await refusalOf(pair.unlocks.renew(good))).toBe('UNLOCK_CREDENTIAL_REVOKED');
    expect(await stand.lastRefusal('unlock.renew')).toEqual(['UNLOCK_CREDENTIAL_REVOKED']);
  });
});

describe('a credential is revoked at once, and a workstation that waits is told', () => {
  const expectEnd = async (pair: Pair, revocation: string, revoke: () => Promise<unknown>): Promise<void> => {
    const { outcome } = await stand.ask(pair);
    await revoke();
    expect(await outcome).toEqual({ state: 'REFUSED', code: 'UNLOCK_CREDENTIAL_REVOKED', unlocked: false });
    expect(await revokedAs(pair)).toEqual(['REVOKED', revocation]);
    expect(await audited(pair)).toContainEqual(expect.stringMatching(/^unlock\.revoke DONE /));
    expect(await refusalOf(pair.workstation.unlocks.ask(pair.paired))).toBe('UNLOCK_CREDENTIAL_REVOKED');
  };

  test('by its app, by whom the app belongs to, and by an administrator; again changes nothing', async () => {
    const [one, two, three] = [await stand.pair(), await stand.pair(), await stand.pair()];
    await expectEnd(one, 'PERSON', () => one.unlocks.revoke(one.paired.credentialId));
    const person = await signedIn(two);
    await expectEnd(two, 'PERSON', () => revokeAs(person, two));
    await expectEnd(three, 'ADMINISTRATOR', () => revokeAs(stand.people.admin, three));
    await revokeAs(stand.people.admin, two);
    expect(await revokedAs(two)).toEqual(['REVOKED', 'PERSON']);
  });

  test('by nobody else', async () => {
    const [pair, stranger] = [await stand.pair(), await stand.pair()];
    const other = await signedIn(stranger);
    const auditor = await stand.people.api.signedIn('AUDITOR');
    expect(await refusalOf(stranger.unlocks.revoke(pair.paired.credentialId))).toBe('NOT_FOUND');
    expect(await refusalOf(revokeAs(other, pair))).toBe('NOT_FOUND');
    expect(await refusalOf(revokeAs(auditor, pair))).toBe('FORBIDDEN');
    expect(await revokedAs(pair)).toEqual(['ACTIVE', null]);
    expect(await audited(pair)).toEqual([
      'unlock.revoke REFUSED AUTHENTICATOR',
      'unlock.revoke REFUSED USER',
      'unlock.revoke REFUSED USER',
    ]);
  });

  test('by the deactivation of its owner, and reactivation does not bring it back', async () => {
    const pair = await stand.pair();
    const input = { id: pair.employee.id };
    const { admin } = stand.people;
    await expectEnd(pair, 'DEACTIVATION', () => admin.request(DeactivateEmployeeDocument, { input }));
    await admin.request(ReactivateEmployeeDocument, { input });
    expect(await revokedAs(pair)).toEqual(['REVOKED', 'DEACTIVATION']);
  });

  test('when its owner is deleted', async () => {
    const pair = await stand.pair();
    const { admin } = stand.people;
    await expectEnd(pair, 'DEACTIVATION', () =>
      admin.request(DeleteEmployeeDocument, { input: { id: pair.employee.id } }),
    );
    expect(await audited(pair)).toEqual([
      'unlock.ask DONE WORKSTATION',
      'unlock.revoke DONE USER',
      'unlock.ask REFUSED WORKSTATION',
    ]);
  });

  test('by a synchronisation that deactivates its owner, for all of them in its own transaction', async () => {
    const [one, two, other] = [await stand.pair(), await stand.pair(), await stand.pair()];
    for (const { employee } of [one, two, other]) await stand.addAccount(employee.id, { confirmed: true });
    const ids = [one, two, other].map(({ employee }) => uuidOf(employee.id));
    const waiting = await stand.ask(one);
    await withTransaction(stand.pool, async (sql) => {
      await sql.query('update domain_account set enabled = false where employee_id = any($1::uuid[])', [
        ids.slice(0, 2),
      ]);
      await reprofileEmployees(sql, ids);
      const { rows } = await sql.query<{ standing: number }>(
        `select count(*)::int as standing from unlock_credential c join authenticator t on t.id = c.authenticator_id
         join app_user u on u.id = t.user_id where u.employee_id = any($1::uuid[]) and c.revoked_at is null`,
        [ids],
      );
      expect(rows).toEqual([{ standing: 1 }]);
    });
    expect(await waiting.outcome).toMatchObject({ state: 'REFUSED', code: 'UNLOCK_CREDENTIAL_REVOKED' });
    expect(await revokedAs(one)).toEqual(['REVOKED', 'DEACTIVATION']);
    expect(await revokedAs(two)).toEqual(['REVOKED', 'DEACTIVATION']);
    expect(await audited(two)).toEqual(['unlock.revoke DONE SYNC']);
    expect(await revokedAs(other)).toEqual(['ACTIVE', null]);
  });

  test('when the workstation is revoked, of every app that was paired with it', async () => {
    const one = await stand.pair();
    const two = await stand.pair({ workstation: one.workstation });
    const elsewhere = await stand.pair();
    await stand.revokeWorkstation(one.workstation);
    expect(await revokedAs(one)).toEqual(['REVOKED', 'WORKSTATION']);
    expect(await revokedAs(two)).toEqual(['REVOKED', 'WORKSTATION']);
    expect(await revokedAs(elsewhere)).toEqual(['ACTIVE', null]);
  });

  test('when the workstation is deleted: its app has none of it any more', async () => {
    const pair = await stand.pair();
    const { outcome } = await stand.ask(pair);
    outcome.catch(() => undefined);
    const input = { id: pair.workstation.id };
    done((await stand.people.admin.request(DeleteWorkstationDocument, { input })).deleteWorkstation);
    expect(await audited(pair)).toEqual(['unlock.ask DONE WORKSTATION', 'unlock.revoke DONE USER']);
    expect(await pair.unlocks.credentials()).toEqual([]);
    const { rows } = await stand.pool.query('select 1 from unlock_credential where id = $1', [
      uuidOf(pair.paired.credentialId),
    ]);
    expect(rows).toEqual([]);
  });
});

test('credentials are listed with their person, their employee and their workstation, and with nobody else', async () => {
  const pair = await stand.pair();
  const stranger = await stand.pair();
  const expected = [expect.objectContaining({ id: pair.paired.credentialId, state: 'ACTIVE' })];
  const person = await (await signedIn(pair)).request(MyUnlockCredentialsDocument, {});
  expect(person.myUnlockCredentials).toEqual(expected);
  expect(await pair.unlocks.credentials()).toEqual(expected);
  expect(await pair.workstation.unlocks.credentials()).toEqual(expected);
  const { admin } = stand.people;
  const { employee } = await admin.request(UnlocksOfEmployeeDocument, { id: pair.employee.id });
  expect(employee?.unlockCredentials).toEqual(expected);
  const { workstation } = await admin.request(UnlocksOfWorkstationDocument, { id: pair.workstation.id });
  expect(workstation?.unlockCredentials).toEqual(expected);
  expect((await stranger.unlocks.credentials()).map(({ id }) => id)).toEqual([stranger.paired.credentialId]);
});
