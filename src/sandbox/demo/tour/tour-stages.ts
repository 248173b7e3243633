import { PasswordChangeProgressDocument, type PasswordChangeStage } from '../../../generated/operations.js';
import { say } from '../console.js';
import { demand } from './tour-checks.js';
import type { Tour } from './tour-sync.js';

/** Says every stage of a change until it has ended, or is in the one named; answers them in their order. */
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
