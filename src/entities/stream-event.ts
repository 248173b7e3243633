import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn } from './columns.js';

const EventStreamSchema = defineEntity({
  name: 'EventStream',
  tableName: 'event_stream',
  properties: {
    id: p.uuid().primary(),
    /** The last number given out. Raised as the last statement before a commit, so numbers have no gaps. */
    lastSequence: p.integer(),
    /** True when no event will follow. */
    ended: p.boolean().default(false),
  },
});

/** A numbered series of events: one per sync run and one per batch. */
export class EventStream extends EventStreamSchema.class {}
EventStreamSchema.setClass(EventStream);

const StreamEventSchema = defineEntity({
  name: 'StreamEvent',
  tableName: 'stream_event',
  properties: {
    streamId: p.uuid().primary(),
    sequence: p.integer().primary(),
    at: createdAtColumn(),
    payload: p.json<Record<string, unknown>>(),
  },
});

/** One event of a stream. */
export class StreamEvent extends StreamEventSchema.class {}
StreamEventSchema.setClass(StreamEvent);
