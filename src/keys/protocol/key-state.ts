import type { ServerPublicKey } from './identity.js';
import type { Envelope } from './envelope.js';
import { MOST_ACCOUNTS, PUBLIC_KEY_BYTES } from './protocol-limits.js';
import type { ByteReader } from './wire/byte-reader.js';
import type { ByteWriter } from './wire/byte-writer.js';

const LINKED = 1;
const LOCKED = 2;
const PIN_LOCKED = 4;

/** Which password each slot of one account holds: the sequence number of the WRITE_PENDING that brought it, or null. */
export interface AccountSlots {
  readonly accountId: string;
  readonly active: bigint | null;
  readonly pending: bigint | null;
  readonly previous: bigint | null;
}

/** What a key says of itself under its signature. Nothing in it is secret. */
export interface KeyState {
  /** Whom it obeys; null before it is linked and after it was wiped. */
  readonly server: ServerPublicKey | null;
  /** Told to lock itself, until it is linked anew. */
  readonly locked: boolean;
  /** The PIN was wrong too often. */
  readonly pinLocked: boolean;
  /** The sequence number of the last envelope it carried out. It never becomes lower, a wipe included. */
  readonly lastSequence: bigint;
  /** In the order of their ids; each has at least one slot filled. */
  readonly accounts: readonly AccountSlots[];
}

/** True when a key has taken exactly this server identity. */
export function isLinkedTo(state: KeyState, server: ServerPublicKey): boolean {
  return state.server !== null && isSameServer(state.server, server);
}

/** True when a key holds nothing and obeys nobody: what a wipe leaves. */
export function isWiped(state: KeyState): boolean {
  return state.server === null;
}

export function isSameServer(one: ServerPublicKey, other: ServerPublicKey): boolean {
  return one.version === other.version && Buffer.from(one.publicKey).equals(other.publicKey);
}

/**
 * True when a state shows what an envelope was to bring about. It settles whether an envelope was carried out whose
 * acknowledgement is lost, as long as none with a higher number concerns the same thing.
 */
export function showsEffect(state: KeyState, { sequence, instruction }: Envelope): boolean {
  const slots =
    'accountId' in instruction
      ? state.accounts.find(({ accountId }) => accountId === instruction.accountId.toLowerCase())
      : undefined;
  switch (instruction.kind) {
    case 'LINK':
      return state.server !== null && !state.locked && !state.pinLocked;
    case 'WRITE_PENDING':
      return slots?.pending === sequence;
    case 'COMMIT':
      return slots?.active === instruction.write;
    case 'DISCARD':
      return slots?.pending !== instruction.write && slots?.active !== instruction.write;
    case 'FORGET_ACCOUNT':
      return slots === undefined;
    case 'LOCK':
      return state.locked;
    case 'WIPE':
      return isWiped(state);
    case 'RENEW_CACHED_LOGON':
      return slots !== undefined && slots.active !== null && !state.locked;
  }
}

export function writeState(writer: ByteWriter, state: KeyState): ByteWriter {
  const flags =
    (state.server ? LINKED : 0) | (state.locked ? LOCKED : 0) | (state.pinLocked ? PIN_LOCKED : 0);
  writer
    .u8(flags)
    .u32(state.server?.version ?? 0)
    .raw(state.server?.publicKey ?? new Uint8Array(PUBLIC_KEY_BYTES))
    .u64(state.lastSequence)
    .u8(state.accounts.length);
  for (const { accountId, active, pending, previous } of state.accounts)
    writer
      .uuid(accountId)
      .u64(active ?? 0n)
      .u64(pending ?? 0n)
      .u64(previous ?? 0n);
  return writer;
}

/** Reads only what `writeState` writes: one state has one form. */
export function readState(reader: ByteReader): KeyState {
  const flags = reader.u8();
  const version = reader.u32();
  const publicKey = reader.raw(PUBLIC_KEY_BYTES);
  const lastSequence = reader.u64();
  const count = reader.u8();
  reader.require(flags <= (LINKED | LOCKED | PIN_LOCKED) && count <= MOST_ACCOUNTS);
  const accounts = Array.from({ length: count }, () => readSlots(reader, lastSequence));
  reader.require(
    accounts.every(({ accountId }, at) => at === 0 || (accounts[at - 1]?.accountId ?? '') < accountId),
  );
  const linked = (flags & LINKED) !== 0;
  const locked = (flags & LOCKED) !== 0;
  reader.require(linked === version > 0);
  reader.require(linked || (!locked && count === 0 && publicKey.every((byte) => byte === 0)));
  const server = linked ? { version, publicKey } : null;
  return { server, locked, pinLocked: (flags & PIN_LOCKED) !== 0, lastSequence, accounts };
}

function readSlots(reader: ByteReader, lastSequence: bigint): AccountSlots {
  const accountId = reader.uuid();
  const [active, pending, previous] = [reader.u64(), reader.u64(), reader.u64()];
  const filled = [active, pending, previous].filter((write) => write > 0n);
  reader.require(accountId !== null && filled.length > 0 && new Set(filled).size === filled.length);
  reader.require(filled.every((write) => write <= lastSequence));
  return { accountId, active: active || null, pending: pending || null, previous: previous || null };
}
