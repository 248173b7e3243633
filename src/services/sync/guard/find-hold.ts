import { timingSafeEqual } from 'node:crypto';
import type { Sql } from '../../../database.js';
import type { HoldState } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';

/** What a decision is about, locked until the end of the transaction. */
export interface DecidableHold {
  readonly id: string;
  readonly domainId: string;
  readonly runId: string;
  readonly planHash: string;
  readonly state: HoldState;
  readonly expired: boolean;
  readonly people: number;
}

/** Which plan somebody decides about: the run that made it, and what they saw of it. */
export interface PlanReference {
  readonly runId: string;
  readonly planHash: string;
}

const HOLD = `
  select id, domain_id as "domainId", run_id as "runId", plan_hash as "planHash", state,
         expires_at <= now() as expired, people
  from sync_hold`;

/**
 * The hold a decision is about. One that was superseded stands for the domain's present one when both hold exactly the
 * same.
 *
 * @throws AppError NOT_FOUND, PLAN_SUPERSEDED, HOLD_EXPIRED; WRONG_STATE when its state is none of `states`
 */
export async function findHold(
  sql: Sql,
  { runId, planHash }: PlanReference,
  states: readonly HoldState[],
): Promise<DecidableHold> {
  const { rows } = await sql.query<DecidableHold>(`${HOLD} where run_id = $1 for update`, [runId]);
  const named = rows[0];
  if (named === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such synchronisation, or it holds nothing back.', {
      path: ['input', 'runId'],
    });
  }
  if (!isSame(named.planHash, planHash)) {
    throw superseded('What this synchronisation holds is not what was decided about.', 'planHash');
  }
  const hold = named.state === 'SUPERSEDED' ? await presentHold(sql, named) : named;
  if (hold.state === 'EXPIRED' || hold.expired) {
    throw new AppError(
      'HOLD_EXPIRED',
      'The time for this decision is over, and nothing of it was applied. Synchronise the domain: what is still so is held anew.',
    );
  }
  if (states.includes(hold.state)) return hold;
  throw new AppError('WRONG_STATE', `This was decided already: ${hold.state}.`);
}

async function presentHold(sql: Sql, { domainId, planHash }: DecidableHold): Promise<DecidableHold> {
  const { rows } = await sql.query<DecidableHold>(
    `${HOLD} where domain_id = $1 and state in ('PENDING', 'REJECTED') for update`,
    [domainId],
  );
  const present = rows[0];
  if (present !== undefined && isSame(present.planHash, planHash)) return present;
  throw superseded('A later synchronisation of the domain made another plan.', 'runId');
}

function superseded(what: string, field: string): AppError {
  const remedy =
    'Nothing was applied. Look at what the domain holds now (`pendingHold`), and decide about that.';
  return new AppError('PLAN_SUPERSEDED', `${what} ${remedy}`, { path: ['input', field] });
}

/** Takes as long for a hash that is nearly right as for any other of its length. */
function isSame(known: string, given: string): boolean {
  const [left, right] = [Buffer.from(known), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
