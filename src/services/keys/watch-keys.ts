import type { StreamedEvent } from '../../events/stream-events.js';
import { AppError } from '../../errors.js';
import type { KeyResources } from './key-resources.js';
import { KEY_STREAM } from './moves/key-events.js';

/**
 * Every change of any key after a sequence number, once, in order, and those to come; null: only those to come.
 *
 * @throws AppError BAD_INPUT for a number that was not given out yet
 */
export async function watchKeys(
  { pool, events }: Pick<KeyResources, 'pool' | 'events'>,
  after: number | null,
): Promise<AsyncIterableIterator<StreamedEvent>> {
  const last = await lastSequence(pool);
  if (after !== null && after > last) {
    throw new AppError(
      'BAD_INPUT',
      `No event of keys has the number ${after} yet: the last one is ${last}.`,
      {
        path: ['after'],
      },
    );
  }
  return events.subscribe(KEY_STREAM, after ?? last);
}

async function lastSequence(pool: KeyResources['pool']): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `select last_sequence as last from event_stream where id = $1`,
    [KEY_STREAM],
  );
  return rows[0]?.last ?? 0;
}
