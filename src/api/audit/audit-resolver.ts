import { GraphQLJSONObject } from 'graphql-scalars';
import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { AuditEvent } from '../../entities/audit-event.js';
import type { ApiContext } from '../context.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { auditConditions, beyond } from './audit-conditions.js';
import { actorIdOf, targetIdOf } from './audit-ids.js';
import { AuditEventConnection, AuditEventsArgs } from './audit-inputs.js';

const cursorShape = z.tuple([cursorMoment, z.int()]);

@Resolver(() => AuditEvent)
export class AuditResolver {
  @Query(() => AuditEventConnection, {
    description: 'Who did what to what; in the order in which it was recorded, within a millisecond too.',
  })
  async auditEvents(
    @Args(() => AuditEventsArgs) args: AuditEventsArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    const wanted = auditConditions(args.filter ?? {});
    const newestFirst = args.order === 'NEWEST_FIRST';
    const after = args.after ? beyond(decodeCursor(args.after, cursorShape), newestFirst) : {};
    const direction = newestFirst ? 'desc' : 'asc';
    const rows = await em.find(
      AuditEvent,
      { $and: [wanted, after] },
      {
        orderBy: { at: direction, position: direction },
        limit: args.first + 1,
      },
    );
    return new AuditEventConnection({
      rows,
      args,
      cursor: ({ at, position }) => encodeCursor([at.toISOString(), position]),
      count: () => em.count(AuditEvent, wanted),
    });
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'Id of the user, token, workstation or synchronisation that did it, or of the domain whose schedule did; null for the anonymous and the command line.',
  })
  actorId(@Root() event: AuditEvent): string | null {
    return actorIdOf(event);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of what it was done to, even when that is gone by now; null when to nothing with an id.',
  })
  targetId(@Root() event: AuditEvent): string | null {
    return targetIdOf(event);
  }

  @FieldResolver(() => GraphQLJSONObject, {
    description: 'Names of fields, ids, counts and codes, by the kind of action. Never a secret.',
  })
  details(@Root() event: AuditEvent): Record<string, unknown> {
    return event.details;
  }
}
