import type { Pool } from '../../../database.js';
import type { Log } from '../../../log.js';
import type { Workflows } from '../../workflows.js';
import { eraseExpiredCopies } from './copies.js';

/** A copy that is made meanwhile lasts longer than this: none is missed at its moment. */
const LONGEST_MILLISECONDS = 30_000;
const AFTER_FAILURE_MILLISECONDS = 1_000;

export interface EraserParts {
  readonly pool: Pool;
  readonly workflows: Pick<Workflows, 'advanceChange'>;
  readonly log: Log;
}

/**
 * Erases copies of passwords whose time is over, and has their changes go on without. What cannot be told now is begun anew
 * with other open changes. Answers how many there were.
 */
export async function eraseCopies({ pool, workflows, log }: EraserParts): Promise<number> {
  const ids = await eraseExpiredCopies(pool);
  for (const changeId of ids) {
    workflows.advanceChange(changeId).catch((error: unknown) => {
      log.warn({ err: error, changeId }, 'a change without a copy could not be told; it is looked for later');
    });
  }
  return ids.length;
}

/**
 * Erases every copy at the moment its time is over, from now until it is stopped. Each server and each worker does: it
 * depends on nothing but the database.
 */
export function keepErasingCopies(parts: EraserParts): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let turning: Promise<void>;
  const turn = async (): Promise<void> => {
    const pause = await eraseAndLookAhead(parts);
    if (stopped) return;
    timer = setTimeout(() => (turning = turn()), pause);
    timer.unref();
  };
  turning = turn();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return turning;
    },
  };
}

/** Answers for how long no copy is over. Never fails: a database that is away is asked again. */
async function eraseAndLookAhead(parts: EraserParts): Promise<number> {
  try {
    await eraseCopies(parts);
    const { rows } = await parts.pool.query<{ milliseconds: number | null }>(
      `select (extract(epoch from min(expires_at) - clock_timestamp()) * 1000)::float8 as milliseconds
       from password_copy`,
    );
    const next = rows[0]?.milliseconds ?? LONGEST_MILLISECONDS;
    return Math.min(LONGEST_MILLISECONDS, Math.max(1, Math.ceil(next)));
  } catch (error) {
    parts.log.warn({ err: error }, 'copies of passwords could not be looked at; it is tried again');
    return AFTER_FAILURE_MILLISECONDS;
  }
}
