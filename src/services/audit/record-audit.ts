import type { EntityManager } from '@mikro-orm/postgresql';
import type { Sql } from '../../database.js';
import type { ActorKind, AuditOutcome } from '../../domain/states.js';
import { AuditEvent } from '../../entities/audit-event.js';
import { prepared } from '../prepared.js';

/** Whoever acts: what every service is told, and what the audit remembers. */
export interface Actor {
  readonly kind: ActorKind;
  /** A user's, token's, workstation's or run's id, or that of the domain whose schedule it is; null for the anonymous and the command line. */
  readonly id: string | null;
  readonly name: string;
}

export interface AuditEntry {
  /** A noun and a verb, for example `domain.create`. */
  readonly action: string;
  readonly targetType?: string;
  readonly targetId?: string;
  readonly outcome?: AuditOutcome;
  /** Names of fields, ids, counts, codes. Never a secret and never a person's attributes. */
  readonly details?: Record<string, unknown>;
}

/** Adds an audit event to the unit of work: written with the change, or not at all. */
export function recordAudit(em: EntityManager, actor: Actor, entry: AuditEntry): void {
  em.persist(
    em.create(AuditEvent, {
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action: entry.action,
      targetType: entry.targetType ?? null,
      targetId: entry.targetId ?? null,
      outcome: entry.outcome ?? 'DONE',
      details: entry.details ?? {},
    }),
  );
}

/** The same for set-wise services, on the connection that holds their transaction. */
export async function insertAudit(sql: Sql, actor: Actor, entry: AuditEntry): Promise<void> {
  await sql.query(
    prepared(
      `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        actor.kind,
        actor.id,
        actor.name,
        entry.action,
        entry.targetType ?? null,
        entry.targetId ?? null,
        entry.outcome ?? 'DONE',
        JSON.stringify(entry.details ?? {}),
      ],
    ),
  );
}

/** What was done to many at once. */
export interface AuditEntries extends Pick<AuditEntry, 'action' | 'targetType' | 'outcome'> {
  readonly targets: readonly {
    readonly id: string;
    readonly details: NonNullable<AuditEntry['details']>;
  }[];
}

/** One event for each of them, in one statement. */
export async function insertAudits(
  sql: Sql,
  actor: Actor,
  { action, targetType, outcome = 'DONE', targets }: AuditEntries,
): Promise<void> {
  if (targets.length === 0) return;
  await sql.query(
    prepared(
      `insert into audit_event (actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select $1, $2, $3, $4, $5, t.id, $8, t.details::jsonb
     from unnest($6::uuid[], $7::text[]) with ordinality as t (id, details, place) order by t.place`,
      [
        actor.kind,
        actor.id,
        actor.name,
        action,
        targetType ?? null,
        targets.map(({ id }) => id),
        targets.map(({ details }) => JSON.stringify(details)),
        outcome,
      ],
    ),
  );
}

/** What somebody did, among what others did. */
export interface ActedEntry {
  readonly actor: Actor;
  readonly entry: AuditEntry;
}

/** One event each, in one statement: for what several have done, and what is told of each. */
export async function insertAuditEach(sql: Sql, acted: readonly ActedEntry[]): Promise<void> {
  if (acted.length === 0) return;
  const given = acted.map(({ actor, entry }) => ({
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    action: entry.action,
    target_type: entry.targetType ?? null,
    target_id: entry.targetId ?? null,
    outcome: entry.outcome ?? 'DONE',
    details: entry.details ?? {},
  }));
  const columns = Object.keys(given[0]!).join(', ');
  await sql.query(
    prepared(
      `insert into audit_event (${columns}) select ${columns} from jsonb_populate_recordset(null::audit_event, $1::jsonb)`,
      [JSON.stringify(given)],
    ),
  );
}
