import type { BindProof } from '../../directory/password-directory.js';
import type { KeyStatus, WorkstationState } from '../../generated/operations.js';
import type { KeyState } from '../../keys/protocol/key-state.js';
import type { SimulatedKey } from '../simulated-key/simulated-key.js';
import type { ApiClient } from '../api-client.js';
import { SandboxError } from '../sandbox-error.js';
import { bindAtController, controllerFor, type LogOnController } from './log-on/bind-at-controller.js';
import { CachedLogOns } from './log-on/cached-log-ons.js';
import type { CarriageHook } from './carriage.js';
import type { WorkstationEvent } from './event-outbox.js';
import { KeyCalls, type ActivationAnswer } from './key-calls.js';
import { KeySlots, SIMULATED_PIN } from './key-slots.js';
import { logOnTyped, logOnWithKey, refusedLogOn, type LogOnOutcome } from './log-on/log-on.js';
import {
  OwnPasswords,
  type OwnChangeEnd,
  type OwnChangeWishes,
  type OwnCorrection,
} from './own-passwords.js';
import { TaskCarrier } from './task-carrier.js';
import { WorkstationUnlocks } from './workstation-unlocks.js';
import { WorkstationConnection, type ConnectionOptions, type StatusEvent } from './workstation-connection.js';

export type { StatusEvent };

export interface SimulatedWorkstationOptions extends ConnectionOptions {
  /** Where people log on; may change while it runs. None: everybody logs on from the cache. */
  readonly controllers?: readonly LogOnController[] | (() => readonly LogOnController[]);
  /** What Windows keeps on its disk, of a workstation that is started again. */
  readonly cachedLogOns?: CachedLogOns;
  /** Asked wherever a message between server and key passes; everything is carried when left out. */
  readonly carriage?: CarriageHook;
}

export interface LogOnWishes {
  /** Whether a domain controller is in reach; true when left out. */
  readonly online?: boolean;
  /** What is typed at the key; the one that simulated keys are made with when left out. */
  readonly pin?: string;
}

/**
 * A client as one on a workstation would be. It registers and stays connected (`WorkstationConnection`), carries envelopes
 * between the server and the simulated keys that are in it, activates them, and logs people on with what they hold.
 */
export class SimulatedWorkstation {
  private readonly connection: WorkstationConnection;
  private readonly keys = new KeySlots((serial) => this.goDark(serial));
  /** How apps unlock it. */
  readonly unlocks: WorkstationUnlocks;
  private readonly calls: KeyCalls;
  private readonly carrier: TaskCarrier;
  private readonly own: OwnPasswords;
  private readonly cache: CachedLogOns;
  private readonly listeners = new Set<() => void>();
  /** The server hears that a key is out before it hears that it is in again. */
  private goingDark: Promise<void> = Promise.resolve();

  constructor(private readonly options: SimulatedWorkstationOptions) {
    this.cache = options.cachedLogOns ?? new CachedLogOns();
    // One that knows controllers can reach them until somebody says otherwise.
    const reach = options.controllers === undefined ? {} : { controllerInReach: true };
    this.connection = new WorkstationConnection({ ...options, ...reach }, (session, over) =>
      this.serve(session, over),
    );
    this.unlocks = new WorkstationUnlocks(this.connection);
    const carriage = options.carriage ?? (() => 'CARRY' as const);
    this.calls = new KeyCalls(this.connection, this.keys, carriage);
    this.own = new OwnPasswords(this.connection, this.keys);
    this.carrier = new TaskCarrier({
      keys: this.keys,
      calls: this.calls,
      retryMilliseconds: options.retryMilliseconds ?? 1_000,
      say: (line) => options.say?.(line),
      onCarried: () => this.tell(),
    });
  }

  /** The id the server gave it when it registered. */
  get id(): string {
    return this.connection.id;
  }

  /** What had been decided about it when it was started. */
  get stateAtStart(): WorkstationState {
    return this.connection.stateAtStart;
  }

  /** Every status it was told, in order. */
  get statuses(): readonly StatusEvent[] {
    return this.connection.statuses;
  }

  get status(): StatusEvent | undefined {
    return this.connection.status;
  }

  /** Settles when it is stopped; with the code of the refusal when it is not let in (any more). */
  get ended(): Promise<string | undefined> {
    return this.connection.ended;
  }

  /** Registers it and begins to hold its connection. Throws Refused when it may not register. */
  start(): Promise<void> {
    return this.connection.start();
  }

  stop(): Promise<void> {
    return this.connection.stop();
  }

  /** Ends it as a crash does. One that is made with the same key and the same cached log-ons is this workstation again. */
  kill(): Promise<void> {
    return this.connection.kill();
  }

  /** Loses its connection as a network that fails does. It connects again by itself. */
  cutConnection(): void {
    this.connection.cut();
  }

  /** Settles with the first status, past or to come, that fits. */
  statusThat(fits: (status: StatusEvent) => boolean): Promise<StatusEvent> {
    return this.connection.statusThat(fits);
  }

  /** Puts a simulated key in: from its file, or as it is. Answers its serial when the server knows, or is not connected. */
  async insertKey(source: string | SimulatedKey): Promise<string> {
    await this.goingDark;
    const serial = await this.keys.insert(source);
    this.carrier.forget(serial);
    this.tell();
    await this.connection.connectKey(serial);
    await this.sendStatus(serial);
    return serial;
  }

  /** Takes a key out. */
  async removeKey(serial: string): Promise<void> {
    this.keys.remove(serial);
    this.tell();
    await this.connection.removeKey(serial);
  }

  /** Says that a key is connected which is only a name here: nothing can be handed to it. */
  connectKey(serial: string): Promise<void> {
    return this.connection.connectKey(serial);
  }

  /** Types the code of a key that is in. A code that the server refuses is an answer; anything else that goes wrong throws. */
  activate(serial: string, code: string): Promise<ActivationAnswer> {
    return this.calls.activate(serial, code);
  }

  /** Somebody changes their password in the directory and on their key. Settles when that has ended. */
  changePassword(wishes: OwnChangeWishes): Promise<OwnChangeEnd> {
    return this.own.change(wishes);
  }

  /** Somebody corrects what their key has. Settles when that has ended. */
  correctKey(correction: OwnCorrection): Promise<OwnChangeEnd> {
    return this.own.correct(correction);
  }

  /** Whether a key is in that is more than a name here. */
  hasKey(serial: string): boolean {
    return this.keys.has(serial);
  }

  /** What a key that is in holds: its slots, its counters, whom it obeys. @throws SandboxError when it is not in. */
  statusOf(serial: string): KeyState {
    return this.keys.get(serial).state;
  }

  /** Settles when a key that is in, or comes in, is so. Looked at whenever it has carried something out. */
  async keyThat(serial: string, fits: (state: KeyState) => boolean): Promise<KeyState> {
    for (;;) {
      if (this.keys.has(serial) && fits(this.statusOf(serial))) return this.statusOf(serial);
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }

  /** Settles when a key is out: it was taken, or has lost its power. */
  async keyOut(serial: string): Promise<void> {
    while (this.keys.has(serial)) await new Promise<void>((resolve) => this.listeners.add(resolve));
  }

  /** Tells the server what the key says of itself. Answers the status that is wanted of the key. */
  reportKeyStatus(serial: string): Promise<KeyStatus | null> {
    return this.calls.reportStatus(serial);
  }

  /** Logs somebody on with a key that is in: named by the account's id, or by the serial of a key with one account. */
  async logOn(
    accountOrSerial: string,
    { online = true, pin = SIMULATED_PIN }: LogOnWishes = {},
  ): Promise<LogOnOutcome> {
    const found = this.keys.find(accountOrSerial);
    if (found === undefined) return refusedLogOn('NO_PASSWORD', 0);
    const { serial, accountId } = found;
    const outcome = await logOnWithKey({
      controllerInReach: online,
      read: (slot) => this.keys.read(serial, pin, accountId, slot),
      bind: async (credential) => {
        const proof = await this.bind(credential.logOnName, credential.password);
        if (proof.outcome === 'PROVED') this.cache.remember(credential);
        return proof;
      },
      pendingIsInDirectory: () => this.calls.pendingIsInDirectory(serial, accountId),
      isCached: (credential) => this.cache.has(credential),
    });
    if (this.statusOf(serial).pinLocked) await this.sendStatus(serial);
    if (outcome.loggedOn && outcome.slot !== null) {
      await this.calls.reportLogOn(serial, accountId, outcome.slot);
    }
    return outcome;
  }

  /** Logs somebody on with what they type, without a key. */
  logOnByHand(logOnName: string, password: string): Promise<LogOnOutcome> {
    return logOnTyped(() => this.bind(logOnName, password));
  }

  reachController(inReach: boolean | null): Promise<void> {
    return this.connection.reachController(inReach);
  }

  /** Reports something that happened: now, or with the next connection. */
  report(event: WorkstationEvent): Promise<void> {
    return this.connection.report(event);
  }

  private async bind(logOnName: string, password: string): Promise<BindProof> {
    const { controllers = [], facts } = this.options;
    const known = typeof controllers === 'function' ? controllers() : controllers;
    const controller = controllerFor(known, logOnName, facts.joinedDomain);
    if (controller !== undefined) return bindAtController(controller, logOnName, password);
    throw new SandboxError(`This workstation knows no controller for ${logOnName}.`);
  }

  /** What goes on as long as a connection lasts. */
  private async serve(session: ApiClient, over: AbortSignal): Promise<void> {
    const statuses = this.keys.serials.map((serial) => this.sendStatus(serial));
    await Promise.all([this.carrier.follow(session, over), ...statuses]);
  }

  /** What a key says of itself is said again with the next connection. */
  private sendStatus(serial: string): Promise<void> {
    return this.connection.unlessLost(async () => void (await this.reportKeyStatus(serial)));
  }

  /** A key without power is one that was taken out. */
  private goDark(serial: string): void {
    this.options.say?.(`${serial} has lost its power`);
    this.goingDark = this.connection.removeKey(serial);
    this.tell();
  }

  private tell(): void {
    for (const tell of this.listeners) tell();
    this.listeners.clear();
  }
}
