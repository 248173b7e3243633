import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../errors.js';
import { fromGlobalId, globalId, NODE_TYPE_NAMES, parseGlobalId } from './global-id.js';

const typeName = fc.constantFrom(...NODE_TYPE_NAMES);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

describe('a global id', () => {
  test('is read back to the type and UUID it was made of', () => {
    fc.assert(
      fc.property(typeName, fc.uuid(), (type, uuid) => {
        expect(parseGlobalId(globalId(type, uuid))).toEqual({ type, uuid });
        expect(fromGlobalId(type, globalId(type, uuid))).toBe(uuid);
      }),
    );
  });

  test('of one type is refused where another is needed, and the message names both', () => {
    const id = globalId('Employee', '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21');
    expect(codeOf(() => fromGlobalId('Domain', id))).toBe('BAD_INPUT');
    expect(() => fromGlobalId('Domain', id)).toThrow(
      'The id of a Domain is needed here, but this is the id of an Employee.',
    );
  });

  test('is refused when it is anything else, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary', maxLength: 300 })),
        (text) => {
          expect(codeOf(() => parseGlobalId(text))).toBe('BAD_INPUT');
        },
      ),
    );
  });

  test('has one spelling only', () => {
    const id = globalId('User', '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21');
    const padded = Buffer.from(id, 'base64url').toString('base64');
    const upper = Buffer.from('User:0B8F7C52-4A9B-4F0E-9F44-0A5D0A4B3C21').toString('base64url');
    for (const other of [`${id}=`, ` ${id}`, `${id}\n`, padded === id ? `${id}==` : padded, upper]) {
      expect(codeOf(() => parseGlobalId(other))).toBe('BAD_INPUT');
    }
  });
});
