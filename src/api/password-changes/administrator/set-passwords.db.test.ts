import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { pino } from 'pino';
import { GeneratePasswordDocument, SetPasswordDocument } from '../../../generated/operations.js';
import type { ApiClient } from '../../../sandbox/api-client.js';
import { addApiToken } from '../../../testing/credentials.js';
import { expectSecretNowhere } from '../../../testing/passwords/secret-search.js';
import { StoredChanges } from '../../../testing/passwords/stored-changes.js';
import { startApi, type TestApi } from '../../../testing/start-api.js';
import { auditOf } from '../../../testing/stored-people.js';
import { idleWorkflows } from '../../../testing/waiting-run.js';
import { fromGlobalId, globalId } from '../../relay/global-id.js';

const TYPED = 'Kx7-typed-by-somebody';

let api: TestApi;
let stand: StoredChanges;
let administrator: ApiClient;
let logged: string[] = [];
let told: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const advanceChange = async (id: string): Promise<void> => void told.push(id);
  api = await startApi({ adapters: { workflows: { ...idleWorkflows, advanceChange } }, log });
  stand = StoredChanges.over(api.backend.pool);
  administrator = await api.signedIn('ADMINISTRATOR');
});
afterAll(() => api.close());
beforeEach(() => {
  logged = [];
  told = [];
});

type Account = Awaited<ReturnType<StoredChanges['addAccount']>>;

/** Somebody whose key has the password; connected to a workstation of the account's domain unless it is away. */
async function managed(isConnected = true): Promise<Account & { readonly id: string }> {
  const account = await stand.addAccount();
  await stand.pool.query(`update domain_account set password_holder = 'MANAGED' where id = $1`, [
    account.accountId,
  ]);
  await stand.pool.query(
    `update domain set trusted_by = '{north.example}' where id = (select domain_id from domain_account where id = $1)`,
    [account.accountId],
  );
  if (isConnected) await stand.connect(account.key);
  return { ...account, id: globalId('DomainAccount', account.accountId) };
}

async function changesOf(accountId: string) {
  const { rows } = await stand.pool.query(
    `select id, kind, change_order as "order", key_id as "keyId", is_typed as "isTyped",
            exists (select 1 from password_copy p where p.change_id = c.id) as "hasCopy"
     from password_change c where account_id = $1`,
    [accountId],
  );
  return rows as {
    id: string;
    kind: string;
    order: string;
    keyId: string;
    isTyped: boolean;
    hasCopy: boolean;
  }[];
}

async function generate(input: { accountIds: string[]; evenIfKeyIsAway?: boolean; assignKeyId?: string }) {
  const answer = await administrator.request(GeneratePasswordDocument, { input });
  return answer.generatePassword;
}

async function statusOf(keyId: string) {
  const { rows } = await stand.pool.query<{ status: string; ownerId: string | null }>(
    `select status, owner_id as "ownerId" from key where id = $1`,
    [keyId],
  );
  return rows[0];
}

describe('a password that an administrator types', () => {
  test('begins a change that the connected key gets first, is kept encrypted, and is shown nowhere', async () => {
    const { id, accountId, key } = await managed();
    const answer = await administrator.request(SetPasswordDocument, {
      input: { accountIds: [id], password: TYPED },
    });
    const [result] = answer.setPassword.results ?? [];
    expect(result).toMatchObject({
      accountId: id,
      passwordChange: { kind: 'ADMIN_SET', changeOrder: 'KEY_FIRST', stage: 'QUEUED' },
      userErrors: [],
    });
    expect(await changesOf(accountId)).toMatchObject([{ keyId: key.id, isTyped: true, hasCopy: true }]);
    expect(told).toEqual([fromGlobalId('PasswordChange', result?.passwordChange?.id ?? '')]);
    expect(await auditOf(stand.pool, accountId)).toMatchObject([{ action: 'password.set', outcome: 'DONE' }]);
    await expectSecretNowhere({ pool: stand.pool, logged }, TYPED, answer);
  });

  test.each<[string, (id: string) => string]>([
    [
      'in the text',
      (id) =>
        `mutation { setPassword(input: { accountIds: ["${id}"], password: "${TYPED}" }) { userErrors { code } } }`,
    ],
    [
      'as what a variable is when none is given',
      (id) =>
        `mutation ($typed: Password! = "${TYPED}") { setPassword(input: { accountIds: ["${id}"], password: $typed }) { userErrors { code } } }`,
    ],
    [
      'in the text, when an account is taken off a key',
      (id) =>
        `mutation { removeAccountFromKey(input: { accountId: "${id}", password: HAND_BACK, temporaryPassword: "${TYPED}" }) { userErrors { code } } }`,
    ],
  ])('is refused %s, and not repeated', async (_where, textOf) => {
    const { id, accountId } = await managed();
    const answer = await administrator.post(textOf(id));
    expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_INPUT');
    expect(answer.errors[0]?.message).toContain('variable');
    await expectSecretNowhere({ pool: stand.pool, logged }, TYPED, answer);
    expect(await changesOf(accountId)).toEqual([]);
  });

  test('is not repeated where no directory takes it, or where something beside it is wrong', async () => {
    const { id } = await managed();
    const mark = 'Kx7marked';
    for (const input of [
      { accountIds: [id], password: `${mark}\0` },
      { accountIds: [id], password: `${mark}${'x'.repeat(200)}` },
      { accountIds: ['none'], password: mark },
      { accountIds: [], password: mark },
      { accountIds: [id], password: mark, more: 1 },
      { password: mark },
    ]) {
      const answer = await administrator.post(print(SetPasswordDocument), { input });
      await expectSecretNowhere({ pool: stand.pool, logged }, mark, answer);
    }
    expect(told).toEqual([]);
  });

  test.each(['AUDITOR', 'EMPLOYEE'] as const)('is not for a user who is %s', async (role) => {
    const { id } = await managed();
    const client = await api.signedIn(role);
    const answer = await client.post(print(SetPasswordDocument), {
      input: { accountIds: [id], password: TYPED },
    });
    expect(answer.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('a password that is generated', () => {
  test('for several accounts has a result for each, and the refusal of one is no other’s', async () => {
    const [one, away, other] = [await managed(), await managed(false), await managed()];
    const { results, userErrors } = await generate({ accountIds: [one.id, away.id, other.id] });
    expect(userErrors).toEqual([]);
    expect(results?.map((result) => [result.accountId, result.userErrors.map(({ code }) => code)])).toEqual([
      [one.id, []],
      [away.id, ['KEY_NOT_CONNECTED']],
      [other.id, []],
    ]);
    expect(told).toHaveLength(2);
    expect(await changesOf(one.accountId)).toMatchObject([
      { kind: 'ADMIN_GENERATE', order: 'KEY_FIRST', isTyped: false, hasCopy: false },
    ]);
    expect(await changesOf(away.accountId)).toEqual([]);
    expect(await auditOf(stand.pool, away.accountId)).toMatchObject([
      { action: 'password.generate', outcome: 'REFUSED' },
    ]);
  });

  test('goes to the directory first where the key is away and that is wanted', async () => {
    const { id, accountId, key } = await managed(false);
    await generate({ accountIds: [id], evenIfKeyIsAway: true });
    expect(await changesOf(accountId)).toMatchObject([{ order: 'DIRECTORY_FIRST', keyId: key.id }]);
  });

  test('goes to the key first where it is connected, though it might be away', async () => {
    const { id, accountId } = await managed();
    await generate({ accountIds: [id], evenIfKeyIsAway: true });
    expect(await changesOf(accountId)).toMatchObject([{ order: 'KEY_FIRST' }]);
  });

  test('is refused where the key is connected at a workstation that may not hand it over', async () => {
    const { id, accountId } = await managed();
    await stand.pool.query(
      `update domain set trusted_by = '{}' where id = (select domain_id from domain_account where id = $1)`,
      [accountId],
    );
    const { results } = await generate({ accountIds: [id] });
    expect(results?.[0]?.userErrors).toMatchObject([{ code: 'WORKSTATION_NOT_JOINED' }]);
  });

  test.each<[string, string, string]>([
    ['whose key is suspended', 'WRONG_STATE', `update key set status = 'SUSPENDED' where owner_id = $1`],
    ['whose key is locked', 'WRONG_STATE', `update key set status = 'LOCKED' where owner_id = $1`],
    [
      'whose owner has no key',
      'WRONG_STATE',
      `update key set status = 'READY', owner_id = null where owner_id = $1`,
    ],
    ['that has left', 'WRONG_STATE', `update domain_account set closed_at = now() where employee_id = $1`],
    [
      'that nobody has confirmed',
      'ACCOUNT_UNCONFIRMED',
      `update domain_account set confirmed = false where employee_id = $1`,
    ],
  ])('is refused for an account %s', async (_what, code, arrange) => {
    const { id, accountId, employeeId } = await managed();
    await stand.pool.query(arrange, [employeeId]);
    const { results } = await generate({ accountIds: [id], evenIfKeyIsAway: true });
    expect(results?.[0]).toMatchObject({ passwordChange: null, userErrors: [{ code }] });
    expect(await changesOf(accountId)).toEqual([]);
  });

  test('is refused while the alarm stands', async () => {
    const { id } = await managed();
    await stand.pool.query(`insert into alarm (raised_by, reason) values ('test', 'test')`);
    const { results } = await generate({ accountIds: [id], evenIfKeyIsAway: true });
    await stand.pool.query(`delete from alarm`);
    expect(results?.[0]?.userErrors).toMatchObject([{ code: 'ALARM_RAISED' }]);
  });

  test('is asked for by a token that may change keys, and a typed one is not', async () => {
    const { id } = await managed();
    const token = api.client({ token: (await addApiToken(stand.pool, ['KEYS_WRITE'])).token });
    const generated = await token.post(print(GeneratePasswordDocument), { input: { accountIds: [id] } });
    expect(generated.errors).toEqual([]);
    const typed = await token.post(print(SetPasswordDocument), {
      input: { accountIds: [id], password: TYPED },
    });
    expect(typed.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('a key that is named with it', () => {
  async function withoutKey() {
    const account = await managed(false);
    await stand.pool.query(`delete from key where id = $1`, [account.key.id]);
    const ready = await stand.addKey(null, 'READY');
    return { ...account, ready };
  }

  test('is assigned in the same mutation, with its activation code', async () => {
    const { id, accountId, employeeId, ready } = await withoutKey();
    const input = { accountIds: [id], evenIfKeyIsAway: true, assignKeyId: globalId('Key', ready.id) };
    expect((await generate(input)).results?.[0]?.userErrors).toEqual([]);
    expect(await statusOf(ready.id)).toEqual({ status: 'RESERVED', ownerId: employeeId });
    expect(await changesOf(accountId)).toMatchObject([{ keyId: ready.id, order: 'DIRECTORY_FIRST' }]);
    const { rowCount } = await stand.pool.query(
      `select 1 from activation where key_id = $1 and state = 'PENDING'`,
      [ready.id],
    );
    expect(rowCount).toBe(1);
  });

  test('is not assigned where nothing comes of the password', async () => {
    const { id, accountId, ready } = await withoutKey();
    const { results } = await generate({ accountIds: [id], assignKeyId: globalId('Key', ready.id) });
    expect(results?.[0]?.userErrors).toMatchObject([
      { code: 'KEY_NOT_CONNECTED', path: ['input', 'evenIfKeyIsAway'] },
    ]);
    expect(await statusOf(ready.id)).toEqual({ status: 'READY', ownerId: null });
    expect(await changesOf(accountId)).toEqual([]);
  });

  test('is refused to somebody who has another', async () => {
    const { id } = await managed(false);
    const ready = await stand.addKey(null, 'READY');
    const input = { accountIds: [id], evenIfKeyIsAway: true, assignKeyId: globalId('Key', ready.id) };
    expect((await generate(input)).results?.[0]?.userErrors).toMatchObject([{ code: 'EMPLOYEE_HAS_KEY' }]);
    expect(await statusOf(ready.id)).toMatchObject({ status: 'READY' });
  });

  test('serves several accounts of one owner, and is nobody else’s', async () => {
    const { id, ready } = await withoutKey();
    const stranger = await withoutKey();
    const input = {
      accountIds: [id, stranger.id],
      evenIfKeyIsAway: true,
      assignKeyId: globalId('Key', ready.id),
    };
    const { results } = await generate(input);
    expect(results?.map((result) => result.userErrors.map(({ code }) => code))).toEqual([
      [],
      ['KEY_TRANSITION_REFUSED'],
    ]);
  });
});
