import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { connected, onServer } from './database-server.js';
import { shapeOf } from './recycled-databases.js';
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

  test('is gone once somebody is done with it, even with a connection open', async () => {
    const third = await createTestDatabase();
    const open = new pg.Client({ connectionString: third.url });
    open.on('error', () => undefined);
    await open.connect();
    await third.drop();
    await expect(open.query('select 1')).rejects.toThrow(/connection/i);
    await expect(onServer(third.url, 'select 1')).rejects.toThrow('does not exist');
  });

  test('is as empty as a new one when it was used before: rows, numbers, statistics', async () => {
    const fresh = await contentsOf(second.url);
    // Another test file may take it meanwhile: then it is tried with the next one.
    for (let isSame = false; !isSame;) {
      const used = await createTestDatabase();
      const oid = await oidOf(used.url);
      await onServer(used.url, 'update event_stream set last_sequence = 7');
      await onServer(used.url, 'insert into event_stream values (gen_random_uuid(), 3, false)');
      await onServer(used.url, `select nextval('server_identity_version_seq')`);
      await onServer(used.url, 'analyze event_stream');
      expect(await contentsOf(used.url)).not.toEqual(fresh);
      await used.drop();
      const next = await createTestDatabase();
      isSame = (await oidOf(next.url)) === oid;
      expect(await contentsOf(next.url)).toEqual(fresh);
      await next.drop();
    }
  });

  test.each([
    'create table only_there (id int)',
    'alter table employee disable trigger all',
    'alter table employee add constraint nobody check (false)',
    'alter table event_stream alter column last_sequence drop not null',
    'create function odd() returns int language sql as $$ select 1 $$',
    'create schema elsewhere',
  ])('has another shape after: %s', async (change) => {
    await connected(second.url, async (client) => {
      const shape = await shapeOf(client);
      await client.query('begin');
      await client.query(change);
      expect(await shapeOf(client)).not.toBe(shape);
      await client.query('rollback');
      expect(await shapeOf(client)).toBe(shape);
    });
  });

  test('of another shape is not used again', async () => {
    const changed = await createTestDatabase();
    const oid = await oidOf(changed.url);
    await onServer(changed.url, 'create table only_there (id int)');
    await changed.drop();
    const left = await onServer(second.url, 'select oid from pg_database where oid = $1', [oid]);
    expect(left.rows).toEqual([]);
  });
});

async function oidOf(url: string): Promise<string> {
  const found = await onServer(url, 'select oid::text from pg_database where datname = current_database()');
  return (found.rows as [{ oid: string }])[0].oid;
}

/** The rows that are there from the start, where each sequence stands, and what the planner has been told of tables. */
async function contentsOf(url: string): Promise<unknown[]> {
  const streams = await onServer(url, 'select * from event_stream order by id');
  const migrations = await onServer(url, 'select * from mikro_orm_migrations order by id');
  const sequences = await onServer(
    url,
    'select sequencename, last_value from pg_sequences order by sequencename',
  );
  const told = await onServer(
    url,
    `select relname, reltuples, pg_relation_size(oid) as bytes, (select count(*) from pg_statistic where starelid = c.oid) as columns
       from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  );
  return [streams.rows, migrations.rows, sequences.rows, told.rows];
}
