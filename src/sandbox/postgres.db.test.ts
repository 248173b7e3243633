import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { testRunFolder } from '../testing/services/test-run-folder.js';
import { startPostgres } from './postgres.js';
import type { RunningPostgres } from './postgres.js';

async function ask(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let started: RunningPostgres[];
  const start = async (durable: boolean): Promise<RunningPostgres> => {
    const server = await startPostgres({ dataDir: join(folder, 'data'), durable, log: () => undefined });
    started.push(server);
    return server;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(testRunFolder(), 'postgres-test-'));
    started = [];
  });

  afterEach(async () => {
    await started.at(-1)?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  test('keeps its data from one start to the next', async () => {
    const first = await start(true);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start(true);
    expect((await ask(second.url, 'select answer from kept')).rows).toEqual([{ answer: 42 }]);
  });

  test('is taken over when it was left running by somebody who is gone', async () => {
    const abandoned = await start(true);
    const before = await ask(abandoned.url, 'select pg_postmaster_start_time()::text as time');
    const next = await start(true);
    const after = await ask(next.url, 'select pg_postmaster_start_time()::text as time');
    expect(after.rows).not.toEqual(before.rows);
  });

  test('listens on the loopback interface only and asks for its password', async () => {
    const server = await start(false);
    const { rows } = await ask(server.url, "select current_setting('listen_addresses') as addresses");
    expect(rows).toEqual([{ addresses: '127.0.0.1' }]);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  test('forces nothing to disk unless it is to be durable', async () => {
    const fleeting = await start(false);
    expect((await ask(fleeting.url, 'show fsync')).rows).toEqual([{ fsync: 'off' }]);
    await fleeting.stop();
    const durable = await start(true);
    expect((await ask(durable.url, 'show fsync')).rows).toEqual([{ fsync: 'on' }]);
  });
});
