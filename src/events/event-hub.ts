import { Repeater } from '@graphql-yoga/subscription';
import type { Pool } from '../database.js';
import type { Log } from '../log.js';
import { EventListener } from './event-listener.js';
import { Follower } from './follower.js';
import { EVENT_PAGE_SIZE, isOver, readEvents, type StreamedEvent } from './stream-events.js';

/**
 * Whether an event is read, or taken as it came with its notification, which everybody who may connect to the database can send:
 * only where it has somebody look, and is not believed.
 */
export type Taking = 'AS_READ' | 'AS_TOLD';

interface Topic {
  readonly followers: Set<Follower>;
  /** As the one of its followers who believes the least. */
  taking: Taking;
  /** The newest event read for this stream. */
  read: number;
  /** The newest event we heard of. */
  heard: number;
  pulling: boolean;
}

/**
 * Hands the events of streams to subscribers: each event once, in order, from any sequence number on. A process reads
 * an event once, however many follow its stream; whoever comes late, falls behind, or was cut off, reads what is
 * missing from the database.
 */
export class EventHub {
  private readonly topics = new Map<string, Topic>();
  private readonly listener: EventListener;
  private readonly accessListeners = new Set<() => void>();

  constructor(
    private readonly parts: {
      readonly pool: Pool;
      readonly databaseUrl: string;
      readonly log: Log;
      /** Told of each event that a subscriber gets. */
      readonly onDelivered?: () => void;
    },
  ) {
    this.listener = new EventListener({
      databaseUrl: parts.databaseUrl,
      log: parts.log,
      onEvent: (streamId, sequence, event) => this.hear(streamId, sequence, event),
      onAccessChange: () => this.tellOfAccess(),
      onConnect: () => this.everyoneMayHaveMissed(),
    });
  }

  /** How many subscribers there are now. */
  get subscribers(): number {
    return [...this.topics.values()].reduce((sum, topic) => sum + topic.followers.size, 0);
  }

  start(): void {
    this.listener.start();
  }

  async stop(): Promise<void> {
    await this.listener.stop();
  }

  /**
   * Calls `listener` whenever a session, a token or a user's role may have ended, in whatever process. Returns what ends
   * that.
   */
  onAccessChange(listener: () => void): () => void {
    this.accessListeners.add(listener);
    return () => this.accessListeners.delete(listener);
  }

  /** Every event of the stream after the sequence number, those that are past and those to come; ends with the stream. */
  subscribe(
    streamId: string,
    after: number,
    taking: Taking = 'AS_READ',
  ): AsyncIterableIterator<StreamedEvent> {
    return new Repeater<StreamedEvent>(async (push, stop) => {
      const follower = new Follower();
      void stop.then(() => follower.close());
      this.follow(streamId, follower, taking);
      try {
        for await (const event of this.eventsFor(streamId, follower, after)) {
          this.parts.onDelivered?.();
          await push(event);
        }
        stop();
      } catch (error) {
        stop(error);
      } finally {
        this.unfollow(streamId, follower);
      }
    });
  }

  /** Reads what is past, then goes on with what is offered; whatever is not the very next event is read again. */
  private async *eventsFor(
    streamId: string,
    follower: Follower,
    after: number,
  ): AsyncGenerator<StreamedEvent> {
    let last = after;
    while (!follower.closed) {
      if (!follower.behind && !follower.hasEvents) await follower.somethingNew();
      for (const event of follower.behind ? [] : follower.take()) {
        if (event.sequence <= last) continue;
        if (event.sequence !== last + 1) {
          follower.fallBehind();
          break;
        }
        yield event;
        last = event.sequence;
        if (event.isLast) return;
      }
      if (!follower.behind) continue;
      // Marked as caught up before reading: what is recorded during the read is offered, or marks it again.
      follower.behind = false;
      const events = await readEvents(this.parts.pool, streamId, last);
      yield* events;
      last = events.at(-1)?.sequence ?? last;
      if (events.length === EVENT_PAGE_SIZE) follower.fallBehind();
      else if (await isOver(this.parts.pool, streamId, last)) return;
    }
  }

  private follow(streamId: string, follower: Follower, taking: Taking): void {
    const unheard = { followers: new Set<Follower>(), taking, read: -1, heard: -1, pulling: false };
    const topic: Topic = this.topics.get(streamId) ?? unheard;
    topic.followers.add(follower);
    if (taking === 'AS_READ') topic.taking = taking;
    this.topics.set(streamId, topic);
  }

  private unfollow(streamId: string, follower: Follower): void {
    const topic = this.topics.get(streamId);
    topic?.followers.delete(follower);
    if (topic?.followers.size === 0) this.topics.delete(streamId);
  }

  private hear(streamId: string, sequence: number, event: (() => StreamedEvent) | undefined): void {
    const topic = this.topics.get(streamId);
    if (topic === undefined) return;
    // The first we hear of: what was before is for each subscriber to read.
    if (topic.read < 0) topic.read = sequence - 1;
    topic.heard = Math.max(topic.heard, sequence);
    if (topic.pulling) return;
    // What came with its notification need not be read where that is enough, as long as none before it is missing.
    const isEnough = topic.taking === 'AS_TOLD' && topic.read === sequence - 1;
    if (event === undefined || !isEnough) return void this.pull(streamId, topic);
    // One object for all: what is made of an event is made once.
    const events = [event()];
    topic.read = sequence;
    for (const follower of topic.followers) follower.offer(events);
  }

  private async pull(streamId: string, topic: Topic): Promise<void> {
    topic.pulling = true;
    try {
      while (topic.read < topic.heard) {
        const events = await readEvents(this.parts.pool, streamId, topic.read);
        const newest = events.at(-1);
        if (newest === undefined) return void this.mayHaveMissed(topic);
        topic.read = newest.sequence;
        for (const follower of topic.followers) follower.offer(events);
      }
    } catch (error) {
      this.parts.log.warn({ err: error }, 'reading events failed; subscribers read for themselves');
      topic.read = topic.heard;
      for (const follower of topic.followers) follower.fallBehind();
    } finally {
      topic.pulling = false;
    }
  }

  private tellOfAccess(): void {
    for (const listener of this.accessListeners) listener();
  }

  private everyoneMayHaveMissed(): void {
    this.tellOfAccess();
    for (const topic of this.topics.values()) this.mayHaveMissed(topic);
  }

  /** Nothing was heard for a while, or of something that is not there: from here on everybody reads for themselves. */
  private mayHaveMissed(topic: Topic): void {
    topic.read = -1;
    topic.heard = -1;
    for (const follower of topic.followers) follower.fallBehind();
  }
}
