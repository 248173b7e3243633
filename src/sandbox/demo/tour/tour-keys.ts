import { KeyDocument, KeyEventsDocument, WithdrawKeyDocument } from '../../../generated/operations.js';
import type { KeyState } from '../../../keys/protocol/key-state.js';
import { newPassword } from '../../new-password.js';
import type { DemoDomains } from '../add-domains.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import { demand } from './tour-checks.js';
import { TourDesk, type KeyOwner } from './tour-desk.js';
import { chooseKeyActors } from './tour-key-actors.js';
import { showAskedFor } from './tour-asked-for.js';
import { showRotation } from './tour-rotation.js';
import { stagesOf } from './tour-stages.js';
import type { Tour } from './tour-sync.js';

const MAIL_LIMIT_MS = 60_000;

/** How many people get a key: one who guesses, and those whose passwords change again and again. */
const PEOPLE = 5;

/**
 * Keys take over passwords, one is locked by wrong codes; the passwords are rotated, changed by an administrator and by
 * their owners; and one key is withdrawn and gives the password back.
 */
export async function showKeys(tour: Tour, domains: DemoDomains): Promise<void> {
  heading('Some people wait for a key, at a workstation that an administrator approves');
  const people = await chooseKeyActors(tour.client, domains, PEOPLE);
  await using desk = await TourDesk.open(tour);
  const passwords = await desk.knownPasswords(people);
  const owners: KeyOwner[] = [];
  for (const person of people) {
    const password = demand(passwords.get(person), 'Somebody has no password.');
    tour.checks.same(
      `${person.name} logs on with a password of their own`,
      await desk.logOnTyped(person, password),
      {
        loggedOn: true,
        refusal: null,
      },
    );
    owners.push(await desk.handOut(person, password));
  }
  const [first, guesser, ...others] = owners;
  const owner = demand(first, 'Nobody waits for a key.');
  await showActivation(desk, owner);
  await showWrongCodes(desk, demand(guesser, 'Only one person waits for a key.'));
  await showRotation(desk, domains.north.id, [owner, ...(await activateAll(desk, others))]);
  await showAskedFor(desk, others);
  await showWithdrawal(desk, owner);
}

async function activateAll(desk: TourDesk, owners: readonly KeyOwner[]): Promise<readonly KeyOwner[]> {
  heading('Others activate theirs');
  for (const owner of owners) {
    const { passwordChangeIds } = await desk.workstation.activate(owner.key.serial, owner.code);
    const stages = await stagesOf(desk.tour, passwordChangeIds?.[0]);
    desk.tour.checks.same(`${owner.name}'s password is on the key`, stages.at(-1), 'COMPLETED');
  }
  return owners;
}

async function showActivation(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`${owner.name} activates the key: from now on it has the password`);
  const { workstation, tour } = desk;
  const { checks } = tour;
  const began = Date.now();
  const answer = await workstation.activate(owner.key.serial, owner.code);
  checks.same('the code is right', answer.activated, true);
  checks.figure('passwordsHandedOver', answer.passwordChangeIds?.length ?? 0, 1);
  checks.same('stages', await stagesOf(tour, answer.passwordChangeIds?.[0]), [
    'QUEUED',
    'WAITING_FOR_KEY',
    'ON_KEY',
    'IN_DIRECTORY',
    'VERIFIED',
    'COMPLETED',
  ]);
  checks.figures['activationSeconds'] = Math.round((Date.now() - began) / 100) / 10;
  checks.same('who has the password', await desk.holderOf(owner), 'MANAGED');
  const { loggedOn, slot, binds } = await workstation.logOn(owner.accountId);
  checks.same('log-on with the key', { loggedOn, slot, binds }, { loggedOn: true, slot: 'ACTIVE', binds: 1 });
  checks.same('log-on with the old password', await desk.logOnTyped(owner, owner.oldPassword), {
    loggedOn: false,
    refusal: 'WRONG_PASSWORD',
  });
  const isTold = ({ to, subject }: { readonly to: readonly string[]; readonly subject: string }): boolean =>
    to.includes(owner.email) && subject.includes('password');
  const mail = await tour.stack.mail.waitFor(isTold, AbortSignal.timeout(MAIL_LIMIT_MS));
  say(`  Mail to ${owner.email}: ${mail.subject}`);
}

async function showWrongCodes(desk: TourDesk, guesser: KeyOwner): Promise<void> {
  heading(`${guesser.name} types a wrong code, three times`);
  const { workstation, tour } = desk;
  const { checks } = tour;
  const wrong = guesser.code === '00000000' ? '00000001' : '00000000';
  const left: (number | null)[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { attemptsLeft, userErrors } = await workstation.activate(guesser.key.serial, wrong);
    for (const { message } of userErrors) say(`  ${message}`);
    left.push(attemptsLeft);
  }
  checks.same('attempts left', left, [2, 1, 0]);
  const { key } = await tour.client.request(KeyDocument, { id: guesser.key.id });
  checks.same('the key', [key?.status, key?.reason], ['LOCKED', 'INVALID_ACTIVATION_CODE']);
  const late = await workstation.activate(guesser.key.serial, guesser.code);
  checks.same('the right code, too late', late.activated, false);
  checks.same('their own password still works', await desk.logOnTyped(guesser, guesser.oldPassword), {
    loggedOn: true,
    refusal: null,
  });
}

async function showWithdrawal(desk: TourDesk, owner: KeyOwner): Promise<void> {
  heading(`${owner.name}'s key is withdrawn: it is wiped, and the password is handed back`);
  const { workstation, tour } = desk;
  const { client, checks } = tour;
  const temporaryPassword = newPassword();
  const ready = wiped(tour, owner.key.id);
  const { withdrawKey } = await client.request(WithdrawKeyDocument, {
    input: { keyId: owner.key.id, note: 'The tour is over.', passwords: 'HAND_BACK', temporaryPassword },
  });
  const [change] = expectDone(withdrawKey).passwordChanges ?? [];
  await workstation.keyThat(owner.key.serial, isEmpty);
  checks.same('the key, when it has proved that it was wiped', await ready, 'READY');
  say('  two resets, and then a look whether anything else was written meanwhile: this takes a while');
  checks.same('stages', await stagesOf(tour, change?.id), [
    'QUEUED',
    'IN_DIRECTORY',
    'VERIFIED',
    'COMPLETED',
  ]);
  checks.same('who has the password', await desk.holderOf(owner), 'UNMANAGED');
  const { loggedOn, refusal } = await workstation.logOn(owner.accountId);
  checks.same('log-on with the key', { loggedOn, refusal }, { loggedOn: false, refusal: 'NO_PASSWORD' });
  checks.same('log-on with the temporary password', await desk.logOnTyped(owner, temporaryPassword), {
    loggedOn: false,
    refusal: 'MUST_CHANGE',
  });
  checks.same('log-on with the first password', await desk.logOnTyped(owner, owner.oldPassword), {
    loggedOn: false,
    refusal: 'WRONG_PASSWORD',
  });
}

const isEmpty = ({ server, accounts }: KeyState): boolean => server === null && accounts.length === 0;

/** The status of a key that was deactivated, once it has another one. */
async function wiped({ client }: Tour, keyId: string): Promise<string | undefined> {
  let isDeactivated = false;
  for await (const { keyEvents } of client.subscribe(KeyEventsDocument, { after: 0 })) {
    if (keyEvents.keyId !== keyId) continue;
    if (isDeactivated && keyEvents.status !== 'DEACTIVATED') return keyEvents.status ?? undefined;
    isDeactivated = keyEvents.status === 'DEACTIVATED';
  }
  return undefined;
}
