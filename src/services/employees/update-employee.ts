import { withTransaction, type Pool, type Sql } from '../../database.js';
import {
  changedProfile,
  readProfileChanges,
  type ProfileInput,
} from '../../domain/employee/manual-profile.js';
import { PROFILE_FIELDS, type Profile, type ProfileField } from '../../domain/employee/profile.js';
import { AppError } from '../../errors.js';
import { throwAll, valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { updateRow } from '../rows.js';
import { fieldOwners } from './field-owners.js';
import { lockEmployee, rowOfProfile, type StoredEmployee } from './stored-employee.js';

/**
 * Changes the profile of a manual employee: what is absent stays, null clears. A value that is there already is no
 * change, so that a form may send all its fields.
 *
 * @throws AppErrors with every fault of the input, or DIRECTORY_OWNED_FIELD for each field that a directory owns;
 *   AppError NOT_FOUND, EMAIL_IN_USE
 */
export async function updateEmployee(
  pool: Pool,
  actor: Actor,
  id: string,
  input: ProfileInput,
): Promise<void> {
  const entry = { action: 'employee.update', targetType: 'Employee', targetId: id };
  await auditRefusals(pool, actor, entry, async () => {
    const changes = valueOrThrow(readProfileChanges(input));
    await withTransaction(pool, async (sql) => {
      const before = await lockEmployee(sql, id);
      if (before.source === 'DIRECTORY') await refuseOwnedFields(sql, before, changes);
      const after = valueOrThrow(changedProfile(before, changes));
      const fields = PROFILE_FIELDS.filter((field) => after[field] !== before[field]);
      if (fields.length > 0) await updateRow(sql, 'employee', id, rowOfProfile(after));
      await insertAudit(sql, actor, { ...entry, details: { fields } });
    });
  });
}

async function refuseOwnedFields(sql: Sql, before: StoredEmployee, changes: Partial<Profile>): Promise<void> {
  const touched = PROFILE_FIELDS.filter(
    (field) => changes[field] !== undefined && changes[field] !== before[field],
  );
  if (touched.length === 0) return;
  const owners = await fieldOwners(sql, before.id);
  throwAll(touched.map((field) => ownedField(field, owners.get(field) ?? [])));
}

function ownedField(field: ProfileField, owners: readonly string[]): AppError {
  const message =
    owners.length > 0
      ? `${field} belongs to the directory of ${owners.join(' and ')}. Change it there; the next synchronisation brings it here.`
      : `${field} is as the directory last had it: this employee was removed from the directory and is kept for their return.`;
  return new AppError('DIRECTORY_OWNED_FIELD', message, { path: ['input', field] });
}
