import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../src/testing/services/service-availability.js';
import { runPython, type PythonVerdict } from '../keys/run-python.js';

const PROGRAM = new URL('check_authenticator_vectors.py', import.meta.url);
const VECTORS = new URL('../../docs/authenticator-protocol-vectors.json', import.meta.url);

const check = (vectors: string): Promise<PythonVerdict> => runPython(PROGRAM, vectors);

describeWith(
  'pynacl',
  'a second implementation, in Python, written from docs/authenticator-protocol.md',
  () => {
    let committed: string;
    beforeAll(async () => {
      committed = await readFile(VECTORS, 'utf8');
    });

    test('agrees with every vector', async () => {
      const { exitCode, output, complaint } = await check(committed);
      expect([exitCode, complaint]).toEqual([0, '']);
      const { codes, messages } = JSON.parse(committed) as { codes: object; messages: object };
      expect(JSON.parse(output)).toEqual({
        keys: 2,
        codes: Object.keys(codes).length,
        messages: Object.keys(messages).length,
      });
    });

    test.each([
      ['keys', /"publicKey": "(.)/d],
      ['codes', /&t=(.)/d],
      ['messages', /"message": "(.)/d],
      ['messages', /"signature": "(.)/d],
      ['messages', /"platform": "(.)/d],
      ['messages', /"unlockNonce": "(.)/d],
      ['messages', /"number": (.)/d],
      ['messages', /"expiresAt": "(.)/d],
      ['messages', /"signedBy": "(a)pp/d],
    ])('objects to %s when a letter is another: %s', async (part, where) => {
      const position = where.exec(committed)?.indices?.[1]?.[0];
      if (position === undefined) throw new Error('there is nothing like it');
      const other = committed[position] === '1' ? '2' : '1';
      const spoilt = committed.slice(0, position) + other + committed.slice(position + 1);
      const { exitCode, complaint } = await check(spoilt);
      expect(exitCode).toBe(1);
      expect(complaint).toContain(part);
    });
  },
);
