import { IsOptional, MaxLength, MinLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { User } from '../../entities/user.js';
import { MutationPayload } from '../user-error.js';

/** What a browser answers about a passkey, attestation and all. */
export const LONGEST_ANSWER = 20_000;

@InputType('SignInInput', { description: 'Who signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'E-mail address of the user.' })
  @MinLength(1)
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: 'Their password.' })
  @MinLength(1)
  @MaxLength(1024)
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the browser answered to `passkeyOptions`, as JSON; where a passkey is needed besides.',
  })
  @IsOptional()
  @MaxLength(LONGEST_ANSWER)
  passkey?: string | null;
}

@ObjectType('SignInPayload', { description: 'A new session.' })
export class SignInPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'For `Authorization: Bearer`. Returned this once; browsers of our own pages get a cookie besides.',
  })
  token?: string;

  @Field(() => Date, { nullable: true, description: 'When the session ends by itself.' })
  expiresAt?: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'With PASSKEY_NEEDED: what a browser needs to answer with a passkey, as JSON. Sign in again with the answer.',
  })
  passkeyOptions?: string;

  @Field(() => User, { nullable: true, description: 'Who signed in.' })
  user?: User;
}

@ObjectType('SignOutPayload', { description: 'The session is over.' })
export class SignOutPayload extends MutationPayload {}
