import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onServer } from './database-server.js';
import { createTestDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

describe('a test database', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });

  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()]);
  });

  test('is migrated', async () => {
    const tables = await onServer(first.url, "select tablename from pg_tables where schemaname = 'public'");
    expect(tables.rows.map((row) => row.tablename)).toEqual(
      expect.arrayContaining(['employee', 'mikro_orm_migrations']),
    );
  });

  test('does not see what happens in another', async () => {
    await onServer(first.url, 'create table only_here (id int)');
    const found = await onServer(second.url, "select to_regclass('only_here') as name");
    expect(found.rows).toEqual([{ name: null }]);
  });

  test('is gone once dropped, even with a connection open', async () => {
    const third = await createTestDatabase();
    await third.drop();
    await expect(onServer(third.url, 'select 1')).rejects.toThrow('does not exist');
  });
});
