import {
  Arg,
  Args,
  Ctx,
  Extensions,
  Field,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { z } from 'zod';
import { KeyReason, KeyStatus } from '../../domain/states.js';
import { Key } from '../../entities/key/key.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import { countKeys, listKeys, type KeyFilter, type ListedKey } from '../../services/keys/lists/list-keys.js';
import type { KeyChange } from '../../services/keys/moves/key-events.js';
import type { ApiContext } from '../context.js';
import { decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import { SAME_FOR_ALL } from '../websocket/shared-results.js';
import { KeyEventsArgs, KeysArgs, type KeyFilterInput } from './key-inputs.js';
import { keyById } from './key-loaders.js';
import { ActivationCode, KeyConnection } from './key-payloads.js';

const cursorShape = z.tuple([z.string().max(100)]);

@ObjectType('KeyEvent', {
  simpleResolvers: true,
  description: 'Something that happened to a key, and where it stands since.',
})
export class KeyEvent {
  @Field(() => Int, {
    description:
      'Place among all events of keys, without gaps. Give the last one seen as `after` to go on from it.',
  })
  sequence!: number;

  @Field(() => Date, { description: 'When it was recorded.' })
  at!: Date;

  @Field(() => String, { description: 'What happened, as the audit calls it, for example `key.assign`.' })
  action!: string;

  @Field(() => ID, { description: 'Id of the key.' })
  keyId!: string;

  @Field(() => String, { description: 'Serial of the key.' })
  serial!: string;

  @Field(() => KeyStatus, { description: 'What is wanted of it.' })
  status!: KeyStatus;

  @Field(() => KeyStatus, { description: 'What it has confirmed last.' })
  confirmedStatus!: KeyStatus;

  @Field(() => KeyReason, { nullable: true, description: 'Why it has its status, where that says more.' })
  reason!: KeyReason | null;

  @Field(() => ID, { nullable: true, description: 'Id of the employee whose it is; null: nobody’s.' })
  ownerId!: string | null;
}

/** Looking at keys. */
@Resolver(() => Key)
export class KeyResolver {
  @Query(() => KeyConnection, { description: 'Keys in the order of their serials, page by page.' })
  async keys(
    @Args(() => KeysArgs) args: KeysArgs,
    @Ctx() { pool }: ApiContext,
  ): Promise<InstanceType<typeof KeyConnection>> {
    const filter = filterOf(args.filter ?? {});
    const { search } = args;
    const after = args.after ? decodeCursor(args.after, cursorShape)[0].replaceAll('\0', '') : undefined;
    const rows = await listKeys(pool, { filter, search, after, limit: args.first + 1 });
    return new KeyConnection({
      rows,
      args,
      cursor: ({ serial }) => encodeCursor([serial]),
      count: () => countKeys(pool, filter, search),
    });
  }

  @Query(() => Key, { nullable: true, description: 'One key; null when there is none with this id.' })
  async key(
    @Arg('id', () => ID, { description: 'Id of the key.' }) id: string,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedKey | null> {
    return loaders.get(keyById).load(fromGlobalId('Key', id));
  }

  @Query(() => ActivationCode, {
    description:
      'The activation code a key waits for, for administrators and only while it can be used. Each look is an audit event.',
  })
  async activationCode(
    @Arg('keyId', () => ID, { description: 'Id of the key.' }) keyId: string,
    @Ctx() { actor, services }: ApiContext,
  ): Promise<ActivationCode> {
    return services.keys.showCode(actor, fromGlobalId('Key', keyId));
  }

  @Extensions(SAME_FOR_ALL)
  @Subscription(() => KeyEvent, {
    subscribe: ({ args, context }) => watch(args as KeyEventsArgs, context as ApiContext),
    description: 'Everything that happens to keys, once, in order, from any sequence number on.',
  })
  keyEvents(@Root() event: StreamedEvent, @Args(() => KeyEventsArgs) _args: KeyEventsArgs): KeyEvent {
    // Written by this program only (src/services/keys/moves/key-events.ts).
    const change = event.payload as KeyChange;
    return {
      ...change,
      sequence: event.sequence,
      at: event.at,
      keyId: globalId('Key', change.keyId),
      ownerId: change.ownerId === null ? null : globalId('Employee', change.ownerId),
    };
  }
}

function filterOf(filter: KeyFilterInput): KeyFilter {
  return { ...filter, ownerIds: filter.ownerIds?.map((id) => fromGlobalId('Employee', id)) };
}

async function watch({ after }: KeyEventsArgs, { services, signal }: ApiContext) {
  const events = await services.keys.watch(after ?? null);
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}
