import type { FilterQuery } from '@mikro-orm/core';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { HoldState } from '../../domain/states.js';
import { Domain } from '../../entities/domain.js';
import { SyncHold } from '../../entities/sync/sync-hold.js';
import { SyncItem } from '../../entities/sync/sync-item.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import type { ListedDomain } from '../../services/domains/list-domains.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';
import { HeldItemsArgs } from './hold-inputs.js';
import { itemsInOrder } from './items-in-order.js';
import { SyncItemOfRunConnection } from './sync-types.js';

/** What each of these runs holds. */
export const holdOfRun: LoaderDefinition<ApiContext, string, SyncHold | null> = {
  async load(runIds, { em }) {
    const holds = await em.find(SyncHold, { run: { $in: [...runIds] } });
    return inOrderOf<string, SyncHold>(runIds, holds, ({ run }) => run);
  },
};

const pendingHoldOfDomain: LoaderDefinition<ApiContext, string, SyncHold | null> = {
  async load(domainIds, { em }) {
    const holds = await em.find(SyncHold, {
      domain: { $in: [...domainIds] },
      state: 'PENDING',
      expiresAt: { $gt: new Date() },
    });
    return inOrderOf<string, SyncHold>(domainIds, holds, ({ domain }) => domain);
  },
};

const approvalOfHold: LoaderDefinition<ApiContext, string, SyncRun | null> = {
  async load(holdIds, { em }) {
    // The newest last, so that it is the one that counts.
    const runs = await em.find(
      SyncRun,
      { approvesHoldId: { $in: [...holdIds] } },
      { orderBy: { requestedAt: 'asc', id: 'asc' } },
    );
    return inOrderOf<string, SyncRun>(holdIds, runs, ({ approvesHoldId }) => approvesHoldId ?? '');
  },
};

@Resolver(() => SyncHold)
export class SyncHoldFields {
  @FieldResolver(() => HoldState, { description: 'What became of it.' })
  state(@Root() hold: SyncHold): HoldState {
    return hold.state === 'PENDING' && hold.expiresAt <= new Date() ? 'EXPIRED' : hold.state;
  }

  @FieldResolver(() => Domain, { description: 'The domain.' })
  domain(@Root() hold: SyncHold, @Ctx() { loaders }: ApiContext): Promise<Domain | null> {
    return loaders.get(entityLoaders.Domain).load(hold.domain);
  }

  @FieldResolver(() => SyncRun, { description: 'The run that holds it back.' })
  run(@Root() hold: SyncHold, @Ctx() { loaders }: ApiContext): Promise<SyncRun | null> {
    return loaders.get(entityLoaders.SyncRun).load(hold.run);
  }

  @FieldResolver(() => SyncRun, {
    nullable: true,
    description: 'The newest run that carries out its approval; null when it was never approved.',
  })
  approval(@Root() hold: SyncHold, @Ctx() { loaders }: ApiContext): Promise<SyncRun | null> {
    return loaders.get(approvalOfHold).load(hold.id);
  }

  @FieldResolver(() => SyncItemOfRunConnection, {
    description: 'The people concerned, with what is held of each, and whom an approval left out and why.',
  })
  async items(
    @Root() hold: SyncHold,
    @Args(() => HeldItemsArgs) args: HeldItemsArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof SyncItemOfRunConnection>> {
    const wanted: FilterQuery<SyncItem>[] = [{ run: hold.run, held: { $ne: null } }];
    if (typeof args.leftOut === 'boolean') {
      wanted.push({ leftOut: args.leftOut ? { $ne: null } : null });
    }
    return itemsInOrder(em, wanted, args);
  }
}

@Resolver(() => SyncRun)
export class HoldOfRun {
  @FieldResolver(() => SyncHold, {
    nullable: true,
    description: 'What it holds back; null: nothing. A dry run only marks its items.',
  })
  hold(@Root() run: SyncRun, @Ctx() { loaders }: ApiContext): Promise<SyncHold | null> {
    return loaders.get(holdOfRun).load(run.id);
  }
}

@Resolver(() => Domain)
export class HoldOfDomain {
  @FieldResolver(() => SyncHold, {
    nullable: true,
    description: 'What waits for somebody to approve or reject it; null: nothing.',
  })
  pendingHold(@Root() domain: ListedDomain, @Ctx() { loaders }: ApiContext): Promise<SyncHold | null> {
    return loaders.get(pendingHoldOfDomain).load(domain.id);
  }
}
