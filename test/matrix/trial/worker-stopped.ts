import { globalId } from '../../../src/api/relay/global-id.js';
import { MarkKeyCompromisedDocument } from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import { isAlive } from '../../../src/sandbox/processes/process-identity.js';
import { eventually } from '../../../src/testing/eventually.js';
import { ABOUT_TO_SEND } from '../../programs/halting-passwords.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import { passwordLastSet } from '../stand/password-clock.js';
import { Person } from '../stand/person.js';
import { storedTruth } from '../stand/stored-truth.js';
import { within } from './bring.js';
import { judge, type Verdict } from './verdict.js';

/**
 * A worker has seen that it may write and is stopped before it does. Meanwhile the key is stolen, and another worker takes the
 * account away from whoever has it. Then the first one wakes: what it was about to write must not be written any more. The
 * person gets another key, and logs on with that.
 */
export async function stopWorker(stand: MatrixStand): Promise<Verdict> {
  const person = await Person.prepare(stand);
  await person.getManaged();
  const halt = stand.halts.at({ point: ABOUT_TO_SEND, id: null });
  const { changeId, go } = await person.recordNextChange('ADMIN_GENERATE');
  await go();
  const { pid } = await within(halt.reached, 'No worker is about to write.');
  process.kill(pid, 'SIGSTOP');
  const second = await stand.startSecondWorker();
  try {
    halt.release();
    await reportStolen(stand, person);
    await untilTaken(stand, person);
    const before = await passwordLastSet(stand, person);
    process.kill(pid, 'SIGCONT');
    await untilWoken(stand, pid, changeId);
    const faults = [
      ...(pid === (await stand.pidOf('worker')) ? [] : ['another process was stopped']),
      ...((await passwordLastSet(stand, person)) === before ? [] : ['it has written all the same']),
      ...((await person.logOn()).loggedOn ? ['the stolen key still lets somebody in'] : []),
    ];
    await person.stop();
    const again = await person.getAnotherKey();
    await again.getManaged();
    const verdict = await judge(stand, again);
    await again.stop();
    return { ...verdict, faults: [...faults, ...verdict.faults] };
  } finally {
    await second.kill();
    if (isAlive(pid)) process.kill(pid, 'SIGCONT');
  }
}

async function reportStolen({ administrators }: MatrixStand, { keyId, key }: Person): Promise<void> {
  const { markKeyCompromised } = await administrators.request(MarkKeyCompromisedDocument, {
    input: { keyId: globalId('Key', keyId), confirmSerial: key.serial, passwords: 'LEAVE_WITHOUT_PASSWORD' },
  });
  expectDone(markKeyCompromised);
}

/** The password that the key has or was about to get is nobody's any more. */
async function untilTaken({ pool }: MatrixStand, { who }: Person): Promise<void> {
  await eventually(async () => {
    const { changes, holder } = await storedTruth(pool, who.accountId);
    const stages = changes.map(({ stage }) => stage).join(', ');
    const isTaken = changes.at(-1)?.stage === 'COMPLETED' && changes.length > 2;
    if (!isTaken || holder !== 'NO_ONE_HAS_IT') throw new Error(`It is not taken yet: ${stages}, ${holder}`);
  });
}

/** The worker that was stopped is through with its write, whatever came of it. */
async function untilWoken({ halts }: MatrixStand, stopped: number, changeId: string): Promise<void> {
  await eventually(async () => {
    const isThrough = halts.arrivals.some(
      ({ point, id, pid }) => point === 'reset.after' && id === changeId && pid === stopped,
    );
    if (!isThrough) throw new Error('The worker that was stopped has not woken.');
  });
}
