import type { Pool } from '../../../database.js';
import type { PasswordChangeKind, PasswordChangeStage } from '../../../domain/states.js';
import type { AdvanceOutcome } from '../advance-parts.js';

/** What whoever drives a change needs to know of it. */
export interface ChangeSituation {
  readonly kind: PasswordChangeKind;
  readonly stage: PasswordChangeStage;
  readonly hasEnded: boolean;
  /** How long its copy of the password still exists; null: it has none. */
  readonly copyMilliseconds: number | null;
  /** Whether a mail about it has not left yet. */
  readonly mailWaits: boolean;
}

/** How a change stands; undefined when it is gone, as it is with its account. */
export async function readSituation(pool: Pool, changeId: string): Promise<ChangeSituation | undefined> {
  const { rows } = await pool.query<ChangeSituation>(
    `select c.kind, c.stage, c.ended_at is not null as "hasEnded",
            (extract(epoch from p.expires_at - now()) * 1000)::float8 as "copyMilliseconds",
            exists (select 1 from mail m where m.cause = 'password-changed/' || c.id and m.state = 'WAITING')
              as "mailWaits"
     from password_change c left join password_copy p on p.change_id = c.id and p.part = 'NEW' where c.id = $1`,
    [changeId],
  );
  return rows[0];
}

/**
 * When whoever drives a change asks it to go on again. `ENDED`: never. `UNKNOWN`: it waits for something that has no time,
 * such as a key that is not connected; whoever brings that about says so. `DIRECTORY`, `DATABASE`: as soon as something is
 * told, or else after the time; what is asked first then is a directory, or nothing but our own database.
 */
export type ChangePace =
  | { readonly next: 'ENDED' }
  | { readonly next: 'UNKNOWN' }
  | { readonly next: 'DIRECTORY' | 'DATABASE'; readonly withinMilliseconds: number };

/** No change is asked more often than this while nothing is told. */
const SHORTEST_MILLISECONDS = 10;

/** What follows from how far a change got. While a copy of its password exists, its key is about to answer. */
export function paceOf(outcome: AdvanceOutcome, situation: ChangeSituation | undefined): ChangePace {
  if (situation === undefined || situation.hasEnded) return { next: 'ENDED' };
  const { stage, copyMilliseconds } = situation;
  switch (outcome.state) {
    case 'ENDED':
      return { next: 'ENDED' };
    case 'AGAIN':
      return within('DIRECTORY', outcome.afterMilliseconds);
    case 'WAITING_FOR_CLAIM':
      return { next: 'UNKNOWN' };
    case 'WAITING_FOR_KEY':
      if (copyMilliseconds === null) return { next: 'UNKNOWN' };
      // All that is left then is to write down that the key has it.
      return within(stage === 'VERIFIED' ? 'DATABASE' : 'DIRECTORY', copyMilliseconds);
  }
}

function within(next: 'DIRECTORY' | 'DATABASE', milliseconds: number): ChangePace {
  return { next, withinMilliseconds: Math.max(SHORTEST_MILLISECONDS, Math.ceil(milliseconds)) };
}
