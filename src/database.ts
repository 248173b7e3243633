import pg from 'pg';

/** A connection that can be asked: a pool for single statements, a client inside a transaction. */
export type Sql = Pick<pg.ClientBase, 'query'>;
export type Pool = pg.Pool;
export type Client = pg.PoolClient;

/** What PostgreSQL refused, with its SQLSTATE code and the constraint. */
export const { DatabaseError } = pg;
export type DatabaseError = pg.DatabaseError;

const { INT8, TIMESTAMPTZ } = pg.types.builtins;

// 64-bit integers come as bigint: USNs and file times are not JavaScript numbers. Counts are cast to int in the SQL.
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary' && oid === INT8) return (text: string) => BigInt(text);
    if (format !== 'binary' && oid === TIMESTAMPTZ) return parseMoment;
    return pg.types.getTypeParser(oid, format);
  },
};

const parseAnyMoment: (text: string) => unknown = pg.types.getTypeParser(TIMESTAMPTZ);

/** A moment of four-digit years told in UTC, which nearly all are, is read as what it almost is: ISO 8601. */
export function parseMoment(text: string): unknown {
  const isPlain = text.length > 18 && text[4] === '-' && text[10] === ' ' && text.endsWith('+00');
  return isPlain ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseAnyMoment(text);
}

/** The pool for set-wise SQL. MikroORM has one of its own for what is done object by object. */
export function createPool(databaseUrl: string, size = 10): Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: size, types, application_name: 'latchkey' });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** How long a transaction of many waits for what somebody else has locked: then each of them goes its own way. */
const PATIENCE_MS = 500;

export interface TransactionOptions {
  /** What somebody else has locked for long is not waited for: it fails then, see `isHeldUp`. */
  readonly isForMany?: boolean;
}

/** Runs `work` in one transaction on `client`: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(
  client: Sql,
  work: (sql: Sql) => Promise<T>,
  { isForMany = false }: TransactionOptions = {},
): Promise<T> {
  await client.query(isForMany ? `begin; set local lock_timeout = ${PATIENCE_MS}` : 'begin');
  try {
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that is gone has rolled back already; the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The same on a connection borrowed from the pool. */
export async function withTransaction<T>(
  pool: Pool,
  work: (sql: Sql) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // An idle connection may die: without a listener that would end the process.
  const onError = (error: Error) => (failure = error);
  client.on('error', onError);
  try {
    return await inTransaction(client, work, options);
  } finally {
    client.off('error', onError);
    client.release(failure);
  }
}

/** Whether it failed because of what somebody else has locked: nothing was written, and it may be done again. */
export function isHeldUp(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01');
}
