import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { User } from '../../entities/user.js';
import { LONGEST_ANSWER } from '../sign-in/sign-in-inputs.js';
import { MutationPayload } from '../user-error.js';

@ObjectType('BeginPasskeyPayload', { description: 'What a browser needs to make a passkey.' })
export class BeginPasskeyPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description: 'PublicKeyCredentialCreationOptions of WebAuthn, as JSON.',
  })
  options?: string;
}

@InputType('RegisterPasskeyInput', { description: 'The passkey a browser made.' })
export class RegisterPasskeyInput {
  @Field(() => String, { description: 'What the browser answered, RegistrationResponseJSON.' })
  @MaxLength(LONGEST_ANSWER)
  answer!: string;

  @Field(() => String, { description: 'What its owner will know it by, at most 100 characters.' })
  @MaxLength(200)
  name!: string;
}

@ObjectType('RegisterPasskeyPayload', { description: 'The passkey is registered.' })
export class RegisterPasskeyPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the new authenticator.' })
  authenticatorId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The new secret of the session with which it was made; the old one is good no longer. Null for an invitation.',
  })
  token?: string;
}

@ObjectType('BeginPasskeySignInPayload', { description: 'What a browser needs to use a passkey.' })
export class BeginPasskeySignInPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description: 'PublicKeyCredentialRequestOptions of WebAuthn, as JSON.',
  })
  options?: string;
}

@InputType('SignInWithPasskeyInput', { description: 'The passkey a browser used.' })
export class SignInWithPasskeyInput {
  @Field(() => String, { description: 'What the browser answered, AuthenticationResponseJSON.' })
  @MaxLength(LONGEST_ANSWER)
  answer!: string;
}

@ObjectType('SignInWithPasskeyPayload', { description: 'A new session.' })
export class SignInWithPasskeyPayload extends MutationPayload {
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
