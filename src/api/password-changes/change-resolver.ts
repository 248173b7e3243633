import { Arg, Args, Ctx, Extensions, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { z } from 'zod';
import { PasswordChange } from '../../entities/password/password-change.js';
import { AppError } from '../../errors.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { ChangeProgress } from '../../services/password-changes/rows/change-events.js';
import {
  countChanges,
  listChanges,
  type ChangeFilter,
  type ListedChange,
} from '../../services/password-changes/list-changes.js';
import type { WatchedChanges } from '../../services/password-changes/watch-changes.js';
import type { ApiContext } from '../context.js';
import { domainNow } from '../domains/domain-now.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import type { NodeTypeName } from '../relay/global-id.js';
import { SAME_FOR_ALL } from '../websocket/shared-results.js';
import { changeById } from './change-loaders.js';
import {
  PasswordChangeConnection,
  PasswordChangeProgressArgs,
  PasswordChangeProgressEvent,
  PasswordChangesArgs,
  ResumePasswordChangesInput,
  ResumePasswordChangesPayload,
  type PasswordChangeFilterInput,
} from './change-types.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

/** Looking at changes of passwords. */
@Resolver()
export class PasswordChangeResolver {
  @Query(() => PasswordChangeConnection, { description: 'Changes of passwords, the newest first.' })
  async passwordChanges(
    @Args(() => PasswordChangesArgs) args: PasswordChangesArgs,
    @Ctx() { pool }: ApiContext,
  ): Promise<InstanceType<typeof PasswordChangeConnection>> {
    const filter = filterOf(args.filter ?? {});
    const [createdAt, id] = args.after ? decodeCursor(args.after, cursorShape) : [];
    const after = createdAt && id ? { createdAt, id } : undefined;
    return new PasswordChangeConnection({
      rows: await listChanges(pool, filter, { after, limit: args.first + 1 }),
      args,
      cursor: (change) => encodeCursor([change.createdAt.toISOString(), change.id]),
      count: () => countChanges(pool, filter),
    });
  }

  @Query(() => PasswordChange, {
    nullable: true,
    description: 'One change of a password; null when there is none with this id.',
  })
  async passwordChange(
    @Arg('id', () => ID, { description: 'Id of the change.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedChange | null> {
    return loaders.get(changeById).load(fromGlobalId('PasswordChange', id));
  }

  @Mutation(() => ResumePasswordChangesPayload, {
    description:
      'Lets first passwords of a domain be set again, after they were paused since people were made to change them. Those that wait go on. Doing it again changes nothing.',
  })
  async resumePasswordChanges(
    @Arg('input', () => ResumePasswordChangesInput, { validate: false, description: 'Of which domain.' })
    input: ResumePasswordChangesInput,
    @Ctx() context: ApiContext,
  ): Promise<ResumePasswordChangesPayload> {
    const id = fromGlobalId('Domain', input.domainId);
    await context.services.passwordChanges.resume(context.actor, id);
    return { domain: await domainNow(context, id) };
  }

  @Extensions(SAME_FOR_ALL)
  @Subscription(() => PasswordChangeProgressEvent, {
    subscribe: ({ args, context }) => watch(args as PasswordChangeProgressArgs, context as ApiContext),
    description:
      'Everything that happens to a change of a password, once, in order, from any sequence number on, until it has ended; or to all changes of an account, those to come too.',
  })
  passwordChangeProgress(
    @Root() { sequence, at, payload }: StreamedEvent,
    @Args(() => PasswordChangeProgressArgs) _args: PasswordChangeProgressArgs,
  ): PasswordChangeProgressEvent {
    // Written by this program only (src/services/password-changes/rows/change-events.ts).
    const progress = payload as ChangeProgress;
    return {
      ...progress,
      verification: progress.verification ?? null,
      sequence,
      at,
      changeId: globalId('PasswordChange', progress.changeId),
      accountId: globalId('DomainAccount', progress.accountId),
    };
  }
}

function filterOf({ accountId, employeeId, keyId, ...filter }: PasswordChangeFilterInput): ChangeFilter {
  return {
    ...filter,
    accountId: idOf('DomainAccount', accountId),
    employeeId: idOf('Employee', employeeId),
    keyId: idOf('Key', keyId),
  };
}

function idOf(type: NodeTypeName, id: string | null | undefined): string | undefined {
  return id === null || id === undefined ? undefined : fromGlobalId(type, id);
}

async function watch(args: PasswordChangeProgressArgs, { principal, services, signal }: ApiContext) {
  const watched = watchedBy(args);
  const events =
    principal.kind === 'workstation'
      ? await services.ownPasswords.watch(principal, oneChange(watched), args.after)
      : await services.passwordChanges.watch(watched, args.after);
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}

function watchedBy(args: PasswordChangeProgressArgs): WatchedChanges {
  const changeId = idOf('PasswordChange', args.changeId);
  const accountId = idOf('DomainAccount', args.accountId);
  if (changeId !== undefined && accountId === undefined) return { changeId };
  if (accountId !== undefined && changeId === undefined) return { accountId };
  const message = 'Give either changeId or accountId: one of them, not both.';
  throw new AppError('BAD_INPUT', message, { path: ['changeId'] });
}

function oneChange(watched: WatchedChanges): string {
  if ('changeId' in watched) return watched.changeId;
  throw new AppError('BAD_INPUT', 'A workstation watches one change: give `changeId`.', {
    path: ['accountId'],
  });
}
