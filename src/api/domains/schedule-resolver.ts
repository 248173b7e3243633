import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { nextStart, scheduleOf } from '../../domain/schedule/sync-schedule.js';
import { Domain } from '../../entities/domain.js';
import type { ListedDomain } from '../../services/domains/list-domains.js';
import type { ApiContext } from '../context.js';
import { fromGlobalId } from '../relay/global-id.js';
import { domainNow } from './domain-now.js';
import {
  PauseScheduleInput,
  PauseSchedulePayload,
  ResumeScheduleInput,
  ResumeSchedulePayload,
} from './schedule-types.js';

/** When a domain is synchronised by itself. */
@Resolver(() => Domain)
export class ScheduleResolver {
  @FieldResolver(() => Date, {
    nullable: true,
    description:
      'When it is synchronised by itself next; null: its schedule is paused, or it has no bind secret. A run under way then is joined.',
  })
  nextSyncAt(@Root() domain: ListedDomain): Date | null {
    const schedule = scheduleOf({ ...domain, hasBindSecret: domain.bindSecretSealed !== null });
    return schedule && nextStart(schedule, new Date());
  }

  @Mutation(() => PauseSchedulePayload, {
    description:
      'Pauses the schedule of a domain: it is synchronised only when somebody asks, until the schedule is resumed. A run under way goes on. Doing it again changes nothing but the note.',
  })
  async pauseSchedule(
    @Arg('input', () => PauseScheduleInput, { validate: false, description: 'Whose schedule.' })
    input: PauseScheduleInput,
    @Ctx() context: ApiContext,
  ): Promise<PauseSchedulePayload> {
    const id = fromGlobalId('Domain', input.domainId);
    await context.services.domains.pauseSchedule(context.actor, id, input.note ?? null);
    return { domain: await domainNow(context, id) };
  }

  @Mutation(() => ResumeSchedulePayload, {
    description:
      'Lets the schedule of a domain go on with its next start. What was left out meanwhile is not made up for: use `syncNow`. Doing it again changes nothing.',
  })
  async resumeSchedule(
    @Arg('input', () => ResumeScheduleInput, { validate: false, description: 'Whose schedule.' })
    input: ResumeScheduleInput,
    @Ctx() context: ApiContext,
  ): Promise<ResumeSchedulePayload> {
    const id = fromGlobalId('Domain', input.domainId);
    await context.services.domains.resumeSchedule(context.actor, id);
    return { domain: await domainNow(context, id) };
  }
}
