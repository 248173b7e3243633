import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import { cursorMoment, decodeCursor, encodeCursor } from './cursor.js';

const shape = z.tuple([z.string().nullable(), z.number(), z.uuid()]);

describe('a cursor', () => {
  test('is read back to what it was made of', () => {
    const key = fc.tuple(fc.option(fc.string({ unit: 'grapheme' })), fc.integer(), fc.uuid());
    fc.assert(
      fc.property(key, (values) => {
        expect(decodeCursor(encodeCursor(values), shape)).toEqual(values);
      }),
    );
  });

  test('keeps a moment to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
        (moment) => {
          const cursor = encodeCursor([moment.toISOString()]);
          expect(decodeCursor(cursor, z.tuple([cursorMoment]))).toEqual([moment]);
        },
      ),
    );
  });

  test('is refused with BAD_INPUT when it is garbage or of another list', () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.constant(encodeCursor(['another', 'list'])),
      fc.constant(encodeCursor(['x'.repeat(3_000), 1, '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21'])),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        expect(() => decodeCursor(text, shape)).toThrow(AppError);
      }),
    );
  });
});
