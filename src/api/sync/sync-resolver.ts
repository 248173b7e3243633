import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, Ctx, Extensions, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { z } from 'zod';
import { SyncBatch } from '../../entities/sync/sync-batch.js';
import { SyncRun } from '../../entities/sync/sync-run.js';
import { AppError } from '../../errors.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { RequestedBatch } from '../../services/sync/request-sync.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  CancelSyncInput,
  CancelSyncPayload,
  SyncNowInput,
  SyncNowPayload,
  SyncProgressArgs,
  SyncRunsArgs,
  type SyncNowAnswer,
} from './sync-inputs.js';
import { progressEvent, SyncProgressEvent, SyncRunConnection } from './sync-types.js';
import { SAME_FOR_ALL } from '../websocket/shared-results.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

@Resolver()
export class SyncResolver {
  @Query(() => SyncRun, {
    nullable: true,
    description: 'One synchronisation; null when there is none with this id.',
  })
  syncRun(
    @Arg('id', () => ID, { description: 'The run.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<SyncRun | null> {
    return loaders.get(entityLoaders.SyncRun).load(fromGlobalId('SyncRun', id));
  }

  @Query(() => SyncBatch, {
    nullable: true,
    description: 'The runs of one request; null when there is none with this id.',
  })
  syncBatch(
    @Arg('id', () => ID, { description: 'The batch.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<SyncBatch | null> {
    return loaders.get(entityLoaders.SyncBatch).load(fromGlobalId('SyncBatch', id));
  }

  @Query(() => SyncRunConnection, { description: 'Synchronisations, the newest first.' })
  async syncRuns(
    @Args(() => SyncRunsArgs) args: SyncRunsArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof SyncRunConnection>> {
    const wanted: FilterQuery<SyncRun>[] = [];
    if (args.domainIds)
      wanted.push({ domain: { $in: args.domainIds.map((id) => fromGlobalId('Domain', id)) } });
    if (args.phases) wanted.push({ phase: { $in: args.phases } });
    const rows = await em.find(
      SyncRun,
      { $and: args.after ? [...wanted, olderThan(...decodeCursor(args.after, cursorShape))] : wanted },
      { orderBy: { requestedAt: 'desc', id: 'desc' }, limit: args.first + 1 },
    );
    return new SyncRunConnection({
      rows,
      args,
      cursor: ({ requestedAt, id }) => encodeCursor([requestedAt.toISOString(), id]),
      count: () => em.count(SyncRun, { $and: wanted }),
    });
  }

  @Mutation(() => SyncNowPayload, {
    description:
      'Starts a synchronisation of each domain, or joins the one under way; with `dryRun`, only plans it. Answers at once; watch it with `syncProgress`.',
  })
  async syncNow(
    @Arg('input', () => SyncNowInput, { description: 'What to synchronise.' }) input: SyncNowInput,
    @Ctx() context: ApiContext,
  ): Promise<SyncNowPayload> {
    const domainIds = input.domainIds?.map((id) => fromGlobalId('Domain', id)) ?? null;
    const requested = await context.services.sync.request(
      context,
      domainIds,
      input.dryRun ? 'DRY_RUN' : 'SYNC',
    );
    const batch = await context.loaders.get(entityLoaders.SyncBatch).load(requested.batchId);
    return { batch, answers: await answersOf(requested, context) };
  }

  @Mutation(() => CancelSyncPayload, {
    description: 'Stops a synchronisation between two pages or batches. What was applied stays applied.',
  })
  async cancelSync(
    @Arg('input', () => CancelSyncInput, { description: 'Which run.' }) input: CancelSyncInput,
    @Ctx() context: ApiContext,
  ): Promise<CancelSyncPayload> {
    const runId = fromGlobalId('SyncRun', input.runId);
    await context.services.sync.cancel(context, runId);
    return { run: await context.loaders.get(entityLoaders.SyncRun).load(runId) };
  }

  @Extensions(SAME_FOR_ALL)
  @Subscription(() => SyncProgressEvent, {
    subscribe: ({ args, context }) => watch(args as SyncProgressArgs, context as ApiContext),
    description:
      'Every progress event of a run or a batch, once, in order, from any sequence number on. Ends with the run, or with the last run of the batch.',
  })
  syncProgress(
    @Root() event: StreamedEvent,
    @Args(() => SyncProgressArgs) _args: SyncProgressArgs,
  ): SyncProgressEvent {
    return progressEvent(event);
  }
}

function olderThan(requestedAt: Date, id: string): FilterQuery<SyncRun> {
  return { $or: [{ requestedAt: { $lt: requestedAt } }, { requestedAt, id: { $lt: id } }] };
}

async function answersOf(
  { runs, refused }: RequestedBatch,
  { loaders }: ApiContext,
): Promise<SyncNowAnswer[]> {
  const domains = loaders.get(entityLoaders.Domain);
  const started = runs.map(async ({ domainId, runId, joined }) => ({
    domain: await domains.load(domainId),
    run: await loaders.get(entityLoaders.SyncRun).load(runId),
    joined,
    refusal: null,
  }));
  const not = refused.map(async ({ domainId, error: { code, message } }) => ({
    domain: await domains.load(domainId),
    run: null,
    joined: false,
    refusal: { code, message, path: null },
  }));
  const answers = await Promise.all([...started, ...not]);
  // A domain deleted since the request has nothing to be answered about.
  return answers.flatMap(({ domain, ...answer }) => (domain === null ? [] : [{ domain, ...answer }]));
}

async function watch({ runId, batchId, after }: SyncProgressArgs, { services, signal }: ApiContext) {
  const given = [runId, batchId].filter((id) => id !== undefined && id !== null);
  if (given.length !== 1) {
    throw new AppError('BAD_INPUT', 'Give either runId or batchId: one of them, not both.', {
      path: ['runId'],
    });
  }
  const streamId = runId ? fromGlobalId('SyncRun', runId) : fromGlobalId('SyncBatch', batchId ?? '');
  const events = await services.sync.watch(streamId, after);
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}
