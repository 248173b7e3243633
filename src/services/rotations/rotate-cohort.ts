import type { Pool } from '../../database.js';
import { readPasswordDomain } from '../password-changes/account-facts.js';
import { Conversation } from '../password-changes/open-session.js';
import { drawCohort, type Cohort } from './draw-cohort.js';
import { driveCohort } from './drive-cohort.js';
import { endCohort, settleRotation } from './end-cohort.js';
import type { RotationParts } from './rotation-parts.js';
import { openRotations } from './stored-rotation.js';
import { WriteBudget } from './write-budget.js';

/**
 * When whoever drives the rotations of a domain calls again: at once, after a while, or when somebody says that there is
 * something to do, such as a key that was connected.
 */
export type RotationPace =
  { readonly next: 'MORE' | 'DONE' } | { readonly next: 'WAIT'; readonly withinMilliseconds: number };

const PROGRESS_MS = 500;
const SHORTEST_WAIT_MS = 100;

/**
 * Draws the next cohort of a domain and changes its passwords, and brings what was begun before to its end. May be called any
 * number of times, also where an earlier call was cut off: what each change has come to stands in its row.
 */
export async function rotateCohort(
  parts: RotationParts,
  domainId: string,
  signal: AbortSignal,
): Promise<RotationPace> {
  const domain = await readPasswordDomain(parts.pool, domainId);
  const cohort = domain && (await drawCohort(parts.pool, domainId));
  if (domain === undefined || cohort === undefined) return { next: 'DONE' };
  const changeIds = [...new Set([...cohort.underWay, ...cohort.begins])];
  if (changeIds.length > 0) {
    const conversation = new Conversation(parts.changing, domain);
    const changing = { ...parts.changing, conversation };
    try {
      await drive(parts, cohort, { changing, changeIds, signal });
    } finally {
      await conversation.close();
    }
  }
  return paceAfter(parts.pool, domainId, cohort, signal);
}

interface Driven {
  readonly changing: RotationParts['changing'];
  readonly changeIds: readonly string[];
  readonly signal: AbortSignal;
}

async function drive(
  parts: RotationParts,
  cohort: Cohort,
  { changing, changeIds, signal }: Driven,
): Promise<void> {
  const { rotation, closesAt, writesPerMinute } = cohort;
  let goesOn = true;
  let telling: Promise<void> | undefined;
  const tell = async (): Promise<void> => {
    if (rotation !== undefined) goesOn = (await settleRotation(parts.pool, rotation)) === 'GOES_ON';
  };
  let lastTold = 0;
  await driveCohort(parts, {
    changeIds,
    changing,
    budget: new WriteBudget(writesPerMinute),
    signal,
    mayBegin: () => goesOn && !signal.aborted && (closesAt === null || new Date() < closesAt),
    onEnded: ({ wake }) => {
      for (const id of wake) parts.workflows.advanceChange(id).catch(() => undefined);
      if (telling !== undefined || performance.now() - lastTold < PROGRESS_MS) return;
      lastTold = performance.now();
      telling = tell()
        .catch((error: unknown) =>
          parts.log.warn({ err: error }, 'the progress of a rotation could not be told'),
        )
        .finally(() => (telling = undefined));
    },
  });
  await telling;
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
