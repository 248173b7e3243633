import type { Sql } from '../../../database.js';
import type {
  PasswordChangeIntent,
  PasswordChangeOrder,
  PasswordChangeStage,
  PasswordChangeUndo,
} from '../../../domain/password-change/change-states.js';
import { KEY_IN_REACH } from '../rotation-progress.js';
import { prepared } from '../../prepared.js';

/** Where a change of a cohort stands, as far as it decides whom it waits for. */
export interface CohortMember {
  readonly id: string;
  readonly stage: PasswordChangeStage;
  readonly hasEnded: boolean;
  readonly holdsClaim: boolean;
  /** A controller may have taken something. */
  readonly wasSent: boolean;
  readonly keyInReach: boolean;
  readonly changeOrder: PasswordChangeOrder;
  readonly intent: PasswordChangeIntent | null;
  readonly undo: PasswordChangeUndo;
  /** Whether the time until the next attempt is over. */
  readonly isDue: boolean;
  /** The password is kept as long as it is needed. */
  readonly hasCopy: boolean;
  /** Its key was given something and has not answered. */
  readonly keyOwesAnswer: boolean;
  /** Since it last went on. */
  readonly quietMs: number;
}

/** Where changes stand now: one statement, whatever their number. */
export async function readMembers(sql: Sql, ids: readonly string[]): Promise<CohortMember[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql.query<CohortMember>(
    prepared(
      `select c.id, c.stage, c.ended_at is not null as "hasEnded", c.holds_claim as "holdsClaim",
            c.sent_at is not null as "wasSent", c.change_order as "changeOrder", c.intent, c.undo,
            coalesce(c.next_attempt_at <= now(), true) as "isDue", coalesce(${KEY_IN_REACH}, false) as "keyInReach",
            exists (select 1 from password_copy y where y.change_id = c.id and y.expires_at > now()) as "hasCopy",
            exists (select 1 from key_task t where t.change_id = c.id and t.state in ('PENDING', 'DELIVERED')
                    and t.kind in ('WRITE_PENDING', 'COMMIT')) as "keyOwesAnswer",
            (extract(epoch from clock_timestamp() - c.updated_at) * 1000)::float8 as "quietMs"
     from password_change c join domain_account a on a.id = c.account_id join domain d on d.id = a.domain_id
     left join key k on k.id = c.key_id
     where c.id = any($1::uuid[])`,
      [ids],
    ),
  );
  return rows;
}

/** The steps that changes of a cohort take together. */
export type Lane = 'PREPARE' | 'WRITE' | 'COMPLETE';

/**
 * The step that a change could take together with others, as far as can be seen from here: whoever takes it looks at everything
 * that is true. Undefined: it goes on alone.
 */
export function laneOf(member: CohortMember): Lane | undefined {
  const { changeOrder, stage, holdsClaim, wasSent, intent, undo, isDue, hasCopy } = member;
  if (changeOrder !== 'KEY_FIRST' || !isDue) return undefined;
  if (!holdsClaim) return wasSent || !member.keyInReach ? undefined : 'PREPARE';
  if (stage === 'ON_KEY') return wasSent || intent !== null || !hasCopy ? undefined : 'WRITE';
  return stage === 'VERIFIED' && undo === 'NOTHING' ? 'COMPLETE' : undefined;
}

/** Whether the next turn of a change may write to the directory. */
export function mayWrite({ stage, changeOrder, intent, wasSent, holdsClaim }: CohortMember): boolean {
  if (intent === 'RESET' || stage === 'ON_KEY') return true;
  return changeOrder === 'DIRECTORY_FIRST' && !(wasSent && (!holdsClaim || stage === 'VERIFIED'));
}

/** How long a connected key may take to answer before its account is left for later. */
const LONGEST_SILENCE_MS = 30_000;
/** What has just happened is about to be heard of. */
const JUST_NOW_MS = 2_000;

/**
 * What becomes of a change that waits for its key. `WAIT`: it is about to answer. `GO_ON`: it has answered. `GO_BACK`: nothing
 * was sent, so it waits again as one that never began. `LEAVE`: the directory has the password, and the key has it too, in its
 * pending slot; it goes on when the key is there again.
 */
export function whileKeyIsSilent(member: CohortMember): 'WAIT' | 'GO_ON' | 'GO_BACK' | 'LEAVE' {
  const { keyInReach, keyOwesAnswer, quietMs, wasSent, hasCopy } = member;
  if (!keyOwesAnswer && quietMs <= JUST_NOW_MS) return 'GO_ON';
  // One that waits for something else, such as a domain that is paused, is not waited for either.
  if (keyOwesAnswer && keyInReach && hasCopy && quietMs <= LONGEST_SILENCE_MS) return 'WAIT';
  return wasSent ? 'LEAVE' : 'GO_BACK';
}

/** Whether its key has answered and it could go on with others, which nobody has heard: where there is much to do that takes long. */
export function hasAnswered(member: CohortMember): boolean {
  return member.holdsClaim && !member.keyOwesAnswer && laneOf(member) !== undefined;
}

/** Whether its key is about to answer: most of what is heard of a change is what was written here. */
export function owesAnswer(member: CohortMember): boolean {
  return member.keyOwesAnswer && whileKeyIsSilent(member) === 'WAIT';
}
