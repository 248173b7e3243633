import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import { forecast } from '../../services/rotations/due/forecast.js';
import { countRotations, listRotations } from '../../services/rotations/list-rotations.js';
import type { RotationRequest } from '../../services/rotations/request-rotation.js';
import { countRotationAccounts } from '../../services/rotations/due/rotation-accounts.js';
import type { RotationProgress } from '../../services/rotations/rotation-progress.js';
import type { ApiContext } from '../context.js';
import { domainNow } from '../domains/domain-now.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import { SAME_FOR_ALL } from '../websocket/shared-results.js';
import { RotationForecastArgs, RotationForecastConnection } from './forecast-types.js';
import { rotationById } from './rotation-loaders.js';
import {
  PauseRotationInput,
  PauseRotationPayload,
  ResumeRotationInput,
  ResumeRotationPayload,
  RotateNowInput,
  RotateNowPayload,
  RotationConnection,
  RotationProgressArgs,
  RotationProgressEvent,
  RotationsArgs,
} from './rotation-types.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);
const NEVER = new Date(0);

/** Passwords that are changed by themselves, and all at once when somebody says so. */
@Resolver()
export class RotationResolver {
  @Query(() => RotationConnection, { description: 'Rotations, the newest first.' })
  async rotations(
    @Args(() => RotationsArgs) args: RotationsArgs,
    @Ctx() { pool }: ApiContext,
  ): Promise<InstanceType<typeof RotationConnection>> {
    const domainId = args.domainId ? fromGlobalId('Domain', args.domainId) : undefined;
    const [createdAt, id] = args.after ? decodeCursor(args.after, cursorShape) : [];
    const after = createdAt && id ? { createdAt, id } : undefined;
    return new RotationConnection({
      rows: await listRotations(pool, domainId, { after, limit: args.first + 1 }),
      args,
      cursor: (rotation) => encodeCursor([rotation.createdAt.toISOString(), rotation.id]),
      count: () => countRotations(pool, domainId),
    });
  }

  @Query(() => RotationForecastConnection, {
    description:
      'Whose password in a domain is changed by itself when, and whose is not and why; the oldest passwords first.',
  })
  async rotationForecast(
    @Args(() => RotationForecastArgs) args: RotationForecastArgs,
    @Ctx() { pool }: ApiContext,
  ): Promise<InstanceType<typeof RotationForecastConnection>> {
    const domainId = fromGlobalId('Domain', args.domainId);
    const [setAt, id] = args.after ? decodeCursor(args.after, cursorShape) : [];
    const after = setAt && id ? { setAt, id } : undefined;
    const rows = await forecast(pool, domainId, { after, limit: args.first + 1 });
    return new RotationForecastConnection({
      rows: rows.map(({ id: account, obstacle = null, changeId, ...row }) => ({
        ...row,
        obstacle,
        account,
        accountId: globalId('DomainAccount', account),
        isWanted: changeId !== null,
      })),
      args,
      cursor: ({ passwordLastSet, account }) =>
        encodeCursor([(passwordLastSet ?? NEVER).toISOString(), account]),
      count: () => countRotationAccounts(pool, domainId),
    });
  }

  @Mutation(() => RotateNowPayload, {
    description:
      'Changes passwords now, due or not, also outside of the window: a handful first, then more, each verified, and stopped when too much fails. For a whole domain it has to be said what becomes of keys that are away.',
  })
  async rotateNow(
    @Arg('input', () => RotateNowInput, { description: 'Whose, and why.' }) input: RotateNowInput,
    @Ctx() context: ApiContext,
  ): Promise<RotateNowPayload> {
    const { services, actor, loaders } = context;
    const { rotationIds, skipped } = await services.rotations.rotateNow(actor, requestOf(input));
    const rotations = await Promise.all(rotationIds.map((id) => loaders.get(rotationById).load(id)));
    return {
      rotations: rotations.filter((rotation) => rotation !== null),
      skipped: skipped.map(({ accountId, obstacle }) => ({
        accountId: globalId('DomainAccount', accountId),
        obstacle,
      })),
    };
  }

  @Mutation(() => PauseRotationPayload, {
    description:
      'No password of this domain is rotated until `resumeRotation`. What is under way comes to its end. Doing it again changes nothing but the reason, where one is given.',
  })
  async pauseRotation(
    @Arg('input', () => PauseRotationInput, { description: 'Of which domain, and why.' })
    input: PauseRotationInput,
    @Ctx() context: ApiContext,
  ): Promise<PauseRotationPayload> {
    const domainId = fromGlobalId('Domain', input.domainId);
    await context.services.rotations.pause(context.actor, { domainId, reason: input.reason ?? null });
    return { domain: await domainNow(context, domainId) };
  }

  @Mutation(() => ResumeRotationPayload, {
    description:
      'Lets the rotation of a domain go on, after a pause and after it has stopped since too much had failed. It begins with a handful again. Doing it again changes nothing.',
  })
  async resumeRotation(
    @Arg('input', () => ResumeRotationInput, { description: 'Of which domain.' }) input: ResumeRotationInput,
    @Ctx() context: ApiContext,
  ): Promise<ResumeRotationPayload> {
    const domainId = fromGlobalId('Domain', input.domainId);
    await context.services.rotations.resume(context.actor, domainId);
    return { domain: await domainNow(context, domainId) };
  }

  @Extensions(SAME_FOR_ALL)
  @Subscription(() => RotationProgressEvent, {
    subscribe: ({ args, context }) => watch(args as RotationProgressArgs, context as ApiContext),
    description:
      'How far a rotation is, with a count-down, once for each step, in order, from any sequence number on, until it has ended.',
  })
  rotationProgress(
    @Root() { sequence, at, payload }: StreamedEvent,
    @Args(() => RotationProgressArgs) _args: RotationProgressArgs,
  ): RotationProgressEvent {
    // Written by this program only (src/services/rotations/rotation-progress.ts).
    const progress = payload as RotationProgress;
    return {
      ...progress,
      sequence,
      at,
      rotationId: globalId('Rotation', progress.rotationId),
      domainId: globalId('Domain', progress.domainId),
    };
  }
}

function requestOf({ accountIds, domainId, keysAway, reason }: RotateNowInput): RotationRequest {
  if (accountIds && !domainId && !keysAway)
    return { accountIds: [...new Set(accountIds.map((id) => fromGlobalId('DomainAccount', id)))], reason };
  if (domainId && !accountIds) {
    if (keysAway) return { domainId: fromGlobalId('Domain', domainId), keysAway, reason };
    const message = 'Say what becomes of accounts whose key is not connected: WAIT, or DIRECTORY_FIRST.';
    throw new AppError('BAD_INPUT', message, { path: ['input', 'keysAway'] });
  }
  const message = 'Give either accountIds, or domainId with keysAway.';
  throw new AppError('BAD_INPUT', message, { path: ['input', 'accountIds'] });
}

async function watch({ rotationId, after }: RotationProgressArgs, { services, signal }: ApiContext) {
  const events = await services.rotations.watch(fromGlobalId('Rotation', rotationId), after);
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}
