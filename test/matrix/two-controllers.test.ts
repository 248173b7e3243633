import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logOnWithKey, type LogOnOutcome } from '../../src/sandbox/simulated-workstation/log-on/log-on.js';
import type { KeySlot } from '../../src/generated/operations.js';
import { ChangeStand, type Person } from '../../src/testing/passwords/change-stand.js';
import type { ScriptedController } from '../../src/testing/scripted-directory/scripted-passwords.js';
import { leaveOutcomes, outcomeOfExtra, type CellOutcome } from './trial/outcome.js';
import type { Verdict } from './trial/verdict.js';

const PIN = '2580';
const SLOTS = { ACTIVE: 'active', PENDING: 'pending', PREVIOUS: 'previous' } as const;

let stand: ChangeStand;

beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());

/** By the procedure of a workstation, at whichever controller answers. */
async function logOn({ key, accountId, guid }: Person): Promise<LogOnOutcome> {
  const { passwords } = stand.domain;
  const controller = passwords.controllers.find(({ isUp }) => isUp);
  return logOnWithKey({
    controllerInReach: controller !== undefined,
    read: (slot: KeySlot) => key.readForLogOn(PIN, accountId, SLOTS[slot]),
    async bind({ password }) {
      const isRight = controller !== undefined && passwordAt(controller, guid) === password;
      return { outcome: isRight ? 'PROVED' : 'WRONG' };
    },
    // Nobody asks the server here: whoever cannot ask tries the pending one.
    pendingIsInDirectory: async () => undefined,
    isCached: () => false,
  });
}

function passwordAt(controller: ScriptedController, guid: Person['guid']): string {
  return stand.domain.passwords.stateOf(controller, guid).password;
}

/** The controller that takes the second password of a person is gone before the other one knows of it. */
async function loseController(isAnswered: boolean): Promise<Verdict> {
  await stand.reset();
  const { passwords } = stand.domain;
  const person = await stand.addPerson();
  const written = passwords.pdcEmulator;
  const other = passwords.addController();
  await stand.runToEnd(person, await stand.want(person));
  passwords.replicate();
  const known = passwordAt(other, person.guid);

  const id = await stand.want(person);
  await stand.advance(id);
  await stand.deliver(person);
  stand.once('resetPassword', 'AFTER', () => {
    written.isUp = false;
    if (!isAnswered) throw new Error('the answer is lost');
  });
  await stand.advance(id);
  const faults: string[] = [];
  if (written.isUp || passwordAt(written, person.guid) === known)
    faults.push('the controller was not written');
  if (passwordAt(other, person.guid) !== known) faults.push('the other controller was told');
  const meanwhile = await logOn(person);
  if (!meanwhile.loggedOn) faults.push(`LOCKED OUT while it was gone: ${meanwhile.refusal}`);

  await stand.makeDue(id);
  const { stage } = await stand.runToEnd(person, id);
  const alone = await logOn(person);
  if (!alone.loggedOn) faults.push(`LOCKED OUT at the other controller: ${alone.refusal}`);
  // It comes back with what it alone knew.
  written.isUp = true;
  passwords.replicate();
  const end = await logOn(person);
  if (!end.loggedOn) faults.push(`LOCKED OUT at the end: ${end.refusal}`);
  if (end.binds !== 1 || end.slot !== 'ACTIVE') faults.push(`${end.binds} binds, with the ${end.slot} one`);
  if (passwordAt(written, person.guid) !== passwordAt(other, person.guid)) faults.push('controllers differ');
  return { canLogOn: end.loggedOn, end: stage === 'COMPLETED' ? 'COMPLETED' : 'NEITHER', faults };
}

describe('of two controllers the one that was written dies before it has told the other', () => {
  const outcomes: CellOutcome[] = [];
  afterAll(() => leaveOutcomes('two-controllers', outcomes));

  it.each([
    ['after it had answered', true],
    ['and its answer is lost', false],
  ])('%s: nobody is locked out', async (_when, isAnswered) => {
    const outcome = await outcomeOfExtra('CONTROLLER_LOST', () => loseController(isAnswered));
    outcomes.push(outcome);
    expect(outcome).toMatchObject({ lockedOut: false, end: 'COMPLETED', faults: [] });
  });
});
