import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { envelope, KEY, link, NORTH, SERVER, write } from '../../testing/keys/key-stand.js';
import { readEnvelope, signEnvelope } from './envelope.js';
import type { Instruction } from './envelope.js';
import { LARGEST_MESSAGE_BYTES, SEALED_CREDENTIAL_BYTES, SEALED_LINK_BYTES } from './protocol-limits.js';

const sequence = fc.bigInt({ min: 2n, max: (1n << 64n) - 1n });
const sealedOf = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({ kind: fc.constant('LINK' as const), sealed: sealedOf(SEALED_LINK_BYTES) }),
  fc.record({
    kind: fc.constant('WRITE_PENDING' as const),
    accountId: fc.uuid(),
    sealed: sealedOf(SEALED_CREDENTIAL_BYTES),
  }),
  fc.record({
    kind: fc.constantFrom('COMMIT' as const, 'DISCARD' as const),
    accountId: fc.uuid(),
    write: fc.constant(1n),
  }),
  fc.record({
    kind: fc.constantFrom('FORGET_ACCOUNT' as const, 'RENEW_CACHED_LOGON' as const),
    accountId: fc.uuid(),
  }),
  fc.record({ kind: fc.constantFrom('LOCK' as const, 'WIPE' as const) }),
);

describe('an envelope', () => {
  it('of any kind is read as it was signed, and fits', () => {
    const serial = fc.stringMatching(/^[0-9A-Za-z][0-9A-Za-z._:-]{0,63}$/);
    fc.assert(
      fc.property(serial, fc.uuid(), sequence, instruction, (key, taskId, number, what) => {
        const sent = { serial: key, taskId, sequence: number, instruction: what };
        const bytes = signEnvelope(SERVER, sent);
        const read = readEnvelope(bytes);
        if (typeof read === 'string') throw new Error(read);
        expect(read.fields).toEqual({ ...sent, serverVersion: SERVER.version });
        expect(read.isSignedBy(SERVER.publicKey)).toBe(true);
        expect(bytes.length).toBeLessThanOrEqual(LARGEST_MESSAGE_BYTES);
      }),
    );
  });

  it('signed twice has the same bytes', () => {
    const sent = { serial: KEY.serial, taskId: NORTH, sequence: 1n, instruction: link() };
    expect(signEnvelope(SERVER, sent)).toEqual(signEnvelope(SERVER, sent));
  });

  it('reads the same when its ids were given in upper case', () => {
    const read = readEnvelope(envelope(2, { kind: 'FORGET_ACCOUNT', accountId: NORTH.toUpperCase() }));
    expect(read).toMatchObject({ fields: { instruction: { accountId: NORTH } } });
  });

  it('with any single bit changed is signed by nobody', () => {
    const bytes = envelope(2, write(NORTH, 'First-Passw0rd-1'));
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const read = readEnvelope(changed);
        expect(typeof read === 'string' || !read.isSignedBy(SERVER.publicKey)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('cut short or made longer is signed by nobody', () => {
    const bytes = envelope(1, { kind: 'LOCK' });
    for (let length = 0; length < bytes.length; length++) {
      const read = readEnvelope(bytes.subarray(0, length));
      expect(typeof read === 'string' || !read.isSignedBy(SERVER.publicKey)).toBe(true);
    }
    expect(readEnvelope(Uint8Array.of(...bytes, 0))).toBe('MALFORMED');
    expect(readEnvelope(new Uint8Array(LARGEST_MESSAGE_BYTES + 1))).toBe('MALFORMED');
  });

  it('of another version of the protocol is told apart from one that is damaged', () => {
    const bytes = envelope(1, { kind: 'LOCK' });
    bytes[Buffer.from(bytes).indexOf(0) + 1] = 2;
    expect(readEnvelope(bytes)).toBe('UNSUPPORTED_VERSION');
  });

  it.each<[string, Parameters<typeof envelope>]>([
    ['the sequence number 0', [0, { kind: 'LOCK' }]],
    ['a sequence number that does not fit', [1n << 64n, { kind: 'LOCK' }]],
    ['a serial that is none', [1, { kind: 'LOCK' }, { serial: 'a b' }]],
    ['a commit of no write', [2, { kind: 'COMMIT', accountId: NORTH, write: 0n }]],
    ['a commit of a write that comes later', [2, { kind: 'COMMIT', accountId: NORTH, write: 2n }]],
    ['an account that is none', [2, { kind: 'FORGET_ACCOUNT', accountId: 'ada' }]],
    ['content of another length', [1, { kind: 'LINK', sealed: new Uint8Array(98) }]],
  ])('is not made with %s', (_what, [number, what, options]) => {
    expect(() => envelope(number, what, options)).toThrow(RangeError);
  });
});
