import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool, type Pool } from '../database.js';
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.js';
import { arrayLiteral } from './rows.js';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, 1);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function back(literal: string, type: string): Promise<unknown> {
  const { rows } = await pool.query<{ back: unknown }>(`select array_to_json($1::${type}[]) as back`, [
    literal,
  ]);
  return rows[0]?.back;
}

describe('an array made beforehand', () => {
  it.each([
    ['what would end an element or the array', ['a,b', '}', '{', '","', '"}', 'null', 'NULL', '', ' ']],
    ['quotation marks and backslashes', ['"', '\\', '\\"', '"x"', String.raw`CN=O\,Brien\5c`, '\\\\']],
    ['other scripts, marks and line ends', ['Ümläut', '\u{1f469}\u200d\u{1f4bb}', "O'Neil", 'a\nb\tc', '$1']],
    ['what is not there', [null, 'x', null]],
  ])('gives PostgreSQL the same texts: %s', async (_what, texts) => {
    expect(await back(arrayLiteral(texts), 'text')).toEqual(texts);
  });

  it('gives it numbers', async () => {
    expect(await back(arrayLiteral([0, -7, null, 2_147_483_647]), 'int')).toEqual([
      0,
      -7,
      null,
      2_147_483_647,
    ]);
  });

  it('gives it moments, of years of five digits too', async () => {
    const late = new Date(Date.UTC(30_828, 8, 14, 2, 48, 5));
    const { rows } = await pool.query<{ seconds: number }>(
      `select extract(epoch from at)::float8 as seconds from unnest($1::timestamptz[]) as at`,
      [arrayLiteral([new Date(1_500), late])],
    );
    expect(rows.map(({ seconds }) => seconds)).toEqual([1.5, late.getTime() / 1_000]);
  });
});
