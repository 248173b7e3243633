import {
  GeneratePasswordDocument,
  RotateNowDocument,
  RotationProgressDocument,
  SetPasswordDocument,
  type PasswordChangeStage,
  type RotationProgressSubscription,
  type SetPasswordInput,
} from '../../../generated/operations.js';
import { PasswordEditor } from '../../directory-editor/password-editor.js';
import { newPassword } from '../../new-password.js';
import type { DemoDomains } from '../add-domains.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import { stagesOf, typed } from './tour-changes.js';
import { demand } from './tour-checks.js';
import type { KeyOwner, TourDesk } from './tour-desk.js';

const KEY_FIRST: readonly PasswordChangeStage[] = [
  'QUEUED',
  'WAITING_FOR_KEY',
  'ON_KEY',
  'IN_DIRECTORY',
  'VERIFIED',
  'COMPLETED',
];
const WITH_THE_KEY = { loggedOn: true, slot: 'ACTIVE', binds: 1 };
const REFUSED = { loggedOn: false, refusal: 'WRONG_PASSWORD' };

/** Passwords that keys have are changed: by an administrator, by their owner, and by themselves. */
export async function showPasswords(
  desk: TourDesk,
  owner: KeyOwner,
  colleagues: readonly KeyOwner[],
  domains: DemoDomains,
): Promise<void> {
  const set = await showAdministrator(desk, owner);
  await showKeyAway(desk, owner, set);
  await showOwner(desk, owner);
  await showRotation(desk, [owner, ...colleagues], domains);
}

/** Answers the password that was set. */
async function showAdministrator(desk: TourDesk, owner: KeyOwner): Promise<string> {
  heading(`An administrator sets ${owner.name}'s password, with the key connected`);
  const { tour } = desk;
  const password = newPassword();
  const change = await setPassword(desk, { accountIds: [owner.accountId], password });
  tour.checks.same('stages', await stagesOf(tour, change.id), KEY_FIRST);
  await checkKey(desk, owner);
  tour.checks.same('log-on with what was typed', await typed(desk, owner, password), {
    loggedOn: true,
    refusal: null,
  });
  return password;
}

async function showKeyAway(desk: TourDesk, owner: KeyOwner, before: string): Promise<void> {
  heading(`The key of ${owner.name} is away, and an administrator generates another password all the same`);
  const { tour, workstation } = desk;
  const { checks, client } = tour;
  await workstation.removeKey(owner.key.serial);
  const accountIds = [owner.accountId];
  const refused = await client.request(GeneratePasswordDocument, { input: { accountIds } });
  const [refusal] = expectDone(refused.generatePassword).results ?? [];
  for (const { message } of refusal?.userErrors ?? []) say(`  ${message}`);
  checks.same(
    'without being told to, it is refused',
    refusal?.userErrors.map(({ code }) => code),
    ['KEY_NOT_CONNECTED'],
  );
  const asked = await client.request(GeneratePasswordDocument, {
    input: { accountIds, evenIfKeyIsAway: true },
  });
  const [result] = expectDone(asked.generatePassword).results ?? [];
  const change = demand(result?.passwordChange, 'There is no change of the password.');
  checks.same('stages until it waits', await stagesOf(tour, change.id, 'WAITING_FOR_KEY'), [
    'QUEUED',
    'IN_DIRECTORY',
    'VERIFIED',
    'WAITING_FOR_KEY',
  ]);
  checks.same('who has the password', await desk.holderOf(owner), 'DIRECTORY_AHEAD');
  checks.same('log-on with the one before', await typed(desk, owner, before), REFUSED);
  await workstation.insertKey(owner.file);
  checks.same('stages when the key is back', (await stagesOf(tour, change.id)).slice(-2), [
    'ON_KEY',
    'COMPLETED',
  ]);
  await checkKey(desk, owner);
}

async function showOwner(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`${owner.name} changes a password that nobody knows: the key tells it to the directory`);
  const { tour, workstation } = desk;
  const { checks, stack } = tour;
  await using policies = await PasswordEditor.open(stack.directories.north);
  // By default a password may be changed once a day, and this one is of this minute.
  const undo = await policies.changePolicy({ minPwdAge: '0' });
  const changed = await workstation.changePassword({ account: owner.accountId });
  checks.same('the change', changed.stage, 'COMPLETED');
  await checkKey(desk, owner);
  const chosen = newPassword();
  const inDirectory = await workstation.changePassword({ account: owner.accountId, typed: chosen });
  checks.same('the change to one that was typed', inDirectory.stage, 'COMPLETED');
  checks.same('log-on with it', await typed(desk, owner, chosen), { loggedOn: true, refusal: null });
  const again = await workstation.changePassword({ account: owner.accountId, typed: chosen });
  say(`  ${again.lastError}`);
  checks.same('the same one once more', again.stage, 'FAILED');
  await undo();

  heading(`Somebody sets ${owner.name}'s password in the directory, and they tell their key`);
  const elsewhere = (await desk.knownPasswords([owner])).get(owner) ?? '';
  checks.same('log-on with the key', (await workstation.logOn(owner.accountId)).refusal, 'WRONG_PASSWORD');
  const corrected = await workstation.correctKey({
    account: owner.accountId,
    typed: elsewhere,
    insist: true,
  });
  checks.same('the change on the key alone', corrected.stage, 'COMPLETED');
  await checkKey(desk, owner);
  checks.same('log-on with the one chosen before', await typed(desk, owner, chosen), REFUSED);
}

async function showRotation(
  desk: TourDesk,
  owners: readonly KeyOwner[],
  { north }: DemoDomains,
): Promise<void> {
  heading('Every password of the north that a key has is rotated');
  const { checks, client } = desk.tour;
  // Passwords are rotated only where a controller can be reached afterwards.
  await desk.workstation.reachController(true);
  const { rotateNow } = await client.request(RotateNowDocument, {
    input: { domainId: north.id, keysAway: 'WAIT', reason: 'To show how it goes.' },
  });
  const [rotation] = expectDone(rotateNow).rotations ?? [];
  const progress = client.subscribe(RotationProgressDocument, { rotationId: rotation?.id ?? '', after: 0 });
  let last: RotationProgressSubscription['rotationProgress'] | undefined;
  for await (const { rotationProgress } of progress) {
    last = rotationProgress;
    say(`  ${last.completed} of ${last.total}, ${last.underWay} under way, ${last.away} away`);
  }
  checks.same('how it ends', last?.state, 'COMPLETED');
  checks.figure('passwordsRotated', last?.completed ?? 0, owners.length);
  for (const owner of owners) await checkKey(desk, owner);
}

async function setPassword(desk: TourDesk, input: SetPasswordInput): Promise<{ readonly id: string }> {
  const answer = await desk.tour.client.request(SetPasswordDocument, { input });
  const [result] = expectDone(answer.setPassword).results ?? [];
  for (const { message } of result?.userErrors ?? []) say(`  ${message}`);
  return demand(result?.passwordChange, 'There is no change of the password.');
}

/** Its owner logs on with the key, at the first try. */
async function checkKey({ tour, workstation }: TourDesk, { name, accountId }: KeyOwner): Promise<void> {
  const { loggedOn, slot, binds } = await workstation.logOn(accountId);
  tour.checks.same(`${name} logs on with the key`, { loggedOn, slot, binds }, WITH_THE_KEY);
}
