import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../src/testing/services/service-availability.js';
import { runPython, type PythonVerdict } from './run-python.js';

const PROGRAM = new URL('check_vectors.py', import.meta.url);
const VECTORS = new URL('../../docs/key-protocol-vectors.json', import.meta.url);

type Vector = Record<string, unknown>;

const check = (vectors: string): Promise<PythonVerdict> => runPython(PROGRAM, vectors);

/** The vectors with the last letter changed of the last text that a part has in this field, bytes without any sense left out. */
function spoilt(vectors: Record<string, Vector[]>, part: string, field: string): string {
  const copy = structuredClone(vectors);
  const holders = (copy[part] ?? []).flatMap((vector): Vector[] => {
    const steps = vector['steps'];
    return Array.isArray(steps) ? steps : [vector];
  });
  const sensible = holders.filter(({ fields }) => fields !== null);
  const holder = sensible.findLast((candidate) => typeof candidate[field] === 'string');
  if (holder === undefined) throw new Error(`${part} has no ${field}`);
  const value = String(holder[field]);
  holder[field] = `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
  return JSON.stringify(copy);
}

describeWith('pynacl', 'a second implementation, in Python, written from docs/key-protocol.md', () => {
  let committed: string;
  let vectors: Record<string, Vector[]>;
  beforeAll(async () => {
    committed = await readFile(VECTORS, 'utf8');
    vectors = JSON.parse(committed);
  });

  test('agrees with every vector', async () => {
    const { exitCode, output, complaint } = await check(committed);
    expect([exitCode, complaint]).toEqual([0, '']);
    const parts = Object.entries(vectors).filter(([, value]) => Array.isArray(value));
    expect(JSON.parse(output)).toEqual(Object.fromEntries(parts.map(([part, list]) => [part, list.length])));
  });

  test.each([
    ['identities', 'publicKey'],
    ['identities', 'sealingPrivateKey'],
    ['sealed', 'plain'],
    ['contents', 'bytes'],
    ['envelopes', 'bytes'],
    ['deliveries', 'outcome'],
    ['deliveries', 'acknowledgement'],
    ['acknowledgements', 'verdict'],
    ['statuses', 'verdict'],
  ])('objects when one of the %s has another %s', async (part, field) => {
    const { exitCode, complaint } = await check(spoilt(vectors, part, field));
    expect(exitCode).toBe(1);
    expect(complaint).toContain(part);
  });

  test('objects when a guess is said to be good that is not', async () => {
    const attempts = vectors['attempts']?.map((attempt) => ({ ...attempt, good: true }));
    const { exitCode, complaint } = await check(JSON.stringify({ ...vectors, attempts }));
    expect(exitCode).toBe(1);
    expect(complaint).toContain('another guess');
  });
});
