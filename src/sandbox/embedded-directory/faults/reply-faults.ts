import { setTimeout as delay } from 'node:timers/promises';
import type { Reply, ReplyResult } from '../wire/reply.js';
import { resultCode } from '../wire/result-code.js';
import type { Fault } from './fault.js';
import { isAt, type Place } from './place.js';

/** Stands in every made-up diagnostic: text that must never reach a caller. */
export const DIAGNOSTIC_MARK = 'DSID-0FAB1700';

const NEVER_CAME: Reply = { messages: [], disconnect: true };

function at(place: Place, what: string, answer: Fault['answer']): Fault {
  return { what, concerns: (exchange, serve) => isAt(place, exchange, serve), answer };
}

/** A result that says nothing but its code and the words of a made-up controller. */
function resultOf(code: number): ReplyResult {
  return {
    kind: 'result',
    code,
    diagnostic: `00002024: SvcErr: ${DIAGNOSTIC_MARK}, problem 5002 (FAULT), data 0`,
    ...(code === resultCode.referral ? { referrals: ['ldap://dc7.internal.example/DC=internal'] } : {}),
  };
}

/** Answers with this result code and nothing else. */
export function refusesWith(code: number, place: Place): Fault {
  return at(place, `answers ${place} with result ${code}`, () => ({ messages: [resultOf(code)] }));
}

/** Sends the people of a page, and then this result code where success should be. */
export function endsWith(code: number, place: Place): Fault {
  return at(place, `ends ${place} with result ${code}`, (_exchange, serve) => ({
    messages: [...serve().messages.filter(({ kind }) => kind === 'entry'), resultOf(code)],
  }));
}

/** Cuts the connection after so many bytes of an answer. */
export function cutsAfter(bytes: number, place: Place): Fault {
  return at(place, `cuts the connection after ${bytes} bytes of ${place}`, (_exchange, serve) => ({
    ...serve(),
    cutAfter: bytes,
  }));
}

/** Cuts the connection after a whole answer, before another request is taken. */
export function hangsUpAfter(place: Place): Fault {
  return at(place, `hangs up after ${place}`, (_exchange, serve) => ({ ...serve(), disconnect: true }));
}

/**
 * Does what it is asked and says nothing about it: the answer is lost on the way.
 * @param how hangs up at once, or keeps the connection open in silence
 */
export function losesAnswerTo(place: Place, how: 'HANGS_UP' | 'FALLS_SILENT'): Fault {
  return at(place, `loses the answer to ${place}`, async (_exchange, serve, disarmed) => {
    serve();
    if (how === 'FALLS_SILENT') await until(disarmed);
    return NEVER_CAME;
  });
}

/**
 * Says nothing, and keeps the connection open.
 * @param milliseconds then answers after all; left out: never
 */
export function fallsSilentAt(place: Place, milliseconds?: number): Fault {
  return at(place, `is silent at ${place}`, async (_exchange, serve, disarmed) => {
    if (milliseconds !== undefined) return delay(milliseconds, serve());
    await until(disarmed);
    return NEVER_CAME;
  });
}

async function until(disarmed: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (disarmed.aborted) resolve();
    disarmed.addEventListener('abort', () => resolve(), { once: true });
  });
}
