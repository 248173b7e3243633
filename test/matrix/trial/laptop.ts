import type { LogOnOutcome } from '../../../src/sandbox/simulated-workstation/log-on/log-on.js';
import type { Cell } from '../cells.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import { bring, prepare } from './bring.js';
import { judge, type Verdict } from './verdict.js';

/** In the middle of a change: the key has the new password, the directory does not; and then it does. */
const IN_THE_MIDDLE: readonly Cell[] = [
  { victim: 'workstation', point: 'reset.before', way: 'ADMIN_GENERATE' },
  { victim: 'workstation', point: 'commit.before', way: 'ADMIN_SET' },
];

/**
 * A laptop that no controller can be reached from lets its owner in with what Windows remembers, which is what they last logged
 * on with at a controller. After a change that is the previous password; after one log-on at a controller the new one.
 */
export async function useLaptop(stand: MatrixStand): Promise<Verdict> {
  const faults: string[] = [];
  let verdict: Verdict | undefined;
  for (const cell of IN_THE_MIDDLE) {
    const person = await prepare(stand, cell);
    const away = async (when: string, slot: LogOnOutcome['slot']): Promise<void> => {
      const outcome = await person.logOn(false);
      if (!outcome.loggedOn) faults.push(`LOCKED OUT ${when}: ${outcome.refusal}`);
      else if (!outcome.cached || outcome.binds > 0) faults.push(`a controller was asked ${when}`);
      else if (outcome.slot !== slot) faults.push(`the ${outcome.slot} password was used ${when}`);
    };
    await person.logOn();
    await away('before the change', 'ACTIVE');
    const { halt } = await bring(stand, cell, person);
    await away(`at ${cell.point}`, 'ACTIVE');
    halt.release();
    await person.untilChangesEnd();
    await away('after the change', 'PREVIOUS');
    verdict = await judge(stand, person);
    faults.push(...verdict.faults);
    await away('after a log-on at a controller', 'ACTIVE');
    await person.stop();
  }
  if (verdict === undefined) throw new Error('Nobody has used a laptop.');
  return { ...verdict, canLogOn: verdict.canLogOn, faults };
}
