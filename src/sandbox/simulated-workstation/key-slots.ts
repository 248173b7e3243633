import { globalId } from '../../api/relay/global-id.js';
import type { SlotName } from '../../keys/protocol/key/key-memory.js';
import type { KeySlot } from '../../generated/operations.js';
import { PowerLost } from '../simulated-key/power.js';
import { SimulatedKey, type LogOnRead } from '../simulated-key/simulated-key.js';
import { SandboxError } from '../sandbox-error.js';

/** What is typed at a simulated key unless a test says otherwise. */
export const SIMULATED_PIN = '2580';

const SLOTS: Readonly<Record<KeySlot, SlotName>> = {
  ACTIVE: 'active',
  PENDING: 'pending',
  PREVIOUS: 'previous',
};

/** The simulated keys that stick in a workstation. One that loses its power is out: it comes back by being put in again. */
export class KeySlots {
  private readonly keys = new Map<string, SimulatedKey>();

  /** @param onDark told of a key that has lost its power, after it is out */
  constructor(private readonly onDark: (serial: string) => void) {}

  /** From its file, as it was last written; or one that is open already. Answers its serial. */
  async insert(source: string | SimulatedKey): Promise<string> {
    const key = typeof source === 'string' ? await SimulatedKey.open(source) : source;
    const { serial } = key.publicKey;
    this.keys.set(serial, key);
    return serial;
  }

  remove(serial: string): void {
    this.keys.delete(serial);
  }

  has(serial: string): boolean {
    return this.keys.has(serial);
  }

  get serials(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** @throws SandboxError when this key is not in. */
  get(serial: string): SimulatedKey {
    const key = this.keys.get(serial);
    if (key === undefined) throw new SandboxError(`No key with the serial ${serial} is in this workstation.`);
    return key;
  }

  /** Where the password of an account is, named by its id, or by the serial of the key: then its first account. */
  find(accountOrSerial: string): { readonly serial: string; readonly accountId: string } | undefined {
    for (const [serial, { state }] of this.keys) {
      for (const { accountId } of state.accounts) {
        const names = [serial, accountId, globalId('DomainAccount', accountId)];
        if (names.includes(accountOrSerial)) return { serial, accountId };
      }
    }
    return undefined;
  }

  /** Hands an envelope over; answers with the acknowledgement. @throws PowerLost */
  deliver(serial: string, envelope: Uint8Array): Promise<Uint8Array> {
    return this.unlessDark(serial, (key) => key.deliver(envelope));
  }

  signAttempt(serial: string, nonce: Uint8Array, code: string): Promise<Uint8Array> {
    return this.unlessDark(serial, (key) => key.signAttempt({ nonce, code }));
  }

  signStatus(serial: string, nonce: Uint8Array): Promise<Uint8Array> {
    return this.unlessDark(serial, (key) => key.signStatus(nonce));
  }

  read(serial: string, pin: string, accountId: string, slot: KeySlot): Promise<LogOnRead> {
    return this.unlessDark(serial, (key) => key.readForLogOn(pin, accountId, SLOTS[slot]));
  }

  private async unlessDark<T>(serial: string, work: (key: SimulatedKey) => Promise<T>): Promise<T> {
    const key = this.get(serial);
    try {
      return await work(key);
    } catch (error) {
      if (error instanceof PowerLost && this.keys.get(serial) === key) {
        this.keys.delete(serial);
        this.onDark(serial);
      }
      throw error;
    }
  }
}
