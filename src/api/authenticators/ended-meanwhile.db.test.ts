import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import {
  BeginPasskeyDocument,
  DeactivateEmployeeDocument,
  InviteEmployeesDocument,
  RegisterPasskeyDocument,
  SignInDocument,
} from '../../generated/operations.js';
import { reprofileEmployees } from '../../services/sync/reprofile-employees.js';
import { eventually } from '../../testing/eventually.js';
import {
  complete,
  MisuseStand,
  ORIGIN,
  register,
  type Outcome,
  type Question,
} from '../../testing/people/misuse-stand.js';
import { SoftwarePasskey } from '../../testing/people/software-passkey.js';
import { countWaiting } from '../../testing/stored-people.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: MisuseStand;

beforeAll(async () => {
  stand = await MisuseStand.open();
});
afterAll(() => stand.close());

interface Meanwhile {
  /** What another transaction has locked by then. */
  readonly held: (sql: PoolClient) => Promise<unknown>;
  /** What it does once the question waits for it. */
  readonly later?: (sql: PoolClient) => Promise<unknown>;
}

/** Asks while another transaction is under way, which commits once the question waits for it, or was answered. */
async function askMeanwhile(question: Question, { held, later }: Meanwhile): Promise<Outcome> {
  const other = await stand.people.pool.connect();
  try {
    await other.query('begin');
    await held(other);
    const answer = stand.ask(question);
    const waits = eventually(async () => {
      if ((await countWaiting(stand.people.pool)) !== 1) throw new Error('nothing waits');
    }).catch(() => undefined);
    await Promise.race([answer, waits]);
    await later?.(other);
    await other.query('commit');
    return await answer;
  } finally {
    await other.query('rollback');
    other.release();
  }
}

test('a passkey that was made in a session which ended meanwhile is not kept', async () => {
  const { app } = await stand.people.withApp();
  const token = await stand.session(app);
  const { beginPasskey } = await stand.client(token).request(BeginPasskeyDocument, {});
  const input = { answer: new SoftwarePasskey(ORIGIN).create(beginPasskey.options ?? ''), name: 'A thief' };
  const outcome = await askMeanwhile(
    { document: RegisterPasskeyDocument, variables: { input }, token },
    {
      held: (sql) => sql.query('lock table spent_challenge in exclusive mode'),
      later: (sql) =>
        sql.query(
          `update session set revoked_at = now() where revoked_at is null and authenticator_id = $1`,
          [fromGlobalId('Authenticator', app.kept.authenticatorId)],
        ),
    },
  );
  expect(outcome.codes).toEqual(['UNAUTHENTICATED']);
  const { rowCount } = await stand.people.pool.query(`select 1 from authenticator where name = 'A thief'`);
  expect(rowCount).toBe(0);
});

test('a page whose app is removed while it takes its session is told so, and neither stands in the way of the other', async () => {
  const { app } = await stand.people.withApp();
  const { uri, secret } = await stand.page();
  await app.answer(uri, true, stand.people.api.url);
  const id = fromGlobalId('Authenticator', app.kept.authenticatorId);
  const outcome = await askMeanwhile(complete(secret), {
    held: (sql) => sql.query('select 1 from authenticator where id = $1 for update', [id]),
    later: (sql) => sql.query('delete from authenticator where id = $1', [id]),
  });
  expect(outcome.codes).toEqual(['SCAN_OVER']);
});

test('nobody who is being deactivated is invited by those who invite many', async () => {
  const employee = await stand.people.addEmployee('Somebody who leaves');
  const id = fromGlobalId('Employee', employee.id);
  const { email, password } = await stand.people.api.createUser('ADMINISTRATOR');
  const { signIn } = await stand.client().request(SignInDocument, { input: { email, password } });
  const variables = { input: { filter: {}, search: 'Somebody who leaves' } };
  const outcome = await askMeanwhile(
    { document: InviteEmployeesDocument, variables, token: signIn.token ?? '' },
    { held: (sql) => sql.query(`update employee set state = 'DEACTIVATED' where id = $1`, [id]) },
  );
  expect(outcome.codes).toEqual([]);
  const { rowCount } = await stand.people.pool.query('select 1 from invitation where employee_id = $1', [id]);
  expect(rowCount).toBe(0);
});

test.each([
  ['by hand', (id: string) => stand.people.admin.request(DeactivateEmployeeDocument, { input: { id } })],
  [
    'by a run',
    async (id: string) => {
      const employeeId = fromGlobalId('Employee', id);
      const { pool } = stand.people;
      await pool.query(
        `update employee set state = 'DEACTIVATED', deactivation_causes = '{ADMINISTRATOR}' where id = $1`,
        [employeeId],
      );
      await reprofileEmployees(pool, [employeeId]);
    },
  ],
])(
  'who is deactivated %s has an invitation whose page is told, and waits for nothing more',
  async (_how, deactivate) => {
    const employee = await stand.people.addEmployee();
    const invited = await stand.people.invite(employee);
    await deactivate(employee.id);
    const { rows } = await stand.people.pool.query<{ state: string; ended: boolean; told: string }>(
      `select i.state, s.ended, e.payload ->> 'state' as told from invitation i join event_stream s on s.id = i.id
     join stream_event e on e.stream_id = s.id and e.sequence = s.last_sequence where i.id = $1`,
      [fromGlobalId('Invitation', invited.id)],
    );
    expect(rows).toEqual([{ state: 'REVOKED', ended: true, told: 'REVOKED' }]);
  },
);

test('who accepts takes their address from whoever has it, which is audited', async () => {
  const { pool } = stand.people;
  const other = await stand.people.addEmployee();
  for (const [holder, action] of [
    [null, 'user.remove'],
    [fromGlobalId('Employee', other.id), 'user.lose-address'],
  ] as const) {
    const employee = await stand.people.addEmployee();
    const { rows } = await pool.query<{ id: string }>(
      `insert into app_user (email, email_key, display_name, role, employee_id)
       values ($1, $1, 'Before', 'EMPLOYEE', $2) returning id`,
      [employee.email, holder],
    );
    await stand.people.scan(await stand.people.offer((await stand.people.invite(employee)).client));
    const audited = await pool.query(
      `select action, actor_kind as actor from audit_event where target_type = 'User' and target_id = $1`,
      [rows[0]?.id],
    );
    expect(audited.rows).toEqual([{ action, actor: 'INVITEE' }]);
  }
});

test('who has two users accepts as the one that has their address', async () => {
  const employee = await stand.people.addEmployee();
  for (const email of [`old.${employee.email}`, employee.email]) {
    await stand.people.pool.query(
      `insert into app_user (email, email_key, display_name, role, employee_id)
       values ($1, $1, 'Twice', 'EMPLOYEE', $2)`,
      [email, fromGlobalId('Employee', employee.id)],
    );
  }
  const { client } = await stand.people.invite(employee);
  expect((await stand.ask(register(await stand.people.offer(client)))).codes).toEqual([]);
});

test.each([
  ['password', `password_hash = replace(password_hash, 'm=19456', 'm=19457')`],
  ['role', `role = 'AUDITOR'`],
])(
  'nobody is let in by a password that was right until their %s changed meanwhile',
  async (_what, change) => {
    const { pool, api } = stand.people;
    const { id, email, password } = await api.createUser('ADMINISTRATOR');
    const question = { document: SignInDocument, variables: { input: { email, password } } };
    const held = (sql: PoolClient) => sql.query(`update app_user set ${change} where id = $1`, [id]);
    const { codes, audited } = await askMeanwhile(question, { held });
    expect([codes, audited]).toEqual([['SIGN_IN_REFUSED'], ['session.sign-in ANONYMOUS']]);
    const { rows } = await pool.query(
      `select (select count(*)::int from session where user_id = $1 and revoked_at is null) as sessions,
            (select count(*)::int from known_device where user_id = $1) as devices`,
      [id],
    );
    expect(rows).toEqual([{ sessions: 0, devices: 0 }]);
  },
);
