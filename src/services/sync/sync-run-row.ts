import type { Sql } from '../../database.js';
import type { DnsName } from '../../domain/identifiers.js';
import type { RemovedUserPolicy, SyncPhase, SyncRunKind } from '../../domain/states.js';

/** A run with what its steps need of the domain. */
export interface SyncRunRow {
  readonly id: string;
  readonly domainId: string;
  readonly kind: SyncRunKind;
  /** The hold whose people an APPROVAL lets pass. */
  readonly approvesHoldId: string | null;
  readonly phase: SyncPhase;
  readonly attempt: number;
  readonly snapshotPeople: number | null;
  /** The sync group was read to its end and names nobody, while employees came from it. */
  readonly groupEmpty: boolean;
  readonly cancelRequested: boolean;
  readonly domain: SyncDomainRow;
}

export interface SyncDomainRow {
  readonly id: string;
  readonly dnsName: DnsName;
  readonly controllers: string[];
  readonly baseDn: string | null;
  readonly bindAccount: string;
  readonly bindSecretSealed: Buffer | null;
  readonly caCertificates: string[];
  readonly syncGroupName: string;
  readonly syncGroupGuid: string | null;
  readonly passwordGroupName: string | null;
  readonly passwordGroupGuid: string | null;
  readonly nestedGroups: boolean;
  readonly mailSuffixes: string[];
  readonly priority: number;
  /** Sorts by when the domain was added. */
  readonly seniority: string;
  readonly removedUserPolicy: RemovedUserPolicy;
  readonly deletionGraceDays: number;
  readonly removalLimitPeople: number;
  readonly removalLimitPercent: number;
}

/** How a domain's seniority is written in every query: sorts by when it was added. */
export const SENIORITY = `to_char(d.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSMS') || d.id::text`;

/** Undefined when there is no such run (its domain was deleted). */
export async function findRun(sql: Sql, runId: string): Promise<SyncRunRow | undefined> {
  const { rows } = await sql.query<Omit<SyncRunRow, 'domain'> & SyncDomainRow & { domainId: string }>(
    `select r.id, r.kind, r.approves_hold_id as "approvesHoldId", r.phase, r.attempt,
            r.snapshot_people as "snapshotPeople", r.group_empty as "groupEmpty",
            r.cancel_requested_at is not null as "cancelRequested",
            d.id as "domainId", d.dns_name as "dnsName", d.controllers, d.base_dn as "baseDn",
            d.bind_account as "bindAccount", d.bind_secret_sealed as "bindSecretSealed",
            d.ca_certificates as "caCertificates", d.sync_group_name as "syncGroupName",
            d.sync_group_guid as "syncGroupGuid", d.password_group_name as "passwordGroupName",
            d.password_group_guid as "passwordGroupGuid", d.nested_groups as "nestedGroups",
            d.mail_suffixes as "mailSuffixes", d.priority, ${SENIORITY} as seniority,
            d.removed_user_policy as "removedUserPolicy", d.deletion_grace_days as "deletionGraceDays",
            d.removal_limit_people as "removalLimitPeople", d.removal_limit_percent as "removalLimitPercent"
     from sync_run r join domain d on d.id = r.domain_id where r.id = $1`,
    [runId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const {
    id,
    domainId,
    kind,
    approvesHoldId,
    phase,
    attempt,
    snapshotPeople,
    groupEmpty,
    cancelRequested,
    ...domain
  } = row;
  return {
    id,
    domainId,
    kind,
    approvesHoldId,
    phase,
    attempt,
    snapshotPeople,
    groupEmpty,
    cancelRequested,
    domain: { ...domain, id: domainId },
  };
}
