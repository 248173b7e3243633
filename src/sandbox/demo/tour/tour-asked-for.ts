import {
  GeneratePasswordDocument,
  SetPasswordDocument,
  type PasswordChangeStage,
} from '../../../generated/operations.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { PasswordEditor } from '../../directory-editor/password-editor.js';
import { newPassword } from '../../new-password.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import { demand } from './tour-checks.js';
import type { KeyOwner, TourDesk } from './tour-desk.js';
import { stagesOf } from './tour-stages.js';

const KEY_FIRST: readonly PasswordChangeStage[] = [
  'QUEUED',
  'WAITING_FOR_KEY',
  'ON_KEY',
  'IN_DIRECTORY',
  'VERIFIED',
  'COMPLETED',
];
const DIRECTORY_FIRST: readonly PasswordChangeStage[] = [
  'QUEUED',
  'IN_DIRECTORY',
  'VERIFIED',
  'WAITING_FOR_KEY',
  'ON_KEY',
  'COMPLETED',
];

/** What administrators and owners ask for, by three people whose keys have their passwords. */
export async function showAskedFor(desk: TourDesk, owners: readonly KeyOwner[]): Promise<void> {
  const [present, away, own] = owners.map((owner) => demand(owner, 'Nobody has a key.'));
  await showKeyPresent(desk, demand(present, 'Too few people have a key.'));
  await showKeyAway(desk, demand(away, 'Too few people have a key.'));
  const person = demand(own, 'Too few people have a key.');
  await showOwnChange(desk, person);
  await showCorrection(desk, person);
}

async function showKeyPresent(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`An administrator types a new password for ${owner.name}, whose key is connected`);
  const { tour } = desk;
  const before = await desk.passwordOnKey(owner);
  const password = newPassword();
  const input = { accountIds: [owner.accountId], password };
  const { setPassword } = await tour.client.request(SetPasswordDocument, { input });
  const change = expectDone(setPassword).results?.[0]?.passwordChange;
  tour.checks.same('stages', await stagesOf(tour, change?.id), KEY_FIRST);
  await desk.checkNewPassword(owner, before);
  tour.checks.same('the key has what was typed', (await desk.passwordOnKey(owner)) === password, true);
}

async function showKeyAway(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`An administrator has a new one made for ${owner.name}, whose key is away`);
  const { tour, workstation } = desk;
  const before = await desk.passwordOnKey(owner);
  await workstation.removeKey(owner.key.serial);
  const ask = async (evenIfKeyIsAway: boolean) => {
    const input = { accountIds: [owner.accountId], evenIfKeyIsAway };
    const { generatePassword } = await tour.client.request(GeneratePasswordDocument, { input });
    return expectDone(generatePassword).results?.[0];
  };
  tour.checks.same('unless it is said', (await ask(false))?.userErrors[0]?.code, 'KEY_NOT_CONNECTED');
  const change = (await ask(true))?.passwordChange;
  await stagesOf(tour, change?.id, 'WAITING_FOR_KEY');
  tour.checks.same('who has the password', await desk.holderOf(owner), 'DIRECTORY_AHEAD');
  const { loggedOn } = await desk.logOnTyped(owner, before);
  tour.checks.same('anybody logs on meanwhile', loggedOn, false);
  say(`  ${owner.name} finds the key, and puts it in`);
  await workstation.insertKey(owner.device);
  tour.checks.same('stages', await stagesOf(tour, change?.id), DIRECTORY_FIRST);
  await desk.checkNewPassword(owner, before);
}

async function showOwnChange(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`${owner.name} changes a password that nobody knows: the key tells the old one`);
  const { north } = desk.tour.stack.directories;
  await using editor = await PasswordEditor.open(north);
  // It was changed minutes ago, which the domain would refuse.
  const undo = await editor.changePolicy({ minPwdAge: '0' });
  const before = await desk.passwordOnKey(owner);
  const { stage, lastError } = await desk.workstation.changePassword({ account: owner.accountId });
  desk.tour.checks.same('how the change ended', [stage, lastError], ['COMPLETED', null]);
  await undo();
  await desk.checkNewPassword(owner, before);
}

async function showCorrection(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`The password of ${owner.name} is set without Latchkey, who types it at the key`);
  const { tour, workstation } = desk;
  const before = await desk.passwordOnKey(owner);
  const elsewhere = newPassword();
  await using editor = await DirectoryEditor.open(tour.stack.directories.north);
  await editor.setPassword(owner.login, elsewhere);
  const { loggedOn, refusal } = await workstation.logOn(owner.accountId);
  tour.checks.same('log-on with the key', [loggedOn, refusal], [false, 'WRONG_PASSWORD']);
  const wrong = await workstation.correctKey({ account: owner.accountId, typed: newPassword() });
  tour.checks.same('a mistyped one', [wrong.stage, wrong.lastErrorCode], ['FAILED', 'PASSWORD_WRONG']);
  const { stage, lastError } = await workstation.correctKey({ account: owner.accountId, typed: elsewhere });
  tour.checks.same('how the change ended', [stage, lastError], ['COMPLETED', null]);
  await desk.checkNewPassword(owner, before);
}
