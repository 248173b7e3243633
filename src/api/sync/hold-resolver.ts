import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { fromGlobalId } from '../relay/global-id.js';
import { holdOfRun } from './hold-fields.js';
import {
  ApproveRemovalsInput,
  ApproveRemovalsPayload,
  RejectRemovalsInput,
  RejectRemovalsPayload,
} from './hold-inputs.js';

@Resolver()
export class HoldResolver {
  @Mutation(() => ApproveRemovalsPayload, {
    description:
      'Approves what a run holds back. The people concerned are read again first; whoever has moved since is left out and named. Refused when a later run has made another plan.',
  })
  async approveRemovals(
    @Arg('input', () => ApproveRemovalsInput, { description: 'What was seen.' }) input: ApproveRemovalsInput,
    @Ctx() context: ApiContext,
  ): Promise<ApproveRemovalsPayload> {
    const { runId } = await context.services.sync.approve(context, planOf(input));
    const run = await context.loaders.get(entityLoaders.SyncRun).load(runId);
    const holdId = run?.approvesHoldId;
    return { run, hold: holdId ? await context.loaders.get(entityLoaders.SyncHold).load(holdId) : null };
  }

  @Mutation(() => RejectRemovalsPayload, {
    description:
      'Rejects what a run holds back. The same people and changes stay rejected until the deadline, and may still be approved.',
  })
  async rejectRemovals(
    @Arg('input', () => RejectRemovalsInput, { description: 'What was seen.' }) input: RejectRemovalsInput,
    @Ctx() context: ApiContext,
  ): Promise<RejectRemovalsPayload> {
    const plan = { ...planOf(input), note: input.note ?? null };
    const { runId } = await context.services.sync.reject(context, plan);
    return { hold: await context.loaders.get(holdOfRun).load(runId) };
  }
}

function planOf({ runId, planHash }: ApproveRemovalsInput) {
  return { runId: fromGlobalId('SyncRun', runId), planHash };
}
