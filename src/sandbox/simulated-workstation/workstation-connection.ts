import { setTimeout as delay } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { RegistrationFacts } from '../../domain/workstation/signed-messages.js';
import {
  ReportPresenceDocument,
  ReportWorkstationEventsDocument,
  WorkstationStatusDocument,
  type WorkstationEventInput,
  type WorkstationState,
  type WorkstationStatusSubscription,
} from '../../generated/operations.js';
import { ApiClient } from '../api-client.js';
import { EventOutbox, type WorkstationEvent } from './event-outbox.js';
import { done, openSession, Refused, register } from './workstation-calls.js';
import { wordsOf } from './words-of.js';
import type { WorkstationKey } from './workstation-key.js';

export type StatusEvent = WorkstationStatusSubscription['workstationStatus'];

export interface ConnectionOptions {
  /** Of the server; may change while it runs, as an address that is balanced does. */
  readonly url: string | (() => string);
  readonly key: WorkstationKey;
  readonly facts: RegistrationFacts;
  readonly enrolmentToken?: string;
  /** Told of each status and of everything that goes wrong. */
  readonly say?: (line: string) => void;
  /** How long it waits before it connects again: so long at first, then longer. */
  readonly retryMilliseconds?: number;
}

/** Goes on beside a connection of an approved workstation, until `over` says that the connection is lost. */
export type WhileConnected = (session: ApiClient, over: AbortSignal) => Promise<void>;

const LONGEST_RETRY = 30_000;
const PRESENCE_RETRY = 100;
/** Refusals after which trying again is no use. */
const FINAL = ['NOT_FOUND', 'WORKSTATION_REFUSED', 'SIGNATURE_INVALID'];

/**
 * Holds a workstation's connection: registers it, proves its key, keeps a WebSocket open, says what is connected, reports what
 * happens, connects again when the connection is lost, and stops when it is let in no more.
 */
export class WorkstationConnection {
  /** Every status it was told, in order. */
  readonly statuses: StatusEvent[] = [];
  /** Settles when it is stopped; with the code of the refusal when it is not let in (any more). */
  ended: Promise<string | undefined> = Promise.resolve(undefined);
  id = '';
  /** What had been decided about it when it was started. */
  stateAtStart: WorkstationState = 'PENDING';
  private controllerInReach: boolean | null = null;
  private readonly keys = new Set<string>();
  private readonly stopping = new AbortController();
  private readonly outbox = new EventOutbox((events) => this.sendEvents([...events]));
  private readonly listeners = new Set<() => void>();
  private session: ApiClient | undefined;
  /** Begins what goes on beside the present connection, once. */
  private beginWork: (() => void) | undefined;
  private presenceIsDue = false;
  private sendingPresence: Promise<void> | undefined;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly whileConnected: WhileConnected,
  ) {}

  /** Registers it and begins to hold its connection. Throws Refused when it may not register. */
  async start(): Promise<void> {
    const { key, facts, enrolmentToken } = this.options;
    ({ id: this.id, state: this.stateAtStart } = await register(this.client(), key, facts, enrolmentToken));
    this.ended = this.keepConnected();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.session?.close();
    await this.ended;
  }

  /** Ends it as a crash does: nobody says goodbye. */
  async kill(): Promise<void> {
    this.stopping.abort();
    this.cut();
    await this.ended;
  }

  get status(): StatusEvent | undefined {
    return this.statuses.at(-1);
  }

  /** Settles with the first status, past or to come, that fits. */
  async statusThat(fits: (status: StatusEvent) => boolean): Promise<StatusEvent> {
    for (;;) {
      const found = this.statuses.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }

  async connectKey(serial: string): Promise<void> {
    this.keys.add(serial);
    await this.report({ kind: 'KEY_IN', keySerial: serial });
    await this.sendPresence();
  }

  async removeKey(serial: string): Promise<void> {
    this.keys.delete(serial);
    await this.report({ kind: 'KEY_OUT', keySerial: serial });
    await this.sendPresence();
  }

  async reachController(inReach: boolean | null): Promise<void> {
    this.controllerInReach = inReach;
    await this.sendPresence();
  }

  /** Reports something that happened: now, or with the next connection. */
  async report(event: WorkstationEvent): Promise<void> {
    this.outbox.add(event);
    await this.unlessLost(() => this.outbox.flush());
  }

  /** Loses the connection without a goodbye. It comes back by itself. */
  cut(): void {
    this.session?.cut();
  }

  private get presence() {
    return { controllerInReach: this.controllerInReach, connectedKeys: [...this.keys] };
  }

  private client(token?: string): ApiClient {
    const { url } = this.options;
    return new ApiClient({
      url: typeof url === 'string' ? url : url(),
      ...(token === undefined ? {} : { token }),
    });
  }

  private async keepConnected(): Promise<string | undefined> {
    let wait = this.options.retryMilliseconds ?? 1_000;
    const first = wait;
    while (!this.stopping.signal.aborted) {
      const before = this.statuses.length;
      try {
        await this.connectOnce();
      } catch (error) {
        if (error instanceof Refused && FINAL.includes(error.code)) {
          this.say(`${error.code}: ${error.message}`);
          return error.code;
        }
        this.say(`the connection is lost (${wordsOf(error)}); connecting again`);
      }
      wait = this.statuses.length > before ? first : Math.min(wait * 2, LONGEST_RETRY);
      await delay(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    return undefined;
  }

  /** One session and one WebSocket, until it ends. */
  private async connectOnce(): Promise<void> {
    const { key, facts } = this.options;
    const session = this.client(await openSession(this.client(), key, this.id, facts));
    const presence = this.presence;
    const after = this.status?.sequence ?? 0;
    const over = new AbortController();
    let work: Promise<void> | undefined;
    this.beginWork = () => (work ??= this.unlessLost(() => this.whileConnected(session, over.signal)));
    try {
      this.session = session;
      if (this.stopping.signal.aborted) return;
      this.say('connected');
      const statuses = session.subscribe(WorkstationStatusDocument, { after, presence });
      if (this.status?.state === 'APPROVED') this.goToWork();
      for await (const { workstationStatus } of statuses) this.hear(workstationStatus);
    } finally {
      this.session = undefined;
      this.beginWork = undefined;
      over.abort();
      await session.close();
      await work;
    }
  }

  private goToWork(): void {
    void this.unlessLost(() => this.outbox.flush());
    this.beginWork?.();
  }

  private hear(status: StatusEvent): void {
    this.statuses.push(status);
    this.say(`${status.state}${status.locked ? ', LOCKED by the alarm' : ''}`);
    for (const tell of this.listeners) tell();
    this.listeners.clear();
    if (status.state !== 'APPROVED') return;
    this.goToWork();
    // What has changed since the subscription was opened.
    void this.sendPresence();
  }

  private async sendEvents(events: WorkstationEventInput[]): Promise<void> {
    const { reportWorkstationEvents } = await this.ask(ReportWorkstationEventsDocument, {
      input: { events },
    });
    done(reportWorkstationEvents);
  }

  /**
   * Says what is connected, and again when it has changed meanwhile: one at a time, or an older report could come last.
   * Without a connection it goes with the next one.
   */
  private sendPresence(): Promise<void> {
    this.presenceIsDue = true;
    this.sendingPresence ??= this.sendDuePresence().finally(() => (this.sendingPresence = undefined));
    return this.sendingPresence;
  }

  private async sendDuePresence(): Promise<void> {
    while (this.presenceIsDue && this.session !== undefined) {
      this.presenceIsDue = false;
      await this.unlessLost(async () => {
        if (await this.saidPresence()) return;
        this.presenceIsDue = true;
        await delay(PRESENCE_RETRY, undefined, { signal: this.stopping.signal });
      });
    }
  }

  /** False while the server has not begun with the subscription yet. */
  private async saidPresence(): Promise<boolean> {
    try {
      const { reportPresence } = await this.ask(ReportPresenceDocument, { input: this.presence });
      done(reportPresence);
      return true;
    } catch (error) {
      if (error instanceof Refused && error.code === 'WRONG_STATE') return false;
      throw error;
    }
  }

  /** Asks over the WebSocket that is open. */
  async ask<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: NoInfer<Variables>,
  ): Promise<Data> {
    if (this.session === undefined) throw new Error('not connected');
    for await (const data of this.session.subscribe(document, variables)) return data;
    throw new Error('no answer');
  }

  /** Follows a subscription over the WebSocket that is open, for as long as that is. */
  follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: NoInfer<Variables>,
  ): AsyncGenerator<Data, void> {
    if (this.session === undefined) throw new Error('not connected');
    return this.session.subscribe(document, variables);
  }

  /** What could not be said is said again with the next connection, or when something else is. */
  async unlessLost(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.say(`not reported yet: ${wordsOf(error)}`);
    }
  }

  private say(line: string): void {
    this.options.say?.(line);
  }
}
