import type { Sql } from '../database.js';

/** The channel on which every server process hears that a stream has a new event. */
export const EVENT_CHANNEL = 'latchkey_events';

/** The channel on which it hears that a session, a token or a user's role has ended; triggers of the database tell it. */
export const ACCESS_CHANNEL = 'latchkey_access';

/** Longest event that comes with its notification: PostgreSQL takes 8,000 bytes in all. */
const MOST_NOTIFIED_BYTES = 4_000;

/** Of the rows of `written`, stream and number are notified. What has happened is for whoever hears it to read. */
const NOTIFY_WRITTEN = `select pg_notify('${EVENT_CHANNEL}', stream_id || ' ' || sequence) from written`;

/** The same with the event itself where it is short: whoever has heard of the one before need not read it then. */
const TELL_WRITTEN = `select pg_notify('${EVENT_CHANNEL}', stream_id || ' ' || sequence
  || case when octet_length(notice) <= ${MOST_NOTIFIED_BYTES} then ' ' || notice else '' end)
  from (select stream_id, sequence, json_build_object('at', at, 'isLast', ended, 'payload', payload)::text as notice
    from written join numbered on id = stream_id) as told`;

/** Opens the streams, so that an event can be recorded. Opening one again does nothing. */
export async function openStreams(sql: Sql, streamIds: readonly string[]): Promise<void> {
  await sql.query(
    `insert into event_stream (id, last_sequence) select unnest($1::uuid[]), 0 on conflict (id) do nothing`,
    [streamIds],
  );
}

export interface EventRecord {
  readonly streamIds: readonly string[];
  readonly payload: object;
  /** Streams that end with this event: none follows, and subscribers are let go. */
  readonly ends?: readonly string[];
}

/**
 * Records one event in each stream. Call it as the last statement before the commit: the streams' counter rows stay
 * locked from here to there, which is what makes the numbers gapless and in the order of the commits. Rows are locked
 * in one order everywhere, so that two transactions never wait for each other. An ended stream takes no event.
 */
export async function recordEvent(sql: Sql, { streamIds, payload, ends = [] }: EventRecord): Promise<void> {
  await sql.query({
    name: 'latchkey/record-event',
    text: `with locked as (
       select id from event_stream where id = any($1::uuid[]) and not ended order by id for update
     ), numbered as (
       update event_stream s set last_sequence = s.last_sequence + 1, ended = s.id = any($3::uuid[])
       from locked where s.id = locked.id
       returning s.id, s.last_sequence, s.ended
     ), written as (
       insert into stream_event (stream_id, sequence, payload)
       select id, last_sequence, $2::jsonb from numbered
       returning stream_id, sequence, at, payload
     )
     ${NOTIFY_WRITTEN}`,
    values: [streamIds, JSON.stringify(payload), ends],
  });
}

/**
 * Records several events in one stream, in their order, with the promises of `recordEvent`: one statement, whatever their
 * number. For what is done to many at once and told of each.
 */
export async function recordEvents(sql: Sql, streamId: string, payloads: readonly object[]): Promise<void> {
  if (payloads.length === 0) return;
  await sql.query(
    `with numbered as (
       update event_stream set last_sequence = last_sequence + $2 where id = $1 and not ended
       returning id, last_sequence - $2 as before
     ), written as (
       insert into stream_event (stream_id, sequence, payload)
       select n.id, n.before + p.place, p.payload
       from numbered n cross join jsonb_array_elements($3::jsonb) with ordinality as p (payload, place)
     )
     select pg_notify('${EVENT_CHANNEL}', id || ' ' || before + $2) from numbered`,
    [streamId, payloads.length, JSON.stringify(payloads)],
  );
}

/** One event in one stream. */
export interface OneEvent {
  readonly streamId: string;
  readonly payload: object;
  /** The stream ends with it. */
  readonly ends?: boolean;
}

/**
 * Records one event in each of several streams, each its own, with the promises of `recordEvent`: one statement, whatever
 * their number. No stream twice. One that was not opened takes none.
 */
export async function recordEventEach(sql: Sql, events: readonly OneEvent[]): Promise<void> {
  if (events.length === 0) return;
  await recordSelected(sql, {
    name: 'each',
    // Of arrays PostgreSQL expects a few, and looks the streams up one by one, whatever their number.
    text: 'select * from unnest($1::uuid[], $2::jsonb[], $3::boolean[]) as g (id, payload, ends)',
    values: [
      events.map(({ streamId }) => streamId),
      events.map(({ payload }) => JSON.stringify(payload)),
      events.map(({ ends = false }) => ends),
    ],
  });
}

/** Events that the database puts together itself. */
export interface SelectedEvents {
  /** No other's. */
  readonly name: string;
  /** A statement that answers `id` of the stream, `payload` (jsonb), `ends`. */
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * They come with their notifications to those who take them so. Whoever may connect to the database may listen there, and
   * may notify as well: only for what is no secret, and is good for nothing but to have somebody look.
   */
  readonly areTold?: boolean;
}

/** The same for events that the database puts together itself. */
export async function recordSelected(
  sql: Sql,
  { name, text, values, areTold = false }: SelectedEvents,
): Promise<void> {
  await sql.query({
    name: `latchkey/record/${name}`,
    text: `with given as materialized (
       ${text}
     ), locked as (
       select id from event_stream where id in (select id from given) and not ended order by id for update
     ), numbered as (
       update event_stream s set last_sequence = s.last_sequence + 1, ended = g.ends
       from locked l join given g on g.id = l.id where s.id = l.id
       returning s.id, s.last_sequence, s.ended
     ), written as (
       insert into stream_event (stream_id, sequence, payload)
       select n.id, n.last_sequence, g.payload from numbered n join given g on g.id = n.id
       returning stream_id, sequence, at, payload
     )
     ${areTold ? TELL_WRITTEN : NOTIFY_WRITTEN}`,
    values: [...values],
  });
}
