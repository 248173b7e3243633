import { randomBytes } from 'node:crypto';
import { onServer, withDatabase } from './database-server.js';
import { keep, takeKept } from './recycled-databases.js';

export interface TestDatabase {
  /** Address of a migrated, empty database that nobody else uses. */
  readonly url: string;
  /** Is done with it, cutting connections that are still open: nobody finds it there any more. */
  drop(): Promise<void>;
}

/**
 * A database for one test file or one test: copied from the migrated template, or one that another test is done with.
 * @throws Error when no test run has started a server.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = fromRun('LATCHKEY_TEST_DATABASE_SERVER');
  const template = fromRun('LATCHKEY_TEST_DATABASE_TEMPLATE');
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  if (!(await takeKept(serverUrl, template, name)))
    await onServer(serverUrl, `create database ${name} template ${template}`);
  return { url: withDatabase(serverUrl, name), drop: () => keep(serverUrl, template, name) };
}

function fromRun(variable: string): string {
  const value = process.env[variable];
  if (value !== undefined) return value;
  throw new Error(
    `No database server was started for this test file (${variable} is not set). ` +
      'Name the file *.db.test.ts, or put it below test/, and run it with "npm test".',
  );
}
