import { createHash } from 'node:crypto';
import { readEnvelope } from './envelope.js';
import type { KeyIdentity, KeyPublicKey, ServerPublicKey } from './identity.js';
import { isLinkedTo, readState, showsEffect, writeState } from './key-state.js';
import type { KeyState } from './key-state.js';
import { HASH_BYTES, isKeySerial, LARGEST_MESSAGE_BYTES } from './protocol-limits.js';
import { accepted, refused } from './verdict.js';
import type { Verdict } from './verdict.js';
import type { ByteReader } from './wire/byte-reader.js';
import { beginMessage, readMessage, signMessage } from './wire/signed-message.js';

const ACKNOWLEDGEMENT = 'latchkey/acknowledgement';

/** What became of an envelope at the key. Everything but DONE means that the key is as it was before. */
const OUTCOMES = [
  'DONE',
  'MALFORMED',
  'UNSUPPORTED_VERSION',
  'OTHER_KEY',
  'NOT_LINKED',
  'OTHER_SERVER',
  'BAD_SIGNATURE',
  'REPLAYED',
  'SEQUENCE_TOO_FAR',
  'ALREADY_LINKED',
  'CONTENT_UNREADABLE',
  'ACCOUNT_UNKNOWN',
  'OTHER_WRITE',
  'NO_ROOM',
  'LOCKED',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Why a key did not carry out an envelope. */
export type KeyRefusal = Exclude<Outcome, 'DONE'>;

export interface Acknowledgement {
  readonly envelopeHash: Uint8Array;
  readonly outcome: Outcome;
  /** What the key holds after this envelope. */
  readonly state: KeyState;
}

/** Why the server does not take what claims to be an acknowledgement. */
export type AcknowledgementRefusal =
  | 'MALFORMED'
  | 'UNSUPPORTED_VERSION'
  | 'OTHER_KEY'
  | 'BAD_SIGNATURE'
  /** It answers another envelope than the one it was asked about. */
  | 'OTHER_ENVELOPE'
  /** It is older than what this key has said before. */
  | 'OUT_OF_ORDER'
  /** The key has taken another server identity than ours. Nothing may be handed over to it. */
  | 'OTHER_SERVER'
  /** It says DONE, and its own state shows that it is not. */
  | 'UNTRUE_STATE';

/** What names an envelope in its acknowledgement: SHA-256 over all its bytes, the signature included. */
export function hashEnvelope(envelope: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(envelope).digest());
}

/** The key's half: only a key, or what simulates one, can make this. */
export function signAcknowledgement(key: KeyIdentity, acknowledgement: Acknowledgement): Uint8Array {
  const message = beginMessage(ACKNOWLEDGEMENT)
    .shortBytes(Buffer.from(key.serial, 'ascii'))
    .raw(acknowledgement.envelopeHash)
    .u8(OUTCOMES.indexOf(acknowledgement.outcome));
  return signMessage(writeState(message, acknowledgement.state), (bytes) => key.sign(bytes));
}

/** What an acknowledgement is judged by. */
export interface Expected {
  /** The key the envelope was for. */
  readonly key: KeyPublicKey;
  /** Our identity, which the key must have taken if it has taken any. */
  readonly server: ServerPublicKey;
  /** The bytes of the envelope, as they were sent. */
  readonly envelope: Uint8Array;
  /** The highest `lastSequence` this key has ever shown, 0 at first. What shows a lower one is out of order. */
  readonly newestSequence: bigint;
}

/**
 * Takes an acknowledgement that a workstation has brought. Accepted, it is the word of this key about this envelope;
 * with the outcome DONE, its state also shows what the envelope was to bring about. It may be refused, forged and
 * repeated at will: only `newestSequence` and the state of the task tell what was known already.
 */
export function verifyAcknowledgement(
  bytes: Uint8Array,
  expected: Expected,
): Verdict<Acknowledgement, AcknowledgementRefusal> {
  const message = readMessage(bytes, ACKNOWLEDGEMENT, LARGEST_MESSAGE_BYTES, readFields);
  if (typeof message === 'string') return refused(message);
  const { serial, ...acknowledgement } = message.fields;
  if (serial !== expected.key.serial) return refused('OTHER_KEY');
  if (!message.isSignedBy(expected.key.publicKey)) return refused('BAD_SIGNATURE');
  if (!hashEnvelope(expected.envelope).every((byte, at) => byte === acknowledgement.envelopeHash[at]))
    return refused('OTHER_ENVELOPE');
  const { outcome, state } = acknowledgement;
  if (state.lastSequence < expected.newestSequence) return refused('OUT_OF_ORDER');
  if (state.server !== null && !isLinkedTo(state, expected.server)) return refused('OTHER_SERVER');
  if (outcome === 'DONE' && !isTrue(state, expected.envelope)) return refused('UNTRUE_STATE');
  return accepted(acknowledgement);
}

function isTrue(state: KeyState, envelope: Uint8Array): boolean {
  const sent = readEnvelope(envelope);
  if (typeof sent === 'string') return false;
  return state.lastSequence === sent.fields.sequence && showsEffect(state, sent.fields);
}

function readFields(reader: ByteReader): Acknowledgement & { readonly serial: string } {
  const serial = reader.text(reader.shortBytes());
  const envelopeHash = reader.raw(HASH_BYTES);
  const outcome = OUTCOMES[reader.u8()];
  reader.require(isKeySerial(serial) && outcome !== undefined);
  return { serial, envelopeHash, outcome, state: readState(reader) };
}
