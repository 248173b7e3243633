import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { KeyState } from '../../src/keys/protocol/key-state.js';
import type { DirectoryContents, SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { startHandoverStand, type HandoverStand, type Person } from './handover-stand.js';

/** The key has one password, and none on its way. */
export const isHandedOver = ({ accounts }: KeyState): boolean =>
  accounts.length === 1 && accounts.every(({ active, pending }) => active !== null && pending === null);

/** What a person goes through with a key, over a directory that is really there. */
export function handoverSuite(start: (contents: DirectoryContents) => Promise<SandboxDirectory>): void {
  let stand: HandoverStand;
  let ada: Person;

  beforeAll(async () => {
    stand = await startHandoverStand(['ada', 'bob'], start);
    ada = await stand.person('ada');
  });

  afterAll(() => stand.stop());

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
}
