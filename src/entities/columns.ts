import 'reflect-metadata';
import { p } from '@mikro-orm/core';

/** Column shapes every table shares. */

/** Columns that a table must have, whatever others it has: `properties: { … } satisfies ColumnsOf<Name>`. */
export type ColumnsOf<Name extends string> = Record<Name, unknown> & Record<string, unknown>;

/** A random primary key. */
export const idColumn = () => p.uuid().primary().defaultRaw('gen_random_uuid()');

/** A moment in UTC, to the millisecond, as JavaScript knows it. */
export const momentColumn = () => p.datetime().length(3);

/** The moment the row was written. */
export const createdAtColumn = () => momentColumn().defaultRaw('now()');
