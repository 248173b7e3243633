import { IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AuthenticatorKind, InvitationState } from '../../domain/states.js';
import { Invitation } from '../../entities/sign-in/invitation.js';
import type { ListedInvitation } from '../../services/invitations/list-invitations.js';
import { INVITEE_STANDINGS, type InviteeStanding } from '../../services/invitations/standing.js';
import { EmployeeFilterInput } from '../employees/employee-inputs.js';
import { MutationPayload } from '../user-error.js';

const InviteeStandingEnum = Object.fromEntries(INVITEE_STANDINGS.map((name) => [name, name])) as {
  [Name in InviteeStanding]: Name;
};

registerEnumType(InviteeStandingEnum, {
  name: 'InviteeStanding',
  description: 'Whether an employee can be invited, and if not, why.',
  valuesConfig: {
    READY: { description: 'They can be invited.' },
    DEACTIVATED: { description: 'They are deactivated.' },
    NO_ADDRESS: { description: 'They have no e-mail address.' },
    SIGN_IN_OFF: { description: 'No domain that knows them for certain has single sign-on switched on.' },
    NOT_CONFIRMED: { description: 'Their address comes from an account that nobody has confirmed.' },
    OTHER_USER: { description: 'They, or their address, belong to a user with a role of their own.' },
    SIGNS_IN_ALREADY: { description: 'They have an authenticator already; `resendInvitation` invites them.' },
    INVITED_ALREADY: { description: 'They have an invitation that can be used.' },
  },
});

@InputType('InviteEmployeesInput', { description: 'Whom to invite.' })
export class InviteEmployeesInput {
  @Field(() => EmployeeFilterInput, { nullable: true, description: 'Which employees; all without it.' })
  @IsOptional()
  @ValidateNested()
  filter?: EmployeeFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that must all occur in names, e-mail address or logins. At most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  search?: string | null;
}

@ObjectType('PassedOver', { description: 'People who were not invited for the same reason.' })
export class PassedOver {
  @Field(() => InviteeStandingEnum, { description: 'Why.' })
  readonly standing!: InviteeStanding;

  @Field(() => Int, { description: 'How many.' })
  readonly people!: number;
}

@ObjectType('InviteEmployeesPayload', { description: 'Who was invited.' })
export class InviteEmployeesPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many were invited.' })
  invited?: number;

  @Field(() => [PassedOver], { nullable: true, description: 'Who was passed over, and why.' })
  passedOver?: readonly PassedOver[];
}

@InputType('ResendInvitationInput', { description: 'Whom to invite anew.' })
export class ResendInvitationInput {
  @Field(() => ID, { description: 'Id of the employee.' })
  @MaxLength(200)
  employeeId!: string;
}

@ObjectType('ResendInvitationPayload', { description: 'The new invitation.' })
export class ResendInvitationPayload extends MutationPayload {
  @Field(() => Invitation, { nullable: true, description: 'The new invitation.' })
  invitation?: ListedInvitation | null;
}

@InputType('RevokeInvitationInput', { description: 'Which invitation is to end.' })
export class RevokeInvitationInput {
  @Field(() => ID, { description: 'Id of the invitation.' })
  @MaxLength(200)
  id!: string;
}

@ObjectType('RevokeInvitationPayload', { description: 'The invitation is over.' })
export class RevokeInvitationPayload extends MutationPayload {
  @Field(() => Invitation, { nullable: true, description: 'The invitation as it is now.' })
  invitation?: ListedInvitation | null;
}

@ObjectType('MyInvitation', {
  simpleResolvers: true,
  description: 'What the link of an invitation opens, for whoever has it.',
})
export class MyInvitation {
  @Field(() => InvitationState, { description: 'What became of it.' })
  readonly state!: InvitationState;

  @Field(() => String, { description: 'What the employee is called.' })
  readonly name!: string;

  @Field(() => String, { description: 'Who invites.' })
  readonly invitedBy!: string;

  @Field(() => Date, { description: 'Until when it can be used.' })
  readonly expiresAt!: Date;

  @Field(() => [AuthenticatorKind], { description: 'What can be set up with it.' })
  readonly methods!: readonly AuthenticatorKind[];
}

@ArgsType()
export class InvitationProgressArgs {
  @Field(() => Int, { defaultValue: 0, description: 'The last number seen; 0 for all there is.' })
  @Min(0)
  @Max(2_147_483_647)
  after!: number;
}

@ObjectType('InvitationEvent', {
  simpleResolvers: true,
  description: 'What became of an invitation, for whoever has its page open.',
})
export class InvitationEvent {
  @Field(() => Int, { description: 'Place among the events of this invitation, without gaps.' })
  sequence!: number;

  @Field(() => Date, { description: 'When it was recorded.' })
  at!: Date;

  @Field(() => InvitationState, { description: 'What it is now.' })
  state!: InvitationState;

  @Field(() => AuthenticatorKind, { nullable: true, description: 'What was registered with it.' })
  method!: AuthenticatorKind | null;

  @Field(() => String, { nullable: true, description: 'What that is called.' })
  name!: string | null;
}
