import { createActivationCodes } from '../../keys/activation-codes.js';
import type { Retirement } from '../../services/keys/retire-key.js';
import { retireKey } from '../../services/keys/retire-key.js';
import type { StoredChange } from '../../services/password-changes/rows/stored-change.js';
import { TEST_ACTOR } from '../stored-people.js';
import { idleWorkflows } from '../waiting-run.js';
import type { ChangeStand, Person } from './change-stand.js';

const codes = createActivationCodes(Buffer.alloc(32), 7);

/** Somebody whose key owns the password. */
export async function managedPerson(stand: ChangeStand): Promise<Person> {
  const person = await stand.addPerson();
  await stand.runToEnd(person, await stand.want(person));
  if ((await stand.holderOf(person)) !== 'MANAGED') throw new Error('the key did not get the password');
  return person;
}

/** Takes somebody's key; reported as lost where nothing else is wanted. Answers the changes that this began. */
export function retireKeyOf(
  { parts: { pool, copies } }: ChangeStand,
  { keyId, key }: Person,
  wanted: Partial<Retirement> = {},
): Promise<readonly string[]> {
  return retireKey({ pool, copies, codes, workflows: idleWorkflows }, TEST_ACTOR, {
    keyId,
    trigger: 'MARK_COMPROMISED',
    passwords: 'LEAVE_WITHOUT_PASSWORD',
    replacementKeyId: null,
    temporaryPassword: null,
    disablesAccounts: false,
    confirmSerial: key.publicKey.serial,
    note: null,
    ...wanted,
  });
}

/** Advances a change until it ends, whatever time that takes. */
export async function finishChange(stand: ChangeStand, changeId: string): Promise<StoredChange> {
  for (let turns = 0; turns < 20; turns += 1) {
    const { state } = await stand.advance(changeId);
    if (state === 'ENDED') break;
    await stand.makeDue(changeId);
  }
  return stand.change(changeId);
}

/** The same with whatever it wakes, until nothing of it is left. Answers the kinds and stages, in the order of their ends. */
export async function finishAll(stand: ChangeStand, changeIds: readonly string[]): Promise<string[]> {
  const open = [...changeIds];
  const ended: string[] = [];
  for (let turns = 0; turns < 60 && open.length > 0; turns += 1) {
    const id = open.shift()!;
    const { state, wake } = await stand.advance(id);
    for (const woken of wake) if (!open.includes(woken)) open.push(woken);
    if (state === 'ENDED') {
      const { kind, stage } = await stand.change(id);
      ended.push(`${kind} ${stage}`);
    } else {
      await stand.makeDue(id);
      open.push(id);
    }
  }
  return ended;
}
