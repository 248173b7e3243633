import { join } from 'node:path';
import { startPostgres } from '../../sandbox/postgres.js';
import { StopStack } from '../../sandbox/processes/stop-stack.js';
import { startTemporalServer } from '../../sandbox/temporal-server.js';
import { makeTemplateDatabase } from '../database/template-database.js';
import type { TemplateDatabase } from '../database/template-database.js';
import { openTestRunFolder } from './test-run-folder.js';

/** What runs once for all test files of a run. */
export interface ServiceStack {
  /** How the test files find it: set in the environment of their processes. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL (or uses the server of `DATABASE_URL`) with a migrated template database, and Temporal (or uses
 * `TEMPORAL_ADDRESS`). When one of them does not start, what was started is stopped again.
 * Without a Temporal program there is no address: a test that asks for it fails and says what to do.
 */
export async function startServiceStack(): Promise<ServiceStack> {
  const stops = new StopStack();
  try {
    const folder = await openTestRunFolder(stops);
    const template = await startDatabase(folder, stops);
    const temporal = await startTemporal(folder, stops);
    const environment = {
      LATCHKEY_TEST_FOLDER: folder,
      LATCHKEY_TEST_DATABASE_SERVER: template.serverUrl,
      LATCHKEY_TEST_DATABASE_TEMPLATE: template.name,
      ...(temporal === undefined ? {} : { LATCHKEY_TEST_TEMPORAL_ADDRESS: temporal }),
    };
    return { environment, stop: () => stops.stopAll() };
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

async function startDatabase(folder: string, stops: StopStack): Promise<TemplateDatabase> {
  const given = process.env['DATABASE_URL'];
  let serverUrl = given;
  if (serverUrl === undefined || serverUrl === '') {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false, log: ignore });
    stops.push('PostgreSQL', () => postgres.destroy());
    serverUrl = postgres.url;
  }
  const template = await makeTemplateDatabase(serverUrl);
  stops.push('The test databases', () => template.dropAll());
  return template;
}

async function startTemporal(folder: string, stops: StopStack): Promise<string | undefined> {
  const given = process.env['TEMPORAL_ADDRESS'];
  if (given !== undefined && given !== '') return given;
  const cliPath = process.env['LATCHKEY_TEMPORAL_CLI'];
  if (cliPath === undefined || cliPath === '') return undefined;
  const server = await startTemporalServer({
    cliPath,
    dbFile: join(folder, 'temporal', 'temporal.db'),
    log: ignore,
  });
  stops.push('Temporal', () => server.stop());
  return server.address;
}

/** The run's output belongs to the tests; a failed start carries the end of the server's log in its message. */
function ignore(): void {}
