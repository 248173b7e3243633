import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { Alarm } from '../../entities/workstations/alarm.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { ConnectionArgs } from '../relay/connection.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  AlarmConnection,
  LiftLockInput,
  LiftLockPayload,
  LockAllWorkstationsInput,
  LockAllWorkstationsPayload,
} from './alarm-inputs.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

@Resolver(() => Alarm)
export class AlarmResolver {
  @Query(() => Alarm, { nullable: true, description: 'The alarm that stands; null when none does.' })
  alarm(@Ctx() { em }: ApiContext): Promise<Alarm | null> {
    return em.findOne(Alarm, { liftedAt: null });
  }

  @Query(() => AlarmConnection, { description: 'Every alarm there ever was, the newest first.' })
  async alarms(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof AlarmConnection>> {
    const after = args.after ? decodeCursor(args.after, cursorShape) : undefined;
    const where = after
      ? { $or: [{ raisedAt: { $lt: after[0] } }, { raisedAt: after[0], id: { $lt: after[1] } }] }
      : {};
    const rows = await em.find(Alarm, where, {
      orderBy: { raisedAt: 'desc', id: 'desc' },
      limit: args.first + 1,
    });
    return new AlarmConnection({
      rows,
      args,
      cursor: ({ raisedAt, id }) => encodeCursor([raisedAt.toISOString(), id]),
      count: () => em.count(Alarm),
    });
  }

  @Mutation(() => LockAllWorkstationsPayload, {
    description:
      'Raises the alarm: every approved workstation is told at once to lock and to take no key, until it is lifted.',
  })
  async lockAllWorkstations(
    @Arg('input', () => LockAllWorkstationsInput, { description: 'Why.' }) input: LockAllWorkstationsInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<LockAllWorkstationsPayload> {
    const id = await services.workstations.lockAll(actor, input.reason);
    return { alarm: await loaders.get(entityLoaders.Alarm).load(id) };
  }

  @Mutation(() => LiftLockPayload, { description: 'Lifts an alarm: workstations are told at once.' })
  async liftLock(
    @Arg('input', () => LiftLockInput, { description: 'Which alarm.' }) input: LiftLockInput,
    @Ctx() { actor, services, loaders }: ApiContext,
  ): Promise<LiftLockPayload> {
    const alarmId = fromGlobalId('Alarm', input.alarmId);
    await services.workstations.liftLock(actor, { alarmId, reason: input.reason ?? null });
    return { alarm: await loaders.get(entityLoaders.Alarm).load(alarmId) };
  }
}
