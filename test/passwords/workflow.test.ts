import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { ChangePace } from '../../src/activities/password-activities.js';
import { recordHistory } from '../../src/testing/services/record-history.js';
import { passwordChangeWorkflowId } from '../../workflows/messages.js';
import { ScriptedEngine } from './scripted-engine.js';
import { eventCounts, openWorkflowStand, type StandWorker, type WorkflowStand } from './workflow-stand.js';

const LONG = 900_000;
const ENDED: ChangePace = { next: 'ENDED' };
const UNKNOWN: ChangePace = { next: 'UNKNOWN' };
const forKey: ChangePace = { next: 'DIRECTORY', withinMilliseconds: LONG };
const forCommit: ChangePace = { next: 'DATABASE', withinMilliseconds: LONG };
const ADVANCE = { step: 'advance', isLocal: false };
const ADVANCE_LOCALLY = { step: 'advance', isLocal: true };
const SETTLE = { step: 'settle', isLocal: false };

const engine = new ScriptedEngine();
let stand: WorkflowStand;
let worker: StandWorker;
let changeId: string;

beforeAll(async () => {
  stand = await openWorkflowStand(engine.activities);
  worker = await stand.startWorker();
});

afterAll(async () => {
  await worker.stop();
  await stand.close();
});

beforeEach(() => {
  changeId = randomUUID();
});

const handle = () => stand.client.workflow.getHandle(passwordChangeWorkflowId(changeId));

const tell = () => stand.workflows.advanceChange(changeId);

/** An answer that is not given until it is let go. */
function held(pace: ChangePace): { answer: () => Promise<ChangePace>; letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<ChangePace>();
  return { answer: () => promise, letGo: () => resolve(pace) };
}

describe('a change that waits for nobody', () => {
  it('that has ended ends its workflow after one step', async () => {
    engine.script(changeId, ENDED);
    await tell();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE]);
  });

  it('that is to be asked again is asked when it is time, by itself', async () => {
    engine.script(changeId, { next: 'DIRECTORY', withinMilliseconds: 300 }, ENDED);
    await tell();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE]);
    expect(await eventCounts(handle())).toMatchObject({ TIMER_STARTED: 1, TIMER_FIRED: 1 });
  });

  it('is asked before it is time when there is something new', async () => {
    engine.script(changeId, { next: 'DIRECTORY', withinMilliseconds: LONG }, ENDED);
    await tell();
    await engine.calledTimes(changeId, 1);
    await tell();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE]);
    expect(await eventCounts(handle())).not.toHaveProperty('TIMER_FIRED');
  });

  it('that waits for something without a time ends its workflow, and whoever has it begins another', async () => {
    engine.script(changeId, UNKNOWN, ENDED);
    await tell();
    const first = await handle().describe();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE]);
    await tell();
    await handle().result();
    expect((await handle().describe()).runId).not.toBe(first.runId);
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE]);
  });
});

describe('a change whose key answers', () => {
  it('costs two steps and a look at our own database, and no more than that of the workflow server', async () => {
    engine.script(changeId, forKey, forCommit, ENDED);
    await tell();
    for (const calls of [1, 2]) {
      await engine.calledTimes(changeId, calls);
      await tell();
    }
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE, ADVANCE_LOCALLY]);
    const counts = await eventCounts(handle());
    expect(counts).toMatchObject({
      WORKFLOW_EXECUTION_SIGNALED: 3,
      ACTIVITY_TASK_SCHEDULED: 2,
      MARKER_RECORDED: 1,
    });
    expect(counts['WORKFLOW_TASK_COMPLETED']).toBeLessThanOrEqual(5);
    await recordHistory('change-password', historyToJSON(await handle().fetchHistory()));
  });

  it('ten times at once while a step is under way is asked once more, not ten times', async () => {
    const first = held(forKey);
    engine.script(changeId, first.answer, forKey, ENDED);
    await tell();
    await engine.calledTimes(changeId, 1);
    await Promise.all(Array.from({ length: 10 }, tell));
    first.letGo();
    await engine.calledTimes(changeId, 2);
    await tell();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE, ADVANCE]);
  });

  it('while a step finds that there is nothing to wait for is not overheard', async () => {
    const first = held(UNKNOWN);
    engine.script(changeId, first.answer, ENDED);
    await tell();
    await engine.calledTimes(changeId, 1);
    const { runId } = await handle().describe();
    await tell();
    first.letGo();
    await engine.calledTimes(changeId, 2);
    await handle().result();
    expect((await handle().describe()).runId).toBe(runId);
  });

  it('when our own database does not answer goes on with a step of its own', async () => {
    const fails = () => Promise.reject(new Error('the database is away'));
    engine.script(changeId, forCommit, fails, ENDED);
    await tell();
    await engine.calledTimes(changeId, 1);
    await tell();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE_LOCALLY, ADVANCE]);
  });
});

describe('a change whose workflow or worker does not go on', () => {
  it('is settled when its workflow is cancelled while it waits', async () => {
    engine.script(changeId, forKey);
    await tell();
    await engine.calledTimes(changeId, 1);
    await handle().cancel();
    await expect(handle().result()).rejects.toMatchObject({ cause: expect.any(CancelledFailure) });
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, SETTLE]);
  });

  it('is settled after the step under way has really ended, when it is cancelled in one', async () => {
    const first = held(forKey);
    engine.script(changeId, first.answer);
    await tell();
    await engine.calledTimes(changeId, 1);
    await handle().cancel();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE]);
    first.letGo();
    await expect(handle().result()).rejects.toBeInstanceOf(WorkflowFailedError);
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, SETTLE]);
  });

  it('is settled when a step fails for good, and the failure is shown', async () => {
    const failure = ApplicationFailure.create({
      message: 'Nothing helps.',
      type: 'BROKEN',
      nonRetryable: true,
    });
    engine.script(changeId, () => Promise.reject(failure));
    await tell();
    await expect(handle().result()).rejects.toMatchObject({ cause: { cause: { type: 'BROKEN' } } });
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, SETTLE]);
  });

  it('is asked again by another worker when the one that asked it is heard of no longer', async () => {
    const lost = held(forKey);
    engine.script(changeId, lost.answer, ENDED);
    await tell();
    await handle().result();
    lost.letGo();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE]);
  });

  it('goes on with another worker where the first one waited', async () => {
    engine.script(changeId, forKey, forCommit, ENDED);
    await tell();
    await engine.calledTimes(changeId, 1);
    await worker.stop();
    await tell();
    worker = await stand.startWorker();
    await engine.calledTimes(changeId, 2);
    await tell();
    await handle().result();
    expect(engine.callsOf(changeId)).toEqual([ADVANCE, ADVANCE, ADVANCE_LOCALLY]);
  });
});
