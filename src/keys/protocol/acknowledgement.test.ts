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
} from '../../testing/keys/key-stand.js';
import { hashEnvelope, signAcknowledgement, verifyAcknowledgement } from './acknowledgement.js';
import type { Expected } from './acknowledgement.js';
import { EMPTY_MEMORY, stateOf } from './key/key-memory.js';
import { receiveEnvelope } from './key/receive-envelope.js';
import { isLinkedTo, isWiped } from './key-state.js';
import type { KeyState } from './key-state.js';

const linked = envelope(1, link());
const acknowledgement = receiveEnvelope(KEY, EMPTY_MEMORY, linked).acknowledgement;
const expected = (change: Partial<Expected> = {}): Expected => ({
  key: KEY,
  server: SERVER,
  envelope: linked,
  newestSequence: 0n,
  ...change,
});

describe('an acknowledgement', () => {
  it('of a link shows the server identity that the key took', () => {
    const verdict = verifyAcknowledgement(acknowledgement, expected());
    if (!verdict.ok) throw new Error(verdict.refusal);
    expect(verdict.value).toMatchObject({ outcome: 'DONE', envelopeHash: hashEnvelope(linked) });
    expect(isLinkedTo(verdict.value.state, SERVER)).toBe(true);
    expect(isLinkedTo(verdict.value.state, { ...SERVER, version: 2 })).toBe(false);
    expect(isLinkedTo(verdict.value.state, OTHER_SERVER)).toBe(false);
  });

  it('shows which password is in which slot, and no password', () => {
    const pending = envelope(4, write(NORTH, 'Second-Passw0rd-2'));
    const bytes = receiveAll([...ACTIVATED, pending]).at(-1)?.acknowledgement ?? new Uint8Array();
    const verdict = verifyAcknowledgement(bytes, expected({ envelope: pending }));
    expect(verdict).toMatchObject({
      value: { state: { accounts: [{ accountId: NORTH, active: 2n, pending: 4n, previous: null }] } },
    });
    expect(Buffer.from(bytes).includes('Passw0rd')).toBe(false);
  });

  it('of a wipe proves that nothing is left', () => {
    const wipe = envelope(4, { kind: 'WIPE' });
    const bytes = receiveAll([...ACTIVATED, wipe]).at(-1)?.acknowledgement ?? new Uint8Array();
    const verdict = verifyAcknowledgement(bytes, expected({ envelope: wipe, newestSequence: 3n }));
    expect(verdict.ok && verdict.value.outcome === 'DONE' && isWiped(verdict.value.state)).toBe(true);
  });

  it('of a refusal is the key’s word as well', () => {
    const early = envelope(9, { kind: 'LOCK' });
    const bytes = receiveEnvelope(KEY, EMPTY_MEMORY, early).acknowledgement;
    expect(verifyAcknowledgement(bytes, expected({ envelope: early }))).toMatchObject({
      ok: true,
      value: { outcome: 'NOT_LINKED', state: { server: null } },
    });
  });
});

describe('the server refuses an acknowledgement', () => {
  const another = envelope(1, link());
  it.each<[string, Partial<Expected>]>([
    ['OTHER_KEY', { key: OTHER_KEY }],
    ['BAD_SIGNATURE', { key: { ...OTHER_KEY, serial: KEY.serial } }],
    ['OTHER_ENVELOPE', { envelope: another }],
    ['OUT_OF_ORDER', { newestSequence: 2n }],
    ['OTHER_SERVER', { server: OTHER_SERVER }],
    ['OTHER_SERVER', { server: { ...SERVER, version: 2 } }],
  ])('as %s', (refusal, change) => {
    expect(verifyAcknowledgement(acknowledgement, expected(change))).toEqual({ ok: false, refusal });
  });

  it('of a link when somebody else has linked the key', () => {
    const theirs = envelope(1, link(OTHER_SERVER), { server: OTHER_SERVER });
    const memory = memoryAfter([theirs]);
    const answer = receiveEnvelope(KEY, memory, linked);
    expect(answer.outcome).toBe('ALREADY_LINKED');
    expect(verifyAcknowledgement(answer.acknowledgement, expected())).toEqual({
      ok: false,
      refusal: 'OTHER_SERVER',
    });
  });

  it('with any single bit changed', () => {
    fc.assert(
      fc.property(fc.nat(acknowledgement.length * 8 - 1), (bit) => {
        const changed = acknowledgement.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(verifyAcknowledgement(changed, expected()).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('cut short or made longer', () => {
    for (let length = 0; length < acknowledgement.length; length++)
      expect(verifyAcknowledgement(acknowledgement.subarray(0, length), expected()).ok).toBe(false);
    const longer = Uint8Array.of(...acknowledgement, 0);
    expect(verifyAcknowledgement(longer, expected())).toEqual({ ok: false, refusal: 'MALFORMED' });
  });

  it('that is an envelope, and a key an envelope that is an acknowledgement', () => {
    expect(verifyAcknowledgement(linked, expected())).toEqual({ ok: false, refusal: 'MALFORMED' });
    expect(receiveEnvelope(KEY, EMPTY_MEMORY, acknowledgement).outcome).toBe('MALFORMED');
  });
});

describe('DONE is not believed', () => {
  const before: KeyState = stateOf(
    memoryAfter([
      ...ACTIVATED,
      envelope(4, write(NORTH, 'Second-Passw0rd-2')),
      envelope(5, write(SOUTH, 'Third-Passw0rd-3')),
    ]),
  );

  it.each([
    ['WRITE_PENDING', write(NORTH, 'Fourth-Passw0rd-4')],
    ['COMMIT', commit(NORTH, 4)],
    ['DISCARD', discard(NORTH, 4)],
    ['FORGET_ACCOUNT', { kind: 'FORGET_ACCOUNT', accountId: NORTH } as const],
    ['LOCK', { kind: 'LOCK' } as const],
    ['WIPE', { kind: 'WIPE' } as const],
    ['RENEW_CACHED_LOGON', { kind: 'RENEW_CACHED_LOGON', accountId: SOUTH } as const],
  ])('when the state does not show the effect of %s', (_kind, instruction) => {
    const sent = envelope(6, instruction);
    const state = { ...before, lastSequence: 6n };
    const answer = { envelopeHash: hashEnvelope(sent), outcome: 'DONE', state } as const;
    const bytes = signAcknowledgement(KEY, answer);
    expect(verifyAcknowledgement(bytes, expected({ envelope: sent }))).toEqual({
      ok: false,
      refusal: 'UNTRUE_STATE',
    });
  });

  it('when the key shows another sequence number than the envelope’s', () => {
    const sent = envelope(6, { kind: 'FORGET_ACCOUNT', accountId: '0b6f2f0e-1111-4222-8333-000000000009' });
    const bytes = signAcknowledgement(KEY, {
      envelopeHash: hashEnvelope(sent),
      outcome: 'DONE',
      state: before,
    });
    expect(verifyAcknowledgement(bytes, expected({ envelope: sent }))).toMatchObject({
      refusal: 'UNTRUE_STATE',
    });
  });
});
