import { createHash } from 'node:crypto';
import type { Sql } from '../../../database.js';
import { recordSelected } from '../../../events/record-event.js';
import { prepared } from '../../prepared.js';
import { IS_ONLINE, WORKSTATIONS_OF_KEY } from '../../workstations/lease.js';

/** What a workstation's server is told: that something may have to be delivered to these keys. */
export interface TaskHint {
  readonly keyIds: readonly string[];
  /** They were connected just now, so that what was given out before may not have reached them. */
  readonly connected: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What came as a hint, which anybody may have sent who may connect to the database. Undefined when it is none. */
export function readHint(payload: unknown): TaskHint | undefined {
  const { keyIds, connected } = Object(payload) as Partial<Record<keyof TaskHint, unknown>>;
  const isKeyId = (id: unknown): id is string => typeof id === 'string' && UUID.test(id);
  if (!Array.isArray(keyIds) || typeof connected !== 'boolean' || !keyIds.every(isKeyId)) return undefined;
  return { keyIds, connected };
}

/** How long hints are kept. Whoever begins to follow them looks at every connected key first, so none is read again. */
const REMEMBERED_HOURS = 1;

const STREAM_NAME = 'latchkey/tasks/';

/** The stream of the hints for a workstation: an id of its own, that needs no column. */
export function taskStream(workstationId: string): string {
  const hex = createHash('md5').update(`${STREAM_NAME}${workstationId}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** In SQL: the same for a workstation `w`. */
const TASK_STREAM = `md5('${STREAM_NAME}' || w.id)::uuid`;

/**
 * Tells the workstations these keys are connected to that there may be something for them, in the transaction that made it
 * so: before what is told of keys and of presence. What is told of changes and accounts is kept apart by the lock of the
 * account, and may come before or after. What is to be delivered is looked up when it is delivered, so that one hint too many does no harm.
 */
export async function hintWorkstations(sql: Sql, keyIds: readonly string[]): Promise<void> {
  if (keyIds.length === 0) return;
  await recordHints(sql, `k.id = any($1::uuid[])`, [keyIds], false);
}

/** The same for keys that have just been connected to one workstation. */
export async function hintAboutConnected(
  sql: Sql,
  workstationId: string,
  serials: readonly string[],
): Promise<void> {
  if (serials.length === 0) return;
  await recordHints(sql, `w.id = $1 and k.serial = any($2::text[])`, [workstationId, serials], true);
}

/** The same for every key that something waits for: what had kept it from being delivered is over. */
export async function hintAboutWaiting(sql: Sql): Promise<void> {
  await recordHints(
    sql,
    `exists (select 1 from key_task t where t.key_id = k.id and t.state in ('PENDING', 'DELIVERED'))`,
    [],
    false,
  );
}

async function recordHints(
  sql: Sql,
  condition: string,
  values: readonly unknown[],
  connected: boolean,
): Promise<void> {
  // A TaskHint for each.
  const given = `select ${TASK_STREAM} as id,
            jsonb_build_object('keyIds', jsonb_agg(k.id), 'connected', ${connected}) as payload, false as ends
     from key k cross join lateral ${WORKSTATIONS_OF_KEY}
     where w.state = 'APPROVED' and ${IS_ONLINE} and ${condition} group by 1`;
  await recordSelected(sql, { ...prepared(given, values), areTold: true });
}

/** Forgets hints that nobody will read again. */
export async function forgetOldHints(sql: Sql): Promise<void> {
  await sql.query(
    `delete from stream_event e using workstation w
     where e.stream_id = ${TASK_STREAM} and e.at < now() - interval '${REMEMBERED_HOURS} hours'`,
  );
}
