import type { FilterQuery } from '@mikro-orm/core';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FieldChange } from '../../domain/employee/field-change.js';
import { Domain } from '../../entities/domain.js';
import { SyncBatch, SyncBatchRun } from '../../entities/sync/sync-batch.js';
import { FieldChangeType } from '../../entities/sync/field-change-type.js';
import { SyncItem } from '../../entities/sync/sync-item.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import { isErrorCode, type ErrorCode as Code } from '../../errors.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { ErrorCode } from '../error-codes.js';
import { groupedBy, type LoaderDefinition } from '../loaders.js';
import { itemsInOrder } from './items-in-order.js';
import { SyncEventsArgs, SyncItemsArgs } from './sync-inputs.js';
import {
  progressEvent,
  SyncCount,
  syncCounts,
  SyncItemOfRunConnection,
  SyncProgressEvent,
} from './sync-types.js';

@Resolver(() => SyncRun)
export class SyncRunFields {
  @FieldResolver(() => Domain, { description: 'The domain it reads.' })
  domain(@Root() run: SyncRun, @Ctx() { loaders }: ApiContext): Promise<Domain | null> {
    return loaders.get(entityLoaders.Domain).load(run.domain);
  }

  @FieldResolver(() => [SyncCount], {
    description: 'How many people got each decision; those of whom all is held are among them.',
  })
  counts(@Root() run: SyncRun): SyncCount[] {
    return syncCounts(run.counts);
  }

  @FieldResolver(() => ErrorCode, {
    nullable: true,
    description: 'Why it failed, for programs; null when it did not.',
  })
  errorCode(@Root() run: SyncRun): Code | null {
    return isErrorCode(run.errorCode) ? run.errorCode : null;
  }

  @FieldResolver(() => [SyncProgressEvent], {
    description: 'The progress events, as `syncProgress` delivers them.',
  })
  async events(
    @Root() run: SyncRun,
    @Args(() => SyncEventsArgs) { first, after }: SyncEventsArgs,
    @Ctx() { services }: ApiContext,
  ): Promise<SyncProgressEvent[]> {
    return (await services.sync.events(run.id, after, first)).map(progressEvent);
  }

  @FieldResolver(() => SyncItemOfRunConnection, {
    description: 'What was decided about each person it touched; the unchanged are only counted.',
  })
  async items(
    @Root() run: SyncRun,
    @Args(() => SyncItemsArgs) args: SyncItemsArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof SyncItemOfRunConnection>> {
    const wanted: FilterQuery<SyncItem>[] = [{ run: run.id }];
    if (args.decisions) wanted.push({ decision: { $in: args.decisions } });
    if (args.states) wanted.push({ state: { $in: args.states } });
    return itemsInOrder(em, wanted, args);
  }
}

/** The runs of each batch, in the order of their domains' names. */
const runsOfBatch: LoaderDefinition<ApiContext, string, readonly SyncRun[]> = {
  async load(batchIds, { em }) {
    const places = await em.find(SyncBatchRun, { batch: { $in: [...batchIds] } });
    const runs = await em.find(
      SyncRun,
      { id: { $in: places.map(({ run }) => run) } },
      { orderBy: { requestedAt: 'asc', id: 'asc' } },
    );
    const rows = places.flatMap(({ batch, run }) => {
      const found = runs.find(({ id }) => id === run);
      return found === undefined ? [] : [{ batch, run: found }];
    });
    return groupedBy(batchIds, rows, ({ batch }) => batch).map((group) => group.map(({ run }) => run));
  },
};

@Resolver(() => SyncBatch)
export class SyncBatchFields {
  @FieldResolver(() => [SyncRun], { description: 'The runs that were started or joined.' })
  runs(@Root() batch: SyncBatch, @Ctx() { loaders }: ApiContext): Promise<readonly SyncRun[]> {
    return loaders.get(runsOfBatch).load(batch.id);
  }
}

@Resolver(() => FieldChangeType)
export class FieldChangeFields {
  @FieldResolver(() => Boolean, {
    description: 'Held back: `after` is what the directory says, and `before` stays until somebody approves.',
  })
  held(@Root() change: FieldChange): boolean {
    return change.held ?? false;
  }
}

@Resolver(() => SyncItem)
export class SyncItemFields {
  @FieldResolver(() => SyncRun, { description: 'The run that decided it.' })
  run(@Root() item: SyncItem, @Ctx() { loaders }: ApiContext): Promise<SyncRun | null> {
    return loaders.get(entityLoaders.SyncRun).load(item.run);
  }
}
