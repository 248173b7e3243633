import type { Pool } from '../../database.js';
import { AppError } from '../../errors.js';
import type { EventHub } from '../../events/event-hub.js';
import type { StreamedEvent } from '../../events/stream-events.js';

/** One change, or all of an account. */
export type WatchedChanges = { readonly changeId: string } | { readonly accountId: string };

/**
 * Everything that happens to a change after a sequence number, once, in order, until it has ended; or to all changes of an
 * account, those to come too.
 *
 * @throws AppError NOT_FOUND when there is no such change, or the account never had one; BAD_INPUT for a number that was not
 *   given out yet
 */
export async function watchChanges(
  { pool, events }: { readonly pool: Pool; readonly events: Pick<EventHub, 'subscribe'> },
  watched: WatchedChanges,
  after: number,
): Promise<AsyncIterableIterator<StreamedEvent>> {
  const isChange = 'changeId' in watched;
  const streamId = isChange ? watched.changeId : watched.accountId;
  const { rows } = await pool.query<{ last: number }>(
    `select s.last_sequence as last from event_stream s where s.id = $1
       and exists (select 1 from password_change c where ${isChange ? 'c.id' : 'c.account_id'} = $1)`,
    [streamId],
  );
  const last = rows[0]?.last;
  if (last === undefined) {
    const what = isChange ? 'There is no such change' : 'The password of no such account was ever changed';
    throw new AppError('NOT_FOUND', `${what}. Look it up in \`passwordChanges\`.`);
  }
  if (after > last) {
    const message = `No event there has the number ${after} yet: the last one is ${last}.`;
    throw new AppError('BAD_INPUT', message, { path: ['after'] });
  }
  return events.subscribe(streamId, after);
}
