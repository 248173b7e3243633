import type { ErrorCode } from '../../errors.js';
import type { Caller } from '../caller.js';
import { AttemptLimit } from '../sign-in/attempts/attempt-limit.js';
import { networkOf } from '../sign-in/attempts/sign-in-limits.js';
import { recordAudit, type Actor } from './record-audit.js';

/** What somebody wanted: to change something, to read it, to watch it, or to connect. */
export type RefusedKind = 'mutation' | 'query' | 'subscription' | 'connection';

export interface Refusal {
  readonly kind: RefusedKind;
  readonly code: ErrorCode;
  /** What was refused, as `Mutation.field`. */
  readonly fields: readonly string[];
  readonly address: string;
  /** FAILED when it was not refused but went wrong inside. */
  readonly outcome?: 'REFUSED' | 'FAILED';
}

/** Records that something was refused, in a transaction of its own. */
export type RecordRefusal = (caller: Caller, refusal: Refusal) => Promise<void>;

/** Refusals of one stranger that are recorded within five minutes; a flood of them must not fill the table. */
const STRANGERS_LIMIT = { attempts: 20, windowSeconds: 300 };

export function createRecordRefusal(): RecordRefusal {
  const strangers = new AttemptLimit(STRANGERS_LIMIT);
  const readers = new AttemptLimit(STRANGERS_LIMIT);
  /** Changes of somebody we know are all recorded; who reads in a loop what they may not is known after twenty. */
  const isTooMuch = (actor: Actor, { kind, address }: Refusal): boolean => {
    if (actor.id === null) return strangers.take(networkOf(address)) > 0;
    return kind !== 'mutation' && readers.take(`${actor.kind} ${actor.id}`) > 0;
  };
  return async ({ actor, em }, refusal) => {
    if (isTooMuch(actor, refusal)) return;
    const { kind, code, fields, outcome = 'REFUSED' } = refusal;
    await em.fork().transactional(async (own) => {
      recordAudit(own, actor, { action: `${kind}.refuse`, outcome, details: { code, fields } });
    });
  };
}
