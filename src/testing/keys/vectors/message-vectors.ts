import {
  hashEnvelope,
  signAcknowledgement,
  verifyAcknowledgement,
} from '../../../keys/protocol/acknowledgement.js';
import type { Expected } from '../../../keys/protocol/acknowledgement.js';
import { readEnvelope } from '../../../keys/protocol/envelope.js';
import { EMPTY_MEMORY, stateOf } from '../../../keys/protocol/key/key-memory.js';
import { receiveEnvelope } from '../../../keys/protocol/key/receive-envelope.js';
import type { KeyState } from '../../../keys/protocol/key-state.js';
import { signAttempt, signStatus, verifyAttempt, verifyStatus } from '../../../keys/protocol/nonce-proofs.js';
import { ACTIVATED, link, sent, settle, write } from './delivery-vectors.js';
import { FOREIGN_SERVER, hex, KEY, NEWER_SERVER, NORTH, OTHER_KEY, SERVER, SOUTH } from './vector-cast.js';

const nonce: Uint8Array = Uint8Array.from({ length: 32 }, (_, at) => 255 - at);
const flip = (bytes: Uint8Array, back: number): Uint8Array =>
  bytes.map((byte, at) => (at === bytes.length - back ? byte ^ 1 : byte));
const otherVersion = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, at) => (at === Buffer.from(bytes).indexOf(0) + 1 ? 2 : byte));

/** The state of the key of the vectors after these envelopes. */
function stateAfter(envelopes: readonly Uint8Array[]): KeyState {
  const memory = envelopes.reduce((now, bytes) => receiveEnvelope(KEY, now, bytes).memory, EMPTY_MEMORY);
  return stateOf(memory);
}

/** One envelope of each kind, field by field. */
export function envelopeVectors(): unknown[] {
  const envelopes = [
    sent(1, link()),
    sent(2, write(NORTH, 'First-Passw0rd-1')),
    sent(3, settle('COMMIT', NORTH, 2)),
    sent(4, settle('DISCARD', SOUTH, 1)),
    sent(5, { kind: 'FORGET_ACCOUNT', accountId: SOUTH }),
    sent(6, { kind: 'LOCK' }),
    sent((1n << 64n) - 1n, { kind: 'WIPE' }, { server: NEWER_SERVER, serial: OTHER_KEY.serial }),
    sent(8, { kind: 'RENEW_CACHED_LOGON', accountId: NORTH }),
  ];
  return envelopes.map((bytes) => {
    const message = readEnvelope(bytes);
    if (typeof message === 'string') throw new Error(`A vector is no envelope: ${message}.`);
    const { instruction, serverVersion, serial, taskId, sequence } = message.fields;
    return {
      kind: instruction.kind,
      server: serverVersion === 1 ? 'server' : 'newerServer',
      serial,
      taskId,
      accountId: 'accountId' in instruction ? instruction.accountId : null,
      sequence: String(sequence),
      write: 'write' in instruction ? String(instruction.write) : '0',
      sealed: 'sealed' in instruction ? hex(instruction.sealed) : '',
      bytes: hex(bytes),
    };
  });
}

/** What a server gets for an acknowledgement, and what it says to it. */
export function acknowledgementVectors(): unknown[] {
  const envelope = sent(4, write(NORTH, 'Second-Passw0rd-2'));
  const state = stateAfter([...ACTIVATED, envelope]);
  const envelopeHash = hashEnvelope(envelope);
  const signed = (change: Partial<KeyState>, key = KEY): Uint8Array =>
    signAcknowledgement(key, { envelopeHash, outcome: 'DONE', state: { ...state, ...change } });
  const done = signed({});
  const [north] = state.accounts;
  if (north === undefined) throw new Error('The vectors have lost their account.');
  const verdict = (name: string, bytes: Uint8Array, change: Partial<Expected> = {}): unknown =>
    judged(name, bytes, { key: KEY, server: SERVER, envelope, newestSequence: 3n, ...change });
  const refusal = { envelopeHash, outcome: 'REPLAYED', state } as const;
  const later = sent(5, { kind: 'LOCK' });
  return [
    verdict('done', done),
    verdict('done, heard again', done, { newestSequence: 4n }),
    verdict('a refusal', signAcknowledgement(KEY, refusal), { newestSequence: 4n }),
    verdict('a bit of the signature changed', flip(done, 1)),
    verdict('a bit of a slot changed', flip(done, 73)),
    verdict('cut short', done.subarray(0, -1)),
    verdict('a byte too many', new Uint8Array([...done, 0])),
    verdict('the envelope itself', envelope),
    verdict('another protocol version', otherVersion(done)),
    verdict('of another key', signed({}, OTHER_KEY)),
    verdict('of another key under this serial', signed({}, { ...OTHER_KEY, serial: KEY.serial })),
    verdict('of another envelope', done, { envelope: later }),
    verdict('out of order', done, { newestSequence: 5n }),
    verdict('linked by another server', signed({ server: FOREIGN_SERVER })),
    verdict('linked to another version', signed({ server: { ...SERVER, version: 2 } })),
    verdict('done, and the slot does not show it', signed({ accounts: [{ ...north, pending: 3n }] })),
    verdict('done, and the number does not show it', signed({ lastSequence: 5n })),
    verdict('done, and wiped', signed({ server: null, accounts: [] })),
    verdict('one account twice', signed({ accounts: [north, north] })),
    verdict('one password in two slots', signed({ accounts: [{ ...north, previous: 4n }] })),
    verdict('a password newer than the state', signed({ accounts: [{ ...north, previous: 5n }] })),
    verdict(
      'an account with nothing in it',
      signed({ accounts: [{ ...north, active: null, pending: null }] }),
    ),
    verdict('accounts out of order', signed({ accounts: [north, { ...north, accountId: SOUTH }] })),
    verdict('not linked and locked', signed({ server: null, accounts: [], locked: true })),
  ];
}

function judged(name: string, bytes: Uint8Array, expected: Expected): unknown {
  const verdict = verifyAcknowledgement(bytes, expected);
  const { envelope, newestSequence } = expected;
  return {
    name,
    acknowledgement: hex(bytes),
    envelope: hex(envelope),
    newestSequence: String(newestSequence),
    verdict: verdict.ok ? 'ACCEPTED' : verdict.refusal,
    outcome: verdict.ok ? verdict.value.outcome : null,
    state: verdict.ok ? printState(verdict.value.state) : null,
  };
}

/** Guesses, good and not. */
export function attemptVectors(): unknown[] {
  const signature = signAttempt(KEY, { nonce, code: '04815162' });
  const one = (name: string, code: string, bytes: Uint8Array, asked = nonce): unknown => ({
    name,
    serial: KEY.serial,
    nonce: hex(asked),
    code,
    signature: hex(bytes),
    good: verifyAttempt(bytes, KEY, { nonce: asked, code }),
  });
  return [
    one('this guess', '04815162', signature),
    one('another guess', '04815163', signature),
    one('another nonce', '04815162', signature, flip(nonce, 1)),
    one(
      'another key',
      '04815162',
      signAttempt({ ...OTHER_KEY, serial: KEY.serial }, { nonce, code: '04815162' }),
    ),
    one('a bit of the signature changed', '04815162', flip(signature, 1)),
    one('cut short', '04815162', signature.subarray(0, -1)),
    one('seven digits', '4815162', signature),
  ];
}

/** What a key says of itself when it is asked. */
export function statusVectors(): unknown[] {
  const wiped = stateAfter([...ACTIVATED, sent(4, { kind: 'WIPE' })]);
  const status = signStatus(KEY, nonce, stateAfter(ACTIVATED));
  const one = (name: string, bytes: Uint8Array, asked = nonce): unknown => {
    const verdict = verifyStatus(bytes, KEY, asked);
    return {
      name,
      nonce: hex(asked),
      status: hex(bytes),
      verdict: verdict.ok ? 'ACCEPTED' : verdict.refusal,
      state: verdict.ok ? printState(verdict.value) : null,
    };
  };
  return [
    one('with a password', status),
    one('with its PIN locked', signStatus(KEY, nonce, { ...stateAfter(ACTIVATED), pinLocked: true })),
    one('locked', signStatus(KEY, nonce, { ...stateAfter(ACTIVATED), locked: true })),
    one('wiped', signStatus(KEY, nonce, wiped)),
    one('another nonce', status, flip(nonce, 1)),
    one('another protocol version', otherVersion(status)),
    one('another key', signStatus(OTHER_KEY, nonce, wiped)),
    one('another key under this serial', signStatus({ ...OTHER_KEY, serial: KEY.serial }, nonce, wiped)),
    one('cut short', status.subarray(0, -1)),
    one('a bit changed', flip(status, 70)),
  ];
}

function printState({ server, accounts, lastSequence, ...flags }: KeyState): unknown {
  return {
    server: server && { version: server.version, publicKey: hex(server.publicKey) },
    ...flags,
    lastSequence: String(lastSequence),
    accounts: accounts.map(({ accountId, active, pending, previous }) => ({
      accountId,
      active: String(active ?? 0n),
      pending: String(pending ?? 0n),
      previous: String(previous ?? 0n),
    })),
  };
}
