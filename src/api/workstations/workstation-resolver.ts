import { createHash } from 'node:crypto';
import {
  Arg,
  Args,
  Ctx,
  Extensions,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { z } from 'zod';
import { EnrolmentToken } from '../../entities/workstations/enrolment-token.js';
import { Workstation } from '../../entities/workstations/workstation.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import {
  countWorkstations,
  listWorkstations,
  type ListedWorkstation,
} from '../../services/workstations/list-workstations.js';
import type { PresenceChange } from '../../services/workstations/workstation-streams.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import { SAME_FOR_ALL } from '../websocket/shared-results.js';
import {
  PresenceEvent,
  PresenceEventsArgs,
  WorkstationConnection,
  WorkstationsArgs,
} from './workstation-inputs.js';
import { presenceByWorkstation } from './workstation-loaders.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

/** Looking at workstations. */
@Resolver(() => Workstation)
export class WorkstationResolver {
  @Query(() => WorkstationConnection, { description: 'Workstations, the newest first.' })
  async workstations(
    @Args(() => WorkstationsArgs) args: WorkstationsArgs,
    @Ctx() { pool }: ApiContext,
  ): Promise<InstanceType<typeof WorkstationConnection>> {
    const filter = args.filter ?? {};
    const place = args.after ? decodeCursor(args.after, cursorShape) : undefined;
    const after = place && { createdAt: place[0], id: place[1] };
    const rows = await listWorkstations(pool, { filter, after, limit: args.first + 1 });
    return new WorkstationConnection({
      rows,
      args,
      cursor: ({ createdAt, id }) => encodeCursor([createdAt.toISOString(), id]),
      count: () => countWorkstations(pool, filter),
    });
  }

  @Query(() => Workstation, {
    nullable: true,
    description: 'One workstation; null when there is none with this id.',
  })
  workstation(
    @Arg('id', () => ID, { description: 'Id of the workstation.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Workstation | null> {
    return loaders.get(entityLoaders.Workstation).load(fromGlobalId('Workstation', id));
  }

  @FieldResolver(() => String, {
    description:
      'SHA-256 of its public key, hexadecimal: compare it with what the machine itself shows before you approve it.',
  })
  keyFingerprint(@Root() { publicKey }: ListedWorkstation): string {
    return createHash('sha256').update(publicKey).digest('hex');
  }

  @FieldResolver(() => EnrolmentToken, {
    nullable: true,
    description: 'The enrolment token it registered with; null: with none, or it is gone.',
  })
  async enrolmentToken(
    @Root() { enrolmentToken }: ListedWorkstation,
    @Ctx() { loaders }: ApiContext,
  ): Promise<EnrolmentToken | null> {
    return enrolmentToken === null ? null : loaders.get(entityLoaders.EnrolmentToken).load(enrolmentToken);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is connected now.' })
  async online(@Root() { id }: ListedWorkstation, @Ctx() { loaders }: ApiContext): Promise<boolean> {
    return (await loaders.get(presenceByWorkstation).load(id)) !== null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether it reaches a domain controller; null: it has not said, or is not connected.',
  })
  async controllerInReach(
    @Root() { id }: ListedWorkstation,
    @Ctx() { loaders }: ApiContext,
  ): Promise<boolean | null> {
    return (await loaders.get(presenceByWorkstation).load(id))?.controllerInReach ?? null;
  }

  @FieldResolver(() => [String], {
    description: 'Serials of the keys that are connected to it now, in order.',
  })
  async connectedKeys(
    @Root() { id }: ListedWorkstation,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly string[]> {
    return (await loaders.get(presenceByWorkstation).load(id))?.connectedKeys ?? [];
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When it was last connected; null: never. While it is connected, a few seconds ago.',
  })
  async lastSeenAt(
    @Root() { id, lastSeenAt }: ListedWorkstation,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Date | null> {
    return (await loaders.get(presenceByWorkstation).load(id))?.seenAt ?? lastSeenAt;
  }

  @Extensions(SAME_FOR_ALL)
  @Subscription(() => PresenceEvent, {
    subscribe: ({ args, context }) => watch(args as PresenceEventsArgs, context as ApiContext),
    description:
      'Every change of a workstation’s presence, once, in order, from any sequence number of the last week on. Never ends by itself.',
  })
  presenceEvents(
    @Root() { sequence, at, payload }: StreamedEvent,
    @Args(() => PresenceEventsArgs) _args: PresenceEventsArgs,
  ): PresenceEvent {
    // Written by this program only.
    const change = payload as PresenceChange;
    return { ...change, sequence, at, workstationId: globalId('Workstation', change.workstationId) };
  }
}

async function watch({ after }: PresenceEventsArgs, { services, signal }: ApiContext) {
  const events = await services.workstations.watchPresence(after ?? null);
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}
