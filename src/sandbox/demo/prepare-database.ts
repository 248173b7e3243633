import { MikroORM } from '@mikro-orm/postgresql';
import { createPool } from '../../database.js';
import { AppError } from '../../errors.js';
import { ormOptions } from '../../orm.config.js';
import { createUser } from '../../services/users/create-user.js';
import type { Administrator } from './settings.js';

/** Brings the tables up to date. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const orm = await MikroORM.init({ ...ormOptions(databaseUrl), logger: () => undefined });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}

/** Makes the user, unless they are there. */
export async function addAdministrator(
  databaseUrl: string,
  { email, name, password }: Administrator,
): Promise<void> {
  const pool = createPool(databaseUrl, 1);
  const actor = { kind: 'COMMAND_LINE', id: null, name: 'demo' } as const;
  try {
    await createUser(pool, actor, { email, displayName: name, role: 'ADMINISTRATOR', password });
  } catch (error) {
    const isThere = error instanceof AppError && error.code === 'ALREADY_EXISTS';
    if (!isThere) throw error;
  } finally {
    await pool.end();
  }
}
