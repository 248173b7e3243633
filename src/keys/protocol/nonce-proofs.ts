import type { KeyIdentity, KeyPublicKey } from './identity.js';
import { readState, writeState } from './key-state.js';
import type { KeyState } from './key-state.js';
import { isKeySerial, LARGEST_MESSAGE_BYTES, NONCE_BYTES } from './protocol-limits.js';
import { verifySignature } from './identity.js';
import { accepted, refused } from './verdict.js';
import type { Verdict } from './verdict.js';
import type { ByteReader } from './wire/byte-reader.js';
import type { ByteWriter } from './wire/byte-writer.js';
import { beginMessage, readMessage, signMessage } from './wire/signed-message.js';

const ATTEMPT = 'latchkey/activation-attempt';
const STATUS = 'latchkey/status';
const CODE = /^\d{8}$/;

/** One guess at the activation code of a key, together with a nonce the server has made for it and takes once. */
export interface Attempt {
  /** 32 random bytes of the server. */
  readonly nonce: Uint8Array;
  /** Eight digits. */
  readonly code: string;
}

/** The key's half of an attempt. */
export function signAttempt(key: KeyIdentity, attempt: Attempt): Uint8Array {
  const message = attemptMessage(key.serial, attempt);
  if (message === undefined) throw new RangeError('An attempt has a nonce of 32 bytes and eight digits.');
  return key.sign(message.bytes());
}

/** True when whoever makes this attempt has the key in reach. It says nothing about whether the code is right. */
export function verifyAttempt(signature: Uint8Array, key: KeyPublicKey, attempt: Attempt): boolean {
  const message = attemptMessage(key.serial, attempt);
  return message !== undefined && verifySignature(key.publicKey, message.bytes(), signature);
}

/** The key's half of a status: what it holds now, for a server that has asked with a nonce of its own. */
export function signStatus(key: KeyIdentity, nonce: Uint8Array, state: KeyState): Uint8Array {
  const message = beginMessage(STATUS).shortBytes(Buffer.from(key.serial, 'ascii')).raw(nonce);
  return signMessage(writeState(message, state), (bytes) => key.sign(bytes));
}

export type StatusRefusal =
  | 'MALFORMED'
  | 'UNSUPPORTED_VERSION'
  | 'OTHER_KEY'
  | 'BAD_SIGNATURE'
  /** It answers another question. */
  | 'OTHER_NONCE';

/**
 * What a key holds now, by its own word. It shows by itself that a key was wiped (`isWiped`), that its PIN is locked,
 * whom it obeys (`isLinkedTo`), and which passwords are in which slots. The nonce has to be one that is taken once.
 */
export function verifyStatus(
  bytes: Uint8Array,
  key: KeyPublicKey,
  nonce: Uint8Array,
): Verdict<KeyState, StatusRefusal> {
  const message = readMessage(bytes, STATUS, LARGEST_MESSAGE_BYTES, readStatus);
  if (typeof message === 'string') return refused(message);
  if (message.fields.serial !== key.serial) return refused('OTHER_KEY');
  if (!message.isSignedBy(key.publicKey)) return refused('BAD_SIGNATURE');
  if (!Buffer.from(message.fields.nonce).equals(nonce)) return refused('OTHER_NONCE');
  return accepted(message.fields.state);
}

function attemptMessage(serial: string, { nonce, code }: Attempt): ByteWriter | undefined {
  if (nonce.length !== NONCE_BYTES || !CODE.test(code)) return undefined;
  const serialBytes = Buffer.from(serial, 'ascii');
  return beginMessage(ATTEMPT).shortBytes(serialBytes).raw(nonce).raw(Buffer.from(code, 'ascii'));
}

function readStatus(reader: ByteReader): { serial: string; nonce: Uint8Array; state: KeyState } {
  const serial = reader.text(reader.shortBytes());
  const nonce = reader.raw(NONCE_BYTES);
  reader.require(isKeySerial(serial));
  return { serial, nonce, state: readState(reader) };
}
