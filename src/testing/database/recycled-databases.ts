import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connected, onServer, withDatabase } from './database-server.js';

/*
 * A database that a test is done with is emptied and kept for the next one, since to copy the template again takes ten
 * times as long: it has more than a thousand files. Which ones are kept is in a database of its own, for all test files.
 */

const keptIn = (template: string): string => `${template}_kept`;

/** What a database must look like to be kept: nobody has added, taken away or switched off anything. */
const SHAPE = `
  select md5(string_agg(line, e'\\n' order by line)) as shape from (
    select concat_ws('|', 'relation', c.oid, relname, relkind, relnatts, relchecks, relhasrules, reloptions) as line
      from pg_class c join pg_namespace n on n.oid = relnamespace where n.nspname = 'public'
    union all select concat_ws('|', 'column', attrelid, attnum, attname, atttypid, attnotnull, atthasdef)
      from pg_attribute a join pg_class c on c.oid = attrelid where relnamespace = 'public'::regnamespace
    union all select concat_ws('|', 'trigger', oid, tgrelid, tgname, tgenabled, tgfoid) from pg_trigger
    union all select concat_ws('|', 'function', oid, xmin) from pg_proc where oid >= 16384
    union all select concat_ws('|', 'constraint', oid, xmin) from pg_constraint where oid >= 16384
    union all select concat_ws('|', 'schema', nspname) from pg_namespace where nspname not like 'pg\\_%'
    union all select concat_ws('|', 'setting', setconfig) from pg_db_role_setting s
      join pg_database d on d.oid = setdatabase where datname = current_database()
  ) as lines`;

/** What tables and indexes may take before a database is dropped after all: rows that were deleted are still in it. */
const MOST_BYTES = 8 * 2 ** 20;
const SIZE = `select sum(pg_relation_size(oid))::int as bytes from pg_class where relnamespace = 'public'::regnamespace`;

/** Tables that take any room: those that somebody has written to. */
const USED = `select oid::regclass::text as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`;

/** What a synchronisation has told the planner would lead the next one astray. */
const FORGET_STATISTICS = `
  select pg_clear_relation_stats('public', relname) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples >= 0;
  set local allow_system_table_mods = on;
  delete from pg_statistic where starelid >= 16384`;

export async function shapeOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query(SHAPE);
  return (rows as [{ shape: string }])[0].shape;
}

/** Writes down what makes a database like the template again, and opens the list of those that are kept. */
export async function openKeptDatabases(serverUrl: string, template: string): Promise<void> {
  const url = withDatabase(serverUrl, template);
  const shape = await connected(url, shapeOf);
  const refilling = await refillingSql(url);
  await onServer(serverUrl, `create database ${keptIn(template)}`);
  const list = withDatabase(serverUrl, keptIn(template));
  await onServer(
    list,
    'create table kept (name text primary key, place bigint generated always as identity)',
  );
  await onServer(list, 'create table template (shape text, refilling text)');
  await onServer(list, 'insert into template values ($1, $2)', [shape, refilling]);
}

/** Takes one that was kept, under a name that nobody has known before. False when there is none. */
export async function takeKept(serverUrl: string, template: string, name: string): Promise<boolean> {
  return connected(withDatabase(serverUrl, keptIn(template)), async (list) => {
    const { rows } = await list.query(
      `delete from kept where name = (select name from kept order by place desc limit 1 for update skip locked) returning name`,
    );
    const [kept] = rows as { name: string }[];
    if (kept !== undefined) await list.query(`alter database ${kept.name} rename to ${name}`);
    return kept !== undefined;
  });
}

/** Keeps a database that somebody is done with. One that cannot be made like new is dropped. */
export async function keep(serverUrl: string, template: string, name: string): Promise<void> {
  const hidden = `${template}_${randomBytes(6).toString('hex')}`;
  await connected(withDatabase(serverUrl, keptIn(template)), async (list) => {
    try {
      const { rows } = await list.query('select shape, refilling from template');
      const [{ shape, refilling }] = rows as [{ shape: string; refilling: string }];
      await list.query(CUT, [name]);
      // From here on nobody who still has the old address finds it.
      await list.query(`alter database ${name} rename to ${hidden}`);
      await makeLikeNew(withDatabase(serverUrl, hidden), shape, refilling);
      await list.query('insert into kept (name) values ($1)', [hidden]);
    } catch {
      for (const each of [name, hidden]) await list.query(`drop database if exists ${each} with (force)`);
    }
  });
}

const CUT = `select pg_terminate_backend(pid, 10000) from pg_stat_activity
  where datname = $1 and backend_type = 'client backend'`;

async function makeLikeNew(url: string, shape: string, refilling: string): Promise<void> {
  await connected(url, async (client) => {
    if ((await shapeOf(client)) !== shape) throw new Error('It has another shape.');
    const { rows: sizes } = await client.query(SIZE);
    if ((sizes as [{ bytes: number }])[0].bytes > MOST_BYTES) throw new Error('It has grown.');
    const { rows: used } = await client.query(USED);
    const tables = (used as { name: string }[]).map(({ name }) => name);
    await client.query(
      ['set session_replication_role = replica', ...tables.map((table) => `delete from ${table}`)].join(';'),
    );
    // The files are as long as those of a new one again, so that rows come to stand in the order they are written.
    await client.query(`vacuum ${tables.join(', ')}`);
    await client.query(refilling);
  });
}

/** What puts back what is there from the start. */
async function refillingSql(url: string): Promise<string> {
  const { rows } = await onServer(
    url,
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const tables = (rows as { name: string }[]).map(({ name }) => name);
  const statements = [FORGET_STATISTICS];
  for (const table of tables) {
    const [{ content }] = (await onServer(url, `select json_agg(t) as content from ${table} t`)).rows as [
      { content: unknown },
    ];
    if (content === null) continue;
    const literal = pg.escapeLiteral(JSON.stringify(content));
    statements.push(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, ${literal})`,
    );
  }
  const sequences = await onServer(
    url,
    `select format('select setval(%L, %s, %L)', quote_ident(sequencename), coalesce(last_value, start_value), last_value is not null)
       as statement from pg_sequences where schemaname = 'public'`,
  );
  statements.push(...(sequences.rows as { statement: string }[]).map(({ statement }) => statement));
  return statements.join(';\n');
}
