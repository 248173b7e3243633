import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { startTemporalServer } from '../../src/sandbox/temporal-server.js';
import type { RunningTemporalServer } from '../../src/sandbox/temporal-server.js';
import { testRunFolder } from '../../src/testing/services/test-run-folder.js';

async function withClient<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

describe('the Temporal development server', () => {
  let folder: string;
  let started: RunningTemporalServer[];
  const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'] ?? '';
  const start = async (program = cliPath): Promise<RunningTemporalServer> => {
    const dbFile = join(folder, 'temporal.db');
    const server = await startTemporalServer({ cliPath: program, dbFile, log: () => undefined });
    started.push(server);
    return server;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(testRunFolder(), 'temporal-test-'));
    started = [];
  });

  afterEach(async () => {
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  test('goes on after a restart where it was', async () => {
    const first = await start();
    await withClient(first.address, (client) =>
      client.workflow.start('aWorkflow', { workflowId: 'kept', taskQueue: 'nobody-listens' }),
    );
    await first.stop();
    const second = await start();
    const found = await withClient(second.address, (client) => client.workflow.getHandle('kept').describe());
    expect(found.status.name).toBe('RUNNING');
  });

  test('is taken over when it was left running by somebody who is gone', async () => {
    const abandoned = await start();
    const next = await start();
    const connecting = Connection.connect({ address: abandoned.address, connectTimeout: 500 });
    await expect(connecting).rejects.toThrow(/connect/);
    await withClient(next.address, (client) => client.workflow.count());
  });

  test('says so at once when the program ends instead of serving', async () => {
    await expect(start('/bin/false')).rejects.toThrow(/Temporal did not start on 127\.0\.0\.1:\d+/);
  });
});
