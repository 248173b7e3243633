import { signEnvelope } from '../../../keys/protocol/envelope.js';
import type { Instruction } from '../../../keys/protocol/envelope.js';
import { EMPTY_MEMORY } from '../../../keys/protocol/key/key-memory.js';
import type { KeyMemory, StoredCredential } from '../../../keys/protocol/key/key-memory.js';
import { receiveEnvelope } from '../../../keys/protocol/key/receive-envelope.js';
import {
  account,
  FOREIGN_SERVER,
  hex,
  KEY,
  NEWER_SERVER,
  NORTH,
  OTHER_KEY,
  sealedLink,
  sealedPassword,
  SERVER,
  SOUTH,
  task,
} from './vector-cast.js';

interface From {
  readonly server?: typeof SERVER;
  readonly serial?: string;
}

/** An envelope of the vectors: its task follows from its number. */
export function sent(number: number | bigint, instruction: Instruction, from: From = {}): Uint8Array {
  const { server = SERVER, serial = KEY.serial } = from;
  const sequence = BigInt(number);
  return signEnvelope(server, { serial, taskId: task(sequence), sequence, instruction });
}

export const link = (server = SERVER): Instruction => ({ kind: 'LINK', sealed: sealedLink(server) });
export const write = (accountId: string, password: string): Instruction => ({
  kind: 'WRITE_PENDING',
  accountId,
  sealed: sealedPassword(accountId, password),
});
export const settle = (kind: 'COMMIT' | 'DISCARD', accountId: string, number: number): Instruction => ({
  kind,
  accountId,
  write: BigInt(number),
});
const about = (kind: 'FORGET_ACCOUNT' | 'RENEW_CACHED_LOGON', accountId: string): Instruction => ({
  kind,
  accountId,
});

/** A key linked by envelope 1, with an active password that envelope 2 brought. */
export const ACTIVATED = [
  sent(1, link()),
  sent(2, write(NORTH, 'First-Passw0rd-1')),
  sent(3, settle('COMMIT', NORTH, 2)),
];

const changed = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, index) => (index === (at + bytes.length) % bytes.length ? byte ^ 1 : byte));

/** Keys and what they receive, one after the other. */
export function deliveryVectors(): unknown[] {
  return [...courses(), ...refusals()];
}

function courses(): unknown[] {
  const second = sent(4, write(NORTH, 'Second-Passw0rd-2'));
  return [
    delivery('a password is written and committed, twice', [
      ...ACTIVATED,
      second,
      sent(5, settle('COMMIT', NORTH, 4)),
    ]),
    delivery('a pending password is replaced, and the later one discarded', [
      ...ACTIVATED,
      second,
      sent(5, write(NORTH, 'Third-Passw0rd-3')),
      sent(6, settle('COMMIT', NORTH, 4)),
      sent(7, settle('DISCARD', NORTH, 5)),
    ]),
    delivery('two accounts, of which one is forgotten and one was only pending', [
      ...ACTIVATED,
      sent(4, write(SOUTH, 'South-Passw0rd-1')),
      sent(5, about('FORGET_ACCOUNT', NORTH)),
      sent(6, about('FORGET_ACCOUNT', NORTH)),
      sent(7, settle('DISCARD', SOUTH, 4)),
    ]),
    delivery('the last envelope comes again, before and after others', [
      ...ACTIVATED,
      second,
      second,
      sent(1, link()),
      second,
      sent(5, { kind: 'LOCK' }),
      second,
    ]),
    delivery('a lock, tasks meanwhile, a cached log-on, and the link that unlocks', [
      ...ACTIVATED,
      sent(4, about('RENEW_CACHED_LOGON', NORTH)),
      sent(5, { kind: 'LOCK' }),
      sent(6, about('RENEW_CACHED_LOGON', NORTH)),
      sent(7, write(NORTH, 'Second-Passw0rd-2')),
      sent(8, link()),
    ]),
    delivery('a locked PIN is reported, and lifted by a link', [sent(1, { kind: 'WIPE' }), sent(2, link())], {
      ...EMPTY_MEMORY,
      pinLocked: true,
    }),
    delivery('a wipe, again, what was recorded before it, and the next owner', [
      ...ACTIVATED,
      sent(4, { kind: 'WIPE' }),
      sent(4, { kind: 'WIPE' }),
      sent(5, { kind: 'WIPE' }),
      ...ACTIVATED,
      sent(6, link()),
      ...ACTIVATED,
    ]),
    delivery('numbers that are skipped, up to the last one there is', [
      sent(4_294_967_296n, link()),
      sent(8_589_934_592n, { kind: 'LOCK' }),
      sent((1n << 64n) - 1n, { kind: 'WIPE' }),
    ]),
  ];
}

function refusals(): unknown[] {
  const lock = sent(4, { kind: 'LOCK' });
  const otherVersion = lock.map((byte, at) => (at === Buffer.from(lock).indexOf(0) + 1 ? 2 : byte));
  const foreign = { server: FOREIGN_SERVER };
  const password = (sealed: Uint8Array): Instruction => ({ kind: 'WRITE_PENDING', accountId: NORTH, sealed });
  const misaddressed = password(sealedPassword(SOUTH, 'Any-Passw0rd-1'));
  const unreadable = password(sealedPassword(NORTH, 'Any-Passw0rd-1', OTHER_KEY));
  const refusedWhenActivated: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['an envelope cut short', lock.subarray(0, -1)],
    ['an envelope that goes on', Uint8Array.of(...lock, 0)],
    ['more bytes than any message has', new Uint8Array(2_049)],
    ['a label of something else', changed(lock, 0)],
    ['another protocol version', otherVersion],
    ['a bit of the signature changed', changed(lock, -1)],
    ['a bit of the task changed', changed(lock, 40)],
    ['another key', sent(4, { kind: 'LOCK' }, { serial: OTHER_KEY.serial })],
    ['another server', sent(4, { kind: 'LOCK' }, foreign)],
    ['a newer server', sent(4, { kind: 'LOCK' }, { server: NEWER_SERVER })],
    ['a link to another server', sent(4, link(FOREIGN_SERVER), foreign)],
    ['a number that was used', sent(3, { kind: 'LOCK' })],
    ['a number too far ahead', sent(4n + (1n << 32n), { kind: 'LOCK' })],
    ['a password for another account', sent(4, misaddressed)],
    ['a password for another key', sent(4, unreadable)],
    ['a commit for an unknown account', sent(4, settle('COMMIT', SOUTH, 2))],
    ['a commit with nothing pending', sent(4, settle('COMMIT', NORTH, 2))],
    ['a discard with nothing pending', sent(4, settle('DISCARD', NORTH, 2))],
    ['a cached log-on of an unknown account', sent(4, about('RENEW_CACHED_LOGON', SOUTH))],
  ];
  const many = Array.from({ length: 17 }, (_, at) => sent(at + 2, write(account(at + 1), 'Any-Passw0rd-1')));
  return [
    delivery('all that a key refuses which holds a password', [
      ...ACTIVATED,
      ...refusedWhenActivated,
      ...signedNonsense(),
    ]),
    delivery('refused: anything before a link', [sent(1, { kind: 'WIPE' })]),
    delivery('refused: a link that another server has signed', [sent(1, link(), foreign)]),
    delivery('refused: a link whose versions differ', [sent(1, link(NEWER_SERVER))]),
    delivery('refused: a link sealed to another key', [
      sent(1, { kind: 'LINK', sealed: sealedLink(SERVER, OTHER_KEY) }),
    ]),
    delivery('refused: our link when a foreign server was first', [
      sent(1, link(FOREIGN_SERVER), foreign),
      sent(2, link()),
    ]),
    delivery('refused: a seventeenth account', [sent(1, link()), ...many]),
  ];
}

/** Locks that our own server has signed with a field that no lock has; counted from the end of what is signed. */
function signedNonsense(): [string, Uint8Array][] {
  const lock = sent(4, { kind: 'LOCK' });
  const signed = lock.subarray(0, -64);
  const put = (back: number, ...values: number[]): Uint8Array => {
    const fields = signed.map((byte, at) => values[at - (signed.length - back)] ?? byte);
    return new Uint8Array([...fields, ...SERVER.sign(fields)]);
  };
  return [
    ['a kind that is none', put(36, 9)],
    ['the kind 0', put(36, 0)],
    ['a slot where there is none', put(19, 2)],
    ['an account where there is none', put(20, 1)],
    ['a write where there is none', put(3, 1)],
    ['the sequence number 0', put(11, 0)],
    ['no task', put(52, ...Array<number>(16).fill(0))],
    ['a space in the serial', put(53, 0x20)],
    ['no server version', put(53 + KEY.serial.length + 1, 0)],
    ['a commit without its account', put(36, 3)],
  ];
}

function delivery(
  name: string,
  envelopes: readonly (Uint8Array | [string, Uint8Array])[],
  begin: KeyMemory = EMPTY_MEMORY,
): unknown {
  let memory = begin;
  const steps = envelopes.map((entry) => {
    const [step, envelope] = entry instanceof Uint8Array ? ['', entry] : entry;
    const received = receiveEnvelope(KEY, memory, envelope);
    memory = received.memory;
    return {
      ...(step === '' ? {} : { name: step }),
      envelope: hex(envelope),
      outcome: received.outcome,
      acknowledgement: hex(received.acknowledgement),
      accounts: memory.accounts.map(({ accountId, active, pending, previous }) => ({
        accountId,
        active: slot(active),
        pending: slot(pending),
        previous: slot(previous),
      })),
    };
  });
  return { name, pinLocked: begin.pinLocked, steps };
}

function slot(stored: StoredCredential | null): unknown {
  return stored && { write: String(stored.write), logOnName: stored.logOnName, password: stored.password };
}
