import { Arg, Args, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { GivenReport } from '../../services/workstations/report-presence.js';
import type { WorkstationStatus } from '../../services/workstations/workstation-streams.js';
import type { ApiContext } from '../context.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import {
  OpenWorkstationSessionInput,
  OpenWorkstationSessionPayload,
  ReportPresenceInput,
  RegisterWorkstationInput,
  RegisterWorkstationPayload,
  ReportPresencePayload,
  ReportWorkstationEventsInput,
  ReportWorkstationEventsPayload,
  WorkstationChallenge,
  WorkstationStatusArgs,
  WorkstationStatusEvent,
} from './client-inputs.js';

/** What the client on a workstation does. */
@Resolver()
export class WorkstationClientResolver {
  @Mutation(() => RegisterWorkstationPayload, {
    description:
      'Registers the workstation that has this key; it then waits for approval. Doing it again with the same key changes nothing, and answers what has become of it.',
  })
  async registerWorkstation(
    @Arg('input', () => RegisterWorkstationInput, { description: 'The workstation, signed.' })
    input: RegisterWorkstationInput,
    @Ctx() { services, address }: ApiContext,
  ): Promise<RegisterWorkstationPayload> {
    const { publicKey, signature, enrolmentToken = null, joinedDomain = null, ...own } = input;
    const facts = { ...own, joinedDomain };
    const registered = await services.workstations.register({
      publicKey,
      signature,
      enrolmentToken,
      facts,
      address,
    });
    return { workstationId: globalId('Workstation', registered.workstationId), state: registered.state };
  }

  @Query(() => WorkstationChallenge, {
    description:
      'A nonce for a workstation to sign with its key, to open a session. It is good for a minute, once.',
  })
  workstationChallenge(
    @Arg('workstationId', () => ID, { description: 'The workstation.' }) workstationId: string,
    @Ctx() { services }: ApiContext,
  ): WorkstationChallenge {
    return services.workstations.challenge(fromGlobalId('Workstation', workstationId));
  }

  @Mutation(() => OpenWorkstationSessionPayload, {
    description: 'Opens a session for whoever signs the nonce with the key of the workstation.',
  })
  async openWorkstationSession(
    @Arg('input', () => OpenWorkstationSessionInput, { description: 'The signed nonce.' })
    { workstationId, nonce, signature, ...facts }: OpenWorkstationSessionInput,
    @Ctx() { services, address }: ApiContext,
  ): Promise<OpenWorkstationSessionPayload> {
    return services.workstations.openSession({
      workstationId: fromGlobalId('Workstation', workstationId),
      givenId: workstationId,
      nonce,
      signature,
      facts,
      address,
    });
  }

  @Mutation(() => ReportPresencePayload, {
    description:
      'Says what is connected to a workstation now. It replaces what was said before, and counts while `workstationStatus` is open.',
  })
  async reportPresence(
    @Arg('input', () => ReportPresenceInput, { description: 'What is connected.' })
    input: ReportPresenceInput,
    @Ctx() { services, actor, principal }: ApiContext,
  ): Promise<ReportPresencePayload> {
    const report = await services.workstations.reportPresence(actor, principal, givenReport(input));
    return { controllerInReach: report.controllerInReach, connectedKeys: [...report.connectedKeys] };
  }

  @Mutation(() => ReportWorkstationEventsPayload, {
    description:
      'Records what happened at a workstation, each event once by its id, however often it is reported. When one of them is wrong, none is recorded.',
  })
  async reportWorkstationEvents(
    @Arg('input', () => ReportWorkstationEventsInput, { description: 'What happened.' })
    input: ReportWorkstationEventsInput,
    @Ctx() { services, actor, principal }: ApiContext,
  ): Promise<ReportWorkstationEventsPayload> {
    const events = input.events.map(({ accountId, ...event }) => ({
      ...event,
      accountId: accountId ? fromGlobalId('DomainAccount', accountId) : null,
    }));
    return services.workstations.reportEvents(actor, principal, events);
  }

  @Subscription(() => WorkstationStatusEvent, {
    subscribe: ({ args, context }) => watch(args as WorkstationStatusArgs, context as ApiContext),
    description:
      'What a workstation is told about itself: every status once, in order, from any sequence number on. While it is open, an approved workstation is online. When it ends, open it again.',
  })
  workstationStatus(
    @Root() { sequence, at, payload }: StreamedEvent,
    @Args(() => WorkstationStatusArgs) _args: WorkstationStatusArgs,
  ): WorkstationStatusEvent {
    // Written by this program only.
    const { state, locked } = payload as WorkstationStatus;
    return { sequence, at, state, locked };
  }
}

function watch({ after, presence }: WorkstationStatusArgs, { services, principal, signal }: ApiContext) {
  return services.workstations.watchStatus(principal, { after, signal, given: givenReport(presence) });
}

function givenReport(input: ReportPresenceInput | null | undefined): GivenReport {
  return {
    controllerInReach: input?.controllerInReach ?? null,
    connectedKeys: input?.connectedKeys ?? [],
  };
}
