import { describe, expect, it } from '@jest/globals';
import { NORTH, SERVER, SOUTH } from '../../testing/keys/key-stand.js';
import { readState, showsEffect, writeState } from './key-state.js';
import type { AccountSlots, KeyState } from './key-state.js';
import { decodeWith } from './wire/byte-reader.js';
import { ByteWriter } from './wire/byte-writer.js';

const { version, publicKey } = SERVER;
const slots = (accountId: string, active: bigint | null, pending: bigint | null = null): AccountSlots => ({
  accountId,
  active,
  pending,
  previous: null,
});
const linked: KeyState = {
  server: { version, publicKey },
  locked: false,
  pinLocked: false,
  lastSequence: 9n,
  accounts: [slots(NORTH, 2n), slots(SOUTH, null, 9n)],
};
const unlinked: KeyState = { ...linked, server: null, accounts: [] };
const encode = (state: KeyState): Uint8Array => writeState(new ByteWriter(), state).bytes();
const decode = (bytes: Uint8Array): KeyState | undefined => decodeWith(bytes, readState);
const change = (state: KeyState, at: number, to: number): Uint8Array =>
  encode(state).map((byte, index) => (index === at ? to : byte));

describe('the state a key shows', () => {
  it.each([
    ['linked', linked],
    ['locked', { ...linked, locked: true }],
    ['with its PIN locked', { ...linked, pinLocked: true }],
    ['unlinked', unlinked],
    ['unlinked with its PIN locked', { ...unlinked, pinLocked: true }],
    ['at the last number there is', { ...linked, lastSequence: (1n << 64n) - 1n }],
  ])('is read as it was written: %s', (_what, state) => {
    expect(decode(encode(state))).toEqual(state);
  });

  it.each<[string, Uint8Array]>([
    ['a flag that does not exist', change(linked, 0, 9)],
    ['linked without a version', encode({ ...linked, server: { version: 0, publicKey } })],
    ['unlinked with a version', change(unlinked, 4, 1)],
    ['unlinked with a public key', change(unlinked, 36, 1)],
    ['unlinked and locked', encode({ ...unlinked, locked: true })],
    ['unlinked with an account', encode({ ...unlinked, accounts: linked.accounts })],
    ['accounts out of order', encode({ ...linked, accounts: linked.accounts.toReversed() })],
    ['one account twice', encode({ ...linked, accounts: [slots(NORTH, 2n), slots(NORTH, 3n)] })],
    ['an account with nothing in it', encode({ ...linked, accounts: [slots(NORTH, null)] })],
    ['one password in two slots', encode({ ...linked, accounts: [slots(NORTH, 2n, 2n)] })],
    ['a password that is newer than the state', encode({ ...linked, accounts: [slots(NORTH, 10n)] })],
    ['seventeen accounts', change(linked, 45, 17)],
  ])('has one form, which excludes %s', (_what, bytes) => {
    expect(decode(bytes)).toBeUndefined();
  });
});

describe('whether a state shows that an envelope was carried out', () => {
  const shown = (state: KeyState, instruction: Parameters<typeof showsEffect>[1]['instruction']): boolean =>
    showsEffect(state, { serial: 'LK-0001', taskId: NORTH, sequence: 9n, instruction });
  const sealed = new Uint8Array();

  it.each<[string, boolean, boolean]>([
    [
      'a link',
      shown(linked, { kind: 'LINK', sealed }),
      shown({ ...linked, locked: true }, { kind: 'LINK', sealed }),
    ],
    [
      'a write',
      shown(linked, { kind: 'WRITE_PENDING', accountId: SOUTH, sealed }),
      shown(linked, { kind: 'WRITE_PENDING', accountId: NORTH, sealed }),
    ],
    [
      'a commit',
      shown(linked, { kind: 'COMMIT', accountId: NORTH.toUpperCase(), write: 2n }),
      shown(linked, { kind: 'COMMIT', accountId: SOUTH, write: 9n }),
    ],
    [
      'a discard',
      shown(linked, { kind: 'DISCARD', accountId: NORTH, write: 8n }),
      shown(linked, { kind: 'DISCARD', accountId: SOUTH, write: 9n }),
    ],
    [
      'a forgotten account',
      shown(unlinked, { kind: 'FORGET_ACCOUNT', accountId: NORTH }),
      shown(linked, { kind: 'FORGET_ACCOUNT', accountId: NORTH }),
    ],
    ['a lock', shown({ ...linked, locked: true }, { kind: 'LOCK' }), shown(linked, { kind: 'LOCK' })],
    ['a wipe', shown(unlinked, { kind: 'WIPE' }), shown(linked, { kind: 'WIPE' })],
    [
      'a cached log-on',
      shown(linked, { kind: 'RENEW_CACHED_LOGON', accountId: NORTH }),
      shown(linked, { kind: 'RENEW_CACHED_LOGON', accountId: SOUTH }),
    ],
  ])('is told for %s', (_what, yes, no) => {
    expect([yes, no]).toEqual([true, false]);
  });
});
