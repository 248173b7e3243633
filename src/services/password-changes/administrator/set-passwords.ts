import { withTransaction, type Pool, type Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';
import type { PasswordCopies } from '../../../keys/password-copies.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import { sendablePassword } from '../../keys/passwords-of-retired.js';
import type { Workflows } from '../../workflows.js';
import { isLocked } from '../../workstations/alarm.js';
import { keepCopy } from '../copies/copies.js';
import { createChanges } from '../create-changes.js';
import { assertConnected, lockAccount, lockOwnersKey } from './lock-account.js';

export interface AdministratorParts {
  readonly pool: Pool;
  readonly copies: PasswordCopies;
  readonly codes: ActivationCodes;
  readonly workflows: Pick<Workflows, 'advanceChange' | 'rotate'>;
}

/** New passwords for some accounts, each by itself. */
export interface WantedPasswords {
  readonly accountIds: readonly string[];
  /** What was typed for all of them; undefined: one is generated for each. */
  readonly typed?: string;
  /** Set it in the directory also where the key is away: its owner cannot log on until the key is connected. */
  readonly evenIfKeyIsAway: boolean;
  /** A key that is READY, and is assigned to the owner of the accounts with the first of them. */
  readonly assignKeyId: string | null;
}

/** What became of one account: a change that goes on by itself, or why there is none. */
export type AccountOutcome =
  | { readonly accountId: string; readonly changeId: string }
  | { readonly accountId: string; readonly refusal: AppError };

const MOST_ACCOUNTS = 100;

/**
 * Gives accounts new passwords, without asking for the old ones. Where the key is connected it gets it first; where it is
 * away nothing happens unless that is wanted, and then the directory is ahead until the key is connected. One account's
 * refusal is no other's. What was typed is kept encrypted from here on, and is due to be rotated once the key has it.
 *
 * @throws AppError BAD_INPUT
 */
export async function setPasswords(
  parts: AdministratorParts,
  actor: Actor,
  wanted: WantedPasswords,
): Promise<AccountOutcome[]> {
  const accountIds = [...new Set(wanted.accountIds)];
  assertCount(accountIds.length);
  const outcomes: AccountOutcome[] = [];
  for (const accountId of accountIds) {
    try {
      outcomes.push({ accountId, changeId: await setPassword(parts, actor, wanted, accountId) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcomes.push({ accountId, refusal: error });
    }
  }
  const begun = outcomes.flatMap((outcome) => ('changeId' in outcome ? [outcome.changeId] : []));
  // The worker goes on with those that this does not get through for.
  await Promise.all(begun.map((id) => parts.workflows.advanceChange(id).catch(() => undefined)));
  return outcomes;
}

function assertCount(count: number): void {
  if (count >= 1 && count <= MOST_ACCOUNTS) return;
  throw new AppError('BAD_INPUT', `Name 1 to ${MOST_ACCOUNTS} accounts.`, { path: ['input', 'accountIds'] });
}

async function setPassword(
  { pool, copies, codes }: AdministratorParts,
  actor: Actor,
  { typed, evenIfKeyIsAway, assignKeyId }: WantedPasswords,
  accountId: string,
): Promise<string> {
  const isTyped = typed !== undefined;
  const action = isTyped ? 'password.set' : 'password.generate';
  const entry = { action, targetType: 'DomainAccount', targetId: accountId, details: { evenIfKeyIsAway } };
  return auditRefusals(pool, actor, entry, async () => {
    const password = isTyped ? sendablePassword(typed, ['input', 'password']) : undefined;
    return withTransaction(pool, async (sql) => {
      const { keyId, order } = await findWay(sql, { actor, codes, accountId, assignKeyId, evenIfKeyIsAway });
      const kind = isTyped ? 'ADMIN_SET' : 'ADMIN_GENERATE';
      const [id = ''] = await createChanges(sql, actor, [{ accountId, kind, keyId, order, isTyped }]);
      if (password !== undefined) await keepCopy(sql, copies, { changeId: id, password });
      const details = { ...entry.details, changeId: id, keyId, order };
      await insertAudit(sql, actor, { ...entry, details });
      return id;
    });
  });
}

interface WayWanted {
  readonly actor: Actor;
  readonly codes: ActivationCodes;
  readonly accountId: string;
  readonly assignKeyId: string | null;
  readonly evenIfKeyIsAway: boolean;
}

interface Way {
  readonly keyId: string;
  readonly order: 'KEY_FIRST' | 'DIRECTORY_FIRST';
}

/** Which key gets it, and whether before the directory. */
async function findWay(sql: Sql, wanted: WayWanted): Promise<Way> {
  const { actor, codes, accountId, assignKeyId, evenIfKeyIsAway } = wanted;
  if (await isLocked(sql)) {
    throw new AppError('ALARM_RAISED', 'The alarm stands: no change begins until it is lifted.');
  }
  const account = await lockAccount(sql, accountId);
  const key = await lockOwnersKey(sql, account, { actor, codes, assignKeyId });
  try {
    await assertConnected(sql, account, key);
    return { keyId: key.id, order: 'KEY_FIRST' };
  } catch (error) {
    if (!evenIfKeyIsAway || !(error instanceof AppError)) throw error;
    return { keyId: key.id, order: 'DIRECTORY_FIRST' };
  }
}
