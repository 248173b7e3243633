import { withTransaction, type Sql } from '../../database.js';
import type { KeyFacts } from '../../domain/key/key-transitions.js';
import type { EmployeeState } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import type { KeyResources } from './key-resources.js';
import type { Actor } from '../audit/record-audit.js';
import { moveKeys, type PlannedMove } from './moves/move-keys.js';
import { planMove } from './moves/plan-move.js';
import { factsOf, lockKey, type StoredKey } from './moves/stored-key.js';

/**
 * Reserves a key for an employee and issues its activation code.
 *
 * @throws AppError NOT_FOUND; KEY_TRANSITION_REFUSED; KEY_OWNER_DEACTIVATED; EMPLOYEE_HAS_KEY
 */
export async function assignKey(
  { pool, codes }: Pick<KeyResources, 'pool' | 'codes'>,
  actor: Actor,
  { keyId, employeeId }: { readonly keyId: string; readonly employeeId: string },
): Promise<void> {
  const entry = {
    action: 'key.assign',
    targetType: 'Key',
    targetId: keyId,
    details: { ownerId: employeeId },
  };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const owner = await lockOwner(sql, employeeId);
      const key = await lockKey(sql, keyId);
      await moveKeys(sql, { actor, codes }, [planAssignment(key, owner)]);
    }),
  );
}

/** Who is to get a key. */
export interface NewOwner {
  readonly id: string;
  readonly state: EmployeeState;
  readonly hasKey: boolean;
}

/** Keeps an employee from being deactivated or deleted, and from getting a key elsewhere, until the transaction ends. */
export async function lockOwner(sql: Sql, employeeId: string): Promise<NewOwner> {
  const { rows } = await sql.query<Omit<NewOwner, 'hasKey'>>(
    `select id, state from employee where id = $1 for no key update`,
    [employeeId],
  );
  const [employee] = rows;
  if (employee === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such employee (any more). Look them up in `employees`.', {
      path: ['input', 'employeeId'],
    });
  }
  return { ...employee, hasKey: await hasKey(sql, employeeId) };
}

async function hasKey(sql: Sql, employeeId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select 1 from key where owner_id = $1 and status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED')`,
    [employeeId],
  );
  return rowCount !== 0;
}

/** The assignment of a locked key to a locked employee. */
export function planAssignment(key: StoredKey, owner: NewOwner): PlannedMove {
  const facts: KeyFacts = {
    ...factsOf(key),
    ownerIsActive: owner.state === 'ACTIVE',
    ownerHasKey: owner.hasKey,
  };
  return { key, move: planMove(key, 'ASSIGN', facts), action: 'key.assign', ownerId: owner.id };
}
