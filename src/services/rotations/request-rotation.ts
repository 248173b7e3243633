import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { KeysAway } from '../../domain/rotation/rotation-states.js';
import type { RotationObstacle } from '../../domain/rotation/why-not-eligible.js';
import { inField, line } from '../../domain/settings/input-fault.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { readDomain } from '../domains/stored-domain.js';
import type { Workflows } from '../workflows.js';
import { addChanges } from './due/add-changes.js';
import { judge, readRotationAccounts, type RotationAccount } from './due/rotation-accounts.js';
import { tellProgress } from './rotation-progress.js';
import { beginRotation, lockRotations } from './stored-rotation.js';

/** Whose passwords are to be changed now: some accounts, or all that are managed of one domain, for an emergency. */
export type RotationRequest = { readonly reason: string } & (
  { readonly accountIds: readonly string[] } | { readonly domainId: string; readonly keysAway: KeysAway }
);

/** What came of a request. */
export interface RequestedRotations {
  /** One for each domain. */
  readonly rotationIds: readonly string[];
  /** Accounts that are left out, and why; null: there is no such account. */
  readonly skipped: readonly { readonly accountId: string; readonly obstacle: RotationObstacle | null }[];
}

const LONGEST_REASON = 500;
/** Accounts that are added in one transaction. */
const BATCH = 1_000;

interface Parts {
  readonly pool: Pool;
  readonly workflows: Pick<Workflows, 'rotate'>;
}

/**
 * Has passwords changed now, due or not, outside of the window too, with the same rails as any rotation. Those whose key is
 * away wait for it; in an emergency it is asked what becomes of them. Asked again while it is under way, accounts are added.
 *
 * @throws AppError NOT_FOUND, BAD_INPUT
 */
export async function rotateNow(
  parts: Parts,
  actor: Actor,
  request: RotationRequest,
): Promise<RequestedRotations> {
  const entry =
    'domainId' in request
      ? { action: 'rotation.emergency', targetType: 'Domain', targetId: request.domainId }
      : { action: 'rotation.request' };
  const { domainIds, ...requested } = await auditRefusals(parts.pool, actor, entry, async () => {
    const note = valueOrThrow(inField('reason', line(LONGEST_REASON)(request.reason)));
    const wanted = await ('domainId' in request
      ? wantedOfDomain(parts.pool, request.domainId)
      : wantedAccounts(parts.pool, request.accountIds));
    return begin(parts.pool, actor, { ...request, reason: note }, wanted);
  });
  await Promise.all(domainIds.map((id) => parts.workflows.rotate(id).catch(() => undefined)));
  return requested;
}

interface Wanted {
  readonly accounts: readonly RotationAccount[];
  readonly skipped: RequestedRotations['skipped'];
}

async function wantedOfDomain(pool: Pool, domainId: string): Promise<Wanted> {
  await readDomain(pool, domainId);
  return eligible(await readRotationAccounts(pool, { domainId }));
}

async function wantedAccounts(pool: Pool, accountIds: readonly string[]): Promise<Wanted> {
  const { accounts, skipped } = eligible(await readRotationAccounts(pool, { accountIds }));
  const found = new Set([...accounts.map(({ id }) => id), ...skipped.map(({ accountId }) => accountId)]);
  const unknown = accountIds.filter((id) => !found.has(id));
  return {
    accounts,
    skipped: [...skipped, ...unknown.map((accountId) => ({ accountId, obstacle: null }))],
  };
}

/** One that was set aside is tried again: somebody asks for it. */
function eligible(all: readonly RotationAccount[]): Wanted {
  const now = new Date();
  const judged = all.map((account) => ({
    account,
    obstacle: judge({ ...account, isSetAside: false }, now).obstacle,
  }));
  return {
    accounts: judged.flatMap(({ account, obstacle }) => (obstacle === undefined ? [account] : [])),
    skipped: judged.flatMap(({ account, obstacle }) =>
      obstacle === undefined ? [] : [{ accountId: account.id, obstacle }],
    ),
  };
}

async function begin(
  pool: Pool,
  actor: Actor,
  request: RotationRequest,
  { accounts, skipped }: Wanted,
): Promise<RequestedRotations & { readonly domainIds: readonly string[] }> {
  const byDomain = Map.groupBy(accounts, ({ domainId }) => domainId);
  if (byDomain.size === 0) throw nobody();
  const rotationIds: string[] = [];
  for (const [domainId, wanted] of byDomain)
    rotationIds.push(await beginIn(pool, actor, request, { domainId, wanted }));
  return { rotationIds, skipped, domainIds: [...byDomain.keys()] };
}

async function beginIn(
  pool: Pool,
  actor: Actor,
  request: RotationRequest,
  { domainId, wanted }: { readonly domainId: string; readonly wanted: readonly RotationAccount[] },
): Promise<string> {
  let rotationId = '';
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH);
    rotationId = await withTransaction(pool, (sql) => add(sql, actor, request, domainId, batch));
  }
  return rotationId;
}

async function add(
  sql: Sql,
  actor: Actor,
  request: RotationRequest,
  domainId: string,
  accounts: readonly RotationAccount[],
): Promise<string> {
  await lockRotations(sql, domainId);
  const isEmergency = 'domainId' in request;
  const { id } = await beginRotation(sql, actor, {
    domainId,
    reason: isEmergency ? 'EMERGENCY' : 'MANUAL',
    keysAway: isEmergency ? request.keysAway : 'WAIT',
    note: request.reason,
  });
  const overdueAt = new Date();
  const added = await addChanges(
    sql,
    actor,
    id,
    accounts.map(({ id: accountId, keyId }) => ({ accountId, keyId, overdueAt })),
  );
  await insertAudit(sql, actor, {
    action: isEmergency ? 'rotation.emergency' : 'rotation.request',
    targetType: 'Rotation',
    targetId: id,
    details: { domainId, accounts: added, ...(isEmergency && { keysAway: request.keysAway }) },
  });
  await tellProgress(sql, id);
  return id;
}

function nobody(): AppError {
  return new AppError(
    'ROTATION_NOT_WANTED',
    'None of these accounts has a password on an active key that may be changed. `rotationForecast` says why.',
  );
}
