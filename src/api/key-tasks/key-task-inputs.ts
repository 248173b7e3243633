import { IsOptional, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { KeyStatus, KeyTaskKind } from '../../domain/states.js';
import { MutationPayload } from '../user-error.js';

/** What a workstation carries between a key and us. What each value takes is checked in src/services/key-tasks. */

const LONGEST_ID = 200;
const LONGEST_TEXT = 300;
/** Base64 of the longest message of the protocol, 2,048 bytes. */
const LONGEST_MESSAGE = 2_740;

@ObjectType('KeyChallenge', { description: 'A nonce for one key to sign.' })
export class KeyChallenge {
  @Field(() => String, {
    description: 'What to send back with what the key has signed. It is good once, for this key.',
  })
  challenge!: string;

  @Field(() => String, {
    description: 'The nonce of the key protocol: 32 bytes in base64, the SHA-256 of `challenge`.',
  })
  nonce!: string;

  @Field(() => Date, { description: 'Until when it is good: a minute.' })
  expiresAt!: Date;
}

@ObjectType('PasswordOnKey', { description: 'What a log-on with a key has to know.' })
export class PasswordOnKey {
  @Field(() => Boolean, {
    description:
      'True when the directory has the pending password, or may have it: when it refused the active one, the pending one is to be tried, once.',
  })
  pendingIsInDirectory!: boolean;
}

@InputType('ActivateKeyInput', { description: 'An activation code, and the proof that the key is there.' })
export class ActivateKeyInput {
  @Field(() => String, { description: 'Serial of a key that is connected to this workstation.' })
  @MaxLength(LONGEST_TEXT)
  keySerial!: string;

  @Field(() => String, { description: 'The eight digits, as they were typed.' })
  @MaxLength(LONGEST_TEXT)
  code!: string;

  @Field(() => String, { description: 'The challenge of `keyChallenge`.' })
  @MaxLength(LONGEST_TEXT)
  challenge!: string;

  @Field(() => String, {
    description:
      'The key’s signature of an activation attempt over the nonce and the code: 64 bytes in base64.',
  })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('ActivateKeyPayload', { description: 'What the code came to.' })
export class ActivateKeyPayload extends MutationPayload {
  @Field(() => Boolean, { nullable: true, description: 'Whether the key is activated.' })
  activated?: boolean;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Ids of the password changes that have begun: one for each account whose password the key gets.',
  })
  passwordChangeIds?: readonly string[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many attempts are left after one that was refused; null: it was not counted.',
  })
  attemptsLeft?: number | null;
}

@InputType('AcknowledgeKeyTaskInput', { description: 'What a key has answered to an envelope.' })
export class AcknowledgeKeyTaskInput {
  @Field(() => ID, { description: 'Id of the task, as it came with the envelope.' })
  @MaxLength(LONGEST_ID)
  taskId!: string;

  @Field(() => String, { description: 'The acknowledgement, as the key gave it, in base64.' })
  @MaxLength(LONGEST_MESSAGE)
  acknowledgement!: string;
}

@ObjectType('AcknowledgeKeyTaskPayload', { description: 'What became of the task.' })
export class AcknowledgeKeyTaskPayload extends MutationPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the key has done it, now or before. False: it has not, or the task is over.',
  })
  taken?: boolean;
}

@InputType('ReportKeyStatusInput', { description: 'What a key says of itself.' })
export class ReportKeyStatusInput {
  @Field(() => String, { description: 'Serial of the key.' })
  @MaxLength(LONGEST_TEXT)
  keySerial!: string;

  @Field(() => String, { description: 'The challenge of `keyChallenge`.' })
  @MaxLength(LONGEST_TEXT)
  challenge!: string;

  @Field(() => String, { description: 'The status, signed by the key over the nonce, in base64.' })
  @MaxLength(LONGEST_MESSAGE)
  status!: string;

  @Field(() => Int, { nullable: true, description: 'Charge of its battery, 0 to 100.' })
  @IsOptional()
  batteryPercent?: number | null;
}

@ObjectType('ReportKeyStatusPayload', { description: 'What is wanted of the key now.' })
export class ReportKeyStatusPayload extends MutationPayload {
  @Field(() => KeyStatus, { nullable: true, description: 'The status of the key.' })
  status?: KeyStatus;
}

@ArgsType()
export class WorkstationTasksArgs {
  @Field(() => Int, {
    defaultValue: 0,
    description:
      'The last sequence number seen. Whatever connected keys have not acknowledged comes first, whichever number is given.',
  })
  @Min(0)
  after!: number;
}

@ObjectType('WorkstationTaskEvent', { description: 'An envelope that a workstation is to hand to a key.' })
export class WorkstationTaskEvent {
  @Field(() => Int, {
    description:
      'Place in the stream. It never goes back; several envelopes may share one, and some have none.',
  })
  sequence!: number;

  @Field(() => Date, { description: 'When it was delivered.' })
  at!: Date;

  @Field(() => ID, { description: 'Id of the task, for `acknowledgeKeyTask`.' })
  taskId!: string;

  @Field(() => String, { description: 'Serial of the key it is for.' })
  keySerial!: string;

  @Field(() => KeyTaskKind, { description: 'What the key is told.' })
  kind!: KeyTaskKind;

  @Field(() => String, {
    description: 'The envelope of the key protocol, in base64: the same bytes until it is acknowledged.',
  })
  envelope!: string;
}
