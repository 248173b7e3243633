import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isOpen, readPeople, readTrace, type Row } from './evidence.js';
import { FaultStand } from './fault-stand.js';
import { assertHeld, type Evidence, type Outcome } from './held.js';
import type { RunResult } from '../../src/testing/sync/sync-world.js';

const COMPLETED: Outcome = { phase: 'COMPLETED' };
const FAILED: Outcome = { phase: 'FAILED', code: 'DIRECTORY_UNREACHABLE', says: /cannot be reached/ };

/** The same rows, the one that fits changed. */
function altered(rows: readonly Row[], fits: (row: Row) => boolean, change: Row): Row[] {
  const at = rows.findIndex(fits);
  return rows.map((row, index) => (index === at ? { ...row, ...change } : row));
}

describe('what every row of the matrix asks', () => {
  let good: Evidence;
  let failed: Evidence;
  let stand: FaultStand;

  beforeAll(async () => {
    stand = await FaultStand.open({ count: 120 });
    const { world, northId } = stand;
    await stand.stir();
    good = await evidenceOf(() => world.sync(northId));
    await world.change(northId, { controllers: ['ldaps://127.0.0.1:1'] });
    failed = await evidenceOf(() => world.sync(northId));
  });
  afterAll(() => stand?.close());

  async function evidenceOf(run: () => Promise<RunResult>): Promise<Evidence> {
    const before = await readPeople(stand.world.pool);
    const meant = await stand.truth();
    const { id } = await run();
    const after = await readPeople(stand.world.pool);
    const trace = await readTrace(stand.world.pool, id);
    return {
      before,
      after,
      trace,
      meant,
      shown: meant,
      priorities: stand.priorities,
      secrets: ['Hush-4711'],
    };
  }

  /** An account somebody else in the directory than those who change with every run. */
  const isSteady = (row: Row): boolean =>
    isOpen(row) && row['enabled'] === true && row['sam_account_name'] === stand.login(0);
  const withAccount = (change: Row): Evidence => ({
    ...good,
    after: { ...good.after, accounts: altered(good.after.accounts, isSteady, change) },
  });
  const withEmployee = (change: Row): Evidence => {
    const { employee_id: id } = good.after.accounts.find(isSteady)!;
    const employees = altered(good.after.employees, (row) => row['id'] === id, change);
    return { ...good, after: { ...good.after, employees } };
  };
  const withTrace = (evidence: Evidence, change: Partial<Evidence['trace']>): Evidence => ({
    ...evidence,
    trace: { ...evidence.trace, ...change },
  });
  const withRun = (evidence: Evidence, change: Partial<RunResult>): Evidence =>
    withTrace(evidence, { run: { ...evidence.trace.run, ...change } });

  it('holds for a run without a fault, and for one that failed as it should', () => {
    expect(() => assertHeld(good, COMPLETED)).not.toThrow();
    expect(() => assertHeld(failed, FAILED)).not.toThrow();
  });

  const broken: readonly (readonly [what: string, evidence: () => Evidence, outcome: Outcome])[] = [
    ['a removed account', () => withAccount({ closed_at: new Date() }), COMPLETED],
    ['an account outside its group', () => withAccount({ in_sync_group: false }), COMPLETED],
    [
      'a deactivated employee',
      () => withEmployee({ state: 'DEACTIVATED', deactivation_causes: ['REMOVED'] }),
      COMPLETED,
    ],
    [
      'a value that was neither before nor is now',
      () => withAccount({ title: 'Nobody Wrote This' }),
      COMPLETED,
    ],
    ['an emptied value', () => withAccount({ surname: null }), COMPLETED],
    [
      'an account whose state does not follow from its flags',
      () => withAccount({ enabled: false }),
      COMPLETED,
    ],
    [
      'a profile that does not follow from the accounts',
      () => withEmployee({ given_name: 'Other' }),
      COMPLETED,
    ],
    ["an address that is not the profile's", () => withEmployee({ email_key: 'x@y.example' }), COMPLETED],
    [
      'a missing employee',
      () => ({ ...good, after: { ...good.after, employees: good.after.employees.slice(1) } }),
      COMPLETED,
    ],
    ['a lost event', () => withTrace(good, { events: good.trace.events.toSpliced(1, 1) }), COMPLETED],
    [
      'a doubled event',
      () => withTrace(good, { resumed: [...good.trace.resumed, good.trace.resumed.at(-1)!] }),
      COMPLETED,
    ],
    ['a stream without an end', () => withTrace(good, { events: good.trace.events.slice(0, -1) }), COMPLETED],
    ['a count that is not in the events', () => withRun(good, { read: good.trace.run.read + 1 }), COMPLETED],
    [
      'a decision without its audit event',
      () => withTrace(good, { audited: good.trace.audited.slice(1) }),
      COMPLETED,
    ],
    [
      'an audit event that was written twice',
      () => withTrace(good, { audited: [...good.trace.audited, good.trace.audited[0]!] }),
      COMPLETED,
    ],
    ['a failure that is another one', () => withRun(failed, { error_code: 'BIND_REFUSED' }), FAILED],
    [
      'a message that does not say what to do',
      () => withRun(failed, { error_message: 'It cannot be reached.' }),
      FAILED,
    ],
    [
      'a message with the words of the directory',
      () => withRun(failed, { error_message: `${failed.trace.run.error_message} DSID-0C090A7A` }),
      FAILED,
    ],
    ['a secret in a warning', () => withRun(good, { warnings: ['bound with Hush-4711'] }), COMPLETED],
    ['a person who could not be written', () => withRun(good, { failed: 1 }), COMPLETED],
    [
      'a row that moved in a run that failed',
      () => ({
        ...failed,
        after: { ...failed.after, accounts: altered(failed.after.accounts, () => true, { rid: '1' }) },
      }),
      FAILED,
    ],
  ];

  it.each(broken)('fails for %s', (_what, evidence, outcome) => {
    expect(() => assertHeld(evidence(), outcome)).toThrow(/expect/);
  });
});
