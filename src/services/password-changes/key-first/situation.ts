import type { Sql } from '../../../database.js';
import { mayHandOver } from '../../../domain/key-task/may-go.js';
import { decideClaim, isPausedWithDomain } from '../../../domain/password-change/change-order.js';
import type {
  KeyFirstFacts,
  KeyFirstState,
  KeyStanding,
} from '../../../domain/password-change/key-first-step.js';
import type { KeyStatus, KeyTaskKind, PasswordChangeKind } from '../../../domain/states.js';
import type { PasswordCopies } from '../../../keys/password-copies.js';
import { IS_ONLINE, WORKSTATIONS_OF_KEY } from '../../workstations/lease.js';
import { readCopies } from '../copies/copies.js';
import { IS_AHEAD } from '../directory-first/ahead.js';
import type { StoredChange } from '../rows/stored-change.js';
import { prepared } from '../../prepared.js';

/** What is true of a change at this moment. */
export interface Situation {
  readonly now: Date;
  readonly facts: KeyFirstFacts;
  /** Undefined when none is kept, or it cannot be read. */
  readonly password: string | undefined;
  readonly key: ChangeKey | undefined;
  readonly pauseReason: string | null;
}

export interface ChangeKey {
  readonly id: string;
  readonly serial: string;
  readonly publicKey: Buffer;
}

interface SituationRow {
  /** Of the change. */
  readonly id: string;
  readonly now: Date;
  readonly keyId: string | null;
  readonly serial: string | null;
  readonly publicKey: Buffer | null;
  readonly status: KeyStatus | null;
  readonly isLinked: boolean;
  readonly isOwners: boolean;
  /** Domains that the workstations are joined to which the key is connected to. */
  readonly joinedDomains: readonly (string | null)[];
  readonly alarm: boolean;
  readonly isPaused: boolean;
  readonly pauseReason: string | null;
  readonly dnsName: string;
  readonly trustedBy: readonly string[];
  readonly isAccountOpen: boolean;
  readonly holderKind: PasswordChangeKind | null;
  readonly holderSent: boolean | null;
  /** The directory is ahead of the key by another change of the account. */
  readonly isAhead: boolean;
  readonly openTasks: readonly KeyTaskKind[];
  readonly linkIsOpen: boolean;
  readonly hasOldPassword: boolean;
}

/** Finds out what is true of a change; undefined when it is gone. */
export async function readSituation(
  sql: Sql,
  change: StoredChange,
  copies: PasswordCopies,
): Promise<Situation | undefined> {
  return (await readSituations(sql, [change], copies)).get(change.id);
}

/**
 * The same of several changes at once, of those that are not gone.
 *
 * @param copies what opens the passwords that are kept; none is looked for when left out
 */
export async function readSituations(
  sql: Sql,
  changes: readonly StoredChange[],
  copies?: PasswordCopies,
): Promise<Map<string, Situation>> {
  const rows = new Map((await readRows(sql, changes)).map((row) => [row.id, row]));
  const withCopy = changes.filter(({ holdsClaim, isTyped }) => holdsClaim || isTyped).map(({ id }) => id);
  const passwords =
    copies === undefined ? new Map<string, string>() : await readCopies(sql, copies, withCopy);
  const situations = new Map<string, Situation>();
  for (const change of changes) {
    const row = rows.get(change.id);
    if (row !== undefined) situations.set(change.id, situationOf(change, row, passwords.get(change.id)));
  }
  return situations;
}

function situationOf(change: StoredChange, row: SituationRow, password: string | undefined): Situation {
  const { now, keyId: id, serial, publicKey, pauseReason } = row;
  const key = id === null || serial === null || publicKey === null ? undefined : { id, serial, publicKey };
  return { now, password, key, pauseReason, facts: factsOf(change, row, password !== undefined) };
}

/** The part of a change's row that decides what comes next. */
export function stateOf(change: StoredChange, now: Date): KeyFirstState {
  const { stage, intent, undo, holdsClaim, sentAt, nextAttemptAt, isTyped, kind } = change;
  const isDue = nextAttemptAt === null || nextAttemptAt <= now;
  return {
    stage,
    intent,
    undo,
    holdsClaim,
    wasSent: sentAt !== null,
    isDue,
    isTyped,
    isOwners: kind === 'USER_CHANGE',
  };
}

function factsOf(change: StoredChange, row: SituationRow, hasCopy: boolean): KeyFirstFacts {
  const holder =
    row.holderKind === null ? undefined : { kind: row.holderKind, wasSent: row.holderSent === true };
  return {
    key: standingOf(change, row),
    isAssigned: row.status === 'RESERVED' || row.status === 'ACTIVE',
    isConnected: row.joinedDomains.length > 0,
    isAtJoinedWorkstation: row.joinedDomains.some((joined) => mayHandOver(row, joined)),
    alarm: row.alarm,
    isPaused: row.isPaused && isPausedWithDomain(change.kind),
    isAccountOpen: row.isAccountOpen,
    mayClaim:
      change.holdsClaim || (decideClaim(change.kind, holder) !== 'WAIT' && !waitsForAhead(change, row)),
    hasCopy,
    hasOldPassword: row.hasOldPassword,
    writeIsOpen: row.openTasks.includes('WRITE_PENDING'),
    commitIsOpen: row.openTasks.includes('COMMIT'),
  };
}

/** What the directory has and the key is about to get goes first: the other way round the key would end with the older one. */
function waitsForAhead({ changeOrder }: StoredChange, { isAhead }: SituationRow): boolean {
  return isAhead && (changeOrder === 'KEY_FIRST' || changeOrder === 'KEY_ONLY');
}

const NEVER_AGAIN: readonly KeyStatus[] = ['READY', 'DEACTIVATED', 'COMPROMISED'];

/**
 * A key that is not linked and is not about to be is one that was reset by hand, or obeys somebody else: what this change
 * has brought to it is lost.
 */
function standingOf({ write }: StoredChange, row: SituationRow): KeyStanding {
  const { status, isOwners, isLinked, linkIsOpen } = row;
  if (status === null || !isOwners || NEVER_AGAIN.includes(status)) return 'GONE';
  if (!isLinked && write !== null) return 'GONE';
  return status === 'ACTIVE' && (isLinked || linkIsOpen) ? 'ACTIVE' : 'NOT_NOW';
}

async function readRows(sql: Sql, changes: readonly StoredChange[]): Promise<SituationRow[]> {
  const { rows } = await sql.query<SituationRow>(
    prepared(
      `select c.id, clock_timestamp() as now, k.id as "keyId", k.serial, k.public_key as "publicKey", k.status,
            coalesce(k.linked_at is not null, false) as "isLinked",
            coalesce(k.owner_id = a.employee_id, false) as "isOwners",
            array(select w.joined_domain from ${WORKSTATIONS_OF_KEY}
                  where w.state = 'APPROVED' and ${IS_ONLINE}) as "joinedDomains",
            exists (select 1 from alarm where lifted_at is null) as alarm,
            d.passwords_paused_at is not null as "isPaused", d.passwords_pause_reason as "pauseReason",
            d.dns_name as "dnsName", d.trusted_by as "trustedBy", a.closed_at is null as "isAccountOpen",
            o.kind as "holderKind", o.sent_at is not null as "holderSent",
            exists (select 1 from password_change f where f.account_id = c.account_id and f.id <> c.id
                    and ${IS_AHEAD('f')}) as "isAhead",
            array(select t.kind from key_task t
                  where t.change_id = c.id and t.state in ('PENDING', 'DELIVERED')) as "openTasks",
            exists (select 1 from key_task t where t.key_id = k.id and t.kind = 'LINK'
                    and t.state in ('PENDING', 'DELIVERED')) as "linkIsOpen",
            exists (select 1 from password_copy p where p.change_id = c.id and p.part = 'OLD'
                    and p.expires_at > now()) as "hasOldPassword"
     from password_change c
     join domain_account a on a.id = c.account_id join domain d on d.id = a.domain_id
     left join key k on k.id = c.key_id
     left join password_change o on o.account_id = c.account_id and o.holds_claim
     where c.id = any($1::uuid[])`,
      [changes.map(({ id }) => id)],
    ),
  );
  return rows;
}
