import { Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import {
  countKeysByStatus,
  countLowBatteries,
  countPeople,
  countPeopleWithoutAccess,
  countWorkstationsByState,
  lastRuns,
} from '../../services/overview/overview.js';
import { countChangesByStage } from '../../services/password-changes/list-changes.js';
import type { ApiContext } from '../context.js';
import { domainById } from '../domains/domain-loaders.js';
import { entityLoaders } from '../entity-loaders.js';
import {
  KeyStatusCount,
  LastSyncRun,
  Overview,
  PasswordChangeStageCount,
  WorkstationStateCount,
} from './overview-types.js';

/** Each number is counted when it is asked for. */
@Resolver(() => Overview)
export class OverviewResolver {
  @Query(() => Overview, { description: 'How the installation stands, in numbers.' })
  overview(): Overview {
    return { at: new Date() };
  }

  @FieldResolver(() => Int, { description: 'Employees who are active.' })
  people(@Ctx() { pool }: ApiContext): Promise<number> {
    return countPeople(pool);
  }

  @FieldResolver(() => Int, {
    description:
      'Active employees who cannot log on to an account of theirs: nobody has its password, their key has not got it yet, or is locked or suspended.',
  })
  peopleWithoutAccess(@Ctx() { pool }: ApiContext): Promise<number> {
    return countPeopleWithoutAccess(pool);
  }

  @FieldResolver(() => [KeyStatusCount], { description: 'How many keys are in each status.' })
  keysByState(@Ctx() { pool }: ApiContext): Promise<KeyStatusCount[]> {
    return countKeysByStatus(pool);
  }

  @FieldResolver(() => Int, {
    description: 'Keys that said that less than a fifth of their battery is left.',
  })
  lowBatteries(@Ctx() { pool }: ApiContext): Promise<number> {
    return countLowBatteries(pool);
  }

  @FieldResolver(() => [WorkstationStateCount], { description: 'How many workstations are in each state.' })
  workstationsByState(@Ctx() { pool }: ApiContext): Promise<WorkstationStateCount[]> {
    return countWorkstationsByState(pool);
  }

  @FieldResolver(() => [PasswordChangeStageCount], {
    description: 'How many changes of passwords are in each stage; those that ended long ago too.',
  })
  passwordChangesByStage(@Ctx() { pool }: ApiContext): Promise<PasswordChangeStageCount[]> {
    return countChangesByStage(pool);
  }

  @FieldResolver(() => [LastSyncRun], { description: 'The newest synchronisation of each domain, by name.' })
  async lastRunPerDomain(@Ctx() { loaders, pool }: ApiContext): Promise<LastSyncRun[]> {
    const runs = await lastRuns(pool);
    const all = runs.map(async ({ domainId, runId }) => ({
      domain: await loaders.get(domainById).load(domainId),
      run: runId === null ? null : await loaders.get(entityLoaders.SyncRun).load(runId),
    }));
    // A domain that was deleted meanwhile has nothing to show.
    return (await Promise.all(all)).flatMap(({ domain, run }) => (domain === null ? [] : [{ domain, run }]));
  }
}
