import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OpenAuthenticatorSessionDocument, SignInDocument } from '../../generated/operations.js';
import { eventually } from '../../testing/eventually.js';
import { addInvitedEmployee } from '../../testing/people/stored-credentials.js';
import { complete, MisuseStand, type Question } from '../../testing/people/misuse-stand.js';
import { sessionRequestOf } from '../../testing/people/signed-inputs.js';
import { countWaiting } from '../../testing/stored-people.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: MisuseStand;

beforeAll(async () => {
  stand = await MisuseStand.open();
});
afterAll(() => stand.close());

interface SigningIn {
  readonly employeeId: string;
  readonly question: Question;
}

const ways: readonly (readonly [string, () => Promise<SigningIn>, string])[] = [
  [
    'a page to which an app said yes',
    async () => {
      const { app, employee } = await stand.people.withApp();
      const { uri, secret } = await stand.page();
      await app.answer(uri, true, stand.people.api.url);
      return { employeeId: fromGlobalId('Employee', employee.id), question: complete(secret) };
    },
    'SIGN_IN_REFUSED',
  ],
  [
    'a passkey',
    async () => {
      const passkey = await stand.withPasskey();
      const { rows } = await stand.people.pool.query<{ id: string }>(
        `select u.employee_id as id from authenticator t join app_user u on u.id = t.user_id
         where t.kind = 'PASSKEY' order by t.created_at desc limit 1`,
      );
      return { employeeId: rows[0]?.id ?? '', question: await stand.passkeyAnswer(passkey) };
    },
    'SIGN_IN_REFUSED',
  ],
  [
    'an app itself',
    async () => {
      const { app, employee } = await stand.people.withApp();
      const variables = sessionRequestOf(app.kept, await stand.nonce(app.kept.authenticatorId));
      const question = { document: OpenAuthenticatorSessionDocument, variables };
      return { employeeId: fromGlobalId('Employee', employee.id), question };
    },
    'AUTHENTICATOR_REFUSED',
  ],
  [
    'a password',
    async () => {
      const { id, email, password } = await stand.people.api.createUser('AUDITOR');
      const employeeId = await addInvitedEmployee(stand.people.pool);
      await stand.people.pool.query('update app_user set employee_id = $2 where id = $1', [id, employeeId]);
      return {
        employeeId,
        question: { document: SignInDocument, variables: { input: { email, password } } },
      };
    },
    'SIGN_IN_REFUSED',
  ],
];

test.each(ways)('%s opens no session while its employee is being deactivated', async (_what, begin, code) => {
  const { employeeId, question } = await begin();
  const deactivation = await stand.people.pool.connect();
  try {
    await deactivation.query('begin');
    await deactivation.query(`update employee set state = 'DEACTIVATED' where id = $1`, [employeeId]);
    const answer = stand.ask(question);
    const waits = eventually(async () => {
      if ((await countWaiting(stand.people.pool)) !== 1) throw new Error('nobody waits for the lock');
    }).catch(() => undefined);
    await Promise.race([answer, waits]);
    await deactivation.query('commit');
    expect((await answer).codes).toEqual([code]);
  } finally {
    deactivation.release();
  }
});
