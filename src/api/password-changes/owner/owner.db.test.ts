import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { pino } from 'pino';
import {
  ChangePasswordInDirectoryAndKeyDocument,
  ChangePasswordOnKeyDocument,
  PasswordChangeProgressDocument,
} from '../../../generated/operations.js';
import { sealOldPassword } from '../../../keys/protocol/old-password.js';
import { createPasswordCopies } from '../../../keys/password-copies.js';
import { readCopy } from '../../../services/password-changes/copies/copies.js';
import { KeyTaskStand, type HeldKey } from '../../../testing/key-tasks/key-task-stand.js';
import { base64, type TestWorkstation } from '../../../testing/key-tasks/test-workstation.js';
import { expectSecretNowhere } from '../../../testing/passwords/secret-search.js';
import { auditOf } from '../../../testing/stored-people.js';
import { fromGlobalId, globalId } from '../../relay/global-id.js';

const NEW = 'Kx7-new-by-its-owner';
const OLD = 'Kx7-old-of-its-owner';

let stand: KeyTaskStand;
let workstation: TestWorkstation;
let key: HeldKey;
let logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  stand = await KeyTaskStand.open(undefined, log);
});
afterAll(() => stand.close());

beforeEach(async () => {
  workstation = await stand.workstation();
  key = await stand.managed(workstation);
  logged = [];
});

const account = (): string => globalId('DomainAccount', key.accountIds[0]!);

async function change(more: Record<string, unknown> = {}) {
  const input = { keySerial: key.serial, accountId: account(), oldPassword: OLD, newPassword: NEW, ...more };
  const answer = await workstation.api.request(ChangePasswordInDirectoryAndKeyDocument, { input });
  return answer.changePasswordInDirectoryAndKey;
}

async function correct(more: Record<string, unknown> = {}) {
  const input = { keySerial: key.serial, accountId: account(), newPassword: NEW, ...more };
  return (await workstation.api.request(ChangePasswordOnKeyDocument, { input })).changePasswordOnKey;
}

async function sealed(about: { serial?: string; accountId?: string } = {}) {
  const { challenge, nonce } = await workstation.challenge(key.serial);
  const old = {
    serial: key.serial,
    accountId: key.accountIds[0]!,
    nonce: Buffer.from(nonce, 'base64'),
    password: OLD,
    ...about,
  };
  const bytes = sealOldPassword(key.simulated.state.server!, old);
  return { oldPassword: null, sealedOldPassword: base64(bytes), challenge };
}

async function rowOf(passwordChangeId: string | null) {
  const id = fromGlobalId('PasswordChange', passwordChangeId ?? '');
  const { rows } = await stand.pool.query(
    `select kind, change_order as "order", is_typed as "isTyped", insists, key_id as "keyId"
     from password_change where id = $1`,
    [id],
  );
  const copies = createPasswordCopies(stand.api.config.masterKey);
  const kept = [await readCopy(stand.pool, copies, id), await readCopy(stand.pool, copies, id, 'OLD')];
  return { ...rows[0], kept };
}

describe('an owner at a workstation that their key is connected to', () => {
  test('changes the password with the old one, both kept encrypted and shown nowhere', async () => {
    const answer = await change();
    expect(answer.userErrors).toEqual([]);
    expect(await rowOf(answer.passwordChangeId)).toEqual({
      kind: 'USER_CHANGE',
      order: 'KEY_FIRST',
      isTyped: true,
      insists: false,
      keyId: key.id,
      kept: [NEW, OLD],
    });
    expect(stand.advanced).toContain(fromGlobalId('PasswordChange', answer.passwordChangeId ?? ''));
    const [entry] = await auditOf(stand.pool, key.accountIds[0]!);
    expect(entry).toMatchObject({ action: 'password.change-own', outcome: 'DONE' });
    for (const mark of [NEW, OLD]) await expectSecretNowhere({ pool: stand.pool, logged }, mark, answer);
  });

  test('has a new one generated where none is typed', async () => {
    const answer = await change({ newPassword: null });
    expect(await rowOf(answer.passwordChangeId)).toMatchObject({ isTyped: false, kept: [undefined, OLD] });
  });

  test('has the old one read from the key, sealed to the server that the key obeys', async () => {
    const answer = await change(await sealed());
    expect(answer.userErrors).toEqual([]);
    expect(await rowOf(answer.passwordChangeId)).toMatchObject({ kept: [NEW, OLD] });
    await expectSecretNowhere({ pool: stand.pool, logged }, OLD, answer);
  });

  test.each([false, true])('corrects what the key has (insists: %s)', async (insist) => {
    const answer = await correct({ insist });
    expect(await rowOf(answer.passwordChangeId)).toMatchObject({
      kind: 'USER_KEY_ONLY',
      order: 'KEY_ONLY',
      isTyped: true,
      insists: insist,
      kept: [NEW, undefined],
    });
    await expectSecretNowhere({ pool: stand.pool, logged }, NEW, answer);
  });

  test('is told by the workstation what becomes of it', async () => {
    const { passwordChangeId: changeId } = await correct();
    const heard = workstation.api.subscribe(PasswordChangeProgressDocument, { changeId, after: 0 });
    const first = await heard.next();
    expect(first.value?.passwordChangeProgress).toMatchObject({ kind: 'USER_KEY_ONLY', stage: 'QUEUED' });
    await heard.return();
  });
});

describe('an old password that was sealed', () => {
  test('is good once', async () => {
    const given = await sealed();
    await change(given);
    expect((await change(given)).userErrors).toMatchObject([{ code: 'CHALLENGE_OVER' }]);
  });

  test('for another account or key, or cut short, is refused, and nothing begins', async () => {
    const [other, cut, foreign] = [
      await sealed({ accountId: '1b2d3c4e-8f90-4a1b-8c2d-3e4f5a6b7c02' }),
      await sealed(),
      await sealed({ serial: 'LK-OTHER' }),
    ];
    for (const given of [
      other,
      { ...cut, sealedOldPassword: cut.sealedOldPassword.slice(0, -8) },
      foreign,
      { ...cut, challenge: foreign.challenge },
    ])
      expect((await change(given)).userErrors).toMatchObject([{ code: 'PASSWORD_UNREADABLE' }]);
    expect(await stand.changesOf(key.accountIds[0]!)).toEqual([]);
  });

  test('is given in place of a typed one, not beside it; one of them is', async () => {
    for (const given of [{ ...(await sealed()), oldPassword: OLD }, { oldPassword: null }])
      expect((await change(given)).userErrors).toMatchObject([
        { code: 'BAD_INPUT', path: ['input', 'oldPassword'] },
      ]);
  });
});

describe('nobody else changes a password, and nobody elsewhere', () => {
  const both: readonly (readonly [string, () => Promise<{ userErrors: readonly { code: string }[] }>])[] = [
    ['in the directory and on the key', () => change()],
    ['on the key', () => correct()],
  ];

  /** What both are refused with, and how many changes there are. */
  async function refusals(): Promise<unknown[]> {
    const codes: unknown[] = [];
    for (const [, ask] of both) codes.push(...(await ask()).userErrors.map(({ code }) => code));
    return [...codes, (await stand.changesOf(key.accountIds[0]!)).length];
  }

  test('where the key is not connected to this workstation', async () => {
    await workstation.reportKeys();
    expect(await refusals()).toEqual(['KEY_NOT_CONNECTED', 'KEY_NOT_CONNECTED', 0]);
  });

  test('of an account of somebody else', async () => {
    const { accountIds } = await stand.employee(['MANAGED']);
    expect((await change({ accountId: globalId('DomainAccount', accountIds[0]!) })).userErrors).toMatchObject(
      [{ code: 'NOT_FOUND' }],
    );
  });

  test('with a key that is suspended', async () => {
    await stand.pool.query(`update key set status = 'SUSPENDED' where id = $1`, [key.id]);
    expect(await refusals()).toEqual(['NOT_FOUND', 'NOT_FOUND', 0]);
  });

  test('at a workstation of another domain', async () => {
    await stand.pool.query(`update workstation set joined_domain = 'south.example' where id = $1`, [
      workstation.workstationId,
    ]);
    expect(await refusals()).toEqual(['WORKSTATION_NOT_JOINED', 'WORKSTATION_NOT_JOINED', 0]);
  });

  test('of an account that the key does not hold', async () => {
    await stand.pool.query(`update domain_account set password_holder = 'UNMANAGED' where id = $1`, [
      key.accountIds[0],
    ]);
    expect(await refusals()).toEqual(['WRONG_STATE', 'WRONG_STATE', 0]);
  });

  test('while the alarm stands', async () => {
    await stand.pool.query(`insert into alarm (raised_by, reason) values ('test', 'test')`);
    expect(await refusals()).toEqual(['ALARM_RAISED', 'ALARM_RAISED', 0]);
    await stand.pool.query(`delete from alarm`);
  });

  test.each(['ADMINISTRATOR', 'EMPLOYEE'] as const)('as a user who is %s', async (role) => {
    const client = await stand.api.signedIn(role);
    const input = { keySerial: key.serial, accountId: account(), newPassword: NEW };
    const answer = await client.post(print(ChangePasswordOnKeyDocument), { input });
    expect(answer.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  test('and a workstation hears of no change but those of keys that are connected to it', async () => {
    const { passwordChangeId: changeId } = await correct();
    const other = await stand.workstation();
    await other.connect([]);
    const heard = other.api.subscribe(PasswordChangeProgressDocument, { changeId, after: 0 });
    await expect(heard.next()).rejects.toThrow(/no key that is connected/i);
  });
});

describe('passwords of owners are not repeated', () => {
  test.each<[string, string]>([
    ['old', `oldPassword: "${OLD}", newPassword: $new`],
    ['new', `oldPassword: $new, newPassword: "${OLD}"`],
  ])('where the %s one is in the text of the query', async (_which, literal) => {
    const answer = await workstation.api.post(
      `mutation ($new: Password!) { changePasswordInDirectoryAndKey(input: { keySerial: "${key.serial}", accountId: "${account()}", ${literal} }) { userErrors { code } } }`,
      { new: NEW },
    );
    expect(answer.errors[0]?.extensions?.['code']).toBe('BAD_INPUT');
    for (const mark of [NEW, OLD]) await expectSecretNowhere({ pool: stand.pool, logged }, mark, answer);
  });

  test.each<[string, Record<string, unknown>]>([
    ['empty old one', { oldPassword: '' }],
    ['old one with a NUL', { oldPassword: `${OLD}\0` }],
    ['new one that is too long', { newPassword: `${NEW}${'x'.repeat(200)}` }],
    ['new one with a control character', { newPassword: `${NEW}\u0007` }],
    ['challenge of somebody else', { oldPassword: null, sealedOldPassword: 'AAAA', challenge: 'x' }],
  ])('where there is an %s', async (_what, more) => {
    const answer = await change(more);
    expect(answer.userErrors).toHaveLength(1);
    expect(answer.passwordChangeId).toBeNull();
    for (const mark of [NEW, OLD]) await expectSecretNowhere({ pool: stand.pool, logged }, mark, answer);
  });
});
