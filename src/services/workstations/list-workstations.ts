import type { Sql } from '../../database.js';
import type { WorkstationState } from '../../domain/states.js';
import type { Workstation } from '../../entities/workstations/workstation.js';
import { sharedCount } from '../shared-answers.js';
import { IS_ONLINE } from './presence-rows.js';

/** Which workstations. Every condition given must hold. */
export interface WorkstationFilter {
  readonly states?: readonly WorkstationState[] | null | undefined;
  readonly online?: boolean | null | undefined;
  readonly joinedDomain?: string | null | undefined;
  /** A part of the machine's name, whatever its case. */
  readonly machineName?: string | null | undefined;
  /** Serial of a key that is connected to it now. */
  readonly connectedKey?: string | null | undefined;
}

export interface WorkstationPage {
  readonly filter: WorkstationFilter;
  /** The last row of the page before. */
  readonly after: { readonly createdAt: Date; readonly id: string } | undefined;
  readonly limit: number;
}

export type ListedWorkstation = Pick<
  Workstation,
  | 'id'
  | 'publicKey'
  | 'machineName'
  | 'joinedDomain'
  | 'operatingSystem'
  | 'clientVersion'
  | 'state'
  | 'enrolmentToken'
  | 'address'
  | 'network'
  | 'createdAt'
  | 'decidedAt'
  | 'lastSeenAt'
>;

const COLUMNS = `w.id, w.public_key as "publicKey", w.machine_name as "machineName", w.joined_domain as "joinedDomain",
  w.operating_system as "operatingSystem", w.client_version as "clientVersion", w.state,
  w.enrolment_token_id as "enrolmentToken", w.address, w.network, w.created_at as "createdAt", w.decided_at as "decidedAt",
  w.last_seen_at as "lastSeenAt"`;

/** A page of workstations, the newest first. */
export async function listWorkstations(
  sql: Sql,
  { filter, after, limit }: WorkstationPage,
): Promise<ListedWorkstation[]> {
  const { text, values } = conditionsOf(filter);
  const place = after === undefined ? [] : [after.createdAt, after.id];
  const behind =
    after === undefined
      ? ''
      : ` and (w.created_at, w.id) < ($${values.length + 1}, $${values.length + 2}::uuid)`;
  const { rows } = await sql.query<ListedWorkstation>(
    `select ${COLUMNS} from workstation w where ${text}${behind}
     order by w.created_at desc, w.id desc limit ${limit}`,
    [...values, ...place],
  );
  return rows;
}

/** How many there are in all pages. */
export function countWorkstations(sql: Sql, filter: WorkstationFilter): Promise<number> {
  const { text, values } = conditionsOf(filter);
  return sharedCount(sql, `select count(*)::int as count from workstation w where ${text}`, values);
}

/** What is known about the presence of one workstation now. */
export interface ListedPresence {
  readonly workstationId: string;
  readonly seenAt: Date;
  readonly controllerInReach: boolean | null;
  readonly connectedKeys: string[];
}

/** The presence of those of these workstations that are connected. */
export async function presenceOfWorkstations(sql: Sql, ids: readonly string[]): Promise<ListedPresence[]> {
  const { rows } = await sql.query<ListedPresence>(
    `select p.workstation_id as "workstationId", p.seen_at as "seenAt",
            p.controller_in_reach as "controllerInReach", p.connected_keys as "connectedKeys"
     from workstation_presence p where p.workstation_id = any($1::uuid[]) and ${IS_ONLINE}`,
    [ids],
  );
  return rows;
}

function conditionsOf(filter: WorkstationFilter): { readonly text: string; readonly values: unknown[] } {
  const { states, online, joinedDomain, machineName, connectedKey } = filter;
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const present = (more = ''): string =>
    `exists (select 1 from workstation_presence p where p.workstation_id = w.id and ${IS_ONLINE}${more})`;
  const all = ['true'];
  if (states) all.push(`w.state = any(${bind(states)})`);
  if (typeof online === 'boolean') all.push(online ? present() : `not ${present()}`);
  if (joinedDomain) all.push(`w.joined_domain = lower(${bind(joinedDomain)})`);
  if (machineName) all.push(`position(lower(${bind(machineName)}) in lower(w.machine_name)) > 0`);
  if (connectedKey) all.push(present(` and ${bind(connectedKey)} = any(p.connected_keys)`));
  // PostgreSQL takes no NUL in a text, so no workstation has one.
  const impossible = [joinedDomain, machineName, connectedKey].some((text) => text?.includes('\0'));
  return impossible ? { text: 'false', values: [] } : { text: all.join(' and '), values };
}
