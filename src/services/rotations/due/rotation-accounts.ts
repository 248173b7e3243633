import type { Sql } from '../../../database.js';
import type { PolicyDuration } from '../../../domain/password/password-policy.js';
import { NOT_BEGUN_FOR } from '../../password-changes/pauses/after-failures.js';
import {
  byController,
  byOurs,
  dueTimes,
  hasDrifted,
  type DueTimes,
} from '../../../domain/rotation/due-at.js';
import { afterFailure } from '../../../domain/rotation/pace.js';
import {
  whyNotEligible,
  type RotationFacts,
  type RotationObstacle,
} from '../../../domain/rotation/why-not-eligible.js';

/** An account of a domain, with all that decides whether and when its password is changed by itself. */
export interface RotationAccount extends RotationFacts {
  readonly id: string;
  readonly domainId: string;
  readonly login: string | null;
  /** Of the owner's active key. */
  readonly keyId: string | null;
  readonly passwordLastSet: Date | null;
  readonly shownAfterOurs: Date | null;
  readonly changedAt: Date | null;
  /** Somebody knows the password, since they typed it. */
  readonly isKnown: boolean;
  /** 0: there is none; null: not known. */
  readonly maxAgeMs: number | null;
  readonly periodDays: number;
  readonly graceHours: number;
  readonly aheadMs: number;
  /** Changes by a rotation that failed in a row, and when the last of them did. */
  readonly failures: number;
  readonly failedAt: Date | null;
  /** When the directory last showed something for which it was not begun. */
  readonly refusedAt: Date | null;
  /** A change by a rotation that has not ended. */
  readonly changeId: string | null;
  /** From when on that one is made outside of the window too. */
  readonly anyTimeFrom: Date | null;
}

/** Which accounts. All conditions given must hold. */
export interface AccountsWanted {
  readonly domainId?: string;
  readonly accountIds?: readonly string[];
  /** Of the owners of these keys. */
  readonly keySerials?: readonly string[];
  /** Only those whose password is on a key: no others can be due. */
  readonly managedOnly?: boolean;
  /** Only those behind this one, by their id. */
  readonly after?: string;
  /** Those whose password is the oldest first, and only those behind this one; else in the order of their ids. */
  readonly oldestFirst?: { readonly after: AccountPlace | undefined };
  readonly limit?: number;
}

/** Where a list of the oldest passwords goes on. */
export interface AccountPlace {
  readonly setAt: Date;
  readonly id: string;
}

/** In SQL: when the password of the account `a` was set; long ago where nobody knows. */
const SET_AT = `coalesce(a.pwd_last_set, 'epoch')`;

/** In SQL: whom rotation is about at all. */
const CONCERNED = `(a.in_password_group or a.password_holder <> 'UNMANAGED')`;

/** In SQL: a change that left no password where it belongs. */
const FAILED = `c.stage in ('FAILED', 'NEEDS_ATTENTION') and c.last_error_code is not null`;
/** In SQL: one that was not begun for what the directory showed, which the next synchronisation may know. */
const NOT_BEGUN = `c.stage = 'CANCELLED' and c.last_error_code = any('{${NOT_BEGUN_FOR.join(',')}}')`;
const NOT_BEGUN_AGAIN_MS = 3_600_000;

/** Accounts by their id. */
export async function readRotationAccounts(sql: Sql, wanted: AccountsWanted): Promise<RotationAccount[]> {
  const { domainId, accountIds, keySerials, managedOnly = false, after, oldestFirst, limit } = wanted;
  const { rows } = await sql.query<RotationAccount>(
    `select a.id, a.domain_id as "domainId", coalesce(a.sam_account_name, a.user_principal_name) as login,
            k.id as "keyId", k.id is not null as "hasActiveKey",
            a.pwd_last_set as "passwordLastSet", a.password_shown_at as "shownAfterOurs",
            a.password_changed_at as "changedAt", a.password_known_since is not null as "isKnown",
            coalesce(a.max_password_age_ms, d.max_password_age_ms)::float8 as "maxAgeMs",
            d.rotation_period_days as "periodDays", d.rotation_grace_hours as "graceHours",
            d.controller_ahead_ms as "aheadMs",
            a.password_holder as holder, a.closed_at is null as "isOpen", a.in_sync_group as "inSyncGroup",
            a.in_password_group as "inPasswordGroup", a.confirmed, a.enabled, a.account_expires as "accountExpires",
            a.rid::int as rid, a.user_account_control as "userAccountControl",
            exists (select 1 from domain b where b.bind_account_guid = a.object_guid) as "isBindAccount",
            coalesce(f.failures, 0) as failures, f.failed_at as "failedAt", f.refused_at as "refusedAt",
            coalesce(f.is_set_aside, false) as "isSetAside", o.id as "changeId", o.overdue_at as "anyTimeFrom"
     from domain_account a
     join domain d on d.id = a.domain_id
     left join key k on k.owner_id = a.employee_id and k.status = 'ACTIVE' and k.linked_at is not null
     left join password_change o on o.account_id = a.id and o.kind = 'ROTATION' and o.ended_at is null
     left join lateral (
       select count(*) filter (where ${FAILED})::int as failures, max(c.ended_at) filter (where ${FAILED}) as failed_at,
              bool_or(c.stage = 'NEEDS_ATTENTION') filter (where ${FAILED}) as is_set_aside,
              max(c.ended_at) filter (where ${NOT_BEGUN}) as refused_at
       from password_change c
       where c.account_id = a.id and c.kind = 'ROTATION' and c.ended_at is not null
         and c.ended_at > coalesce(a.password_changed_at, '-infinity')
     ) f on a.password_holder = 'MANAGED'
     where ($1::uuid is null or a.domain_id = $1) and ($2::uuid[] is null or a.id = any($2))
       and ($3::text[] is null or k.serial = any($3)) and (not $4 or a.password_holder = 'MANAGED')
       and ($5::uuid is null or a.id > $5) and (${CONCERNED} or $2 is not null)
       and ($7::timestamptz is null or (${SET_AT}, a.id) > ($7, $8::uuid))
     order by ${oldestFirst === undefined ? '' : `${SET_AT},`} a.id limit $6`,
    [
      domainId ?? null,
      accountIds ?? null,
      keySerials ?? null,
      managedOnly,
      after ?? null,
      limit ?? null,
      oldestFirst?.after?.setAt ?? null,
      oldestFirst?.after?.id ?? null,
    ],
  );
  return rows;
}

/** How many accounts of a domain rotation is about. */
export async function countRotationAccounts(sql: Sql, domainId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from domain_account a where a.domain_id = $1 and ${CONCERNED}`,
    [domainId],
  );
  return rows[0]?.count ?? 0;
}

/** What follows from what is known of an account. Moments are by our own clock. */
export interface Judgement extends DueTimes {
  readonly obstacle: RotationObstacle | undefined;
  readonly isDue: boolean;
  /** Due, and not tried a moment ago. */
  readonly isWanted: boolean;
  /** Somebody else has set the password since we did. */
  readonly hasDrifted: boolean;
}

/** Judges an account by rules that look at nothing but it. */
export function judge(account: RotationAccount, now: Date): Judgement {
  const { periodDays, graceHours, aheadMs, failures, failedAt, refusedAt, isKnown } = account;
  const times = dueTimes(account, { periodDays, maxAge: maxAgeOf(account) }, { graceHours, aheadMs });
  const there = byController(now, { aheadMs });
  const obstacle = whyNotEligible(account, there);
  const isDue = isKnown || times.dueAt <= there;
  const pause = failures === 0 ? undefined : afterFailure(failures);
  const isPausing =
    isWithin(refusedAt, NOT_BEGUN_AGAIN_MS, now) ||
    (pause !== undefined &&
      pause !== 'SET_ASIDE' &&
      isWithin(failedAt, pause.againAfterMinutes * 60_000, now));
  const ours = (at: Date): Date => byOurs(at, { aheadMs });
  return {
    obstacle,
    isDue,
    isWanted: isDue && obstacle === undefined && !isPausing,
    hasDrifted: hasDrifted(account),
    // One that somebody knows is due now, and need not wait for a window any longer than others.
    dueAt: isKnown && times.dueAt > there ? now : ours(times.dueAt),
    overdueAt: ours(times.overdueAt),
    tellAdministratorsAt: ours(times.tellAdministratorsAt),
    expiresAt: times.expiresAt && ours(times.expiresAt),
  };
}

function isWithin(since: Date | null, milliseconds: number, now: Date): boolean {
  return since !== null && since.getTime() + milliseconds > now.getTime();
}

function maxAgeOf({ maxAgeMs }: RotationAccount): PolicyDuration | undefined {
  if (maxAgeMs === null) return undefined;
  return maxAgeMs === 0 ? 'never' : maxAgeMs;
}
