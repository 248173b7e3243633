import { ArrayMaxSize, IsOptional, MaxLength, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { WorkstationState } from '../../domain/states.js';
import { Workstation } from '../../entities/workstations/workstation.js';
import { ConnectionArgs, connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';
import { StreamEvent } from '../relay/stream.js';

export const { Connection: WorkstationConnection } = connectionType(Workstation, 'Workstation');

const LONGEST_TEXT = 300;

@InputType('WorkstationFilter', { description: 'Which workstations. Every condition given must hold.' })
export class WorkstationFilterInput {
  @Field(() => [WorkstationState], { nullable: true, description: 'In one of these states.' })
  @IsOptional()
  @ArrayMaxSize(10)
  states?: WorkstationState[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: connected now. False: not connected.' })
  @IsOptional()
  online?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Joined to the domain of this DNS name.' })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  joinedDomain?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With this in the machine’s name, in upper or lower case.',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  machineName?: string | null;

  @Field(() => String, { nullable: true, description: 'To which the key of this serial is connected now.' })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  connectedKey?: string | null;
}

@ArgsType()
export class WorkstationsArgs extends ConnectionArgs {
  @Field(() => WorkstationFilterInput, {
    nullable: true,
    description: 'Which workstations; all of them without it.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: WorkstationFilterInput | null;
}

@InputType('DecideWorkstationInput', { description: 'Which workstation, and why.' })
export class DecideWorkstationInput {
  @Field(() => ID, { description: 'Id of the workstation.' })
  @MaxLength(LONGEST_TEXT)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Why, for the audit; at most 500 characters.' })
  @IsOptional()
  @MaxLength(10_000)
  note?: string | null;
}

@InputType('ApproveWorkstationInput', { description: 'Which workstation to let in, and why.' })
export class ApproveWorkstationInput extends DecideWorkstationInput {}

@InputType('RejectWorkstationInput', { description: 'Which workstation not to let in, and why.' })
export class RejectWorkstationInput extends DecideWorkstationInput {}

@InputType('RevokeWorkstationInput', { description: 'Which workstation not to let in any more, and why.' })
export class RevokeWorkstationInput extends DecideWorkstationInput {}

@InputType('DeleteWorkstationInput', { description: 'Which workstation to delete.' })
export class DeleteWorkstationInput {
  @Field(() => ID, { description: 'Id of the workstation.' })
  @MaxLength(LONGEST_TEXT)
  id!: string;
}

@ObjectType()
abstract class WorkstationPayload extends MutationPayload {
  @Field(() => Workstation, { nullable: true, description: 'The workstation.' })
  workstation?: Workstation | null;
}

@ObjectType('ApproveWorkstationPayload', { description: 'The workstation may do what workstations do.' })
export class ApproveWorkstationPayload extends WorkstationPayload {}

@ObjectType('RejectWorkstationPayload', { description: 'The workstation is not let in.' })
export class RejectWorkstationPayload extends WorkstationPayload {}

@ObjectType('RevokeWorkstationPayload', { description: 'The workstation is not let in any more.' })
export class RevokeWorkstationPayload extends WorkstationPayload {}

@ObjectType('DeleteWorkstationPayload', { description: 'The workstation is gone.' })
export class DeleteWorkstationPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the workstation that was.' })
  deletedWorkstationId?: string;
}

@ArgsType()
export class PresenceEventsArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'The last sequence number seen: delivery goes on with the next. Changes are kept for a week. Without it only what is to come: subscribe first, then ask for `workstations`.',
  })
  @IsOptional()
  @Min(0)
  after?: number | null;
}

@ObjectType('PresenceEvent', {
  description: 'A workstation has come, has gone, or has said something new about itself.',
})
export class PresenceEvent extends StreamEvent {
  @Field(() => ID, { description: 'The workstation.' })
  workstationId!: string;

  @Field(() => String, { description: 'What the machine calls itself.' })
  machineName!: string;

  @Field(() => Boolean, { description: 'Whether it is connected.' })
  online!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it reaches a domain controller; null: it has not said, or is not connected.',
  })
  controllerInReach!: boolean | null;

  @Field(() => [String], { description: 'Serials of the keys that are connected to it, in order.' })
  connectedKeys!: readonly string[];
}
