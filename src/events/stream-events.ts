import type { Sql } from '../database.js';

/** One event of a stream as subscribers get it. */
export interface StreamedEvent {
  readonly streamId: string;
  /** From 1, without gaps, in the order of the commits. */
  readonly sequence: number;
  readonly at: Date;
  readonly payload: unknown;
  /** No event follows in this stream. */
  readonly isLast: boolean;
}

/** Most events read at a time. */
export const EVENT_PAGE_SIZE = 500;

/** Events of a stream after a sequence number, oldest first, at most `limit` of them. */
export async function readEvents(
  sql: Sql,
  streamId: string,
  after: number,
  limit: number = EVENT_PAGE_SIZE,
): Promise<StreamedEvent[]> {
  const { rows } = await sql.query<StreamedEvent>({
    name: 'latchkey/read-events',
    text: `select e.stream_id as "streamId", e.sequence, e.at, e.payload,
                  s.ended and s.last_sequence = e.sequence as "isLast"
           from stream_event e join event_stream s on s.id = e.stream_id
           where e.stream_id = $1 and e.sequence > $2 order by e.sequence limit $3`,
    values: [streamId, after, limit],
  });
  return rows;
}

/** Whether nothing is to come after a sequence number. True for a stream that does not exist. */
export async function isOver(sql: Sql, streamId: string, after: number): Promise<boolean> {
  const { rows } = await sql.query<{ over: boolean }>(
    `select ended and last_sequence <= $2 as over from event_stream where id = $1`,
    [streamId, after],
  );
  return rows[0]?.over ?? true;
}
