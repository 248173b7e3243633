import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AddAccountWithoutPasswordDocument,
  RemoveAccountFromKeyDocument,
  type RemoveAccountFromKeyInput,
} from '../../../generated/operations.js';
import type { ApiClient } from '../../../sandbox/api-client.js';
import { keysConnected } from '../../../services/key-tasks/keys-connected.js';
import { createLog } from '../../../log.js';
import { StoredChanges } from '../../../testing/passwords/stored-changes.js';
import { startApi, type TestApi } from '../../../testing/start-api.js';
import { auditOf } from '../../../testing/stored-people.js';
import { idleWorkflows } from '../../../testing/waiting-run.js';
import { globalId } from '../../relay/global-id.js';

const TYPED = 'Kx7-typed-by-somebody';

let api: TestApi;
let stand: StoredChanges;
let administrator: ApiClient;

beforeAll(async () => {
  api = await startApi({ adapters: { workflows: idleWorkflows } });
  stand = StoredChanges.over(api.backend.pool);
  administrator = await api.signedIn('ADMINISTRATOR');
});
afterAll(() => api.close());

async function account(holder: string) {
  const added = await stand.addAccount();
  await stand.pool.query(`update domain_account set password_holder = $2 where id = $1`, [
    added.accountId,
    holder,
  ]);
  return { ...added, id: globalId('DomainAccount', added.accountId) };
}

async function add(accountId: string) {
  const answer = await administrator.request(AddAccountWithoutPasswordDocument, { input: { accountId } });
  return answer.addAccountWithoutPassword;
}

type Choice = Omit<RemoveAccountFromKeyInput, 'accountId'>;

async function remove(accountId: string, more: Choice = {}) {
  const answer = await administrator.request(RemoveAccountFromKeyDocument, { input: { accountId, ...more } });
  return answer.removeAccountFromKey;
}

async function holderOf(accountId: string): Promise<string | undefined> {
  const { rows } = await stand.pool.query<{ holder: string }>(
    `select password_holder as holder from domain_account where id = $1`,
    [accountId],
  );
  return rows[0]?.holder;
}

async function changesOf(accountId: string): Promise<string[]> {
  const { rows } = await stand.pool.query<{ change: string }>(
    `select kind || ' ' || stage as change from password_change where account_id = $1 order by created_at`,
    [accountId],
  );
  return rows.map(({ change }) => change);
}

async function tasksOf(keyId: string): Promise<string[]> {
  const { rows } = await stand.pool.query<{ kind: string }>(`select kind from key_task where key_id = $1`, [
    keyId,
  ]);
  return rows.map(({ kind }) => kind);
}

/** The key is connected: what it lacks is begun. */
const connect = (serial: string): Promise<void> =>
  keysConnected({ pool: stand.pool, workflows: idleWorkflows, log: createLog('test', 'silent') }, [serial]);

describe('an account that is added to a key without a password', () => {
  test('is shown as such, and gets none by itself', async () => {
    const { id, accountId, key } = await account('AWAITING_KEY');
    expect(await add(id)).toMatchObject({
      account: { passwordHolder: 'NO_PASSWORD_ON_KEY' },
      userErrors: [],
    });
    await connect(key.serial);
    expect(await changesOf(accountId)).toEqual([]);
    expect(await auditOf(stand.pool, accountId)).toMatchObject([{ action: 'password.add-account' }]);
  });

  test('is wanted in place of a first password that waits', async () => {
    const { id, accountId, key } = await account('AWAITING_KEY');
    await stand.addChange(accountId, 'ACTIVATION', key.id);
    await add(id);
    expect(await changesOf(accountId)).toEqual(['ACTIVATION CANCELLED']);
  });

  test.each(['MANAGED', 'DIRECTORY_AHEAD'])('is refused where it is %s', async (holder) => {
    const { id, accountId } = await account(holder);
    expect((await add(id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await holderOf(accountId)).toBe(holder);
  });

  test.each(['COMPROMISE', 'HAND_BACK'] as const)(
    'does not cancel a %s that waits: it is refused until that has ended',
    async (kind) => {
      const { id, accountId } = await account('NO_ONE_HAS_IT');
      await stand.addChange(accountId, kind);
      expect((await add(id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
      expect(await changesOf(accountId)).toEqual([`${kind} QUEUED`]);
    },
  );

  test('is refused where its password is never touched', async () => {
    const { id, accountId } = await account('UNMANAGED');
    await stand.pool.query(`update domain_account set rid = 500 where id = $1`, [accountId]);
    expect((await add(id)).userErrors).toMatchObject([{ code: 'ACCOUNT_NEVER_MANAGED' }]);
  });

  test('is refused while a change of its password is under way', async () => {
    const { id, accountId, key } = await account('AWAITING_KEY');
    await stand.claim(await stand.addChange(accountId, 'ACTIVATION', key.id));
    expect((await add(id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await holderOf(accountId)).toBe('AWAITING_KEY');
  });
});

describe('an account that a key is to forget', () => {
  test('asks what becomes of the password that the key alone holds', async () => {
    const { id, accountId } = await account('MANAGED');
    const { userErrors } = await remove(id);
    expect(userErrors).toMatchObject([{ code: 'PASSWORDS_CHOICE_NEEDED', path: ['input', 'password'] }]);
    expect(await holderOf(accountId)).toBe('MANAGED');
  });

  test('is handed back: its owner gets a temporary password, and the key forgets it after that', async () => {
    const { id, accountId, key } = await account('MANAGED');
    const removed = await remove(id, { password: 'HAND_BACK', temporaryPassword: TYPED });
    expect(removed).toMatchObject({ passwordChange: { kind: 'HAND_BACK' }, userErrors: [] });
    // Until the directory has another one, the key's is the one that works.
    expect(await holderOf(accountId)).toBe('MANAGED');
    expect(await tasksOf(key.id)).toEqual([]);
    expect(await changesOf(accountId)).toEqual(['HAND_BACK QUEUED']);
    // Should that fail, the account is as it was.
    const { rows } = await stand.pool.query(
      `select a.kept_off_key_since as since, c.keeps_off_key as wanted from domain_account a
       join password_change c on c.account_id = a.id where a.id = $1`,
      [accountId],
    );
    expect(rows).toEqual([{ since: null, wanted: true }]);
  });

  test('is left without, confirmed by the serial: nobody has it, and no key gets one by itself', async () => {
    const { id, accountId, key } = await account('MANAGED');
    const choice = { password: 'LEAVE_WITHOUT_PASSWORD' } as const;
    expect((await remove(id, choice)).userErrors).toMatchObject([{ code: 'CONFIRMATION_MISMATCH' }]);
    expect((await remove(id, { ...choice, confirmSerial: key.serial })).userErrors).toEqual([]);
    expect(await holderOf(accountId)).toBe('NO_ONE_HAS_IT');
    expect(await tasksOf(key.id)).toEqual(['FORGET_ACCOUNT']);
    await connect(key.serial);
    expect(await changesOf(accountId)).toEqual([]);
  });

  test('needs no choice where the key holds no password of it', async () => {
    const { id, accountId, key } = await account('NO_PASSWORD_ON_KEY');
    const superfluous = { password: 'HAND_BACK', temporaryPassword: TYPED } as const;
    expect((await remove(id, superfluous)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await remove(id)).account).toMatchObject({ passwordHolder: 'UNMANAGED' });
    expect(await tasksOf(key.id)).toEqual(['FORGET_ACCOUNT']);
    expect(await holderOf(accountId)).toBe('UNMANAGED');
  });

  test('takes no temporary password that is not for handing back, and repeats none', async () => {
    const { id } = await account('MANAGED');
    const { userErrors } = await remove(id, { password: 'LEAVE_WITHOUT_PASSWORD', temporaryPassword: TYPED });
    expect(userErrors).toMatchObject([{ code: 'BAD_INPUT', path: ['input', 'temporaryPassword'] }]);
    expect(JSON.stringify(userErrors)).not.toContain(TYPED);
  });
});
