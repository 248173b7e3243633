import type { Sql } from '../../database.js';
import type { Rotation } from '../../entities/password/rotation.js';
import { selectList } from '../rows.js';

const PROPERTIES = [
  'id',
  'reason',
  'keysAway',
  'state',
  'note',
  'wantedBy',
  'total',
  'completed',
  'failed',
  'cancelled',
  'stopReason',
  'createdAt',
  'startedAt',
  'endedAt',
] as const satisfies readonly (keyof Rotation)[];

/** A rotation as lists have it; `domain` is an id. */
export type ListedRotation = Pick<Rotation, (typeof PROPERTIES)[number] | 'domain'>;

/** Where a page begins: behind the rotation with this moment and id. */
export interface RotationPlace {
  readonly createdAt: Date;
  readonly id: string;
}

const SELECT = `select ${selectList('r', PROPERTIES)}, r.domain_id as domain from rotation r`;

/** One page, the newest first. */
export async function listRotations(
  sql: Sql,
  domainId: string | undefined,
  { after, limit }: { readonly after: RotationPlace | undefined; readonly limit: number },
): Promise<ListedRotation[]> {
  const { rows } = await sql.query<ListedRotation>(
    `${SELECT} where ($1::uuid is null or r.domain_id = $1)
       and ($2::timestamptz is null or (r.created_at, r.id) < ($2, $3::uuid))
     order by r.created_at desc, r.id desc limit $4`,
    [domainId ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}

export async function countRotations(sql: Sql, domainId: string | undefined): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from rotation r where ($1::uuid is null or r.domain_id = $1)`,
    [domainId ?? null],
  );
  return rows[0]?.count ?? 0;
}

/** The rotations with these ids, in no order. */
export async function rotationsById(sql: Sql, ids: readonly string[]): Promise<ListedRotation[]> {
  const { rows } = await sql.query<ListedRotation>(`${SELECT} where r.id = any($1::uuid[])`, [ids]);
  return rows;
}
