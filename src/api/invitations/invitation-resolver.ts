import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { emailKey } from '../../domain/identifiers.js';
import { InvitationState, MailState } from '../../domain/states.js';
import { Employee } from '../../entities/employee.js';
import { Invitation } from '../../entities/sign-in/invitation.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { InvitationStatus } from '../../services/invitations/invitation-status.js';
import { invitationsById, type ListedInvitation } from '../../services/invitations/list-invitations.js';
import type { ApiContext } from '../context.js';
import { employeeById } from '../employees/employee-loaders.js';
import { filterOf } from '../employees/employee-resolver.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  InvitationEvent,
  InvitationProgressArgs,
  InviteEmployeesInput,
  InviteEmployeesPayload,
  MyInvitation,
  ResendInvitationInput,
  ResendInvitationPayload,
  RevokeInvitationInput,
  RevokeInvitationPayload,
} from './invitation-inputs.js';
import {
  invitationById,
  invitationOfEmployee,
  linkOfInvitation,
  refusalOfAddress,
} from './invitation-loaders.js';
import { qrCode } from './qr-code.js';

/** What may hang on an invitation: its entity or a row of a list. */
type AnyInvitation = Pick<ListedInvitation, 'id'>;

@Resolver(() => Invitation)
export class InvitationResolver {
  @Query(() => Invitation, {
    nullable: true,
    description: 'One invitation; null when there is none with this id.',
  })
  async invitation(
    @Arg('id', () => ID, { description: 'Id of the invitation.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedInvitation | null> {
    return loaders.get(invitationById).load(fromGlobalId('Invitation', id));
  }

  @Query(() => MyInvitation, { description: 'What the link opens with which this is asked.' })
  async myInvitation(@Ctx() { services, principal }: ApiContext): Promise<MyInvitation> {
    return services.invitations.opened(principal);
  }

  @Mutation(() => InviteEmployeesPayload, {
    description:
      'Invites everybody whom a filter finds and who can be invited, each once, whatever is repeated. Each gets a mail.',
    complexity: 1_000,
  })
  async inviteEmployees(
    @Arg('input', () => InviteEmployeesInput, { description: 'Whom.' }) input: InviteEmployeesInput,
    @Ctx() { services, actor }: ApiContext,
  ): Promise<InviteEmployeesPayload> {
    const request = { filter: filterOf(input.filter ?? {}), search: input.search ?? null };
    return { ...(await services.invitations.invite(actor, request)) };
  }

  @Mutation(() => ResendInvitationPayload, {
    description:
      'Invites one employee anew, with a new link; an earlier one that could still be used is revoked.',
  })
  async resendInvitation(
    @Arg('input', () => ResendInvitationInput, { description: 'Whom.' }) input: ResendInvitationInput,
    @Ctx() { services, actor, pool }: ApiContext,
  ): Promise<ResendInvitationPayload> {
    const employeeId = fromGlobalId('Employee', input.employeeId);
    const id = await services.invitations.resend(actor, employeeId);
    return { invitation: (await invitationsById(pool, [id]))[0] ?? null };
  }

  @Mutation(() => RevokeInvitationPayload, {
    description: 'Ends an invitation that was not used. Its link is good for nothing from then on.',
  })
  async revokeInvitation(
    @Arg('input', () => RevokeInvitationInput, { description: 'Which one.' }) input: RevokeInvitationInput,
    @Ctx() { services, actor, pool }: ApiContext,
  ): Promise<RevokeInvitationPayload> {
    const id = fromGlobalId('Invitation', input.id);
    await services.invitations.revoke(actor, id);
    return { invitation: (await invitationsById(pool, [id]))[0] ?? null };
  }

  @Subscription(() => InvitationEvent, {
    subscribe: ({ args, context }) => watch(args as InvitationProgressArgs, context as ApiContext),
    description:
      'What becomes of the invitation with whose link this is asked, until it is over: each event once, in order.',
  })
  invitationProgress(
    @Root() { sequence, at, payload }: StreamedEvent,
    @Args(() => InvitationProgressArgs) _args: InvitationProgressArgs,
  ): InvitationEvent {
    // Written by this program only.
    const { state, method = null, name = null } = payload as InvitationStatus;
    return { sequence, at, state, method, name };
  }

  @FieldResolver(() => InvitationState, { description: 'What became of it.' })
  async state(@Root() { id }: AnyInvitation, @Ctx() { loaders }: ApiContext): Promise<InvitationState> {
    return (await loaders.get(invitationById).load(id))?.state ?? 'REVOKED';
  }

  @FieldResolver(() => MailState, {
    nullable: true,
    description: 'What became of its mail; null when that is long forgotten.',
  })
  async mailState(@Root() { id }: AnyInvitation, @Ctx() { loaders }: ApiContext): Promise<MailState | null> {
    return (await loaders.get(invitationById).load(id))?.mailState ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why its mail was not delivered, in the words of the mail server; null when it was.',
  })
  async mailError(@Root() { id }: AnyInvitation, @Ctx() { loaders }: ApiContext): Promise<string | null> {
    return (await loaders.get(invitationById).load(id))?.mailError ?? null;
  }

  @FieldResolver(() => Employee, { nullable: true, description: 'Who is invited.' })
  async employee(
    @Root() { id }: AnyInvitation,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedEmployee | null> {
    const invitation = await loaders.get(invitationById).load(id);
    return invitation === null ? null : loaders.get(employeeById).load(invitation.employeeId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: 100,
    description:
      'The link, to be handed over in another way than by mail, while it can be used. Each look is an audit event.',
  })
  async link(@Root() { id }: AnyInvitation, @Ctx() { loaders }: ApiContext): Promise<string> {
    return loaders.get(linkOfInvitation).load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: 100,
    description: 'The link as a QR code, an SVG document. Each look is an audit event.',
  })
  async qrCode(@Root() { id }: AnyInvitation, @Ctx() { loaders }: ApiContext): Promise<string> {
    return qrCode(await loaders.get(linkOfInvitation).load(id));
  }
}

/** What invitations add to an employee. */
@Resolver(() => Employee)
export class InvitationOfEmployee {
  @FieldResolver(() => Invitation, {
    nullable: true,
    description: 'The newest invitation of the employee; null: there was none.',
  })
  async invitation(
    @Root() { id }: ListedEmployee,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedInvitation | null> {
    return loaders.get(invitationOfEmployee).load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why the mail server refuses mails to the e-mail address, in its words; null when the last one was taken.',
  })
  async addressRefusal(
    @Root() { email }: ListedEmployee,
    @Ctx() { loaders }: ApiContext,
  ): Promise<string | null> {
    const key = emailKey(email);
    return key === undefined ? null : loaders.get(refusalOfAddress).load(key);
  }
}

function watch({ after }: InvitationProgressArgs, { services, principal, signal }: ApiContext) {
  const events = services.invitations.watch(principal, after);
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}
