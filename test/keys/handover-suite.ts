import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditEventsDocument, WithdrawKeyDocument } from '../../src/generated/operations.js';
import type { KeyState } from '../../src/keys/protocol/key-state.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { newPassword } from '../../src/sandbox/new-password.js';
import type { Carriage } from '../../src/sandbox/simulated-workstation/carriage.js';
import type { DirectoryContents, SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { ASKED_FOR_LOGINS, askedForSuite } from './asked-for-suite.js';
import { keyNow, stagesOf, startHandoverStand, type HandoverStand, type Person } from './handover-stand.js';

/** The key has one password, and none on its way. */
export const isHandedOver = ({ accounts }: KeyState): boolean =>
  accounts.length === 1 && accounts.every(({ active, pending }) => active !== null && pending === null);

/** What a person goes through with a key, over a directory that is really there. */
export function handoverSuite(start: (contents: DirectoryContents) => Promise<SandboxDirectory>): void {
  let stand: HandoverStand;
  let ada: Person;

  beforeAll(async () => {
    stand = await startHandoverStand(['ada', 'bob', 'cleo', 'dora', ...ASKED_FOR_LOGINS], start);
    ada = await stand.person('ada');
  });

  afterAll(() => stand.stop());

  /** Which passwords log-ons with a key were reported with, the newest first. */
  const reportedSlots = async (serial: string): Promise<unknown[]> => {
    const filter = { action: 'workstation.log-on' };
    const { auditEvents } = await stand.administrator.request(AuditEventsDocument, { first: 50, filter });
    const reports = auditEvents.edges.map(({ node }) => node.details as Record<string, unknown>);
    return reports.filter(({ keySerial }) => keySerial === serial).map(({ slot }) => slot);
  };

  test('a person logs on with the password on the key, in one bind, and not with the old one any more', async () => {
    const workstation = await stand.workstation();
    expect(await workstation.logOnByHand(ada.logOnName, ada.oldPassword)).toMatchObject({ loggedOn: true });
    const { serial, file, code } = await stand.keyOf(ada);
    await workstation.insertKey(file);
    const { activated, passwordChangeIds } = await workstation.activate(serial, code);
    expect({ activated, changes: passwordChangeIds?.length }).toEqual({ activated: true, changes: 1 });
    await workstation.keyThat(serial, isHandedOver);
    expect(await workstation.logOn(ada.accountId)).toMatchObject({
      loggedOn: true,
      slot: 'ACTIVE',
      binds: 1,
    });
    expect(await workstation.logOnByHand(ada.logOnName, ada.oldPassword)).toMatchObject({
      loggedOn: false,
      refusal: 'WRONG_PASSWORD',
    });
  });

  test('between the reset and the commit a person logs on with the pending password', async () => {
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<Carriage>();
    const workstation = await stand.workstation(({ point, kind }) => {
      if (point !== 'ENVELOPE' || kind !== 'COMMIT') return 'CARRY';
      held.resolve();
      return released.promise;
    });
    const cleo = await stand.person('cleo');
    const { serial, file, code } = await stand.keyOf(cleo);
    await workstation.insertKey(file);
    await workstation.activate(serial, code);
    await held.promise;
    expect(await workstation.logOn(serial)).toMatchObject({ loggedOn: true, slot: 'PENDING', binds: 1 });
    expect(await reportedSlots(serial)).toEqual(['PENDING']);
    released.resolve('CARRY');
    await workstation.keyThat(serial, isHandedOver);
    expect(await workstation.logOn(serial)).toMatchObject({ loggedOn: true, slot: 'ACTIVE', binds: 1 });
  });

  test('a withdrawn key is wiped, and the temporary password has to be changed at the next log-on', async () => {
    const workstation = await stand.workstation();
    const dora = await stand.person('dora');
    const { id, serial, file, code } = await stand.keyOf(dora);
    await workstation.insertKey(file);
    await workstation.activate(serial, code);
    await workstation.keyThat(serial, isHandedOver);
    const input = {
      keyId: id,
      note: 'she leaves',
      passwords: 'HAND_BACK',
      temporaryPassword: newPassword(),
    } as const;
    const { withdrawKey } = await stand.administrator.request(WithdrawKeyDocument, { input });
    const [change] = expectDone(withdrawKey).passwordChanges ?? [];
    await workstation.keyThat(serial, ({ server }) => server === null);
    expect(await stagesOf(stand.administrator, change?.id ?? '')).toEqual([
      'QUEUED',
      'IN_DIRECTORY',
      'VERIFIED',
      'COMPLETED',
    ]);
    expect(await keyNow(stand.administrator, id)).toMatchObject({ status: 'READY', owner: null });
    expect(await workstation.logOn(serial)).toMatchObject({ loggedOn: false, refusal: 'NO_PASSWORD' });
    expect(await workstation.logOnByHand(dora.logOnName, input.temporaryPassword)).toMatchObject({
      loggedOn: false,
      refusal: 'MUST_CHANGE',
    });
  });

  test('a laptop without a controller lets a person in with what was used on it last', async () => {
    const workstation = await stand.workstation();
    const bob = await stand.person('bob');
    const { serial, file, code } = await stand.keyOf(bob);
    await workstation.insertKey(file);
    await workstation.activate(serial, code);
    await workstation.keyThat(serial, isHandedOver);
    expect(await workstation.logOn(serial, { online: false })).toMatchObject({ refusal: 'NOT_CACHED' });
    await workstation.logOn(serial);
    expect(await workstation.logOn(serial, { online: false })).toMatchObject({
      loggedOn: true,
      slot: 'ACTIVE',
      binds: 0,
      cached: true,
    });
  });

  askedForSuite(() => stand);
}
