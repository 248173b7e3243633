import { ArrayMaxSize, ArrayMinSize, IsDate, MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { TokenScope } from '../../domain/states.js';
import { ApiToken } from '../../entities/api-token.js';
import { connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: ApiTokenConnection } = connectionType(ApiToken, 'ApiToken');

@InputType('CreateApiTokenInput', { description: 'A new API token.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  @MinLength(1)
  @MaxLength(100)
  name!: string;

  @Field(() => [TokenScope], { description: 'What it may do: at least one.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  scopes!: TokenScope[];

  @Field(() => Date, { description: 'When it ends by itself: at most 366 days from now.' })
  @IsDate()
  expiresAt!: Date;
}

@ObjectType('CreateApiTokenPayload', { description: 'A new API token.' })
export class CreateApiTokenPayload extends MutationPayload {
  @Field(() => ApiToken, { nullable: true, description: 'What is known about the token.' })
  apiToken?: ApiToken;

  @Field(() => String, {
    nullable: true,
    description: 'The token itself, for `Authorization: Bearer`. Returned this once and stored nowhere.',
  })
  token?: string;
}

@InputType('RevokeApiTokenInput', { description: 'Which token to end.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'Id of the token.' })
  @MaxLength(200)
  id!: string;
}

@ObjectType('RevokeApiTokenPayload', { description: 'The token is over.' })
export class RevokeApiTokenPayload extends MutationPayload {
  @Field(() => ApiToken, { nullable: true, description: 'The token, revoked.' })
  apiToken?: ApiToken;
}
