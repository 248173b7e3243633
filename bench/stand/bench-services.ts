import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { step } from '../../src/sandbox/demo/console.js';
import { startPostgres } from '../../src/sandbox/postgres.js';
import { startTemporalServer, stopAbandonedTemporal } from '../../src/sandbox/temporal-server.js';
import type { BenchPlaces } from './places.js';
import type { BenchRun } from './run-bench.js';

/** The services that all measurements of one benchmark share. */
export interface BenchServices {
  readonly temporalAddress: string;
  /** Makes an empty database and answers its URL. */
  createDatabase(name: string): Promise<string>;
  /** Nobody may be connected to it any more. */
  dropDatabase(name: string): Promise<void>;
}

/**
 * Starts PostgreSQL (or uses the server of `DATABASE_URL`) as a server of a real installation is set, everything forced
 * to disk, and Temporal (or uses `TEMPORAL_ADDRESS`). Both begin empty and leave nothing behind.
 */
export async function startBenchServices(places: BenchPlaces, { stops }: BenchRun): Promise<BenchServices> {
  const serverUrl = await step('PostgreSQL', () => database(places, stops));
  const temporalAddress = await step('Temporal', () => temporal(places, stops));
  return {
    temporalAddress,
    async createDatabase(name) {
      await administer(serverUrl, `create database ${pg.escapeIdentifier(name)}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    dropDatabase: (name) =>
      administer(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  };
}

type Stops = BenchRun['stops'];

async function database(places: BenchPlaces, stops: Stops): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const options = { dataDir: join(places.stateDir, 'postgres'), durable: true, log: () => undefined };
  const postgres = await startPostgres(options);
  stops.push('PostgreSQL', () => postgres.destroy());
  return postgres.url;
}

async function temporal(places: BenchPlaces, stops: Stops): Promise<string> {
  const given = process.env['TEMPORAL_ADDRESS'];
  if (given !== undefined && given !== '') return given;
  const folder = join(places.stateDir, 'temporal');
  const dbFile = join(folder, 'temporal.db');
  await stopAbandonedTemporal(dbFile, () => undefined);
  await rm(folder, { recursive: true, force: true });
  const running = await startTemporalServer({ cliPath: places.temporalCli, dbFile, log: () => undefined });
  stops.push('Temporal', async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return running.address;
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
