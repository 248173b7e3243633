import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { ApiToken } from '../../entities/api-token.js';
import { User } from '../../entities/user.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { ConnectionArgs } from '../relay/connection.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  ApiTokenConnection,
  CreateApiTokenInput,
  CreateApiTokenPayload,
  RevokeApiTokenInput,
  RevokeApiTokenPayload,
} from './token-inputs.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

@Resolver(() => ApiToken)
export class TokenResolver {
  @Query(() => ApiTokenConnection, { description: 'All API tokens, the newest first, ended ones included.' })
  async apiTokens(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof ApiTokenConnection>> {
    const after = args.after ? decodeCursor(args.after, cursorShape) : undefined;
    const where = after
      ? { $or: [{ createdAt: { $lt: after[0] } }, { createdAt: after[0], id: { $lt: after[1] } }] }
      : {};
    const rows = await em.find(ApiToken, where, {
      orderBy: { createdAt: 'desc', id: 'desc' },
      limit: args.first + 1,
    });
    return new ApiTokenConnection({
      rows,
      args,
      cursor: ({ createdAt, id }) => encodeCursor([createdAt.toISOString(), id]),
      count: () => em.count(ApiToken),
    });
  }

  @Mutation(() => CreateApiTokenPayload, { description: 'Creates an API token and returns it this once.' })
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput, { description: 'The token wanted.' }) input: CreateApiTokenInput,
    @Ctx() context: ApiContext,
  ): Promise<CreateApiTokenPayload> {
    return context.services.tokens.create(context, input);
  }

  @Mutation(() => RevokeApiTokenPayload, {
    description: 'Ends an API token at once. Done already is fine as well.',
  })
  async revokeApiToken(
    @Arg('input', () => RevokeApiTokenInput, { description: 'Which token.' }) input: RevokeApiTokenInput,
    @Ctx() context: ApiContext,
  ): Promise<RevokeApiTokenPayload> {
    const tokenId = fromGlobalId('ApiToken', input.id);
    return { apiToken: await context.services.tokens.revoke(context, tokenId) };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who created it.' })
  async createdBy(@Root() token: ApiToken, @Ctx() { loaders }: ApiContext): Promise<User | null> {
    return loaders.get(entityLoaders.User).load(token.createdBy);
  }
}
