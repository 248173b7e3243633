import pg from 'pg';
import pRetry, { type RetryContext } from 'p-retry';
import type { Log } from '../log.js';
import type { StreamedEvent } from './stream-events.js';
import { ACCESS_CHANNEL, EVENT_CHANNEL } from './record-event.js';

const CONNECT_MILLISECONDS = 5_000;

export interface EventListenerParts {
  readonly databaseUrl: string;
  readonly log: Log;
  /**
   * Called for each notification: the stream, the sequence number of its newest event, and that event where it came along. Any of
   * it may come from whoever may connect to the database.
   */
  readonly onEvent: (streamId: string, sequence: number, event?: () => StreamedEvent) => void;
  /** Called when somebody's right to be here has ended. */
  readonly onAccessChange: () => void;
  /** Called when the connection was made: notifications may have been missed before. */
  readonly onConnect: () => void;
}

/**
 * Listens on a connection of its own, never one of a pool, and connects again whenever it is lost. What was missed
 * meanwhile is for the receiver to read.
 */
export class EventListener {
  private client: pg.Client | undefined;
  /** The attempts under way; never rejects. */
  private connecting: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: EventListenerParts) {}

  /** Begins to connect, for as long as it takes: a database that is down is no reason not to start. */
  start(): void {
    this.connecting = this.keepConnecting();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.parts.databaseUrl,
      application_name: 'latchkey events',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
    });
    client.on('notification', ({ channel, payload }) => this.notify(channel, payload ?? ''));
    let listening = false;
    const onLoss = (): void => {
      // Before it listens, the attempt itself fails and is repeated; afterwards each loss counts once.
      if (!listening || this.stopping.signal.aborted) return;
      listening = false;
      this.parts.log.warn('the connection for events was lost; connecting again');
      this.connecting = this.keepConnecting();
    };
    client.on('error', onLoss);
    client.on('end', onLoss);
    try {
      await client.connect();
      await client.query(`listen ${EVENT_CHANNEL}; listen ${ACCESS_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    listening = true;
    this.client = client;
  }

  private async keepConnecting(): Promise<void> {
    const { signal } = this.stopping;
    const onFailedAttempt = ({ attemptNumber, error }: RetryContext): void => {
      this.parts.log.warn({ attempt: attemptNumber, err: error }, 'connecting for events failed');
    };
    const options = { minTimeout: 100, maxTimeout: 5_000, signal, onFailedAttempt };
    try {
      await pRetry(() => this.connectAgain(), { ...options, retries: Number.POSITIVE_INFINITY });
      this.parts.onConnect();
    } catch {
      // Only stopping ends the attempts.
    }
  }

  /** What pRetry gets is an error of our own: it takes some of the network's for something else and gives up. */
  private async connectAgain(): Promise<void> {
    await this.connect().catch((cause: unknown) => {
      throw new Error('The database cannot be reached.', { cause });
    });
  }

  private notify(channel: string, payload: string): void {
    if (channel === ACCESS_CHANNEL) return this.parts.onAccessChange();
    const [, streamId, sequence, notice] = NOTIFICATION.exec(payload) ?? [];
    if (streamId === undefined || sequence === undefined) return;
    const event = notice === undefined ? undefined : () => noticed(streamId, Number(sequence), notice);
    try {
      this.parts.onEvent(streamId, Number(sequence), event);
    } catch (error) {
      // Whoever may connect to the database may send what is none of ours; what happened is read then.
      this.parts.log.warn({ err: error }, 'a notification could not be understood');
      this.parts.onEvent(streamId, Number(sequence));
    }
  }
}

/** A stream, a number, and what `record-event.ts` says of the event, where it does. */
const NOTIFICATION = /^(\S+) (\d+)(?: (.+))?$/s;

interface Notice extends Pick<StreamedEvent, 'isLast' | 'payload'> {
  readonly at: string;
}

function noticed(streamId: string, sequence: number, notice: string): StreamedEvent {
  const { at, isLast, payload } = JSON.parse(notice) as Notice;
  return { streamId, sequence, at: new Date(at), isLast, payload };
}
