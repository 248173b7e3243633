import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '../../src/api/relay/global-id.js';
import { EmployeeCountDocument } from '../../src/generated/operations.js';
import { contentsOf } from '../../src/sandbox/directory-process/directory-messages.js';
import { membersOf } from '../../src/sandbox/people/expectations.js';
import type { DirectoryContents } from '../../src/sandbox/sandbox-directory.js';
import { onServer } from '../../src/testing/database/database-server.js';
import { DatabaseGate, type DatabasePlace } from './database-gate.js';
import { startKillStand, type KillStand, type Victim } from './kill-stand.js';
import { accountsOf, employeesIn, evidenceOf, takeInstallationLock } from './run-evidence.js';
import { Subscriber, type ProgressEvent } from './subscriber.js';

/** Where a run is held when the victim is killed. */
export type Place = Exclude<DatabasePlace, 'ASKED_FOR' | 'PAGE_STORED'> | 'READING';

/** What each place is called in the names of tests, and the last event of a run that is held there. */
const PLACES: Readonly<
  Record<Place, { readonly text: string; readonly isThere: (event: ProgressEvent) => boolean }>
> = {
  REQUESTED: { text: 'REQUESTED, about to begin', isThere: ({ phase }) => phase === 'REQUESTED' },
  READING: {
    text: 'READING, between two pages',
    isThere: ({ phase, read, expected }) => phase === 'READING' && read > 0 && read < (expected ?? 0),
  },
  PLANNING: {
    text: 'PLANNING, with a part of the plan written',
    isThere: ({ phase }) => phase === 'PLANNING',
  },
  WITHIN_BATCH: {
    text: 'APPLYING, within a batch',
    isThere: ({ phase, applied }) => phase === 'APPLYING' && applied === 0,
  },
  BETWEEN_BATCHES: {
    text: 'APPLYING, between two batches',
    isThere: ({ phase, applied, planned }) => phase === 'APPLYING' && applied > 0 && applied < planned,
  },
  FINISHING: {
    text: 'about to end',
    isThere: ({ phase, applied, planned }) => phase === 'APPLYING' && applied === planned,
  },
};

/**
 * Runs that are killed together: each in another place. Planning and applying hold the installation's lock, so a round
 * has one of those at most; a run that is about to end has given it back.
 */
const ROUNDS: readonly (readonly Place[])[] = [
  ['FINISHING', 'PLANNING', 'READING', 'REQUESTED'],
  ['WITHIN_BATCH'],
  ['BETWEEN_BATCHES'],
];

/** Three pages of people and three batches in each domain. */
const PEOPLE = 2_400;
/** People who are in every domain: who comes second must find the employee of who came first. */
const SHARED = 120;

/** A run that is held in its place. */
export interface HeldRun {
  readonly place: Place;
  readonly dnsName: string;
  /** As the database has it. */
  readonly runId: string;
  readonly subscriber: Subscriber;
  release(): Promise<void> | void;
}

export interface KillSuiteOptions {
  readonly victim: Victim;
  /** How many readings a run may take that was in this place; one where nothing is said. */
  readonly readings?: Partial<Record<Place, readonly number[]>>;
  /** What must happen before the victim comes back, once the runs are let go. */
  readonly whileGone?: (stand: KillStand, runs: readonly HeldRun[]) => Promise<void>;
  /** Whether subscribers lose their connection. */
  readonly interrupts?: boolean;
  /** Further tests on the same stand, whose domains have all been imported by then. */
  readonly more?: (stand: () => KillStand) => void;
}

export const dnsNameOf = (place: Place): string => `${place.toLowerCase().replaceAll('_', '-')}.example`;

/** One row of the matrix: the victim, killed with SIGKILL in each phase, and back. */
export function describeKilled(options: KillSuiteOptions): void {
  const { victim } = options;
  const places = ROUNDS.flat();
  const people = {
    domains: places.map((place, index) => ({ dnsName: dnsNameOf(place), count: PEOPLE, seed: 71 + index })),
    shared: SHARED,
  };
  const contents = new Map(
    contentsOf({ ...people, folder: '' }).map((domain) => [domain.dnsName, domain] as const),
  );
  let stand: KillStand;

  beforeAll(async () => {
    stand = await startKillStand(victim, people);
  });
  afterAll(() => stand?.stop());

  describe.each(
    ROUNDS.map((round) => ({ round, names: round.map((place) => PLACES[place].text).join(' / ') })),
  )(`the ${victim}, killed while a run is: $names`, ({ round }) => {
    let runs: HeldRun[];
    beforeAll(async () => {
      runs = await killIn(stand, round, options);
    });
    const runIn = (place: Place): HeldRun => runs.find((run) => run.place === place)!;
    const named = round.map((place) => ({ place, text: PLACES[place].text }));

    it.each(named)('$text: the run completes by itself, with exact counts', async ({ place }) => {
      const { runId, dnsName } = runIn(place);
      await expectWhole(stand, runId, contents.get(dnsName)!);
      const { run } = await evidenceOf(stand.databaseUrl, runId);
      expect(options.readings?.[place] ?? [1]).toContain(run['attempt']);
    });

    it.each(named)('$text: a subscriber has every event once, in order, to the last', async ({ place }) => {
      const { runId, subscriber } = runIn(place);
      const { events } = subscriber;
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
      const stored = await onServer(
        stand.databaseUrl,
        `select count(*)::int as events from stream_event where stream_id = $1`,
        [runId],
      );
      expect(stored.rows).toEqual([{ events: events.length }]);
      expect(events.at(-1)).toMatchObject({ phase: 'COMPLETED', failed: 0, errorCode: null });
      expect(subscriber.interruptions > 0).toBe(options.interrupts === true);
    });

    it('nobody is there twice, and nobody half', async () => {
      const known = places.slice(0, places.indexOf(round.at(-1)!) + 1).map((place) => dnsNameOf(place));
      const members = known.map((dnsName) => membersOf(contents.get(dnsName)!).length);
      const all = members.reduce((sum, count) => sum + count, 0) - SHARED * (known.length - 1);
      expect(await employeesIn(stand.databaseUrl)).toEqual({ all, withoutAccount: 0 });
      expect(await employeesByApi(stand)).toBe(all);
    });

    it('the lock is free, nothing else has died, and the next runs find everybody unchanged', async () => {
      await takeInstallationLock(stand.databaseUrl);
      const next = await stand.syncNow(runs.map(({ dnsName }) => dnsName));
      const subscriber = new Subscriber(stand, { batchId: next.batchId });
      await subscriber.ended;
      for (const { dnsName } of runs) {
        const last = subscriber.events.findLast(({ domainName }) => domainName === dnsName);
        const count = membersOf(contents.get(dnsName)!).length;
        expect(last).toMatchObject({ phase: 'COMPLETED', read: count, planned: 0, applied: 0, failed: 0 });
        expect(countsOf(last?.counts ?? [])).toEqual({ UNCHANGED: count });
      }
      expect(stand.broken.reason).toBeUndefined();
    });
  });
  options.more?.(() => stand);
}

/** Brings one run to each place of a round, kills the victim there, and waits for the ends of all. */
async function killIn(
  stand: KillStand,
  round: readonly Place[],
  { victim, whileGone }: KillSuiteOptions,
): Promise<HeldRun[]> {
  const runs: HeldRun[] = [];
  for (const place of round) runs.push(await holdIn(stand, place));
  // Through the API, so that connections lie ready that will break.
  await employeesByApi(stand);
  await stand.parts[victim].kill();
  for (const run of runs) await run.release();
  await whileGone?.(stand, runs);
  await stand.parts[victim].start();
  await Promise.all(runs.map((run) => run.subscriber.ended));
  return runs;
}

/** Starts a run and waits until it is held in its place, and shows the phase of it. */
async function holdIn(stand: KillStand, place: Place): Promise<HeldRun> {
  const dnsName = dnsNameOf(place);
  const gate = await closeGate(stand, place, dnsName);
  const { runIds } = await stand.syncNow([dnsName]);
  const globalId = runIds[0] ?? '';
  const subscriber = new Subscriber(stand, { runId: globalId });
  await gate.reached;
  await subscriber.until(PLACES[place].isThere);
  return {
    place,
    dnsName,
    runId: fromGlobalId('SyncRun', globalId),
    subscriber,
    release: () => gate.release(),
  };
}

async function closeGate(stand: KillStand, place: Place, dnsName: string) {
  if (place === 'READING') return stand.directories.now.hold(dnsName);
  const gate = await DatabaseGate.close(stand.databaseUrl, place, dnsName);
  const reached = gate.reached();
  reached.catch(() => undefined);
  return { reached, release: () => gate.open() };
}

export async function employeesByApi(stand: KillStand): Promise<number> {
  const { employees } = await stand.client().request(EmployeeCountDocument, {});
  return employees.totalCount;
}

/** A first import that ended as one nobody disturbed: every person once, as in the directory. */
async function expectWhole(stand: KillStand, runId: string, contents: DirectoryContents): Promise<void> {
  const people = membersOf(contents).length;
  const { run, items, audit, snapshotRows, accounts } = await evidenceOf(stand.databaseUrl, runId);
  expect(run).toMatchObject({
    phase: 'COMPLETED',
    read: people,
    planned: people,
    applied: people,
    failed: 0,
    error_code: null,
  });
  const created = items['CREATE APPLIED'] ?? 0;
  const merged = people - created;
  // Those who are in every domain are created by the first and merged by the others, whichever is first.
  expect([0, SHARED]).toContain(merged);
  expect(items).toEqual({ 'CREATE APPLIED': created, ...(merged > 0 && { 'MERGE APPLIED': merged }) });
  expect(audit).toEqual({
    'sync.create DONE': created,
    ...(merged > 0 && { 'sync.merge DONE': merged }),
    'sync.finish DONE': 1,
  });
  expect(snapshotRows).toBe(0);
  expect(accounts).toEqual(accountsOf(contents));
}

function countsOf(counts: readonly { readonly decision: string; readonly count: number }[]) {
  return Object.fromEntries(
    counts.filter(({ count }) => count > 0).map(({ decision, count }) => [decision, count]),
  );
}
