import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { User } from '../../entities/user.js';
import { EnrolmentToken } from '../../entities/workstations/enrolment-token.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { ConnectionArgs } from '../relay/connection.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  CreateEnrolmentTokenInput,
  CreateEnrolmentTokenPayload,
  EnrolmentTokenConnection,
  RevokeEnrolmentTokenInput,
  RevokeEnrolmentTokenPayload,
} from './enrolment-inputs.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

@Resolver(() => EnrolmentToken)
export class EnrolmentResolver {
  @Query(() => EnrolmentTokenConnection, {
    description: 'All enrolment tokens, the newest first, ended ones included.',
  })
  async enrolmentTokens(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof EnrolmentTokenConnection>> {
    const after = args.after ? decodeCursor(args.after, cursorShape) : undefined;
    const where = after
      ? { $or: [{ createdAt: { $lt: after[0] } }, { createdAt: after[0], id: { $lt: after[1] } }] }
      : {};
    const rows = await em.find(EnrolmentToken, where, {
      orderBy: { createdAt: 'desc', id: 'desc' },
      limit: args.first + 1,
    });
    return new EnrolmentTokenConnection({
      rows,
      args,
      cursor: ({ createdAt, id }) => encodeCursor([createdAt.toISOString(), id]),
      count: () => em.count(EnrolmentToken),
    });
  }

  @Mutation(() => CreateEnrolmentTokenPayload, {
    description:
      'Creates a token with which workstations register themselves, and returns it this once. Each of them still waits for approval.',
  })
  async createEnrolmentToken(
    @Arg('input', () => CreateEnrolmentTokenInput, { description: 'The token wanted.' })
    input: CreateEnrolmentTokenInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<CreateEnrolmentTokenPayload> {
    const { id, token } = await services.workstations.createEnrolmentToken(actor, input);
    return { enrolmentToken: await loaders.get(entityLoaders.EnrolmentToken).load(id), token };
  }

  @Mutation(() => RevokeEnrolmentTokenPayload, {
    description: 'Ends an enrolment token at once. Workstations that registered with it stay as they are.',
  })
  async revokeEnrolmentToken(
    @Arg('input', () => RevokeEnrolmentTokenInput, { description: 'Which token.' })
    input: RevokeEnrolmentTokenInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<RevokeEnrolmentTokenPayload> {
    const id = fromGlobalId('EnrolmentToken', input.id);
    await services.workstations.revokeEnrolmentToken(actor, id);
    return { enrolmentToken: await loaders.get(entityLoaders.EnrolmentToken).load(id) };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who created it; null when they are gone.' })
  async createdBy(@Root() token: EnrolmentToken, @Ctx() { loaders }: ApiContext): Promise<User | null> {
    return token.createdBy === null ? null : loaders.get(entityLoaders.User).load(token.createdBy);
  }
}
