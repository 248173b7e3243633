import { Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { User } from '../../entities/user.js';
import { MutationPayload } from '../user-error.js';

const LONGEST_TEXT = 200;
const LONGEST_ID = 200;

@ObjectType('OfferAuthenticatorAppPayload', { description: 'What an authenticator app is to scan.' })
export class OfferAuthenticatorAppPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'The text of the QR code.' })
  uri?: string;

  @Field(() => String, { nullable: true, description: 'The QR code, an SVG document.' })
  qrCode?: string;

  @Field(() => Date, { nullable: true, description: 'Until when it can be scanned.' })
  expiresAt?: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'The new secret of the session that asked, for `Authorization: Bearer`; the old one is good for nothing any more. Null for whoever has none.',
  })
  token?: string;
}

@InputType('RegisterAuthenticatorAppInput', { description: 'An app that scanned a code.' })
export class RegisterAuthenticatorAppInput {
  @Field(() => String, { description: 'The one-time secret of the QR code.' })
  @MaxLength(LONGEST_TEXT)
  secret!: string;

  @Field(() => String, { description: 'The app’s Ed25519 public key, 32 bytes in base64.' })
  @MaxLength(LONGEST_TEXT)
  publicKey!: string;

  @Field(() => String, { description: 'What its owner will know it by, at most 100 characters.' })
  @MaxLength(LONGEST_TEXT)
  name!: string;

  @Field(() => String, { description: 'What it runs on, at most 100 characters.' })
  @MaxLength(LONGEST_TEXT)
  platform!: string;

  @Field(() => String, {
    description: 'Ed25519 signature in base64 by that key, see docs/authenticator-protocol.md.',
  })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('RegisterAuthenticatorAppPayload', { description: 'The app is registered.' })
export class RegisterAuthenticatorAppPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'What it is known by from now on.' })
  authenticatorId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Signature in base64 by the server of the QR code. The app checks it before it keeps anything.',
  })
  serverSignature?: string;
}

@ObjectType('AuthenticatorChallenge', { description: 'A nonce for an authenticator app to sign.' })
export class AuthenticatorChallenge {
  @Field(() => String, { description: 'The nonce, to be signed as it is.' })
  readonly nonce!: string;

  @Field(() => Date, { description: 'Until when it is good.' })
  readonly expiresAt!: Date;
}

@InputType('OpenAuthenticatorSessionInput', { description: 'A signed nonce.' })
export class OpenAuthenticatorSessionInput {
  @Field(() => ID, { description: 'Id of the authenticator app.' })
  @MaxLength(LONGEST_ID)
  authenticatorId!: string;

  @Field(() => String, { description: 'The nonce of `authenticatorChallenge`.' })
  @MaxLength(LONGEST_TEXT)
  nonce!: string;

  @Field(() => String, { description: 'Ed25519 signature in base64.' })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('OpenAuthenticatorSessionPayload', { description: 'A session of the app itself.' })
export class OpenAuthenticatorSessionPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description: 'For `Authorization: Bearer`. Returned this once.',
  })
  token?: string;

  @Field(() => Date, { nullable: true, description: 'When the session ends by itself.' })
  expiresAt?: Date;
}

@ObjectType('AskAppSignInPayload', { description: 'What an app is to scan to sign this page in.' })
export class AskAppSignInPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'The text of the QR code.' })
  uri?: string;

  @Field(() => String, { nullable: true, description: 'The QR code, an SVG document.' })
  qrCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the page keeps to itself: with it, it gets the session.',
  })
  secret?: string;

  @Field(() => Date, { nullable: true, description: 'Until when an app can answer.' })
  expiresAt?: Date;
}

@ArgsType()
export class AppSignInProgressArgs {
  @Field(() => String, { description: 'What `askAppSignIn` returned for the page alone.' })
  @MaxLength(LONGEST_TEXT)
  secret!: string;

  @Field(() => Int, { defaultValue: 0, description: 'The last number seen; 0 for all there is.' })
  @Min(0)
  @Max(2_147_483_647)
  after!: number;
}

export const AppSignInState = { WAITING: 'WAITING', ACCEPTED: 'ACCEPTED', DECLINED: 'DECLINED' } as const;
export type AppSignInState = keyof typeof AppSignInState;

registerEnumType(AppSignInState, {
  name: 'AppSignInState',
  description: 'What an app has said to a page that asks to be signed in.',
  valuesConfig: {
    WAITING: { description: 'Nothing yet.' },
    ACCEPTED: { description: 'Yes: `completeAppSignIn` gives the session.' },
    DECLINED: { description: 'No.' },
  },
});

@ObjectType('AppSignInEvent', {
  simpleResolvers: true,
  description: 'What an app has said to a page that asks to be signed in.',
})
export class AppSignInEvent {
  @Field(() => Int, { description: 'Place among the events of this question, without gaps.' })
  sequence!: number;

  @Field(() => AppSignInState, { description: 'What it said.' })
  state!: AppSignInState;
}

@ObjectType('WaitingSignIn', {
  simpleResolvers: true,
  description: 'A page that asks to be signed in: what an app shows before its owner answers.',
})
export class WaitingSignInType {
  @Field(() => String, { description: 'Where the page is: an address, or its network.' })
  readonly address!: string;

  @Field(() => String, { nullable: true, description: 'What its browser calls itself.' })
  readonly userAgent!: string | null;

  @Field(() => Date, { description: 'When it asked.' })
  readonly askedAt!: Date;

  @Field(() => Date, { description: 'Until when it can be answered.' })
  readonly expiresAt!: Date;
}

@InputType('AnswerAppSignInInput', { description: 'What the app says.' })
export class AnswerAppSignInInput {
  @Field(() => String, { description: 'What the QR code named.' })
  @MaxLength(LONGEST_TEXT)
  requestId!: string;

  @Field(() => Boolean, { description: 'Whether the page is to be signed in.' })
  accept!: boolean;

  @Field(() => String, { description: 'Ed25519 signature in base64.' })
  @MaxLength(LONGEST_TEXT)
  signature!: string;
}

@ObjectType('AnswerAppSignInPayload', { description: 'The page is told.' })
export class AnswerAppSignInPayload extends MutationPayload {
  @Field(() => Boolean, { nullable: true, description: 'What the page is told.' })
  accepted?: boolean;
}

@InputType('CompleteAppSignInInput', { description: 'The page to which an app said yes.' })
export class CompleteAppSignInInput {
  @Field(() => String, { description: 'What `askAppSignIn` returned for the page alone.' })
  @MaxLength(LONGEST_TEXT)
  secret!: string;
}

@ObjectType('CompleteAppSignInPayload', { description: 'A new session.' })
export class CompleteAppSignInPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'For `Authorization: Bearer`. Returned this once; browsers of our own pages get a cookie besides.',
  })
  token?: string;

  @Field(() => Date, { nullable: true, description: 'When the session ends by itself.' })
  expiresAt?: Date;

  @Field(() => User, { nullable: true, description: 'Who signed in.' })
  user?: User;
}

@InputType('RenameAuthenticatorInput', { description: 'A new name for an authenticator.' })
export class RenameAuthenticatorInput {
  @Field(() => ID, { description: 'Id of the authenticator.' })
  @MaxLength(LONGEST_ID)
  id!: string;

  @Field(() => String, { description: 'What it is called from now on, at most 100 characters.' })
  @MaxLength(LONGEST_TEXT)
  name!: string;
}

@ObjectType('RenameAuthenticatorPayload', { description: 'The renamed authenticator.' })
export class RenameAuthenticatorPayload extends MutationPayload {
  @Field(() => Authenticator, { nullable: true, description: 'The authenticator as it is now.' })
  authenticator?: Authenticator | null;
}

@InputType('RemoveAuthenticatorInput', { description: 'Which authenticator is to go.' })
export class RemoveAuthenticatorInput {
  @Field(() => ID, { description: 'Id of the authenticator.' })
  @MaxLength(LONGEST_ID)
  id!: string;
}

@ObjectType('RemoveAuthenticatorPayload', { description: 'The authenticator is gone.' })
export class RemoveAuthenticatorPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the authenticator that is gone.' })
  removedAuthenticatorId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The new secret of the session that asked, for `Authorization: Bearer`, where the authenticator was one’s own; the old one is good for nothing any more.',
  })
  token?: string;
}
