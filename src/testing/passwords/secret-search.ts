import { expect } from '@jest/globals';
import type { Pool } from '../../database.js';

/** Where something would be seen. */
export interface SearchedPlaces {
  readonly pool: Pool;
  readonly logged: readonly string[];
}

/** Looks through everything that was answered and logged, and everything that is stored as text. */
export async function expectSecretNowhere(
  { pool, logged }: SearchedPlaces,
  mark: string,
  answer: unknown,
): Promise<void> {
  expect(JSON.stringify(answer)).not.toContain(mark);
  expect(logged.join('\n')).not.toContain(mark);
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  for (const { name } of rows) {
    const found = await pool.query(`select 1 from ${name} t where t::text like '%' || $1 || '%'`, [mark]);
    expect({ name, found: found.rowCount }).toEqual({ name, found: 0 });
  }
}
