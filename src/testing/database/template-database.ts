import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '../../orm.config.js';
import { onServer, withDatabase } from './database-server.js';
import { openKeptDatabases } from './recycled-databases.js';

/** A migrated database that no test touches: each test file gets a copy of it. */
export interface TemplateDatabase {
  /** Of the server, as an account that may create databases. */
  readonly serverUrl: string;
  readonly name: string;
  /** Drops the template and every copy of it. */
  dropAll(): Promise<void>;
}

/** Creates a template of a name that no other run uses and migrates it. */
export async function makeTemplateDatabase(serverUrl: string): Promise<TemplateDatabase> {
  const name = `latchkey_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const dropAll = (): Promise<void> => dropDatabases(serverUrl, name);
  try {
    await migrate(withDatabase(serverUrl, name));
    await openKeptDatabases(serverUrl, name);
    return { serverUrl, name, dropAll };
  } catch (error) {
    await dropAll();
    throw error;
  }
}

async function migrate(url: string): Promise<void> {
  const orm = await MikroORM.init({ ...ormOptions(url), logger: () => undefined });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}

async function dropDatabases(serverUrl: string, prefix: string): Promise<void> {
  const found = await onServer(serverUrl, 'select datname from pg_database where starts_with(datname, $1)', [
    prefix,
  ]);
  for (const { datname } of found.rows)
    await onServer(serverUrl, `drop database if exists ${datname} with (force)`);
}
