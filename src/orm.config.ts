import { fileURLToPath } from 'node:url';
import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type Options } from '@mikro-orm/postgresql';
import { allEntities } from './entities/all-entities.js';

/** Foreign keys are named after the column, `…_id`, which is also MikroORM's habit. */
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** How MikroORM reaches one database. The same options serve the server, the tests and the command line. */
export function ormOptions(databaseUrl: string): Options {
  return defineConfig({
    clientUrl: databaseUrl,
    entities: allEntities,
    namingStrategy: UnderscoreNamingStrategy,
    extensions: [Migrator],
    forceUtcTimezone: true,
    migrations: {
      path: migrationsFolder,
      snapshotName: '.snapshot-latchkey',
      // Only the command line that makes migrations writes the snapshot they are compared with.
      snapshot: false,
      allOrNothing: true,
      transactional: true,
    },
  });
}

const forCommandLine = ormOptions(
  process.env['DATABASE_URL'] || 'postgresql://latchkey@127.0.0.1:5432/latchkey',
);

/** For the `mikro-orm` command (creating and checking migrations), which needs a default export. */
export default { ...forCommandLine, migrations: { ...forCommandLine.migrations, snapshot: true } };
