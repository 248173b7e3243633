import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createActivationCodes, isSameCode } from './activation-codes.js';
import { createSecretBox } from './secret-box.js';

const ONE = '7f1d7f0e-0a4e-4b7e-8d1a-1f0c6a2f0001';
const OTHER = '7f1d7f0e-0a4e-4b7e-8d1a-1f0c6a2f0002';
const masterKey = randomBytes(32);
const codes = createActivationCodes(masterKey, 7);

describe('an activation code', () => {
  it('has eight digits, whatever number was drawn', () => {
    for (const [number, code] of [
      [0, '00000000'],
      [7, '00000007'],
      [99_999_999, '99999999'],
    ] as const) {
      expect(createActivationCodes(masterKey, 7, () => number).draw()).toBe(code);
    }
  });

  it('is drawn from all there are, each digit as often as every other', () => {
    const below: number[] = [];
    createActivationCodes(masterKey, 7, (limit) => below.push(limit)).draw();
    expect(below).toEqual([100_000_000]);
    const digits = Array.from({ length: 2_000 }, () => codes.draw()).join('');
    const counts = Array.from({ length: 10 }, (_, digit) => digits.split(String(digit)).length - 1);
    // 1,600 each are expected; six standard deviations are 228.
    expect(counts.every((count) => Math.abs(count - 1_600) < 230)).toBe(true);
  });

  it('opens for the activation it was sealed for, and shows nothing before', () => {
    const sealed = codes.seal('12345678', ONE);
    expect(codes.open(sealed, ONE)).toBe('12345678');
    expect(sealed.includes(Buffer.from('1234'))).toBe(false);
  });

  it.each([
    ['for another activation', () => codes.open(codes.seal('12345678', ONE), OTHER)],
    [
      'with another master key',
      () => createActivationCodes(randomBytes(32), 7).open(codes.seal('12345678', ONE), ONE),
    ],
    [
      'when it was sealed for another purpose',
      () => codes.open(createSecretBox(masterKey, 'bind-secret').seal(Buffer.from('12345678'), ONE), ONE),
    ],
  ])('does not open %s, and says what to do without the code', (_when, open) => {
    let failure: unknown;
    try {
      open();
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ code: 'ACTIVATION_CODE_UNREADABLE' });
    expect(JSON.stringify([failure, String(failure)])).not.toContain('12345678');
  });

  it('is the same as itself and as no other', () => {
    expect(isSameCode('12345678', '12345678')).toBe(true);
    for (const other of ['12345679', '02345678', '1234567', '123456789', '']) {
      expect(isSameCode('12345678', other)).toBe(false);
    }
  });
});
