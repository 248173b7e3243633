import type { FilterQuery } from '@mikro-orm/core';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { ActorKind } from '../../domain/states.js';
import { AuditEvent } from '../../entities/audit-event.js';
import type { ApiContext } from '../context.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { globalId, isNodeTypeName, parseGlobalId, type NodeTypeName } from '../relay/global-id.js';
import { AuditEventConnection, type AuditEventFilter, AuditEventsArgs } from './audit-inputs.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

/** What kind of object the id of an actor names. */
const actorTypes: Readonly<Record<ActorKind, NodeTypeName | undefined>> = {
  ANONYMOUS: undefined,
  USER: 'User',
  TOKEN: 'ApiToken',
  SYNC: 'SyncRun',
  SCHEDULE: 'Domain',
  COMMAND_LINE: undefined,
};

@Resolver(() => AuditEvent)
export class AuditResolver {
  @Query(() => AuditEventConnection, { description: 'Who did what to what, the newest first.' })
  async auditEvents(
    @Args(() => AuditEventsArgs) args: AuditEventsArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    const wanted = conditions(args.filter ?? {});
    const after = args.after ? olderThan(...decodeCursor(args.after, cursorShape)) : {};
    const rows = await em.find(
      AuditEvent,
      { $and: [wanted, after] },
      {
        orderBy: { at: 'desc', id: 'desc' },
        limit: args.first + 1,
      },
    );
    return new AuditEventConnection({
      rows,
      args,
      cursor: ({ at, id }) => encodeCursor([at.toISOString(), id]),
      count: () => em.count(AuditEvent, wanted),
    });
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'Id of the user, token or synchronisation that did it, or of the domain whose schedule did; null for the anonymous and the command line.',
  })
  actorId(@Root() event: AuditEvent): string | null {
    const type = actorTypes[event.actorKind];
    return type !== undefined && event.actorId !== null ? globalId(type, event.actorId) : null;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of what it was done to, even when that is gone by now; null when to nothing with an id.',
  })
  targetId(@Root() { targetType, targetId }: AuditEvent): string | null {
    return targetType !== null && targetId !== null && isNodeTypeName(targetType)
      ? globalId(targetType, targetId)
      : null;
  }

  @FieldResolver(() => GraphQLJSONObject, {
    description: 'Names of fields, ids, counts and codes, by the kind of action. Never a secret.',
  })
  details(@Root() event: AuditEvent): Record<string, unknown> {
    return event.details;
  }
}

function conditions(filter: AuditEventFilter): FilterQuery<AuditEvent> {
  const target = filter.targetId ? parseGlobalId(filter.targetId) : undefined;
  const { action, targetType, actorId, since, until } = filter;
  const at = { ...(since ? { $gte: since } : {}), ...(until ? { $lt: until } : {}) };
  const all: FilterQuery<AuditEvent>[] = [];
  if (action) all.push({ action });
  if (targetType) all.push({ targetType });
  if (target) all.push({ targetType: target.type, targetId: target.uuid });
  if (actorId) all.push({ actorId: parseGlobalId(actorId).uuid });
  if (since || until) all.push({ at });
  return { $and: all };
}

function olderThan(at: Date, id: string): FilterQuery<AuditEvent> {
  return { $or: [{ at: { $lt: at } }, { at, id: { $lt: id } }] };
}
