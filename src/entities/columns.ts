import 'reflect-metadata';
import { p } from '@mikro-orm/core';

/** Column shapes every table shares. */

/** A random primary key. */
export const idColumn = () => p.uuid().primary().defaultRaw('gen_random_uuid()');

/** A moment in UTC, to the millisecond, as JavaScript knows it. */
export const momentColumn = () => p.datetime().length(3);

/** The moment the row was written. */
export const createdAtColumn = () => momentColumn().defaultRaw('now()');
