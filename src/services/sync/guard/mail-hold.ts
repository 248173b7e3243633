import type { Sql } from '../../../database.js';
import { GUARDED_FIELDS, type GuardFacts } from '../../../domain/sync/removal-guard.js';
import { recordMailToAdministrators } from '../../outbox/record-mail.js';
import type { SyncRunRow } from '../sync-run-row.js';
import type { HeldSet } from './held-set.js';

/** Names of those concerned that a mail shows. */
const NAMES = 20;

export interface HoldToMail {
  readonly set: HeldSet;
  readonly facts: GuardFacts;
  readonly reasons: readonly string[];
  readonly expiresAt: Date;
}

/** Tells the administrators what waits for them: once for each set of people and changes and each deadline. */
export async function mailHold(
  sql: Sql,
  run: SyncRunRow,
  { set, facts, reasons, expiresAt }: HoldToMail,
): Promise<void> {
  const deadline = new Date(expiresAt).toISOString();
  const { hash: planHash, people, removals, disablings, changes } = set;
  await recordMailToAdministrators(sql, {
    cause: `removals-held/${run.domainId}/${planHash}/${deadline}`,
    template: 'removals-held',
    parameters: {
      domainName: run.domain.dnsName,
      runId: run.id,
      planHash,
      removals,
      disablings,
      fields: GUARDED_FIELDS.filter((field) => changes.includes(field)).map((field) => ({
        field,
        people: facts.due[field] ?? 0,
      })),
      reasons,
      names: await namesOf(sql, run),
      people,
      expiresAt: deadline,
    },
  });
}

async function namesOf(sql: Sql, run: SyncRunRow): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `select coalesce(a.display_name, a.common_name, a.sam_account_name, a.dn) as name
     from snapshot_entry e
     join domain_account a on a.domain_id = $3 and a.object_guid = e.object_guid
     where e.run_id = $1 and e.attempt = $2 and e.held is not null order by 1 limit ${NAMES}`,
    [run.id, run.attempt, run.domainId],
  );
  return rows.map(({ name }) => name);
}
