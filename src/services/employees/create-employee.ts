import { randomUUID } from 'node:crypto';
import { withTransaction, type Pool } from '../../database.js';
import { newProfile, readProfileChanges, type ProfileInput } from '../../domain/employee/manual-profile.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { insertRow } from '../rows.js';
import { rowOfProfile } from './stored-employee.js';

/**
 * Adds an employee whom no directory knows.
 *
 * @returns the id of the new employee
 * @throws AppErrors with every fault of the input; AppError EMAIL_IN_USE
 */
export async function createEmployee(pool: Pool, actor: Actor, input: ProfileInput): Promise<string> {
  const id = randomUUID();
  const entry = { action: 'employee.create', targetType: 'Employee', targetId: id };
  return auditRefusals(pool, actor, entry, async () => {
    const given = valueOrThrow(readProfileChanges(input));
    const profile = valueOrThrow(newProfile(given));
    await withTransaction(pool, async (sql) => {
      await insertRow(sql, 'employee', {
        id,
        source: 'MANUAL',
        state: 'ACTIVE',
        deactivationCauses: [],
        ...rowOfProfile(profile),
      });
      await insertAudit(sql, actor, { ...entry, details: { fields: Object.keys(given) } });
    });
    return id;
  });
}
