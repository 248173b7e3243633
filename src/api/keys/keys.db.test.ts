import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ActivationCodeDocument,
  ImportKeyDocument,
  ImportKeysDocument,
  KeyDocument,
  KeyOfEmployeeDocument,
  MailActivationCodeDocument,
  MarkKeyCompromisedDocument,
  OverviewDocument,
  ReissueActivationCodeDocument,
  RenameKeyDocument,
  ReportKeyBrokenDocument,
  SuspendKeyDocument,
  UnlockKeyDocument,
  WithdrawKeyDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { addApiToken } from '../../testing/credentials.js';
import { KeyApi } from '../../testing/keys/key-api.js';
import { newPublicKey } from '../../testing/keys/key-service-stand.js';

let stand: KeyApi;

beforeAll(async () => {
  stand = await KeyApi.open();
});

afterAll(() => stand.close());

describe('keys over the API', () => {
  test('are imported one by one and as a list, whose bad lines are named', async () => {
    const publicKey = newPublicKey();
    const input = { serial: 'hk-api', publicKey, firmware: '2.0', name: 'First' };
    const { importKey: one } = await stand.administrator.request(ImportKeyDocument, { input });
    expect(one.key).toMatchObject({
      serial: 'HK-API',
      name: 'First',
      publicKey,
      status: 'READY',
      isConfirmed: true,
      needsWipe: false,
      owner: null,
      activation: null,
    });
    const again = await stand.administrator.request(ImportKeyDocument, { input });
    expect(again.importKey.userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', path: ['input', 'serial'] }]);
    const csv = `serial;publicKey\nhk-list-1;${newPublicKey()}\nhk-list-2;?\nhk-api;${newPublicKey()}`;
    const { importKeys } = await stand.administrator.request(ImportKeysDocument, { input: { csv } });
    expect(importKeys).toMatchObject({
      imported: 1,
      refused: [
        { line: 3, code: 'BAD_INPUT', message: expect.stringContaining('publicKey') },
        { line: 4, code: 'ALREADY_EXISTS' },
      ],
      userErrors: [],
    });
  });

  test('go through their life, each answer with the key as it is then', async () => {
    const { id: keyId, employeeId } = await stand.active();
    const suspended = await stand.administrator.request(SuspendKeyDocument, {
      input: { keyId, note: 'on leave' },
    });
    expect(suspended.suspendKey.key).toMatchObject({
      status: 'SUSPENDED',
      confirmedStatus: 'ACTIVE',
      isConfirmed: false,
      reason: 'ADMINISTRATOR',
      note: 'on leave',
      activation: { state: 'PENDING', attemptsLeft: 3, expiresAt: expect.any(String) },
    });
    const { renameKey } = await stand.administrator.request(RenameKeyDocument, {
      input: { keyId, name: 'Desk' },
    });
    expect(renameKey.key).toMatchObject({ name: 'Desk', note: 'on leave' });
    const reissued = await stand.administrator.request(ReissueActivationCodeDocument, { input: { keyId } });
    expect(reissued.reissueActivationCode).toMatchObject({ userErrors: [], key: { status: 'SUSPENDED' } });
    const { mailActivationCode } = await stand.administrator.request(MailActivationCodeDocument, {
      input: { keyId },
    });
    expect(mailActivationCode.userErrors).toEqual([]);
    const { unlockKey } = await stand.administrator.request(UnlockKeyDocument, { input: { keyId } });
    expect(unlockKey).toMatchObject({ key: null, userErrors: [{ code: 'KEY_TRANSITION_REFUSED' }] });
    const { employee } = await stand.administrator.request(KeyOfEmployeeDocument, { id: employeeId });
    expect(employee?.key).toMatchObject({ id: keyId, owner: { id: employeeId } });
    const { withdrawKey } = await stand.administrator.request(WithdrawKeyDocument, { input: { keyId } });
    expect(withdrawKey.key).toMatchObject({ status: 'DEACTIVATED', needsWipe: true, isConfirmed: false });
    const after = await stand.administrator.request(KeyOfEmployeeDocument, { id: employeeId });
    expect(after.employee?.key).toBeNull();
  });

  test('are looked at with their tasks and their history, page by page', async () => {
    const { id: keyId, serial } = await stand.active();
    await stand.administrator.request(SuspendKeyDocument, { input: { keyId, note: 'x' } });
    await stand.administrator.request(WithdrawKeyDocument, { input: { keyId } });
    await stand.administrator.request(UnlockKeyDocument, { input: { keyId } });
    const first = await stand.administrator.request(KeyDocument, { id: keyId, tasks: 1, history: 2 });
    const { key } = first;
    expect(key?.tasks).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      edges: [{ node: { kind: 'WIPE', state: 'PENDING', wantedBy: 'Test ADMINISTRATOR', account: null } }],
    });
    expect(key?.history).toMatchObject({
      totalCount: 5,
      edges: [
        { node: { action: 'key.unlock', outcome: 'REFUSED' } },
        {
          node: {
            action: 'key.withdraw',
            outcome: 'DONE',
            details: { from: 'SUSPENDED', to: 'DEACTIVATED' },
          },
        },
      ],
    });
    const second = await stand.administrator.request(KeyDocument, {
      id: keyId,
      tasksAfter: key?.tasks.pageInfo.endCursor,
      historyAfter: key?.history.pageInfo.endCursor,
    });
    expect(second.key?.tasks.edges.map(({ node }) => [node.kind, node.state])).toEqual([
      ['LOCK', 'CANCELLED'],
    ]);
    expect(second.key?.history.edges.map(({ node }) => node.action)).toEqual([
      'key.suspend',
      'key.assign',
      'key.import',
    ]);
    const node = await stand.administrator.post(
      'query ($id: ID!) { node(id: $id) { ... on Key { serial } } }',
      {
        id: keyId,
      },
    );
    expect(node.data).toEqual({ node: { serial } });
  });
});

describe('an activation code', () => {
  const codeFor = async (client: ApiClient, keyId: string) => {
    const { data, errors } = await client.post<{ activationCode: { code: string } }>(
      'query ($keyId: ID!) { activationCode(keyId: $keyId) { code } }',
      { keyId },
    );
    return { code: data?.activationCode?.code, refused: errors[0]?.extensions?.['code'] };
  };

  test('is shown to administrators, each look audited, and to nobody else', async () => {
    const { id: keyId } = await stand.reserved();
    const { activationCode } = await stand.administrator.request(ActivationCodeDocument, { keyId });
    expect(activationCode).toMatchObject({ code: expect.stringMatching(/^[0-9]{8}$/), attemptsLeft: 3 });
    const auditor = await stand.api.signedIn('AUDITOR');
    expect(await codeFor(auditor, keyId)).toEqual({ code: undefined, refused: 'FORBIDDEN' });
    const { token } = await addApiToken(stand.api.backend.pool, ['READ', 'KEYS_WRITE', 'EMPLOYEES_WRITE']);
    expect(await codeFor(stand.api.client({ token }), keyId)).toEqual({
      code: undefined,
      refused: 'FORBIDDEN',
    });
    // Asked for twice in one operation, it is two looks.
    await stand.administrator.post(
      'query ($keyId: ID!) { a: activationCode(keyId: $keyId) { code } b: activationCode(keyId: $keyId) { code } }',
      { keyId },
    );
    const { key } = await auditor.request(KeyDocument, { id: keyId });
    const looks = key?.history.edges.filter(({ node }) => node.action === 'key.show-code');
    expect(looks).toHaveLength(3);
    expect(JSON.stringify(key)).not.toContain(activationCode.code);
  });

  test('is refused with a code where there is none', async () => {
    const { id } = await stand.importKey();
    expect(await codeFor(stand.administrator, id)).toEqual({
      code: undefined,
      refused: 'ACTIVATION_CODE_MISSING',
    });
  });
});

describe('what only a key held', () => {
  test('has to be decided about, and may be handed to a replacement', async () => {
    const { id: keyId, employeeId } = await stand.active('MANAGED');
    const refused = await stand.administrator.request(ReportKeyBrokenDocument, { input: { keyId } });
    expect(refused.reportKeyBroken).toMatchObject({
      key: null,
      userErrors: [{ code: 'PASSWORDS_CHOICE_NEEDED', path: ['input', 'passwords'] }],
    });
    const { id: replacementKeyId } = await stand.importKey();
    const input = { keyId, passwords: 'REPLACEMENT', replacementKeyId } as const;
    const { reportKeyBroken } = await stand.administrator.request(ReportKeyBrokenDocument, { input });
    expect(reportKeyBroken).toMatchObject({
      userErrors: [],
      key: { status: 'DEACTIVATED', reason: 'BROKEN' },
      replacement: { id: replacementKeyId, status: 'RESERVED', owner: { id: employeeId } },
    });
  });

  test('is counted in the overview as people without access', async () => {
    const before = (await stand.administrator.request(OverviewDocument, {})).overview;
    const { id: keyId, serial } = await stand.active('MANAGED');
    const holding = (await stand.administrator.request(OverviewDocument, {})).overview;
    expect(holding.peopleWithoutAccess).toBe(before.peopleWithoutAccess);
    expect(holding.people).toBe(before.people + 1);
    const input = {
      keyId,
      confirmSerial: serial,
      passwords: 'LEAVE_WITHOUT_PASSWORD',
      note: 'stolen',
    } as const;
    const { markKeyCompromised } = await stand.administrator.request(MarkKeyCompromisedDocument, { input });
    expect(markKeyCompromised.key).toMatchObject({
      status: 'COMPROMISED',
      isConfirmed: false,
      note: 'stolen',
    });
    const after = (await stand.administrator.request(OverviewDocument, {})).overview;
    expect(after.peopleWithoutAccess).toBe(before.peopleWithoutAccess + 1);
    const compromised = (overview: typeof after) =>
      overview.keysByState.find(({ status }) => status === 'COMPROMISED')?.count;
    expect(compromised(after)).toBe(compromised(before)! + 1);
    expect(after.keysByState).toHaveLength(7);
    expect(after.lastRunPerDomain).toEqual([
      { domain: expect.objectContaining({ dnsName: 'north.example' }), run: null },
    ]);
  });
});
