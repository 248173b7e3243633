import { onServer } from '../../../../src/testing/database/database-server.js';
import type { Place } from '../place.js';
import { files, filesBelow } from './files.js';

const LOG_OF_WRITES = /^pg_wal\//;

/** The files of a PostgreSQL server, dead rows included, and its log of writes. Everything is on the disk first. */
export function databaseFiles(databaseUrl: string): Place[] {
  return [
    files('data files', async () => listed(databaseUrl, (path) => !LOG_OF_WRITES.test(path))),
    files('WAL', async () => listed(databaseUrl, (path) => LOG_OF_WRITES.test(path))),
  ];
}

async function listed(databaseUrl: string, fits: (path: string) => boolean): Promise<string[]> {
  await onServer(databaseUrl, 'checkpoint');
  const { rows } = await onServer(databaseUrl, 'show data_directory');
  return filesBelow(String((rows[0] as { data_directory: string }).data_directory), fits);
}
