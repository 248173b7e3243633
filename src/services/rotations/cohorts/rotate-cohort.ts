import type { Pool } from '../../../database.js';
import { readPasswordDomain } from '../../password-changes/policy/account-facts.js';
import type { SetParts } from '../../password-changes/sets/set.js';
import { readMembers } from './cohort-state.js';
import { drawCohort, type Cohort } from './draw-cohort.js';
import { driveCohort } from './drive-cohort.js';
import { endCohort, settleRotation } from './end-cohort.js';
import { KeptConversation } from './kept-conversation.js';
import type { RotationParts } from '../rotation-parts.js';
import { openRotations, type StoredRotation } from '../stored-rotation.js';
import { WriteBudget } from './write-budget.js';

/**
 * When whoever drives the rotations of a domain calls again: at once, after a while, or when somebody says that there is
 * something to do, such as a key that was connected.
 */
export type RotationPace =
  { readonly next: 'MORE' | 'DONE' } | { readonly next: 'WAIT'; readonly withinMilliseconds: number };

const PROGRESS_MS = 500;
/** What is told takes no more of the time than one part in so many. */
const PROGRESS_SHARE = 10;
const SHORTEST_WAIT_MS = 100;
const STUCK_PAUSE = '1 minute';
/** Until it is known how many a domain allows. */
const SLOWEST_PER_MINUTE = 1;

/** So long one call draws cohort after cohort at most. */
const LONGEST_CALL_MS = 600_000;
/** Beside a cohort so wide the next one may begin before the last of it have ended: then two have gone well. */
const WIDE_COHORT = 80;

/**
 * Draws cohorts of a domain and changes their passwords, one after another over the same sessions, for as long as there are any.
 * May be called any number of times, also where an earlier call was cut off: what each change has come to stands in its row.
 */
export async function rotateCohorts(
  parts: RotationParts,
  domainId: string,
  signal: AbortSignal,
): Promise<RotationPace> {
  const sessions = new KeptConversation(parts.changing);
  const budget = new WriteBudget(SLOWEST_PER_MINUTE);
  const until = performance.now() + LONGEST_CALL_MS;
  try {
    for (;;) {
      const pace = await changeCohort(parts, { domainId, signal, sessions, budget });
      if (pace.next !== 'MORE' || signal.aborted || performance.now() > until) return pace;
    }
  } finally {
    await sessions.close();
  }
}

/** Draws the next cohort of a domain and changes its passwords, and brings what was begun before to its end. */
export async function rotateCohort(
  parts: RotationParts,
  domainId: string,
  signal: AbortSignal,
): Promise<RotationPace> {
  const sessions = new KeptConversation(parts.changing);
  try {
    const budget = new WriteBudget(SLOWEST_PER_MINUTE);
    return await changeCohort(parts, { domainId, signal, sessions, budget });
  } finally {
    await sessions.close();
  }
}

interface Wanted {
  readonly domainId: string;
  readonly signal: AbortSignal;
  readonly sessions: KeptConversation;
  /** Of the domain, for as long as its cohorts follow each other. */
  readonly budget: WriteBudget;
}

async function changeCohort(
  parts: RotationParts,
  { domainId, signal, sessions, budget }: Wanted,
): Promise<RotationPace> {
  const domain = await readPasswordDomain(parts.pool, domainId);
  const cohort = domain && (await drawCohort(parts.pool, domainId));
  if (domain === undefined || cohort === undefined) return { next: 'DONE' };
  const changeIds = [...new Set([...cohort.underWay, ...cohort.begins])];
  if (changeIds.length > 0) {
    const changing = { ...parts.changing, conversation: await sessions.with(domain) };
    await drive(parts, cohort, { changing, changeIds, signal, budget });
  }
  return paceAfter(parts.pool, domainId, cohort, signal);
}

interface Driven {
  readonly changing: SetParts;
  readonly changeIds: readonly string[];
  readonly signal: AbortSignal;
  readonly budget: WriteBudget;
}

async function drive(
  parts: RotationParts,
  cohort: Cohort,
  { changing, changeIds, signal, budget }: Driven,
): Promise<void> {
  const { rotation, closesInMs, isFirst } = cohort;
  budget.perMinute = cohort.writesPerMinute;
  const begins = [...cohort.begins];
  const drawsUntil = performance.now() + LONGEST_CALL_MS;
  const closesAt = closesInMs === null ? undefined : performance.now() + closesInMs;
  const standing = keepSettling(parts, rotation);
  const mayBegin = (): boolean =>
    standing.goesOn() && (closesAt === undefined || performance.now() < closesAt);
  await driveCohort(parts, {
    changeIds,
    isFirst,
    changing,
    budget,
    signal,
    mayBegin,
    onEnded: (wake) => {
      for (const id of wake) parts.workflows.advanceChange(id).catch(() => undefined);
      standing.look();
    },
    onLook: () => standing.look(),
    more: async () => {
      const isWide = cohort.begins.length >= WIDE_COHORT;
      if (rotation === undefined || !isWide || !mayBegin() || performance.now() > drawsUntil) return [];
      const next = await drawBeside(parts.pool, rotation);
      if (next === undefined) return [];
      budget.perMinute = next.writesPerMinute;
      begins.push(...next.begins);
      return next.begins;
    },
  });
  await standing.settled();
  if (mayBegin() && !signal.aborted) await leaveStuck(parts.pool, begins);
}

/** The next cohort of a rotation of which all goes well; undefined where anything is different from what it was. */
async function drawBeside(pool: Pool, rotation: StoredRotation): Promise<Cohort | undefined> {
  if ((await endCohort(pool, rotation)) !== 'GOES_ON') return undefined;
  const next = await drawCohort(pool, rotation.domainId);
  return next?.rotation?.id === rotation.id ? next : undefined;
}

/** Looks again and again whether a rotation is to go on, and tells how far it is: not more often than that is cheap. */
function keepSettling({ pool, log }: RotationParts, rotation: Cohort['rotation']) {
  let goesOn = true;
  let working: Promise<void> | undefined;
  let notBefore = 0;
  const settle = async (target: NonNullable<typeof rotation>): Promise<void> => {
    const began = performance.now();
    try {
      goesOn = (await settleRotation(pool, target)) === 'GOES_ON';
    } catch (error) {
      log.warn({ err: error }, 'the progress of a rotation could not be told');
    }
    const now = performance.now();
    notBefore = now + Math.max(PROGRESS_MS, PROGRESS_SHARE * (now - began));
    working = undefined;
  };
  return {
    goesOn: () => goesOn,
    look: (): void => {
      if (rotation === undefined || working !== undefined || performance.now() < notBefore) return;
      working = settle(rotation);
    },
    settled: async (): Promise<void> => working,
  };
}

/** What was drawn and has claimed nothing though its key is there gives way to others for a while. */
async function leaveStuck(pool: Pool, begins: readonly string[]): Promise<void> {
  const members = await readMembers(pool, begins);
  const stuck = members.filter(
    (each) => !each.hasEnded && !each.holdsClaim && !each.wasSent && each.keyInReach,
  );
  if (stuck.length === 0) return;
  await pool.query(
    `update password_change set next_attempt_at = greatest(next_attempt_at, now() + interval '${STUCK_PAUSE}')
     where id in (select id from password_change where id = any($1::uuid[]) and ended_at is null and not holds_claim
                  order by id for update)`,
    [stuck.map(({ id }) => id)],
  );
}

async function paceAfter(
  pool: Pool,
  domainId: string,
  { rotation, begins }: Cohort,
  signal: AbortSignal,
): Promise<RotationPace> {
  if (rotation !== undefined && !signal.aborted) await endCohort(pool, rotation);
  for (const other of await openRotations(pool, domainId))
    if (other.id !== rotation?.id) await settleRotation(pool, other);
  if (begins.length > 0) return { next: 'MORE' };
  const { rows } = await pool.query<{ milliseconds: number | null }>(
    `select (extract(epoch from min(c.next_attempt_at) - clock_timestamp()) * 1000)::float8 as milliseconds
     from password_change c join rotation r on r.id = c.rotation_id
     where r.domain_id = $1 and c.ended_at is null and c.holds_claim`,
    [domainId],
  );
  const wait = rows[0]?.milliseconds ?? null;
  return wait === null
    ? { next: 'DONE' }
    : { next: 'WAIT', withinMilliseconds: Math.max(SHORTEST_WAIT_MS, Math.ceil(wait)) };
}
