import pg from 'pg';

/** The same address with another database. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Over a connection of its own, which is closed in the end. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs one piece of SQL on the server, over a connection of its own. */
export async function onServer(
  serverUrl: string,
  sql: string,
  values: readonly string[] = [],
): Promise<pg.QueryResult> {
  return connected(serverUrl, (client) => client.query(sql, [...values]));
}
