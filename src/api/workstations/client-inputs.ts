import { ArrayMaxSize, IsArray, IsDate, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { KeySlot, WorkstationEventKind, WorkstationState } from '../../domain/states.js';
import { LONGEST_SERIAL } from '../../domain/key/key-serial.js';
import { MOST_KEYS } from '../../domain/workstation/presence-report.js';
import { MOST_EVENTS } from '../../domain/workstation/reported-events.js';
import { MutationPayload } from '../user-error.js';
import { StreamArgs, StreamEvent } from '../relay/stream.js';

/** What the client on a workstation sends. What each value takes is checked in one place, src/domain/workstation. */

const LONGEST_ID = 200;
const LONGEST_TEXT = 300;

@InputType('RegisterWorkstationInput', { description: 'What a workstation says about itself, signed.' })
export class RegisterWorkstationInput {
  @Field(() => String, { description: 'Its own Ed25519 public key: 32 bytes in base64.' })
  @MaxLength(LONGEST_TEXT)
  publicKey!: string;

  @Field(() => String, { description: 'What the machine calls itself, at most 253 characters.' })
  @MaxLength(LONGEST_TEXT)
  machineName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'DNS name of the domain it is joined to; left out: to none.',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  joinedDomain?: string | null;

  @Field(() => String, { description: 'Its operating system, at most 200 characters.' })
  @MaxLength(LONGEST_TEXT)
  operatingSystem!: string;

  @Field(() => String, { description: 'Version of the client, at most 50 characters.' })
  @MaxLength(LONGEST_TEXT)
  clientVersion!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Enrolment token, where one is needed (LATCHKEY_WORKSTATION_ENROLMENT).',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  enrolmentToken?: string | null;

  @Field(() => String, {
    description: 'Ed25519 signature in base64, by its private key, over what the README describes.',
  })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('RegisterWorkstationPayload', {
  description: 'The workstation is known, and waits for approval.',
})
export class RegisterWorkstationPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the workstation, for `workstationChallenge`.' })
  workstationId?: string;

  @Field(() => WorkstationState, {
    nullable: true,
    description: 'What has been decided about it; the same key is registered once.',
  })
  state?: WorkstationState;
}

@ObjectType('WorkstationChallenge', { description: 'A nonce for one workstation to sign.' })
export class WorkstationChallenge {
  @Field(() => String, { description: 'The nonce. It is good once, for this workstation.' })
  nonce!: string;

  @Field(() => Date, { description: 'Until when it is good: a minute.' })
  expiresAt!: Date;
}

@InputType('OpenWorkstationSessionInput', { description: 'A signed nonce.' })
export class OpenWorkstationSessionInput {
  @Field(() => ID, { description: 'Id of the workstation.' })
  @MaxLength(LONGEST_ID)
  workstationId!: string;

  @Field(() => String, { description: 'The nonce of `workstationChallenge`.' })
  @MaxLength(LONGEST_TEXT)
  nonce!: string;

  @Field(() => String, { description: 'Its operating system now, at most 200 characters.' })
  @MaxLength(LONGEST_TEXT)
  operatingSystem!: string;

  @Field(() => String, { description: 'Version of the client now, at most 50 characters.' })
  @MaxLength(LONGEST_TEXT)
  clientVersion!: string;

  @Field(() => String, {
    description: 'Ed25519 signature in base64, by its private key, over what the README describes.',
  })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('OpenWorkstationSessionPayload', { description: 'The workstation may act.' })
export class OpenWorkstationSessionPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The token, for `Authorization: Bearer`. Returned this once and stored nowhere.',
  })
  token?: string;

  @Field(() => Date, { nullable: true, description: 'When the session ends by itself.' })
  expiresAt?: Date;

  @Field(() => WorkstationState, {
    nullable: true,
    description: 'What has been decided about it. One that is pending may only wait.',
  })
  state?: WorkstationState;
}

@InputType('ReportPresenceInput', { description: 'What a connected workstation says about itself.' })
export class ReportPresenceInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it reaches a domain controller that can be written to; null: it does not know.',
  })
  @IsOptional()
  controllerInReach?: boolean | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Serials of the keys that are connected to it: all of them, at most 20.',
  })
  @IsArray()
  @ArrayMaxSize(MOST_KEYS)
  @MaxLength(LONGEST_SERIAL, { each: true })
  connectedKeys!: string[];
}

@ObjectType('ReportPresencePayload', { description: 'What counts now.' })
export class ReportPresencePayload extends MutationPayload {
  @Field(() => Boolean, { nullable: true, description: 'Whether it reaches a domain controller.' })
  controllerInReach?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Serials of the connected keys, in order.' })
  connectedKeys?: string[];
}

@ArgsType()
export class WorkstationStatusArgs extends StreamArgs {
  @Field(() => ReportPresenceInput, {
    nullable: true,
    description: 'What `reportPresence` would say at once.',
  })
  @IsOptional()
  @ValidateNested()
  presence?: ReportPresenceInput | null;
}

@ObjectType('WorkstationStatusEvent', { description: 'What a workstation is told about itself.' })
export class WorkstationStatusEvent extends StreamEvent {
  @Field(() => WorkstationState, { description: 'What has been decided about it.' })
  state!: WorkstationState;

  @Field(() => Boolean, {
    description: 'True while the alarm stands: the workstation is to lock, and to take no key.',
  })
  locked!: boolean;
}

@InputType('WorkstationEventInput', { description: 'Something that happened at a workstation.' })
export class WorkstationEventInput {
  @Field(() => ID, { description: 'A UUID that the workstation gives it, so that it counts once.' })
  @MaxLength(LONGEST_ID)
  id!: string;

  @Field(() => WorkstationEventKind, { description: 'What happened.' })
  kind!: WorkstationEventKind;

  @Field(() => Date, { description: 'When, by the clock of the workstation.' })
  @IsDate()
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Serial of the key it is about; needed for KEY_IN, KEY_OUT and LOW_BATTERY.',
  })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  keySerial?: string | null;

  @Field(() => Int, { nullable: true, description: 'Charge of the key’s battery, 0 to 100.' })
  @IsOptional()
  batteryPercent?: number | null;

  @Field(() => ID, { nullable: true, description: 'Id of the domain account that it is about.' })
  @IsOptional()
  @MaxLength(LONGEST_ID)
  accountId?: string | null;

  @Field(() => KeySlot, {
    nullable: true,
    description: 'With LOG_ON: which of the passwords on the key worked.',
  })
  @IsOptional()
  slot?: KeySlot | null;
}

@InputType('ReportWorkstationEventsInput', { description: 'What happened at a workstation.' })
export class ReportWorkstationEventsInput {
  @Field(() => [WorkstationEventInput], { description: `1 to ${MOST_EVENTS} events.` })
  @IsArray()
  @ArrayMaxSize(MOST_EVENTS)
  @ValidateNested({ each: true })
  events!: WorkstationEventInput[];
}

@ObjectType('ReportWorkstationEventsPayload', { description: 'The events are in the audit.' })
export class ReportWorkstationEventsPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many were new.' })
  recorded?: number;

  @Field(() => Int, { nullable: true, description: 'How many had been reported before.' })
  repeated?: number;
}
