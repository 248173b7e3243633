import type { Sql } from '../../../database.js';
import type {
  ActorKind,
  PasswordChangeIntent,
  PasswordChangeKind,
  PasswordChangeOrder,
  PasswordChangeStage,
  PasswordChangeUndo,
  PasswordVerification,
} from '../../../domain/states.js';
import { selectList } from '../../rows.js';
import { prepared } from '../../prepared.js';

/** A change's row, as services need it. What each column means stands at the entity. */
export interface StoredChange {
  readonly id: string;
  readonly accountId: string;
  readonly kind: PasswordChangeKind;
  readonly changeOrder: PasswordChangeOrder;
  readonly rotationId: string | null;
  readonly stage: PasswordChangeStage;
  readonly keyId: string | null;
  readonly wantedByKind: ActorKind;
  readonly wantedById: string | null;
  readonly wantedBy: string;
  readonly revision: number;
  readonly claim: bigint | null;
  readonly holdsClaim: boolean;
  readonly intent: PasswordChangeIntent | null;
  readonly undo: PasswordChangeUndo;
  readonly write: bigint | null;
  readonly generations: number;
  readonly passwordLength: number | null;
  readonly controllerAddress: string | null;
  readonly controllerInvocationId: string | null;
  readonly ticksBefore: bigint | null;
  readonly ticksAfter: bigint | null;
  readonly sentAt: Date | null;
  readonly doubts: readonly string[];
  readonly acceptedAt: Date | null;
  readonly resets: number;
  readonly attempts: number;
  readonly lastErrorCode: string | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date | null;
  readonly attention: string | null;
  readonly lockedUntil: Date | null;
  readonly isTyped: boolean;
  readonly insists: boolean;
  readonly keepsOffKey: boolean;
  readonly struckAt: Date | null;
  readonly verification: PasswordVerification | null;
  readonly disablesAccount: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly endedAt: Date | null;
}

const REFERENCES = { accountId: 'account_id', keyId: 'key_id' } as const;
const COLUMNS = [
  'id',
  'kind',
  'changeOrder',
  'rotationId',
  'stage',
  'wantedByKind',
  'wantedById',
  'wantedBy',
  'revision',
  'claim',
  'holdsClaim',
  'intent',
  'undo',
  'write',
  'generations',
  'passwordLength',
  'controllerAddress',
  'controllerInvocationId',
  'ticksBefore',
  'ticksAfter',
  'sentAt',
  'doubts',
  'acceptedAt',
  'resets',
  'attempts',
  'lastErrorCode',
  'lastError',
  'nextAttemptAt',
  'attention',
  'lockedUntil',
  'isTyped',
  'insists',
  'keepsOffKey',
  'struckAt',
  'verification',
  'disablesAccount',
  'createdAt',
  'updatedAt',
  'endedAt',
] as const satisfies readonly Exclude<keyof StoredChange, keyof typeof REFERENCES>[];

const SELECTED = `${selectList('c', COLUMNS)}, c.account_id as "accountId", c.key_id as "keyId"`;

/** A change as it is now; undefined when there is none. */
export async function readChange(sql: Sql, id: string): Promise<StoredChange | undefined> {
  const { rows } = await sql.query<StoredChange>(
    prepared(`select ${SELECTED} from password_change c where c.id = $1`, [id]),
  );
  return rows[0];
}

/** The same of several at once, in no order. */
export async function readChanges(sql: Sql, ids: readonly string[]): Promise<StoredChange[]> {
  const { rows } = await sql.query<StoredChange>(
    prepared(`select ${SELECTED} from password_change c where c.id = any($1::uuid[])`, [ids]),
  );
  return rows;
}

/**
 * Reads a change and keeps everybody else from going on with it, and from claiming its account, until the transaction
 * ends. The account is locked first. Whoever locks more does so in this order: accounts, employees, keys, codes and
 * tasks, changes; each by id.
 */
export async function lockChange(sql: Sql, id: string): Promise<StoredChange | undefined> {
  return (await lockChanges(sql, [id])).get(id);
}

/** The same for several, by id. */
export async function lockChanges(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredChange>> {
  await sql.query(
    prepared(
      `select a.id from domain_account a
     where a.id in (select account_id from password_change where id = any($1::uuid[])) order by a.id for no key update of a`,
      [ids],
    ),
  );
  return lockChangesOnly(sql, ids);
}

/** The same in a transaction that has locked their accounts. */
export async function lockChangesOnly(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredChange>> {
  // Of a row that somebody else has just changed, what it is then is read: it is one row, and all of it is in its table.
  const { rows } = await sql.query<StoredChange>(
    prepared(
      `select ${SELECTED} from password_change c where c.id = any($1::uuid[]) order by c.id for update`,
      [ids],
    ),
  );
  return new Map(rows.map((change) => [change.id, change]));
}

/** The change that has the claim of an account. The caller has locked the account. */
export async function claimHolder(sql: Sql, accountId: string): Promise<StoredChange | undefined> {
  const { rows } = await sql.query<StoredChange>(
    prepared(
      `select ${SELECTED} from password_change c where c.account_id = $1 and c.holds_claim for update`,
      [accountId],
    ),
  );
  return rows[0];
}

/** Changes of an account that have not ended, the oldest first. The caller has locked the account. */
export async function openChanges(sql: Sql, accountId: string): Promise<StoredChange[]> {
  const { rows } = await sql.query<StoredChange>(
    prepared(
      `select ${SELECTED} from password_change c
     where c.account_id = $1 and c.ended_at is null order by c.created_at, c.id for update`,
      [accountId],
    ),
  );
  return rows;
}
