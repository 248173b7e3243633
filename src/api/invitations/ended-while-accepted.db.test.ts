import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import {
  BeginPasskeyDocument,
  DeactivateEmployeeDocument,
  RegisterPasskeyDocument,
  RevokeInvitationDocument,
} from '../../generated/operations.js';
import { PeopleStand, PUBLIC_URL, type Invited } from '../../testing/people/people-stand.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { somebodyWaits } from '../../testing/stored-people.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: PeopleStand;

beforeAll(async () => {
  stand = await PeopleStand.open();
});
afterAll(() => stand.close());

/** The code of the refusal; undefined: it was done. */
type Ending = () => Promise<string | undefined>;

/** Two ways to accept an invitation, prepared so that one call is left. */
const ACCEPTING: readonly (readonly [string, (invited: Invited) => Promise<Ending>])[] = [
  [
    'an app',
    async ({ client }) => {
      const uri = await stand.offer(client);
      return () =>
        stand.scan(uri).then(
          () => undefined,
          ({ code }: { readonly code: string }) => code,
        );
    },
  ],
  [
    'a passkey',
    async ({ client }) => {
      const { beginPasskey } = await client.request(BeginPasskeyDocument, {});
      const passkey = new SoftwarePasskey(new URL(PUBLIC_URL).origin);
      const input = { answer: passkey.create(beginPasskey.options ?? ''), name: 'My computer' };
      return async () => {
        const { registerPasskey } = await client.request(RegisterPasskeyDocument, { input });
        return registerPasskey.userErrors[0]?.code;
      };
    },
  ],
];

/** What both wait for, the one that began first before the other. */
const HELD = {
  invitation: 'select 1 from invitation where employee_id = $1 for update',
  employee: 'select 1 from employee where id = $1 for update',
} as const;

/** Both begin while neither can be done, in this order. */
async function atOnce(
  [held, employeeId]: readonly [keyof typeof HELD, string],
  first: Ending,
  second: Ending,
) {
  const begun = await withTransaction(stand.pool, async (sql) => {
    await sql.query(HELD[held], [fromGlobalId('Employee', employeeId)]);
    const one = first();
    await somebodyWaits(stand.pool);
    const two = second();
    await somebodyWaits(stand.pool, 2);
    return { both: [one, two] };
  });
  return Promise.all(begun.both);
}

async function after(employeeId: string) {
  const { rows } = await stand.pool.query<{ state: string; authenticators: number; sessions: number }>(
    `select i.state,
            (select count(*)::int from authenticator t join app_user u on u.id = t.user_id
             where u.employee_id = i.employee_id) as authenticators,
            (select count(*)::int from session s join app_user u on u.id = s.user_id
             where u.employee_id = i.employee_id and s.revoked_at is null) as sessions
     from invitation i where i.employee_id = $1`,
    [fromGlobalId('Employee', employeeId)],
  );
  return rows;
}

const REVOKED = [{ state: 'REVOKED', authenticators: 0, sessions: 0 }];
const ACCEPTED = [{ state: 'ACCEPTED', authenticators: 1, sessions: 0 }];

/** Somebody who is invited, about to accept, to be revoked and to be deactivated. */
async function prepared(prepare: (invited: Invited) => Promise<Ending>) {
  const employee = await stand.addEmployee();
  const invited = await stand.invite(employee);
  const revoke: Ending = async () => {
    const input = { id: invited.id };
    const { revokeInvitation } = await stand.admin.request(RevokeInvitationDocument, { input });
    return revokeInvitation.userErrors[0]?.code;
  };
  const deactivate: Ending = async () => {
    const input = { id: employee.id };
    const { deactivateEmployee } = await stand.admin.request(DeactivateEmployeeDocument, { input });
    return deactivateEmployee.userErrors[0]?.code;
  };
  return { id: employee.id, accept: await prepare(invited), revoke, deactivate };
}

describe.each(ACCEPTING)('an invitation that is accepted with %s', (_with, prepare) => {
  test('in the instant in which it is revoked is one of the two', async () => {
    const one = await prepared(prepare);
    expect(await atOnce(['invitation', one.id], one.revoke, one.accept)).toEqual([
      undefined,
      'INVITATION_OVER',
    ]);
    expect(await after(one.id)).toEqual(REVOKED);
    const other = await prepared(prepare);
    expect(await atOnce(['invitation', other.id], other.accept, other.revoke)).toEqual([
      undefined,
      'WRONG_STATE',
    ]);
    expect(await after(other.id)).toEqual(ACCEPTED);
  });

  test('in the instant in which its employee is deactivated lets nobody in, whichever comes first', async () => {
    const one = await prepared(prepare);
    expect(await atOnce(['employee', one.id], one.deactivate, one.accept)).toEqual([
      undefined,
      'INVITATION_OVER',
    ]);
    expect(await after(one.id)).toEqual(REVOKED);
    const other = await prepared(prepare);
    expect(await atOnce(['employee', other.id], other.accept, other.deactivate)).toEqual([
      undefined,
      undefined,
    ]);
    expect(await after(other.id)).toEqual(ACCEPTED);
    const ids = [one, other].map(({ id }) => fromGlobalId('Employee', id));
    const { rows } = await stand.pool.query('select state from employee where id = any($1::uuid[])', [ids]);
    expect(rows).toEqual([{ state: 'DEACTIVATED' }, { state: 'DEACTIVATED' }]);
  });
});
