/** What becomes of rows that somebody else has locked: they are waited for, or left out. */
export type Locking = 'WAIT' | 'SKIP';

/** In SQL: what follows `for update`. */
export const IF_LOCKED: { readonly [How in Locking]: string } = { WAIT: '', SKIP: 'skip locked' };
