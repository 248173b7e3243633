import { randomUUID } from 'node:crypto';
import { signEnvelope } from '../../keys/protocol/envelope.js';
import type { Instruction } from '../../keys/protocol/envelope.js';
import { keyIdentityFromSeed, serverIdentityFromSeed } from '../../keys/protocol/identity.js';
import type { ServerIdentity } from '../../keys/protocol/identity.js';
import { EMPTY_MEMORY } from '../../keys/protocol/key/key-memory.js';
import type { KeyMemory } from '../../keys/protocol/key/key-memory.js';
import { receiveEnvelope } from '../../keys/protocol/key/receive-envelope.js';
import type { Received } from '../../keys/protocol/key/receive-envelope.js';
import { sealCredential, sealLink } from '../../keys/protocol/sealed-content.js';

const seed = (first: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => (first + at) & 0xff);

export const SERVER = serverIdentityFromSeed(seed(0), 1);
export const OTHER_SERVER = serverIdentityFromSeed(seed(64), 1);
export const KEY = keyIdentityFromSeed(seed(128), 'LK-0001');
export const OTHER_KEY = keyIdentityFromSeed(seed(192), 'LK-0002');
export const NORTH = '0b6f2f0e-1111-4222-8333-000000000001';
export const SOUTH = '0b6f2f0e-1111-4222-8333-000000000002';

/** The envelope number `sequence` of `server` for the key of these tests. */
export function envelope(
  sequence: number | bigint,
  instruction: Instruction,
  { server = SERVER, serial = KEY.serial }: { server?: ServerIdentity; serial?: string } = {},
): Uint8Array {
  return signEnvelope(server, { serial, taskId: randomUUID(), sequence: BigInt(sequence), instruction });
}

export const link = (server = SERVER): Instruction => ({ kind: 'LINK', sealed: sealLink(KEY, server) });

export function write(accountId: string, password: string): Instruction {
  const sealed = sealCredential(KEY, { accountId, logOnName: 'NORTH\\ada', password });
  return { kind: 'WRITE_PENDING', accountId, sealed };
}

export const commit = (accountId: string, number: number): Instruction => ({
  kind: 'COMMIT',
  accountId,
  write: BigInt(number),
});

export const discard = (accountId: string, number: number): Instruction => ({
  kind: 'DISCARD',
  accountId,
  write: BigInt(number),
});

/** What the key of these tests does with envelopes that come one after the other. */
export function receiveAll(envelopes: readonly Uint8Array[], memory: KeyMemory = EMPTY_MEMORY): Received[] {
  let now = memory;
  return envelopes.map((bytes) => {
    const received = receiveEnvelope(KEY, now, bytes);
    now = received.memory;
    return received;
  });
}

/** The memory of a key after these envelopes, each of which it must carry out. */
export function memoryAfter(envelopes: readonly Uint8Array[], memory: KeyMemory = EMPTY_MEMORY): KeyMemory {
  const received = receiveAll(envelopes, memory);
  const failed = received.find(({ outcome }) => outcome !== 'DONE');
  if (failed) throw new Error(`An envelope was not carried out: ${failed.outcome}`);
  return received.at(-1)?.memory ?? memory;
}

/** A key linked to us by envelope 1, with a committed password for NORTH that envelope 2 brought. */
export const ACTIVATED: readonly Uint8Array[] = [
  envelope(1, link()),
  envelope(2, write(NORTH, 'First-Passw0rd-1')),
  envelope(3, commit(NORTH, 2)),
];
