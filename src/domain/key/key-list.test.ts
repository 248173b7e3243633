import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readKeyList, type KeyList } from './key-list.js';

function newPublicKey(): string {
  const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url').toString('hex');
}

const [A, B, C] = [newPublicKey(), newPublicKey(), newPublicKey()];

function list(csv: string): KeyList {
  const reading = readKeyList(csv);
  if (reading.faults) throw new Error(reading.faults.map(({ message }) => message).join(' '));
  return reading.value;
}

const refusal = (csv: string): string | undefined => readKeyList(csv).faults?.[0]?.message;

describe('a list of keys', () => {
  test('is read with its columns in any order and case, quoted or not', () => {
    const csv = `Public Key, NAME ,serial,comment,firmware\r\n${A},"Desk ""3"", north",hk-001,x,1.2\r\n${B},,hk-002\r\n`;
    expect(list(csv)).toEqual({
      keys: [
        { serial: 'HK-001', publicKey: A, firmware: '1.2', name: 'Desk "3", north', line: 2 },
        { serial: 'HK-002', publicKey: B, firmware: null, name: 'HK-002', line: 3 },
      ],
      faults: [],
    });
  });

  test.each([';', '\t'])('may have %j between the values, and a byte order mark', (sign) => {
    const csv = `\uFEFFserial${sign}publicKey\nHK-1${sign}${A}`;
    expect(list(csv).keys).toEqual([{ serial: 'HK-1', publicKey: A, firmware: null, name: 'HK-1', line: 2 }]);
  });

  test('names its bad lines with number and reason, and keeps the good ones', () => {
    const csv = [
      'serial,publicKey,name',
      `HK-1,${A}`,
      'HK-2,short',
      '',
      `,${B}`,
      `hk-1,${B}`,
      `HK-5,${A}`,
      `HK-6,${C},"open`,
      `HK-7,${C},a,b`,
      `HK-8,${C}`,
    ].join('\n');
    const { keys, faults } = list(csv);
    expect(keys.map(({ serial, line }) => [serial, line])).toEqual([
      ['HK-1', 2],
      ['HK-8', 10],
    ]);
    expect(faults.map(({ line }) => line)).toEqual([3, 5, 6, 7, 8, 9]);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('publicKey: Must be the 32 bytes'),
      'serial: Must not be empty.',
      'Line 2 has this serial or public key already.',
      'Line 2 has this serial or public key already.',
      expect.stringContaining('quotation mark'),
      'Has 4 values for 3 columns.',
    ]);
  });

  test.each([
    ['nothing', ''],
    ['without a column for the public key', `serial\n${A}`],
    ['with a column twice', `serial,serial,publicKey\nHK-1,HK-2,${A}`],
    ['with keys and no first line', `HK-1,${A}`],
  ])('%s is refused as a whole', (_name, csv) => {
    expect(refusal(csv)).toContain('names the columns');
  });

  test('is bounded in lines and in characters', () => {
    expect(refusal(`serial,publicKey\n${'x,y\n'.repeat(1_001)}`)).toContain('1,000 keys');
    expect(refusal(`serial,publicKey\n${'x'.repeat(200_000)}`)).toContain('200,000 characters');
  });

  test('of a thousand keys is read without stopping the server for long', () => {
    const keys = Array.from({ length: 1_000 }, (_, at) => `HK-${at},${at % 2 ? A : B}`);
    const begin = performance.now();
    list(['serial,publicKey', ...keys].join('\n'));
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  test('whatever it holds, loses no line: each is a key or a fault', () => {
    const cell = fc.oneof(
      fc.constantFrom('HK-1', A, B, '"', '""', ',', ' ', '"a,b"'),
      fc.string({ maxLength: 8 }),
    );
    const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 20 });
    fc.assert(
      fc.property(lines, (rows) => {
        const texts = rows.map((cells) => cells.join(','));
        const { keys, faults } = list(['serial,publicKey', ...texts].join('\n'));
        const lost = texts.filter((text) => text.trim() !== '').length - keys.length - faults.length;
        expect(lost).toBeLessThanOrEqual(0);
      }),
    );
  });
});
