import { withTransaction, type Pool, type Sql } from '../../../database.js';
import { nextOpening, openUntil } from '../../../domain/rotation/opening.js';
import { cohortSize } from '../../../domain/rotation/pace.js';
import type { RotationWindow } from '../../../domain/settings/rotation-window.js';
import { IS_AHEAD } from '../../password-changes/directory-first/ahead.js';
import { KEY_IN_REACH, KEY_IN_REACH_OF_MANY } from '../rotation-progress.js';
import { lockRotations, openRotations, type StoredRotation } from '../stored-rotation.js';

/** What is to be driven now in one domain. */
export interface Cohort {
  /** Whose next cohort it is; undefined: none begins, and what is under way comes to its end. */
  readonly rotation: StoredRotation | undefined;
  /** Changes that begin. */
  readonly begins: readonly string[];
  /** How it goes is not known: nothing of this rotation has gone well yet, or that was long ago, or it has no part in this. */
  readonly isFirst: boolean;
  /** Changes of any rotation of the domain that have begun before and have not ended. */
  readonly underWay: readonly string[];
  /** When the next opening of the window lets changes begin that wait for it; null: none does. */
  readonly opensAt: Date | null;
  /** After which time the window closes that they begin in; null: they need none. */
  readonly closesInMs: number | null;
  readonly writesPerMinute: number;
}

interface DomainNow {
  readonly now: Date;
  readonly window: RotationWindow | null;
  readonly timeZone: string;
  readonly mayBegin: boolean;
  readonly writesPerMinute: number;
}

/**
 * Draws the next cohort of a domain from the changes whose key is connected now where it can get the password: of the most
 * urgent rotation that has any. What waits for the window and is overdue does not wait for it any longer.
 */
export async function drawCohort(pool: Pool, domainId: string): Promise<Cohort | undefined> {
  return withTransaction(pool, async (sql) => {
    await lockRotations(sql, domainId);
    const domain = await readDomain(sql, domainId);
    if (domain === undefined) return undefined;
    const closes = openUntil(domain, domain.now);
    const isWindowOpen = closes !== null;
    const cohort = {
      underWay: await changesUnderWay(sql, domainId),
      opensAt: isWindowOpen ? null : nextOpening(domain, domain.now),
      writesPerMinute: domain.writesPerMinute,
    };
    const nothing = { ...cohort, rotation: undefined, begins: [], isFirst: true, closesInMs: null };
    if (!domain.mayBegin) return nothing;
    for (const rotation of await openRotations(sql, domainId)) {
      if (rotation.state !== 'RUNNING') continue;
      const begins = await draw(sql, rotation, { isWindowOpen, writesPerMinute: domain.writesPerMinute });
      if (begins.length === 0) continue;
      await sql.query(
        `update rotation set started_at = coalesce(started_at, now()), cohort_at = clock_timestamp() where id = $1`,
        [rotation.id],
      );
      const needsWindow = rotation.reason === 'SCHEDULED' && closes instanceof Date;
      const closesInMs = needsWindow ? closes.getTime() - domain.now.getTime() : null;
      return { ...cohort, rotation, begins, isFirst: goneWell(rotation) === 0, closesInMs };
    }
    return nothing;
  });
}

async function readDomain(sql: Sql, domainId: string): Promise<DomainNow | undefined> {
  const { rows } = await sql.query<DomainNow>(
    `select clock_timestamp() as now, d.rotation_window as "window", d.time_zone as "timeZone",
            d.write_budget_per_minute as "writesPerMinute", d.rotation_paused_at is null and d.passwords_paused_at is null
              and not exists (select 1 from alarm where lifted_at is null) as "mayBegin"
     from domain d where d.id = $1`,
    [domainId],
  );
  return rows[0];
}

async function changesUnderWay(sql: Sql, domainId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select c.id from password_change c join rotation r on r.id = c.rotation_id
     where r.domain_id = $1 and c.ended_at is null and c.holds_claim order by c.created_at, c.id`,
    [domainId],
  );
  return rows.map(({ id }) => id);
}

/** In SQL: changes `c` that could begin, each with the key `k` that its owner has now. */
const COULD_BEGIN = `
  from password_change c
  join domain_account a on a.id = c.account_id
  join domain d on d.id = a.domain_id
  join key k on k.owner_id = a.employee_id and k.status = 'ACTIVE' and k.linked_at is not null
  where c.rotation_id = $1 and c.ended_at is null and not c.holds_claim and c.sent_at is null
    and (c.next_attempt_at is null or c.next_attempt_at <= now())
    and ($2 or c.overdue_at <= now())
    and not exists (select 1 from password_change h
                    where h.account_id = c.account_id and (h.holds_claim or ${IS_AHEAD('h')}))`;

/** Nothing is generated that would have to wait for its turn to be written for longer than it is kept. */
const MINUTES_OF_WRITING = 5;

/** How many cohorts before have gone well, one after another. */
function goneWell({ cohorts, isLateAfterLast }: StoredRotation): number {
  return isLateAfterLast ? 0 : cohorts;
}

async function draw(
  sql: Sql,
  rotation: StoredRotation,
  { isWindowOpen, writesPerMinute }: { readonly isWindowOpen: boolean; readonly writesPerMinute: number },
): Promise<string[]> {
  const { id, isLateAfterLast, reason, keysAway } = rotation;
  // Whoever asks for it means now.
  const isAnyTime = isWindowOpen || reason !== 'SCHEDULED';
  const isAwayToo = keysAway === 'DIRECTORY_FIRST';
  if (isLateAfterLast) await sql.query(`update rotation set cohorts = 0 where id = $1`, [id]);
  const size = Math.min(cohortSize(goneWell(rotation)), Math.max(1, writesPerMinute * MINUTES_OF_WRITING));
  const { rows: candidates } = await sql.query<{ id: string; accountId: string }>(
    `select c.id, c.account_id as "accountId" ${COULD_BEGIN} and ($4 or ${KEY_IN_REACH_OF_MANY})
     order by c.created_at, c.id limit $3`,
    [id, isAnyTime, size, isAwayToo],
  );
  if (candidates.length === 0) return [];
  // Accounts before changes, as everybody; then as it is now that nobody can claim them any more.
  await sql.query(`select id from domain_account where id = any($1::uuid[]) order by id for no key update`, [
    candidates.map(({ accountId }) => accountId),
  ]);
  const { rows } = await sql.query<{ id: string }>(
    `update password_change c set key_id = k.id, revision = c.revision + 1,
            change_order = case when ${KEY_IN_REACH} then 'KEY_FIRST' else 'DIRECTORY_FIRST' end
     from domain_account a
     join domain d on d.id = a.domain_id
     join key k on k.owner_id = a.employee_id and k.status = 'ACTIVE' and k.linked_at is not null
     where c.id = any($1::uuid[]) and a.id = c.account_id
       and c.ended_at is null and not c.holds_claim and c.sent_at is null and ($2 or ${KEY_IN_REACH})
     returning c.id`,
    [candidates.map((candidate) => candidate.id), isAwayToo],
  );
  return rows.map((row) => row.id);
}
