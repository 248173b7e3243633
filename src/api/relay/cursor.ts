import { z } from 'zod';
import { AppError } from '../../errors.js';

/** What a cursor holds: the sort key of one row. */
export type CursorValue = string | number | null;

const LONGEST_CURSOR = 2_000;

/** An opaque cursor for the row with this sort key. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * The sort key in a cursor, checked against its shape, for example `z.tuple([z.iso.datetime(), z.uuid()])`.
 * Throws BAD_INPUT for anything that is not such a cursor.
 */
export function decodeCursor<T>(text: string, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw new AppError(
      'BAD_INPUT',
      'This is not a cursor of this list. Use `endCursor` or an edge’s `cursor` of the same list, in the same order.',
      { path: ['after'] },
    );
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  if (text.length > LONGEST_CURSOR) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A moment in a cursor. */
export const cursorMoment = z.iso.datetime().transform((text) => new Date(text));
