import { expect } from '@jest/globals';
import type { SyncProgress } from '../../src/domain/sync/sync-progress.js';
import type { ErrorCode } from '../../src/errors.js';
import { DIAGNOSTIC_MARK } from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { isOpen, type PeopleState, type Row, type RunTrace } from './evidence.js';
import { assertWholePeople } from './whole-people.js';
import type { TruePerson, Truth } from './truth.js';

/** Asked for accounts that were open before: one that comes back begins with what the directory shows. */
export type Withheld = (person: TruePerson, before: Row) => readonly string[];

/** How a run must end that met a fault. */
export type Outcome =
  | {
      readonly phase: 'FAILED';
      readonly code: ErrorCode;
      /** What the message says happened. That it says what to do as well is asked of every one. */
      readonly says: RegExp;
    }
  | {
      readonly phase: 'COMPLETED';
      readonly warns?: RegExp;
      readonly counts?: Readonly<Record<string, number>>;
      /** The fault cost nothing: people are already as a fresh import would make them. */
      readonly isWhole?: boolean;
      /** Columns of somebody's account that are withheld: they stay as they were while others move. */
      readonly withheld?: Withheld;
    };

/** A run that met a fault, and what was so before and after it. */
export interface Evidence {
  readonly before: PeopleState;
  readonly after: PeopleState;
  readonly trace: RunTrace;
  /** By domain: who is meant to be a member, which no fault may put in question. */
  readonly meant: ReadonlyMap<string, Truth>;
  /** By domain: values that the run may have taken. */
  readonly shown: ReadonlyMap<string, Truth>;
  /** By domain: whose attributes win. */
  readonly priorities: ReadonlyMap<string, number>;
  /** What nobody may ever read in a run. */
  readonly secrets: readonly string[];
}

/**
 * The four things that hold in every run, whatever the fault: nobody is removed or deactivated who is meant to be
 * there; every event once; nobody half applied; a clear reason. That the next run mends it is asked afterwards.
 */
export function assertHeld(evidence: Evidence, outcome: Outcome): void {
  assertReason(evidence.trace, outcome, evidence.secrets);
  assertNobodyRemovedWrongly(evidence);
  assertEveryEventOnce(evidence.trace);
  assertWholePeople(evidence, (outcome.phase === 'COMPLETED' && outcome.withheld) || (() => []));
  // Whoever decides on an incomplete reading decides nothing: not one row about people may have moved.
  if (outcome.phase === 'FAILED') expect(evidence.after).toEqual(evidence.before);
}

function assertNobodyRemovedWrongly({ before, after, meant }: Evidence): void {
  const accounts = new Map(after.accounts.map((row) => [row['id'], row]));
  const employees = new Map(after.employees.map((row) => [row['id'], row]));
  const wasActive = new Set(before.employees.filter(isActive).map(({ id }) => id));
  for (const account of before.accounts.filter(isOpen)) {
    const person = meant.get(String(account['domain_id']))?.get(String(account['object_guid']));
    if (person?.inSyncGroup !== true) continue;
    const now = accounts.get(account['id']);
    expect({ login: person.login, closed: now?.['closed_at'], inGroup: now?.['in_sync_group'] }).toEqual({
      login: person.login,
      closed: null,
      inGroup: true,
    });
    if (!person.enabled || !wasActive.has(account['employee_id'])) continue;
    const employee = employees.get(now?.['employee_id']);
    expect({ login: person.login, active: employee !== undefined && isActive(employee) }).toEqual({
      login: person.login,
      active: true,
    });
  }
}

const isActive = (employee: Row): boolean => employee['state'] === 'ACTIVE';

const PHASES = [
  'REQUESTED',
  'READING',
  'PLANNING',
  'APPLYING',
  'INVITING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
];

function assertEveryEventOnce({ run, events, resumed, finishedItems, audited }: RunTrace): void {
  expect(events.length).toBeGreaterThan(2);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
  expect(resumed).toEqual(events);
  expect(events.map(({ isLast }) => isLast)).toEqual(
    events.map((_event, index) => index === events.length - 1),
  );
  const payloads = events.map(({ payload }) => payload as SyncProgress);
  const phases = payloads.map(({ phase }) => PHASES.indexOf(phase));
  expect(phases).toEqual(phases.toSorted((a, b) => a - b));
  const applied = payloads.map((payload) => payload.applied);
  expect(applied).toEqual(applied.toSorted((a, b) => a - b));
  const { phase, read, planned, failed, counts, error_code: errorCode } = run;
  expect(payloads.at(-1)).toMatchObject({
    phase,
    read,
    planned,
    applied: run.applied,
    failed,
    counts,
    errorCode,
  });
  expect(run.applied + run.failed).toBe(finishedItems.length);
  const guids = (rows: readonly Row[]) => rows.map((row) => String(row['object_guid'])).toSorted();
  expect(guids(audited)).toEqual(guids(finishedItems));
}

const INTERNALS = new RegExp(`${DIAGNOSTIC_MARK}|DSID|LdapErr|SvcErr|NameErr|internal\\.example`);
/** A message that ends at what went wrong leaves the reader alone. */
const ADVICE =
  /\b(Try|Check|Give|Use|Add|Renew|Unlock|Enable|Set|Allow|Correct|Put|Take|Create|Save|Raise|pin it|start the)\b/i;

function assertReason(trace: RunTrace, outcome: Outcome, secrets: readonly string[]): void {
  const { run } = trace;
  const written = JSON.stringify(trace, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(written).not.toMatch(INTERNALS);
  for (const secret of secrets) expect(written).not.toContain(secret);
  const { phase, error_code: code, error_message: message, warnings } = run;
  if (outcome.phase === 'FAILED') {
    expect({ phase, code, message }).toEqual({
      phase: 'FAILED',
      code: outcome.code,
      message: expect.stringMatching(outcome.says),
    });
    expect(message).toMatch(ADVICE);
    return;
  }
  expect({ phase, code, message }).toEqual({ phase: 'COMPLETED', code: null, message: null });
  expect(run.failed).toBe(0);
  if (outcome.warns !== undefined) expect(warnings.join('\n')).toMatch(outcome.warns);
  if (outcome.counts !== undefined) expect(run.counts).toMatchObject(outcome.counts);
}
