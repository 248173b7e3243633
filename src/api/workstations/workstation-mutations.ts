import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WorkstationDecision } from '../../domain/workstation/workstation-transitions.js';
import type { Workstation } from '../../entities/workstations/workstation.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  ApproveWorkstationInput,
  ApproveWorkstationPayload,
  DeleteWorkstationInput,
  DeleteWorkstationPayload,
  RejectWorkstationInput,
  RejectWorkstationPayload,
  RevokeWorkstationInput,
  RevokeWorkstationPayload,
  type DecideWorkstationInput,
} from './workstation-inputs.js';

/** Deciding about workstations. What is refused, and why, stands at the services. */
@Resolver()
export class WorkstationMutations {
  @Mutation(() => ApproveWorkstationPayload, {
    description: 'Lets a workstation in that waits or was rejected. It is told at once.',
  })
  async approveWorkstation(
    @Arg('input', () => ApproveWorkstationInput, { description: 'Which.' }) input: ApproveWorkstationInput,
    @Ctx() context: ApiContext,
  ): Promise<ApproveWorkstationPayload> {
    return { workstation: await decided(context, 'APPROVE', input) };
  }

  @Mutation(() => RejectWorkstationPayload, {
    description: 'Does not let a workstation in that waits: its sessions and WebSockets end at once.',
  })
  async rejectWorkstation(
    @Arg('input', () => RejectWorkstationInput, { description: 'Which.' }) input: RejectWorkstationInput,
    @Ctx() context: ApiContext,
  ): Promise<RejectWorkstationPayload> {
    return { workstation: await decided(context, 'REJECT', input) };
  }

  @Mutation(() => RevokeWorkstationPayload, {
    description:
      'Lets an approved workstation in no more, for good: its sessions and WebSockets end at once, on every server.',
  })
  async revokeWorkstation(
    @Arg('input', () => RevokeWorkstationInput, { description: 'Which.' }) input: RevokeWorkstationInput,
    @Ctx() context: ApiContext,
  ): Promise<RevokeWorkstationPayload> {
    return { workstation: await decided(context, 'REVOKE', input) };
  }

  @Mutation(() => DeleteWorkstationPayload, {
    description:
      'Deletes a workstation: its sessions and WebSockets end at once. It may register again, as a new one that waits.',
  })
  async deleteWorkstation(
    @Arg('input', () => DeleteWorkstationInput, { description: 'Which.' }) input: DeleteWorkstationInput,
    @Ctx() { actor, services }: ApiContext,
  ): Promise<DeleteWorkstationPayload> {
    await services.workstations.delete(actor, fromGlobalId('Workstation', input.id));
    return { deletedWorkstationId: input.id };
  }
}

async function decided(
  { actor, services, loaders }: ApiContext,
  decision: WorkstationDecision,
  input: DecideWorkstationInput,
): Promise<Workstation | null> {
  const id = fromGlobalId('Workstation', input.id);
  await services.workstations.decide(actor, { id, decision, note: input.note ?? null });
  return loaders.get(entityLoaders.Workstation).load(id);
}
