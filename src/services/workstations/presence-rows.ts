import { withTransaction, type Pool, type Sql } from '../../database.js';
import {
  isSameReport,
  NOTHING_REPORTED,
  type PresenceReport,
} from '../../domain/workstation/presence-report.js';
import { hintAboutConnected } from '../key-tasks/delivery/hints.js';
import { IS_ONLINE } from './lease.js';
import { PRESENCE_STREAM, recordPresence } from './workstation-streams.js';

export { IS_ONLINE, LEASE_SECONDS } from './lease.js';

/** How long changes of presence can be read again. */
const REMEMBERED_DAYS = 7;
/** Most that are ended in one transaction. */
const SWEEP_SIZE = 200;

interface PresenceRow extends PresenceReport {
  readonly online: boolean;
}

interface Gone {
  readonly workstationId: string;
  readonly machineName: string;
}

/**
 * Begins the presence of an approved workstation, or takes it over from an older connection. Answers false, and does
 * nothing, for one that is not approved. Whoever changes presence locks the workstation first and records it last.
 */
export async function beginPresence(
  pool: Pool,
  workstationId: string,
  connectionId: string,
  report: PresenceReport,
): Promise<boolean> {
  return withTransaction(pool, async (sql) => {
    const machineName = await lockApproved(sql, workstationId);
    if (machineName === undefined) return false;
    const before = await presenceOf(sql, workstationId);
    await sql.query(
      `insert into workstation_presence (workstation_id, connection_id, seen_at, controller_in_reach, connected_keys)
       values ($1, $2, now(), $3, $4)
       on conflict (workstation_id) do update set connection_id = excluded.connection_id,
         seen_at = excluded.seen_at, controller_in_reach = excluded.controller_in_reach,
         connected_keys = excluded.connected_keys`,
      [workstationId, connectionId, report.controllerInReach, report.connectedKeys],
    );
    await hintAboutConnected(sql, workstationId, report.connectedKeys);
    if (!(before?.online === true && isSameReport(before, report))) {
      await recordPresence(sql, { workstationId, machineName, online: true, ...report });
    }
    return true;
  });
}

/** Renews what these connections hold; answers those that hold it still. */
export async function renewPresence(pool: Pool, connectionIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `with held as (
       select workstation_id from workstation_presence where connection_id = any($1::uuid[])
       order by workstation_id for update
     )
     update workstation_presence p set seen_at = now() from held where p.workstation_id = held.workstation_id
     returning p.connection_id as id`,
    [connectionIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Ends what this connection holds; nothing when a newer one has taken it over. */
export async function endPresence(pool: Pool, workstationId: string, connectionId: string): Promise<void> {
  await withTransaction(pool, async (sql) => {
    await sql.query(`select id from workstation where id = $1 for no key update`, [workstationId]);
    const gone = await removePresence(sql, workstationId, connectionId);
    if (gone !== undefined) await recordGone(sql, gone);
  });
}

/**
 * Takes the row away, in a transaction that has locked the workstation. Whoever calls this records it with `recordGone`,
 * last.
 */
export async function removePresence(
  sql: Sql,
  workstationId: string,
  connectionId: string | null = null,
): Promise<Gone | undefined> {
  const { rows } = await sql.query<Gone>(
    `with gone as (
       delete from workstation_presence
       where workstation_id = $1 and ($2::uuid is null or connection_id = $2)
       returning workstation_id, seen_at
     )
     update workstation w set last_seen_at = greatest(w.last_seen_at, gone.seen_at) from gone
     where w.id = gone.workstation_id returning w.id as "workstationId", w.machine_name as "machineName"`,
    [workstationId, connectionId],
  );
  return rows[0];
}

export async function recordGone(sql: Sql, gone: Gone): Promise<void> {
  await recordPresence(sql, { ...gone, online: false, ...NOTHING_REPORTED });
}

/**
 * Ends what nobody has renewed: the server that held it is gone, or does not reach the database. Whoever comes back
 * begins anew. Answers how many there were.
 */
export async function sweepPresence(pool: Pool): Promise<number> {
  return withTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ id: string }>(
      `select w.id from workstation w join workstation_presence p on p.workstation_id = w.id
       where not ${IS_ONLINE} order by w.id limit ${SWEEP_SIZE} for no key update of w skip locked`,
    );
    const { rows: gone } = await sql.query<Gone>(
      `with gone as (
         delete from workstation_presence p where p.workstation_id = any($1::uuid[]) and not ${IS_ONLINE}
         returning p.workstation_id, p.seen_at
       )
       update workstation w set last_seen_at = greatest(w.last_seen_at, gone.seen_at) from gone
       where w.id = gone.workstation_id returning w.id as "workstationId", w.machine_name as "machineName"`,
      [rows.map(({ id }) => id)],
    );
    for (const each of gone) await recordGone(sql, each);
    return gone.length;
  });
}

/** Forgets changes that nobody will read again. */
export async function forgetOldPresence(pool: Pool): Promise<void> {
  await pool.query(
    `delete from stream_event where stream_id = $1 and at < now() - interval '${REMEMBERED_DAYS} days'`,
    [PRESENCE_STREAM],
  );
}

/** The machine's name; undefined when the workstation is not approved, or gone. */
export async function lockApproved(sql: Sql, workstationId: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ machine_name: string }>(
    `select machine_name from workstation where id = $1 and state = 'APPROVED' for no key update`,
    [workstationId],
  );
  return rows[0]?.machine_name;
}

/** What is known of a workstation's presence now; undefined when nothing is. */
export async function presenceOf(sql: Sql, workstationId: string): Promise<PresenceRow | undefined> {
  const { rows } = await sql.query<PresenceRow>(
    `select ${IS_ONLINE} as online, p.controller_in_reach as "controllerInReach", p.connected_keys as "connectedKeys"
     from workstation_presence p where p.workstation_id = $1`,
    [workstationId],
  );
  return rows[0];
}
