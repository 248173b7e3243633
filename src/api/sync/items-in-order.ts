import type { EntityManager, FilterQuery } from '@mikro-orm/core';
import { z } from 'zod';
import { SyncItem } from '../../entities/sync/sync-item.js';
import type { ConnectionArgs } from '../relay/connection.js';
import { decodeCursor, encodeCursor } from '../relay/cursor.js';
import { SyncItemOfRunConnection } from './sync-types.js';

const itemCursor = z.tuple([z.number().int()]);

/** A page of one run's items, in the order of their places. */
export async function itemsInOrder(
  em: Pick<EntityManager, 'find' | 'count'>,
  wanted: readonly FilterQuery<SyncItem>[],
  args: ConnectionArgs,
): Promise<InstanceType<typeof SyncItemOfRunConnection>> {
  const after: FilterQuery<SyncItem>[] = args.after
    ? [{ position: { $gt: decodeCursor(args.after, itemCursor)[0] } }]
    : [];
  const rows = await em.find(
    SyncItem,
    { $and: [...wanted, ...after] },
    { orderBy: { position: 'asc' }, limit: args.first + 1 },
  );
  return new SyncItemOfRunConnection({
    rows,
    args,
    cursor: ({ position }) => encodeCursor([position]),
    count: () => em.count(SyncItem, { $and: [...wanted] }),
  });
}
