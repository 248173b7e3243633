import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { Session } from '../../entities/session.js';
import { User } from '../../entities/user.js';
import type { Principal } from '../../services/sign-in/principal.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  RevokeSessionInput,
  RevokeSessionPayload,
  RevokeSessionsInput,
  RevokeSessionsPayload,
  SessionConnection,
  SessionsArgs,
  type SessionFilter,
} from './session-inputs.js';
import { inUse } from '../../services/sign-in/in-use.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => SessionConnection, {
    description:
      'Sessions, the newest first: your own, or, for whoever may read everything, those of all users.',
  })
  async sessions(
    @Args(() => SessionsArgs) args: SessionsArgs,
    @Ctx() { em, principal }: ApiContext,
  ): Promise<InstanceType<typeof SessionConnection>> {
    const wanted = conditions(args.filter, principal);
    const after = args.after ? olderThan(...decodeCursor(args.after, cursorShape)) : {};
    const rows = await em.find(
      Session,
      { $and: [wanted, after] },
      { orderBy: { createdAt: 'desc', id: 'desc' }, limit: args.first + 1 },
    );
    return new SessionConnection({
      rows,
      args,
      cursor: ({ createdAt, id }) => encodeCursor([createdAt.toISOString(), id]),
      count: () => em.count(Session, wanted),
    });
  }

  @Mutation(() => RevokeSessionPayload, {
    description: 'Ends a session at once, with every WebSocket opened by it. Over already is fine as well.',
  })
  async revokeSession(
    @Arg('input', () => RevokeSessionInput, { description: 'Which session.' }) input: RevokeSessionInput,
    @Ctx() context: ApiContext,
  ): Promise<RevokeSessionPayload> {
    const id = fromGlobalId('Session', input.id);
    const session = await context.services.sessions.revoke(context, context.principal, id);
    if (this.current(session, context)) context.sessionCookie?.clear();
    return { session };
  }

  @Mutation(() => RevokeSessionsPayload, {
    description: 'Ends every open session of a user at once, with every WebSocket opened by them.',
  })
  async revokeSessions(
    @Arg('input', () => RevokeSessionsInput, { description: 'Whose sessions.' }) input: RevokeSessionsInput,
    @Ctx() context: ApiContext,
  ): Promise<RevokeSessionsPayload> {
    const { keepCurrent } = input;
    const userId = input.userId ? fromGlobalId('User', input.userId) : undefined;
    const request = { userId, keepCurrent };
    return { ended: await context.services.sessions.revokeAll(context, context.principal, request) };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who signed in.' })
  async user(@Root() session: Session, @Ctx() { loaders }: ApiContext): Promise<User | null> {
    return loaders.get(entityLoaders.User).load(session.user);
  }

  @FieldResolver(() => Boolean, { description: 'True for the session with which this is asked.' })
  current(@Root() { id }: Session, @Ctx() { principal }: ApiContext): boolean {
    return principal.kind === 'user' && principal.sessionId === id;
  }
}

/** Whoever is no reader sees the own ones, whatever they ask for. */
function conditions(filter: SessionFilter | null | undefined, principal: Principal): FilterQuery<Session> {
  const all: FilterQuery<Session>[] = [];
  if (filter?.userId) all.push({ user: fromGlobalId('User', filter.userId) });
  if (principal.kind === 'user' && principal.role === 'EMPLOYEE') all.push({ user: principal.userId });
  if (filter?.includeEnded !== true) all.push(inUse());
  return { $and: all };
}

function olderThan(createdAt: Date, id: string): FilterQuery<Session> {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, id: { $lt: id } }] };
}
