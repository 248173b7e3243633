import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { pino } from 'pino';
import { HandBackPasswordDocument, MarkKeyCompromisedDocument } from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { StoredChanges } from '../../testing/passwords/stored-changes.js';
import { expectSecretNowhere } from '../../testing/passwords/secret-search.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { auditOf } from '../../testing/stored-people.js';
import { idleWorkflows } from '../../testing/waiting-run.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';

const TYPED = 'Kx7-typed-by-somebody';

let api: TestApi;
let stand: StoredChanges;
let administrator: ApiClient;
let logged: string[];
let told: string[];

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const advanceChange = async (id: string): Promise<void> => void told.push(id);
  logged = [];
  told = [];
  api = await startApi({ adapters: { workflows: { ...idleWorkflows, advanceChange } }, log });
  stand = StoredChanges.over(api.backend.pool);
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

beforeEach(() => {
  logged = [];
  told = [];
});

/** Somebody whose key has the password. */
async function managed() {
  const account = await stand.addAccount();
  await stand.pool.query(`update domain_account set password_holder = 'MANAGED' where id = $1`, [
    account.accountId,
  ]);
  return { ...account, id: globalId('DomainAccount', account.accountId) };
}

/** What comes back over the WebSocket, whether as a result or as a refusal of the operation. */
async function overSocket(text: string, variables: Record<string, unknown>): Promise<string> {
  try {
    const results: unknown[] = [];
    for await (const result of administrator.iterate(text, variables)) results.push(result);
    return JSON.stringify(results);
  } catch (refused) {
    return JSON.stringify(refused);
  }
}

const expectNowhere = (mark: string, answer: unknown): Promise<void> =>
  expectSecretNowhere({ pool: stand.pool, logged }, mark, answer);

describe('a password that is typed for somebody', () => {
  test('begins a change, is kept for it encrypted, and is shown nowhere', async () => {
    const { id, accountId } = await managed();
    const answer = await administrator.request(HandBackPasswordDocument, {
      input: { accountId: id, temporaryPassword: TYPED },
    });
    const { passwordChange, userErrors } = answer.handBackPassword;
    expect(passwordChange).toMatchObject({ kind: 'HAND_BACK', stage: 'QUEUED' });
    expect(userErrors).toEqual([]);
    const changeId = fromGlobalId('PasswordChange', passwordChange?.id ?? '');
    expect(told).toEqual([changeId]);
    const { rowCount } = await stand.pool.query(`select 1 from password_copy where change_id = $1`, [
      changeId,
    ]);
    expect(rowCount).toBe(1);
    expect(await auditOf(stand.pool, accountId)).toMatchObject([{ action: 'password.hand-back' }]);
    await expectNowhere(TYPED, answer);
  });

  const LITERALS: readonly (readonly [string, (id: string) => string])[] = [
    [
      'in the text',
      (id) =>
        `mutation { handBackPassword(input: { accountId: "${id}", temporaryPassword: "${TYPED}" }) { userErrors { code } } }`,
    ],
    [
      'as a block',
      (id) =>
        `mutation { handBackPassword(input: { accountId: "${id}", temporaryPassword: """${TYPED}""" }) { userErrors { code } } }`,
    ],
    [
      'as what a variable is when none is given',
      (id) =>
        `mutation ($typed: Password! = "${TYPED}") { handBackPassword(input: { accountId: "${id}", temporaryPassword: $typed }) { userErrors { code } } }`,
    ],
    [
      'as a name',
      (id) =>
        `mutation { handBackPassword(input: { accountId: "${id}", temporaryPassword: ${TYPED.replaceAll('-', '_')} }) { userErrors { code } } }`,
    ],
    [
      'in an object',
      (id) =>
        `mutation { handBackPassword(input: { accountId: "${id}", temporaryPassword: { value: "${TYPED}" } }) { userErrors { code } } }`,
    ],
    [
      'in the text, when a key is lost',
      (id) =>
        `mutation { markKeyCompromised(input: { keyId: "${id}", confirmSerial: "x", temporaryPassword: "${TYPED}" }) { userErrors { code } } }`,
    ],
  ];

  test.each(LITERALS)('is refused %s, and not repeated', async (_where, textOf) => {
    const { id, accountId } = await managed();
    const answer = await administrator.post(textOf(id));
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_INPUT');
    expect(answer.errors[0]?.message).toContain('variable');
    for (const mark of [TYPED, TYPED.replaceAll('-', '_')]) await expectNowhere(mark, answer);
    expect(told).toEqual([]);
    const { rowCount } = await stand.pool.query(`select 1 from password_change where account_id = $1`, [
      accountId,
    ]);
    expect(rowCount).toBe(0);
  });

  test.each(LITERALS.slice(0, 3))(
    'is refused %s over a WebSocket as well, and not repeated',
    async (_where, textOf) => {
      const { id } = await managed();
      const answer = await overSocket(textOf(id), {});
      expect(answer).toContain('variable');
      expect(answer).toContain('BAD_INPUT');
      await expectNowhere(TYPED, answer);
    },
  );

  test('is not repeated over a WebSocket where it is no text', async () => {
    const { id } = await managed();
    const input = { accountId: id, temporaryPassword: { value: TYPED } };
    const answer = await overSocket(print(HandBackPasswordDocument), { input });
    expect(answer).toContain('BAD_INPUT');
    await expectNowhere(TYPED, answer);
  });

  test.each([
    ['a number', 8_271_936_455],
    ['a list', [TYPED]],
    ['an object', { [TYPED]: TYPED }],
    ['an object within', { value: { value: TYPED } }],
    ['true', true],
  ])('is refused as %s, and not repeated', async (_what, temporaryPassword) => {
    const { id } = await managed();
    const answer = await administrator.post(print(HandBackPasswordDocument), {
      input: { accountId: id, temporaryPassword },
    });
    expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_INPUT');
    for (const mark of [TYPED, '8271936455']) await expectNowhere(mark, answer);
  });

  test('is not repeated where something beside it is wrong', async () => {
    const { id } = await managed();
    for (const input of [
      { temporaryPassword: TYPED },
      { accountId: id, temporaryPassword: TYPED, more: 1 },
      { accountId: null, temporaryPassword: TYPED },
      { accountId: 'none', temporaryPassword: TYPED },
      { accountId: globalId('Key', fromGlobalId('DomainAccount', id)), temporaryPassword: TYPED },
      TYPED,
      [TYPED],
    ]) {
      const answer = await administrator.post(print(HandBackPasswordDocument), { input });
      await expectNowhere(TYPED, answer);
      expect(told).toEqual([]);
    }
  });

  test.each(['', 'Kx7\0marked', `Kx7marked${'x'.repeat(200)}`])(
    'is refused where no directory takes it, and not repeated',
    async (temporaryPassword) => {
      const { id, accountId } = await managed();
      const answer = await administrator.request(HandBackPasswordDocument, {
        input: { accountId: id, temporaryPassword },
      });
      expect(answer.handBackPassword).toMatchObject({
        passwordChange: null,
        userErrors: [{ code: 'BAD_INPUT', path: ['input', 'temporaryPassword'] }],
      });
      expect(await auditOf(stand.pool, accountId)).toMatchObject([{ outcome: 'REFUSED' }]);
      if (temporaryPassword !== '') await expectNowhere('Kx7', answer);
    },
  );

  test.each(['AUDITOR', 'EMPLOYEE'] as const)('is not for a user who is %s', async (role) => {
    const { id, accountId } = await managed();
    const client = await api.signedIn(role);
    const answer = await client.post(print(HandBackPasswordDocument), {
      input: { accountId: id, temporaryPassword: TYPED },
    });
    expect(answer.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    await expectNowhere(TYPED, answer);
    expect(await auditOf(stand.pool, accountId)).toEqual([]);
  });
});

describe('a key that is reported lost', () => {
  test('says what stays valid, and answers with the changes that follow', async () => {
    const { key, accountId } = await managed();
    const answer = await administrator.request(MarkKeyCompromisedDocument, {
      input: {
        keyId: globalId('Key', key.id),
        confirmSerial: key.serial,
        passwords: 'HAND_BACK',
        temporaryPassword: TYPED,
        disableInDirectory: true,
      },
    });
    const { notice, passwordChanges, userErrors } = answer.markKeyCompromised;
    expect(userErrors).toEqual([]);
    expect(notice).toContain('Kerberos');
    expect(passwordChanges?.map(({ kind }) => kind)).toEqual(['COMPROMISE', 'HAND_BACK']);
    expect(told).toHaveLength(2);
    const { rows } = await stand.pool.query(
      `select kind, holds_claim as "holdsClaim", disables_account as disables from password_change
       where account_id = $1 order by kind`,
      [accountId],
    );
    expect(rows).toEqual([
      { kind: 'COMPROMISE', holdsClaim: true, disables: true },
      { kind: 'HAND_BACK', holdsClaim: false, disables: false },
    ]);
    await expectNowhere(TYPED, answer);
  });

  test('takes no temporary password that is not for handing back', async () => {
    const { key } = await managed();
    const answer = await administrator.request(MarkKeyCompromisedDocument, {
      input: {
        keyId: globalId('Key', key.id),
        confirmSerial: key.serial,
        passwords: 'LEAVE_WITHOUT_PASSWORD',
        temporaryPassword: TYPED,
      },
    });
    expect(answer.markKeyCompromised.userErrors).toMatchObject([{ code: 'BAD_INPUT' }]);
    await expectNowhere(TYPED, answer);
  });

  test('needs its serial once more', async () => {
    const { key, accountId } = await managed();
    const answer = await administrator.request(MarkKeyCompromisedDocument, {
      input: {
        keyId: globalId('Key', key.id),
        confirmSerial: 'HK-0',
        passwords: 'HAND_BACK',
        temporaryPassword: TYPED,
      },
    });
    expect(answer.markKeyCompromised.userErrors).toMatchObject([{ code: 'CONFIRMATION_MISMATCH' }]);
    const { rowCount } = await stand.pool.query(`select 1 from password_change where account_id = $1`, [
      accountId,
    ]);
    expect(rowCount).toBe(0);
    await expectNowhere(TYPED, answer);
  });
});
