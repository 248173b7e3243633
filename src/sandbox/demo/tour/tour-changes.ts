import { PasswordChangeProgressDocument, type PasswordChangeStage } from '../../../generated/operations.js';
import { say } from '../console.js';
import { demand } from './tour-checks.js';
import type { KeyOwner, TourDesk } from './tour-desk.js';
import type { Tour } from './tour-sync.js';

/** What came of a log-on without a key. */
export async function typed(
  { workstation }: TourDesk,
  { logOnName }: Pick<KeyOwner, 'logOnName'>,
  password: string,
): Promise<{ loggedOn: boolean; refusal: string | null }> {
  const { loggedOn, refusal } = await workstation.logOnByHand(logOnName, password);
  return { loggedOn, refusal };
}

/** Says every stage of a change until it has ended, or is at one; answers them in their order. */
export async function stagesOf(
  { client }: Tour,
  changeId: string | undefined,
  until?: PasswordChangeStage,
): Promise<PasswordChangeStage[]> {
  const stages: PasswordChangeStage[] = [];
  const of = { changeId: demand(changeId, 'No change of a password has begun.'), after: 0 };
  for await (const { passwordChangeProgress: event } of client.subscribe(
    PasswordChangeProgressDocument,
    of,
  )) {
    if (event.lastError !== null) say(`  ${event.lastErrorCode ?? ''}: ${event.lastError}`);
    if (event.attention !== null) say(`  ${event.attention}`);
    if (stages.at(-1) === event.stage) continue;
    stages.push(event.stage);
    say(`  ${event.stage}`);
    if (event.stage === until) break;
  }
  return stages;
}
