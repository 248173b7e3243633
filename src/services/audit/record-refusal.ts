import type { ErrorCode } from '../../errors.js';
import type { Caller } from '../caller.js';
import { AttemptLimit } from '../sign-in/attempt-limit.js';
import { networkOf } from '../sign-in/sign-in-limits.js';
import { recordAudit } from './record-audit.js';

export interface Refusal {
  readonly code: ErrorCode;
  /** What was refused, as `Mutation.field`. */
  readonly fields: readonly string[];
  readonly address: string;
  /** FAILED when it was not refused but went wrong inside. */
  readonly outcome?: 'REFUSED' | 'FAILED';
}

/** Records that a change was refused, in a transaction of its own. */
export type RecordRefusal = (caller: Caller, refusal: Refusal) => Promise<void>;

/** Refusals of one stranger that are recorded within five minutes; a flood of them must not fill the table. */
const STRANGERS_LIMIT = { attempts: 20, windowSeconds: 300 };

export function createRecordRefusal(): RecordRefusal {
  const strangers = new AttemptLimit(STRANGERS_LIMIT);
  return async ({ actor, em }, { code, fields, address, outcome = 'REFUSED' }) => {
    if (actor.kind === 'ANONYMOUS' && strangers.take(networkOf(address)) > 0) return;
    await em.fork().transactional(async (own) => {
      recordAudit(own, actor, { action: 'mutation.refuse', outcome, details: { code, fields } });
    });
  };
}
