import { randomBytes } from 'node:crypto';
import { keyIdentityFromSeed } from '../../keys/protocol/identity.js';
import type { KeyIdentity, KeyPublicKey } from '../../keys/protocol/identity.js';
import { EMPTY_MEMORY, readSlot, stateOf, wipedMemory } from '../../keys/protocol/key/key-memory.js';
import type { KeyMemory, SlotName } from '../../keys/protocol/key/key-memory.js';
import { receiveEnvelope } from '../../keys/protocol/key/receive-envelope.js';
import type { KeyState } from '../../keys/protocol/key-state.js';
import { signAttempt, signStatus } from '../../keys/protocol/nonce-proofs.js';
import type { Attempt } from '../../keys/protocol/nonce-proofs.js';
import type { Credential } from '../../keys/protocol/sealed-content.js';
import type { KeyContents } from './key-contents.js';
import { keyFile } from './key-file.js';
import type { KeyFile } from './key-file.js';
import type { PowerCut } from './power.js';

export const PIN_ATTEMPTS = 5;

export interface NewKey {
  readonly serial: string;
  readonly pin: string;
  /** 32 bytes; random ones when left out. */
  readonly seed?: Uint8Array;
}

/** What came of asking a simulated key for a password. */
export type LogOnRead =
  | { readonly outcome: 'READ'; readonly credential: Credential }
  | { readonly outcome: 'WRONG_PIN'; readonly attemptsLeft: number }
  /** It is locked, by the server or by its PIN, and asks for no PIN. */
  | { readonly outcome: 'LOCKED' }
  | { readonly outcome: 'EMPTY_SLOT' };

/**
 * A hardware key for tests and simulations, which lives in a file. It follows the same rules as docs/key-protocol.md
 * gives to firmware. It does one thing after another; whatever it answers, it has written before. After `PowerLost` it
 * is dark: open the file again.
 */
export class SimulatedKey {
  private queue: Promise<unknown> = Promise.resolve();
  private dark: unknown;

  private constructor(
    private readonly file: KeyFile,
    private readonly identity: KeyIdentity,
    private kept: KeyContents,
  ) {}

  /** Makes a key that belongs to nobody, in a file of its own. */
  static async create(path: string, { serial, pin, seed = randomBytes(32) }: NewKey): Promise<SimulatedKey> {
    // Refuses what is no seed or no serial before there is a file of it.
    keyIdentityFromSeed(seed, serial);
    const made = { serial, seed: new Uint8Array(seed), pin };
    await keyFile(path).write({ ...made, pinAttemptsLeft: PIN_ATTEMPTS, memory: EMPTY_MEMORY });
    return SimulatedKey.open(path);
  }

  /** The key as it is in its file. `cut` is asked whenever it writes. @throws SandboxError when there is none. */
  static async open(path: string, cut?: PowerCut): Promise<SimulatedKey> {
    const file = keyFile(path, cut);
    const kept = await file.read();
    return new SimulatedKey(file, keyIdentityFromSeed(kept.seed, kept.serial), kept);
  }

  get publicKey(): KeyPublicKey {
    return { serial: this.identity.serial, publicKey: this.identity.publicKey };
  }

  /** What the key would say of itself. */
  get state(): KeyState {
    return stateOf(this.kept.memory);
  }

  /** Takes an envelope and answers with the acknowledgement. */
  deliver(envelope: Uint8Array): Promise<Uint8Array> {
    return this.oneAtATime(async () => {
      const { memory, acknowledgement } = receiveEnvelope(this.identity, this.kept.memory, envelope);
      await this.keepMemory(memory);
      return acknowledgement;
    });
  }

  signAttempt(attempt: Attempt): Promise<Uint8Array> {
    return this.oneAtATime(async () => signAttempt(this.identity, attempt));
  }

  signStatus(nonce: Uint8Array): Promise<Uint8Array> {
    return this.oneAtATime(async () => signStatus(this.identity, nonce, this.state));
  }

  /** Gives a password away for a log-on, for the right PIN. Five wrong ones in a row lock the key. */
  readForLogOn(pin: string, accountId: string, slot: SlotName): Promise<LogOnRead> {
    return this.oneAtATime(async () => {
      const { memory, pinAttemptsLeft } = this.kept;
      if (memory.locked || memory.pinLocked) return { outcome: 'LOCKED' };
      // Counted before it is looked at, so that cutting the power gives no further attempt.
      const attemptsLeft = pinAttemptsLeft - 1;
      const pinLocked = attemptsLeft === 0;
      await this.keep({ ...this.kept, pinAttemptsLeft: attemptsLeft, memory: { ...memory, pinLocked } });
      if (pin !== this.kept.pin) return { outcome: 'WRONG_PIN', attemptsLeft };
      await this.keep({ ...this.kept, pinAttemptsLeft: PIN_ATTEMPTS, memory });
      const credential = readSlot(memory, accountId, slot);
      return credential === undefined ? { outcome: 'EMPTY_SLOT' } : { outcome: 'READ', credential };
    });
  }

  /** The reset that whoever holds the key can do by hand: it forgets everything, and is not linked any more. */
  reset(): Promise<void> {
    return this.oneAtATime(() => this.keepMemory(wipedMemory(this.kept.memory)));
  }

  private async keepMemory(memory: KeyMemory): Promise<void> {
    if (memory === this.kept.memory) return;
    // A lock that was lifted gives all attempts back; so does a wipe, after which there is nothing to guess for.
    const unlocked = !memory.pinLocked && (this.kept.memory.pinLocked || memory.server === null);
    const pinAttemptsLeft = unlocked ? PIN_ATTEMPTS : this.kept.pinAttemptsLeft;
    await this.keep({ ...this.kept, pinAttemptsLeft, memory });
  }

  private async keep(kept: KeyContents): Promise<void> {
    try {
      await this.file.write(kept);
    } catch (error) {
      this.dark = error;
      throw error;
    }
    this.kept = kept;
  }

  private oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(() => {
      if (this.dark !== undefined) throw this.dark;
      return work();
    });
    this.queue = result.catch(() => undefined);
    return result;
  }
}
