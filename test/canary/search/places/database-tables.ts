import pg from 'pg';
import type { Piece, Place } from '../place.js';
import { copyOut } from './copied-table.js';

/** Tables of every schema, those in which PostgreSQL keeps samples of columns among them. */
const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm') and n.nspname <> 'pg_toast' order by 1`;

/** What each connection last asked: a value that was written into the text of a statement shows there. */
const STATEMENTS = 'pg_stat_activity';

/** Every table of a database, by COPY, as its owner sees it. */
export function databaseTables(databaseUrl: string): Place {
  return { name: 'tables', pieces: () => tables(databaseUrl) };
}

async function* tables(connectionString: string): AsyncGenerator<Piece> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(TABLES);
    for (const where of [...rows.map(({ name }) => name), STATEMENTS])
      yield { where, bytes: await copyOut(client, `(select * from ${where})`) };
  } finally {
    await client.end();
  }
}
