import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import type { Sql } from '../database.js';

/**
 * One row written by hand under an entity's property names. MikroORM puts values into the text of a statement, where a
 * server's log would keep them; here they are bind parameters. Names come from the code, never from outside.
 */
export type RowValues = Readonly<Record<string, unknown>>;

const ISO_MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const naming = new UnderscoreNamingStrategy();

/** The column of an entity's property: the rule the entities themselves follow. */
export function columnName(property: string): string {
  return naming.propertyToColumnName(property);
}

/** `e.given_name as "givenName", …`: rows come back under the entity's own names. */
export function selectList(alias: string, properties: readonly string[]): string {
  return properties.map((property) => `${alias}.${columnName(property)} as "${property}"`).join(', ');
}

/** `e.given_name, e.surname, …`: the columns of these properties, of one row where an alias is given. */
export function columnList(properties: readonly string[], alias?: string): string {
  const prefix = alias === undefined ? '' : `${alias}.`;
  return properties.map((property) => prefix + columnName(property)).join(', ');
}

/** `given_name = excluded.given_name, …`: an upsert takes these properties from the new row. */
export function takeExcluded(properties: readonly string[]): string {
  return properties
    .map(columnName)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
}

/** The column of a property; if it is one of the moments, as ISO text in UTC. */
export function valueColumn(alias: string, property: string, moments: readonly string[]): string {
  const column = `${alias}.${columnName(property)}`;
  return moments.includes(property) ? `to_char(${column} at time zone 'UTC', '${ISO_MOMENT}')` : column;
}

/**
 * `json_build_object('givenName', e.given_name, …)`: a row inside a row, under the entity's own names. Text, since it is
 * only ever sent: jsonb would be made first and then written out.
 *
 * @param moments those that are moments: ISO text in UTC
 */
export function jsonObject(
  alias: string,
  properties: readonly string[],
  moments: readonly string[] = [],
): string {
  const pairs = properties.map((property) => `'${property}', ${valueColumn(alias, property, moments)}`);
  return `json_build_object(${pairs.join(', ')})`;
}

type Element = string | number | bigint | Date | null;

/**
 * An array as PostgreSQL reads it from a bind parameter. The driver makes the same of an array itself, but only once the
 * connection is free to take it: this one is made while the database is still at something else.
 */
export function arrayLiteral(values: readonly Element[]): string {
  return `{${values.map(arrayElement).join(',')}}`;
}

function arrayElement(value: Element): string {
  if (value === null) return 'NULL';
  // Years of five digits, which a directory may have, come with a sign from toISOString.
  const text = value instanceof Date ? value.toISOString().replace(/^\+0*/, '') : String(value);
  const isPlain = !text.includes('"') && !text.includes('\\');
  return isPlain ? `"${text}"` : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

export async function insertRow(sql: Sql, table: string, row: RowValues): Promise<void> {
  const properties = Object.keys(row);
  const places = properties.map((_, at) => `$${at + 1}`);
  await sql.query(
    `insert into ${table} (${properties.map(columnName).join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  );
}

/** Changes what is named and `updated_at`. Does nothing when nothing is named. */
export async function updateRow(sql: Sql, table: string, id: string, row: RowValues): Promise<void> {
  const properties = Object.keys(row);
  if (properties.length === 0) return;
  const settings = properties.map((property, at) => `${columnName(property)} = $${at + 2}`);
  await sql.query(`update ${table} set ${settings.join(', ')}, updated_at = now() where id = $1`, [
    id,
    ...Object.values(row),
  ]);
}
