import type { ServerIdentity } from './identity.js';
import {
  isKeySerial,
  LARGEST_MESSAGE_BYTES,
  SEALED_CREDENTIAL_BYTES,
  SEALED_LINK_BYTES,
} from './protocol-limits.js';
import type { ByteReader } from './wire/byte-reader.js';
import { beginMessage, readMessage, signMessage } from './wire/signed-message.js';
import type { ReadMessage } from './wire/signed-message.js';

const ENVELOPE = 'latchkey/envelope';

/** The number of each kind, and what else the kind settles: the slot it concerns and how long its content is. */
const KINDS = {
  LINK: { code: 1, slot: 0, account: false, write: false, sealed: SEALED_LINK_BYTES },
  WRITE_PENDING: { code: 2, slot: 2, account: true, write: false, sealed: SEALED_CREDENTIAL_BYTES },
  COMMIT: { code: 3, slot: 2, account: true, write: true, sealed: 0 },
  DISCARD: { code: 4, slot: 2, account: true, write: true, sealed: 0 },
  FORGET_ACCOUNT: { code: 5, slot: 0, account: true, write: false, sealed: 0 },
  LOCK: { code: 6, slot: 0, account: false, write: false, sealed: 0 },
  WIPE: { code: 7, slot: 0, account: false, write: false, sealed: 0 },
  RENEW_CACHED_LOGON: { code: 8, slot: 1, account: true, write: false, sealed: 0 },
} as const;

export type InstructionKind = keyof typeof KINDS;

/**
 * What a key is told to do. `sealed` comes from `sealLink` or `sealCredential`. `write` names a password by the
 * sequence number of the WRITE_PENDING that brought it.
 */
export type Instruction =
  | { readonly kind: 'LINK'; readonly sealed: Uint8Array }
  | { readonly kind: 'WRITE_PENDING'; readonly accountId: string; readonly sealed: Uint8Array }
  | { readonly kind: 'COMMIT' | 'DISCARD'; readonly accountId: string; readonly write: bigint }
  | { readonly kind: 'FORGET_ACCOUNT' | 'RENEW_CACHED_LOGON'; readonly accountId: string }
  | { readonly kind: 'LOCK' | 'WIPE' };

export interface Envelope {
  readonly serial: string;
  readonly taskId: string;
  /** Larger than that of any envelope this key was ever sent before, and never used again. */
  readonly sequence: bigint;
  readonly instruction: Instruction;
}

/** An envelope as it was received: it also says which server identity claims to have sent it. */
export interface ReceivedEnvelope extends Envelope {
  readonly serverVersion: number;
}

/**
 * The bytes of an envelope. The same envelope always has the same bytes.
 * @throws RangeError when a field cannot be written.
 */
export function signEnvelope(server: ServerIdentity, envelope: Envelope): Uint8Array {
  const { serial, taskId, sequence, instruction } = envelope;
  const kind = KINDS[instruction.kind];
  const sealed = 'sealed' in instruction ? instruction.sealed : new Uint8Array();
  const write = 'write' in instruction ? instruction.write : 0n;
  const fits =
    sealed.length === kind.sealed && sequence > 0n && write < sequence && kind.write === write > 0n;
  if (!fits || !isKeySerial(serial)) throw new RangeError('This is no envelope for a key.');
  const message = beginMessage(ENVELOPE)
    .u32(server.version)
    .shortBytes(Buffer.from(serial, 'ascii'))
    .uuid(taskId)
    .u8(kind.code)
    .uuid('accountId' in instruction ? instruction.accountId : null)
    .u8(kind.slot)
    .u64(sequence)
    .u64(write)
    .longBytes(sealed);
  return signMessage(message, (bytes) => server.sign(bytes));
}

/** Takes an envelope apart without believing it. */
export function readEnvelope(
  bytes: Uint8Array,
): ReadMessage<ReceivedEnvelope> | 'MALFORMED' | 'UNSUPPORTED_VERSION' {
  return readMessage(bytes, ENVELOPE, LARGEST_MESSAGE_BYTES, readFields);
}

function readFields(reader: ByteReader): ReceivedEnvelope {
  const serverVersion = reader.u32();
  const serial = reader.text(reader.shortBytes());
  const taskId = reader.uuid();
  const code = reader.u8();
  const accountId = reader.uuid();
  const slot = reader.u8();
  const sequence = reader.u64();
  const write = reader.u64();
  const sealed = reader.longBytes();
  reader.require(serverVersion > 0 && isKeySerial(serial) && taskId !== null && sequence > 0n);
  const kind = Object.keys(KINDS).find((name): name is InstructionKind => codeOf(name) === code);
  reader.require(kind !== undefined);
  const fixed = KINDS[kind];
  reader.require(slot === fixed.slot && sealed.length === fixed.sealed);
  reader.require(fixed.account === (accountId !== null) && fixed.write === write > 0n && write < sequence);
  return {
    serverVersion,
    serial,
    taskId,
    sequence,
    instruction: instructionOf(kind, { accountId: accountId ?? '', write, sealed }),
  };
}

function codeOf(name: string): number | undefined {
  return name in KINDS ? KINDS[name as InstructionKind].code : undefined;
}

function instructionOf(
  kind: InstructionKind,
  { accountId, write, sealed }: { accountId: string; write: bigint; sealed: Uint8Array },
): Instruction {
  switch (kind) {
    case 'LINK':
      return { kind, sealed };
    case 'WRITE_PENDING':
      return { kind, accountId, sealed };
    case 'COMMIT':
    case 'DISCARD':
      return { kind, accountId, write };
    case 'FORGET_ACCOUNT':
    case 'RENEW_CACHED_LOGON':
      return { kind, accountId };
    case 'LOCK':
    case 'WIPE':
      return { kind };
  }
}
