import { randomBytes } from 'node:crypto';
import { keyIdentityFromSeed, type KeyIdentity } from '../../src/keys/protocol/identity.js';
import { EMPTY_MEMORY, type KeyMemory } from '../../src/keys/protocol/key/key-memory.js';
import { receiveEnvelope } from '../../src/keys/protocol/key/receive-envelope.js';
import { signAttempt } from '../../src/keys/protocol/nonce-proofs.js';
import { clock, type Span } from './spans.js';

/**
 * A security key that follows the protocol and keeps nothing on a disk, which would be busy with it. It notes when it
 * worked: that time is not the server's.
 */
export class MemoryKey {
  readonly busy: Span[] = [];
  private readonly identity: KeyIdentity;
  private memory: KeyMemory;

  /** @param server whom it obeys, where it was linked before */
  constructor(
    readonly serial: string,
    server: KeyMemory['server'] = null,
  ) {
    this.identity = keyIdentityFromSeed(randomBytes(32), serial);
    this.memory = { ...EMPTY_MEMORY, server };
  }

  /** As it is imported. */
  get publicKey(): string {
    return Buffer.from(this.identity.publicKey).toString('base64');
  }

  signAttempt(nonce: Uint8Array, code: string): string {
    return this.timed(() => signAttempt(this.identity, { nonce, code }));
  }

  deliver(envelope: string): string {
    return this.timed(() => {
      const received = receiveEnvelope(this.identity, this.memory, Buffer.from(envelope, 'base64'));
      this.memory = received.memory;
      return received.acknowledgement;
    });
  }

  private timed(work: () => Uint8Array): string {
    const from = clock();
    const bytes = work();
    this.busy.push({ from, to: clock() });
    return Buffer.from(bytes).toString('base64');
  }
}
