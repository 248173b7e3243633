import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createLog } from '../log.js';
import { WorkerMetrics } from '../metrics/worker-metrics.js';
import type { AdvanceOutcome } from '../services/password-changes/advance-parts.js';
import type { StoredChange } from '../services/password-changes/rows/stored-change.js';
import { tellOwner } from '../services/password-changes/owner/tell-owner.js';
import { writeChange } from '../services/password-changes/rows/write-change.js';
import { StoredChanges } from '../testing/passwords/stored-changes.js';
import { idleWorkflows } from '../testing/waiting-run.js';
import { createPasswordActivities, type PasswordActivities } from './password-activities.js';

const log = createLog('test', 'silent');
const WAITING: AdvanceOutcome = { state: 'WAITING_FOR_KEY', wake: [] };

let stand: StoredChanges;
let told: string[];
let deliveries: number;
let metrics: WorkerMetrics;

beforeAll(async () => {
  stand = await StoredChanges.open();
});

afterAll(() => stand.close());

beforeEach(() => {
  told = [];
  deliveries = 0;
  metrics = new WorkerMetrics();
});

function activities(
  advance: (changeId: string) => Promise<AdvanceOutcome>,
  advanceChange = async (id: string): Promise<void> => void told.push(id),
): PasswordActivities {
  const deliverMail = async (): Promise<void> => void (deliveries += 1);
  const workflows = { ...idleWorkflows, advanceChange, deliverMail };
  return createPasswordActivities({ pool: stand.pool, advance, workflows, log, metrics });
}

const run = <T>(step: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(step);

async function newChange(): Promise<StoredChange> {
  const { accountId, key } = await stand.addAccount();
  return stand.addChange(accountId, 'ACTIVATION', key.id);
}

/** What a change does that comes to its end. */
function completing(change: StoredChange): () => Promise<AdvanceOutcome> {
  return async () => {
    const now = await stand.change(change.id);
    if (now.endedAt === null) await writeChange(stand.pool, now, { stage: 'COMPLETED' });
    await tellOwner(stand.pool, change);
    return { state: 'ENDED', wake: [] };
  };
}

describe('a step of a change', () => {
  test('says until when its key may take to answer', async () => {
    const change = await newChange();
    await stand.claim(change);
    await stand.addCopy(change, 60_000);
    const { advanceChange } = activities(async () => WAITING);
    const pace = await run(() => advanceChange({ changeId: change.id }));
    expect(pace).toEqual({ next: 'DIRECTORY', withinMilliseconds: expect.any(Number) });
    const { withinMilliseconds } = pace as { withinMilliseconds: number };
    expect(withinMilliseconds).toBeGreaterThan(1_000);
    expect(withinMilliseconds).toBeLessThanOrEqual(60_000);
  });

  test('tells others that they may go on, and does not fail where that does not get through', async () => {
    const [change, other] = [await newChange(), await newChange()];
    const advance = async (): Promise<AdvanceOutcome> => ({ state: 'WAITING_FOR_KEY', wake: [other.id] });
    const input = { changeId: change.id };
    expect(await run(() => activities(advance).advanceChange(input))).toEqual({ next: 'UNKNOWN' });
    expect(told).toEqual([other.id]);
    const deaf = activities(advance, () => Promise.reject(new Error('away')));
    expect(await run(() => deaf.advanceChange(input))).toEqual({ next: 'UNKNOWN' });
  });

  test('counts a change that has ended once, by kind and stage, and no name is in it', async () => {
    const change = await newChange();
    const { advanceChange } = activities(completing(change));
    for (let times = 0; times < 3; times += 1) {
      expect(await run(() => advanceChange({ changeId: change.id }))).toEqual({ next: 'ENDED' });
    }
    const numbers = await metrics.registry.metrics();
    expect(numbers).toContain('latchkey_password_changes_total{kind="ACTIVATION",stage="COMPLETED"} 1\n');
    expect(numbers).not.toContain(change.id);
  });

  test('has the mails of changes that end together leave together, soon', async () => {
    const changes = [await newChange(), await newChange()];
    const step = activities((id) => completing(changes.find((each) => each.id === id)!)());
    const later: (() => void)[] = [];
    const original = globalThis.setTimeout;
    const timers = jest.spyOn(globalThis, 'setTimeout').mockImplementation((work) => {
      later.push(work);
      return original(() => undefined, 0);
    });
    for (const { id } of changes) await run(() => step.advanceChange({ changeId: id }));
    timers.mockRestore();
    expect(deliveries).toBe(0);
    for (const work of later) work();
    expect(deliveries).toBe(1);
  });

  test('of a change that is gone with its account ends it', async () => {
    const { advanceChange } = activities(async () => ({ state: 'ENDED', wake: [] }));
    const changeId = '00000000-0000-4000-8000-000000000000';
    expect(await run(() => advanceChange({ changeId }))).toEqual({ next: 'ENDED' });
  });
});

describe('settling a change that nobody drives any more', () => {
  /** Answers these outcomes, and says how often it was asked. */
  function outcomes(...all: AdvanceOutcome[]): { ask: () => Promise<AdvanceOutcome>; left: () => number } {
    return { ask: async () => all.shift() ?? WAITING, left: () => all.length };
  }
  const soon: AdvanceOutcome = { state: 'AGAIN', afterMilliseconds: 1, wake: [] };

  test('goes on while that is a matter of moments', async () => {
    const change = await newChange();
    const { ask, left } = outcomes(soon, soon, { state: 'ENDED', wake: [] });
    await run(() => activities(ask).settleChange({ changeId: change.id }));
    expect(left()).toBe(0);
  });

  test.each<[string, AdvanceOutcome]>([
    ['its key', WAITING],
    ['another change', { state: 'WAITING_FOR_CLAIM', wake: [] }],
    ['a time that is far away', { state: 'AGAIN', afterMilliseconds: 300_000, wake: [] }],
  ])('leaves it where it waits for %s', async (_what, outcome) => {
    const change = await newChange();
    const { ask, left } = outcomes(outcome, soon);
    await run(() => activities(ask).settleChange({ changeId: change.id }));
    expect(left()).toBe(1);
  });
});

describe('the look for open changes', () => {
  test('begins each of them anew, and erases copies that are over', async () => {
    const [open, expired] = [await newChange(), await newChange()];
    await stand.claim(open, 'ON_KEY');
    await stand.quiet(open);
    await stand.claim(expired);
    await stand.addTask(expired, 'WRITE_PENDING', 'DELIVERED');
    await stand.addCopy(expired, -1);
    const { startOpenChanges } = activities(async () => WAITING);
    const { erased, started } = await run(() => startOpenChanges());
    expect(told).toEqual(expect.arrayContaining([open.id, expired.id]));
    // Those of other tests are begun anew as well, once nothing was heard of them for long.
    expect(told).toHaveLength(erased + started);
  });
});
