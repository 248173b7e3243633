import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UnlockPairingState, UnlockState } from '../../domain/states.js';
import { UnlockCredential } from '../../entities/unlock/unlock-credential.js';
import { ErrorCode } from '../error-codes.js';
import { MutationPayload } from '../user-error.js';

const LONGEST_TEXT = 200;
const LONGEST_ID = 200;
const HIGHEST_NUMBER = 2_147_483_647;

@ObjectType('OfferUnlockPairingPayload', { description: 'What an app is to scan at this workstation.' })
export class OfferUnlockPairingPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'For `unlockPairingProgress`.' })
  pairingId?: string;

  @Field(() => String, { nullable: true, description: 'The text of the QR code.' })
  uri?: string;

  @Field(() => String, { nullable: true, description: 'The QR code, an SVG document.' })
  qrCode?: string;

  @Field(() => Date, { nullable: true, description: 'Until when it can be scanned.' })
  expiresAt?: Date;
}

@ArgsType()
export class UnlockPairingProgressArgs {
  @Field(() => String, { description: 'What `offerUnlockPairing` returned.' })
  @MaxLength(LONGEST_TEXT)
  pairingId!: string;

  @Field(() => Int, { defaultValue: 0, description: 'The last number seen; 0 for all there is.' })
  @Min(0)
  @Max(HIGHEST_NUMBER)
  after!: number;
}

@ObjectType('UnlockPairingEvent', {
  simpleResolvers: true,
  description: 'What becomes of a code that a workstation shows.',
})
export class UnlockPairingEvent {
  @Field(() => Int, { description: 'Place among the events of this code, without gaps.' })
  sequence!: number;

  @Field(() => UnlockPairingState, { description: 'Whether an app was paired with it.' })
  state!: UnlockPairingState;

  @Field(() => ID, { nullable: true, description: 'Of PAIRED: for `askUnlock`.' })
  credentialId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of PAIRED: id of the app, which its answers name.' })
  authenticatorId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of PAIRED: whose app it is.' })
  ownerName!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of PAIRED: the app’s Ed25519 public key, 32 bytes in base64. The workstation keeps it and checks answers with it.',
  })
  publicKey!: string | null;
}

@ObjectType('WaitingUnlockPairing', {
  simpleResolvers: true,
  description:
    'A workstation whose QR code an app has scanned: what the app shows before its owner says yes.',
})
export class WaitingUnlockPairingType {
  @Field(() => ID, { description: 'Id of the workstation, which the app signs.' })
  readonly workstationId!: string;

  @Field(() => String, { description: 'What the machine calls itself.' })
  readonly workstationName!: string;

  @Field(() => String, { nullable: true, description: 'The domain it is joined to; null: to none.' })
  readonly joinedDomain!: string | null;

  @Field(() => Date, { description: 'Until when the code is good.' })
  readonly expiresAt!: Date;
}

@InputType('PairWorkstationInput', { description: 'A workstation whose QR code an app has scanned.' })
export class PairWorkstationInput {
  @Field(() => String, { description: 'The secret of the QR code.' })
  @MaxLength(LONGEST_TEXT)
  secret!: string;

  @Field(() => String, {
    description: 'Ed25519 signature in base64, see docs/authenticator-protocol.md.',
  })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('PairWorkstationPayload', { description: 'The app may unlock this workstation.' })
export class PairWorkstationPayload extends MutationPayload {
  @Field(() => UnlockCredential, { nullable: true, description: 'For how long, and where.' })
  credential?: UnlockCredential | null;
}

@InputType('AskUnlockInput', { description: 'Which app a workstation asks.' })
export class AskUnlockInput {
  @Field(() => ID, { description: 'Id of the credential of an app that was paired with this workstation.' })
  @MaxLength(LONGEST_ID)
  credentialId!: string;

  @Field(() => String, {
    description: 'Drawn by the workstation for this question: 32 bytes in base64url. The app signs it.',
  })
  @MaxLength(LONGEST_TEXT)
  nonce!: string;
}

@ObjectType('AskUnlockPayload', { description: 'The app is told.' })
export class AskUnlockPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'For `unlockProgress`.' })
  unlockId?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'What the workstation shows, and whoever has the app picks there.',
  })
  number?: number;

  @Field(() => Date, { nullable: true, description: 'Until when the app can answer.' })
  expiresAt?: Date;
}

@ArgsType()
export class UnlockProgressArgs {
  @Field(() => String, { description: 'What `askUnlock` returned.' })
  @MaxLength(LONGEST_TEXT)
  unlockId!: string;

  @Field(() => Int, { defaultValue: 0, description: 'The last number seen; 0 for all there is.' })
  @Min(0)
  @Max(HIGHEST_NUMBER)
  after!: number;
}

@ObjectType('UnlockEvent', {
  simpleResolvers: true,
  description: 'What becomes of a workstation’s question whether it may unlock.',
})
export class UnlockEvent {
  @Field(() => Int, { description: 'Place among the events of this question, without gaps.' })
  sequence!: number;

  @Field(() => UnlockState, { description: 'What became of it.' })
  state!: UnlockState;

  @Field(() => ErrorCode, { nullable: true, description: 'Why it is REFUSED.' })
  code!: ErrorCode | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of ACCEPTED: the app’s Ed25519 signature in base64. The workstation unlocks only when it holds, see docs/authenticator-protocol.md.',
  })
  signature!: string | null;
}

@ArgsType()
export class UnlockChallengesArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The last number seen. Left out: what can still be answered, and what is to come.',
  })
  @IsOptional()
  @Min(0)
  @Max(HIGHEST_NUMBER)
  after?: number | null;
}

@ObjectType('UnlockChallenge', {
  simpleResolvers: true,
  description: 'A workstation asks an app whether it may unlock.',
})
export class UnlockChallenge {
  @Field(() => Int, { description: 'Place among the questions to this app, without gaps.' })
  sequence!: number;

  @Field(() => String, { description: 'Which question it is: signed with the answer.' })
  unlockId!: string;

  @Field(() => ID, { description: 'Id of the credential: signed with the answer.' })
  credentialId!: string;

  @Field(() => ID, { description: 'Id of the workstation: signed with the answer.' })
  workstationId!: string;

  @Field(() => String, { description: 'What the workstation is called: shown to whoever has the app.' })
  workstationName!: string;

  @Field(() => String, { description: 'What the workstation has drawn: signed with the answer.' })
  nonce!: string;

  @Field(() => [Int], {
    description: 'Numbers to pick from. One is what the workstation shows; the app is not told which.',
  })
  numbers!: readonly number[];

  @Field(() => Date, { description: 'Until when it can be answered.' })
  expiresAt!: Date;
}

@InputType('AnswerUnlockInput', { description: 'What an app says to a workstation.' })
export class AnswerUnlockInput {
  @Field(() => String, { description: 'Which question.' })
  @MaxLength(LONGEST_TEXT)
  unlockId!: string;

  @Field(() => Boolean, { description: 'Whether the workstation may unlock.' })
  accept!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'With a yes: the number that was picked. A wrong one ends the question.',
  })
  @IsOptional()
  number?: number | null;

  @Field(() => String, { description: 'Ed25519 signature in base64.' })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('AnswerUnlockPayload', { description: 'The workstation is told.' })
export class AnswerUnlockPayload extends MutationPayload {
  @Field(() => Boolean, { nullable: true, description: 'What the workstation is told.' })
  accepted?: boolean;
}

@InputType('RenewUnlockCredentialInput', { description: 'What is to be good for another year.' })
export class RenewUnlockCredentialInput {
  @Field(() => ID, { description: 'Id of the credential.' })
  @MaxLength(LONGEST_ID)
  credentialId!: string;

  @Field(() => String, { description: 'Ed25519 signature in base64 over its present end.' })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('RenewUnlockCredentialPayload', { description: 'It is good for a year from now.' })
export class RenewUnlockCredentialPayload extends MutationPayload {
  @Field(() => UnlockCredential, { nullable: true, description: 'The credential as it is now.' })
  credential?: UnlockCredential | null;
}

@InputType('RevokeUnlockCredentialInput', { description: 'What is to end.' })
export class RevokeUnlockCredentialInput {
  @Field(() => ID, { description: 'Id of the credential.' })
  @MaxLength(LONGEST_ID)
  credentialId!: string;
}

@ObjectType('RevokeUnlockCredentialPayload', {
  description: 'The app may not unlock the workstation any more.',
})
export class RevokeUnlockCredentialPayload extends MutationPayload {
  @Field(() => UnlockCredential, { nullable: true, description: 'The credential as it is now.' })
  credential?: UnlockCredential | null;
}
