import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ACTIVATED,
  commit,
  discard,
  envelope,
  KEY,
  link,
  memoryAfter,
  NORTH,
  OTHER_KEY,
  OTHER_SERVER,
  receiveAll,
  SERVER,
  SOUTH,
  write,
} from '../../../testing/keys/key-stand.js';
import { serverIdentityFromSeed } from '../identity.js';
import { MOST_ACCOUNTS } from '../protocol-limits.js';
import { sealCredential, sealLink } from '../sealed-content.js';
import { EMPTY_MEMORY, readSlot, stateOf } from './key-memory.js';
import type { KeyMemory } from './key-memory.js';
import { receiveEnvelope } from './receive-envelope.js';

const activated = memoryAfter(ACTIVATED);
const passwords = (memory: KeyMemory, accountId = NORTH): (string | undefined)[] =>
  (['active', 'pending', 'previous'] as const).map((slot) => readSlot(memory, accountId, slot)?.password);
const account = (number: number): string => `0b6f2f0e-1111-4222-8333-${String(number).padStart(12, '0')}`;

describe('a key', () => {
  it('takes the server of its first link', () => {
    const { server, lastSequence } = memoryAfter([envelope(5, link())]);
    expect({ server, lastSequence }).toEqual({
      server: { version: SERVER.version, publicKey: SERVER.publicKey },
      lastSequence: 5n,
    });
  });

  it('holds a new password as pending until it is committed, and then the one before as previous', () => {
    const written = memoryAfter([envelope(4, write(NORTH, 'Second-2'))], activated);
    expect(passwords(written)).toEqual(['First-Passw0rd-1', 'Second-2', undefined]);
    const committed = memoryAfter([envelope(5, commit(NORTH, 4))], written);
    expect(passwords(committed)).toEqual(['Second-2', undefined, 'First-Passw0rd-1']);
    const third = [envelope(6, write(NORTH, 'Third-3')), envelope(7, commit(NORTH, 6))];
    expect(passwords(memoryAfter(third, committed))).toEqual(['Third-3', undefined, 'Second-2']);
  });

  it('replaces a pending password by a later one', () => {
    const twice = [envelope(4, write(NORTH, 'Second-2')), envelope(5, write(NORTH, 'Third-3'))];
    expect(passwords(memoryAfter(twice, activated))).toEqual(['First-Passw0rd-1', 'Third-3', undefined]);
  });

  it('drops a pending password that is discarded, and an account with it when there was nothing else', () => {
    const discarded = [envelope(4, write(SOUTH, 'South-1')), envelope(5, discard(SOUTH, 4))];
    expect(stateOf(memoryAfter(discarded, activated)).accounts).toEqual(stateOf(activated).accounts);
  });

  it('forgets one account and keeps the others, and forgets what it does not know as well', () => {
    const both = memoryAfter([envelope(4, write(SOUTH, 'South-1'))], activated);
    const after = memoryAfter([envelope(5, { kind: 'FORGET_ACCOUNT', accountId: NORTH })], both);
    expect(stateOf(after).accounts).toEqual([
      { accountId: SOUTH, active: null, pending: 4n, previous: null },
    ]);
    const again = receiveEnvelope(KEY, after, envelope(6, { kind: 'FORGET_ACCOUNT', accountId: NORTH }));
    expect(again.outcome).toBe('DONE');
  });

  it('that is locked gives nothing away and still takes tasks, until it is linked anew', () => {
    const locked = memoryAfter([envelope(4, { kind: 'LOCK' })], activated);
    expect(passwords(locked)).toEqual([undefined, undefined, undefined]);
    const settled = [envelope(5, write(NORTH, 'Second-2')), envelope(6, commit(NORTH, 5))];
    const unlocked = memoryAfter([...settled, envelope(7, link())], locked);
    expect(passwords(unlocked)).toEqual(['Second-2', undefined, 'First-Passw0rd-1']);
  });

  it('whose PIN is locked is unlocked by a link of its server', () => {
    const pinLocked = { ...activated, pinLocked: true };
    expect(passwords(pinLocked)).toEqual([undefined, undefined, undefined]);
    expect(memoryAfter([envelope(4, link())], pinLocked).pinLocked).toBe(false);
  });

  it('that is wiped holds nothing and obeys nobody, and keeps its place in the sequence', () => {
    const wiped = memoryAfter([envelope(4, { kind: 'WIPE' })], activated);
    expect(stateOf(wiped)).toEqual({
      server: null,
      locked: false,
      pinLocked: false,
      lastSequence: 4n,
      accounts: [],
    });
    expect(
      JSON.stringify(wiped, (_, value: unknown) => (typeof value === 'bigint' ? '' : value)),
    ).not.toContain('Passw0rd');
    expect(receiveAll(ACTIVATED, wiped).map(({ outcome }) => outcome)).toEqual([
      'REPLAYED',
      'NOT_LINKED',
      'NOT_LINKED',
    ]);
    expect(receiveAll([envelope(5, link()), ...ACTIVATED], wiped).map(({ outcome }) => outcome)).toEqual([
      'DONE',
      'REPLAYED',
      'REPLAYED',
      'REPLAYED',
    ]);
  });

  it('says for a cached log-on that there is a password to use, and changes nothing', () => {
    const renewed = memoryAfter([envelope(4, { kind: 'RENEW_CACHED_LOGON', accountId: NORTH })], activated);
    expect({ ...stateOf(renewed), lastSequence: 3n }).toEqual(stateOf(activated));
  });

  it('takes an envelope that skips numbers', () => {
    expect(receiveEnvelope(KEY, activated, envelope(3n + (1n << 32n), { kind: 'LOCK' })).outcome).toBe(
      'DONE',
    );
  });
});

describe('an envelope delivered again', () => {
  it('is acknowledged with the same bytes when it was the last one, and not carried out twice', () => {
    const sent = envelope(4, write(NORTH, 'Second-2'));
    const [first, second] = receiveAll([sent, sent], activated);
    expect(second?.acknowledgement).toEqual(first?.acknowledgement);
    expect(second?.memory).toBe(first?.memory);
  });

  it('is acknowledged with the same bytes even after a wipe, which unlinks', () => {
    const wipe = envelope(4, { kind: 'WIPE' });
    const [first, second] = receiveAll([wipe, wipe], activated);
    expect(second).toEqual(first);
  });

  it('is acknowledged with the same bytes after others were refused', () => {
    const sent = envelope(4, { kind: 'LOCK' });
    const received = receiveAll([sent, envelope(2, { kind: 'LOCK' }), sent], activated);
    expect(received.map(({ outcome }) => outcome)).toEqual(['DONE', 'REPLAYED', 'DONE']);
    expect(received[2]?.acknowledgement).toEqual(received[0]?.acknowledgement);
  });

  it('is refused as replayed when another was carried out since', () => {
    const sent = envelope(4, write(NORTH, 'Second-2'));
    const received = receiveAll([sent, envelope(5, commit(NORTH, 4)), sent], activated);
    expect(received.map(({ outcome }) => outcome)).toEqual(['DONE', 'DONE', 'REPLAYED']);
  });
});

describe('a key refuses, and is as it was before,', () => {
  const full = memoryAfter(
    [...Array(MOST_ACCOUNTS).keys()].map((at) => envelope(at + 2, write(account(at + 1), 'Any-Passw0rd'))),
    memoryAfter([envelope(1, link())]),
  );
  const sealedFor = (accountId: string): Uint8Array =>
    sealCredential(KEY, { accountId, logOnName: 'a', password: 'Other-1' });
  const newer = serverIdentityFromSeed(new Uint8Array(32).fill(9), 2);

  it.each<[string, string, KeyMemory, Uint8Array]>([
    ['nothing at all', 'MALFORMED', activated, new Uint8Array()],
    ['an envelope cut short', 'MALFORMED', activated, envelope(4, { kind: 'LOCK' }).subarray(0, -1)],
    [
      'one for another key',
      'OTHER_KEY',
      activated,
      envelope(4, { kind: 'LOCK' }, { serial: OTHER_KEY.serial }),
    ],
    ['any but a link when it is not linked', 'NOT_LINKED', EMPTY_MEMORY, envelope(1, { kind: 'WIPE' })],
    [
      'one of another server',
      'BAD_SIGNATURE',
      activated,
      envelope(4, { kind: 'WIPE' }, { server: OTHER_SERVER }),
    ],
    [
      'one of another version of the server',
      'OTHER_SERVER',
      activated,
      envelope(4, { kind: 'WIPE' }, { server: newer }),
    ],
    [
      'a link to another server',
      'ALREADY_LINKED',
      activated,
      envelope(4, link(OTHER_SERVER), { server: OTHER_SERVER }),
    ],
    [
      'a link that another server signed',
      'BAD_SIGNATURE',
      EMPTY_MEMORY,
      envelope(1, link(), { server: OTHER_SERVER }),
    ],
    [
      'a link sealed to another key',
      'CONTENT_UNREADABLE',
      EMPTY_MEMORY,
      envelope(1, { kind: 'LINK', sealed: sealLink(OTHER_KEY, SERVER) }),
    ],
    [
      'a link whose two versions differ',
      'CONTENT_UNREADABLE',
      EMPTY_MEMORY,
      envelope(1, { kind: 'LINK', sealed: sealLink(KEY, { ...SERVER, version: 2 }) }),
    ],
    ['the number it has seen last', 'REPLAYED', activated, envelope(3, { kind: 'WIPE' })],
    ['an earlier number', 'REPLAYED', activated, envelope(1, { kind: 'WIPE' })],
    ['a number too far ahead', 'SEQUENCE_TOO_FAR', activated, envelope(4n + (1n << 32n), { kind: 'WIPE' })],
    [
      'a password for another account than the envelope says',
      'CONTENT_UNREADABLE',
      activated,
      envelope(4, { kind: 'WRITE_PENDING', accountId: NORTH, sealed: sealedFor(SOUTH) }),
    ],
    [
      'a password it cannot open',
      'CONTENT_UNREADABLE',
      activated,
      envelope(4, { kind: 'WRITE_PENDING', accountId: NORTH, sealed: new Uint8Array(1_136) }),
    ],
    [
      'to commit for an account it does not hold',
      'ACCOUNT_UNKNOWN',
      activated,
      envelope(4, commit(SOUTH, 2)),
    ],
    [
      'to discard for an account it does not hold',
      'ACCOUNT_UNKNOWN',
      activated,
      envelope(4, discard(SOUTH, 2)),
    ],
    ['to commit when nothing is pending', 'OTHER_WRITE', activated, envelope(4, commit(NORTH, 2))],
    ['to discard when nothing is pending', 'OTHER_WRITE', activated, envelope(4, discard(NORTH, 2))],
    [
      'to commit another password than the pending one',
      'OTHER_WRITE',
      full,
      envelope(99, commit(account(2), 2)),
    ],
    [
      'to discard another password than the pending one',
      'OTHER_WRITE',
      full,
      envelope(99, discard(account(2), 2)),
    ],
    ['an account too many', 'NO_ROOM', full, envelope(99, write(account(99), 'One-Too-Many-1'))],
    [
      'a cached log-on when it is locked',
      'LOCKED',
      { ...activated, locked: true },
      envelope(4, { kind: 'RENEW_CACHED_LOGON', accountId: NORTH }),
    ],
    [
      'a cached log-on without an active password',
      'ACCOUNT_UNKNOWN',
      full,
      envelope(99, { kind: 'RENEW_CACHED_LOGON', accountId: account(1) }),
    ],
  ])('%s', (_what, outcome, memory, bytes) => {
    const received = receiveEnvelope(KEY, memory, bytes);
    expect(received.outcome).toBe(outcome);
    expect(received.memory).toBe(memory);
  });

  it('an envelope with any single bit changed', () => {
    const bytes = envelope(4, write(NORTH, 'Second-2'));
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const received = receiveEnvelope(KEY, activated, changed);
        expect(received.outcome).not.toBe('DONE');
        expect(received.memory).toBe(activated);
      }),
      { numRuns: 2_000 },
    );
  });

  it('any bytes whatever', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        expect(receiveEnvelope(KEY, activated, bytes)).toMatchObject({
          outcome: 'MALFORMED',
          memory: activated,
        });
      }),
    );
  });

  it('nothing of what another key of the same server is sent', () => {
    for (const bytes of ACTIVATED)
      expect(receiveEnvelope(OTHER_KEY, EMPTY_MEMORY, bytes).outcome).toBe('OTHER_KEY');
  });
});
