import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sql } from './database.js';
import type { Log } from './log.js';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Whether the database answers and has every migration of this version: `ready`, or what is missing. What exactly is
 * wrong goes to the log, not to strangers.
 */
export function databaseReadiness(pool: Sql, log: Log): () => Promise<string> {
  let migrated = false;
  return async () => {
    try {
      if (migrated) await pool.query('select 1');
      migrated ||= (await missingMigrations(pool)).length === 0;
      return migrated ? 'ready' : 'migrations are missing';
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      return 'the database does not answer';
    }
  };
}

/** Names are recorded without their ending, so that what ran as TypeScript counts for the built one too. */
async function missingMigrations(pool: Sql): Promise<string[]> {
  const files = await readdir(MIGRATIONS);
  const wanted = new Set(files.flatMap((file) => /^(Migration\d+_\w+)\.(?:ts|js)$/.exec(file)?.[1] ?? []));
  const known = await pool.query<{ exists: boolean }>(
    `select to_regclass('mikro_orm_migrations') is not null as exists`,
  );
  if (known.rows[0]?.exists !== true) return [...wanted];
  const { rows } = await pool.query<{ name: string }>('select name from mikro_orm_migrations');
  return [...wanted].filter((name) => !rows.some((row) => row.name === name));
}
