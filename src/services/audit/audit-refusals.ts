import type { Pool } from '../../database.js';
import { AppError } from '../../errors.js';
import { asRefusal } from '../database-errors.js';
import { noteAudited } from './audited-failures.js';
import { AppErrors } from '../app-errors.js';
import { insertAudit, type Actor, type AuditEntry } from './record-audit.js';

/**
 * Runs one change. When it is refused, by us or by a constraint of the database, the refusal is recorded in a
 * transaction of its own, since the change's own is rolled back, and thrown on.
 */
export async function auditRefusals<T>(
  pool: Pool,
  actor: Actor,
  entry: AuditEntry,
  change: () => Promise<T>,
): Promise<T> {
  try {
    return await change();
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof AppError) {
      const all = refusal instanceof AppErrors ? refusal.all : [refusal];
      const details = {
        ...entry.details,
        refusals: all.map(({ code, inputPath = [] }) => ({ code, path: inputPath })),
      };
      await insertAudit(pool, actor, { ...entry, outcome: 'REFUSED', details });
      noteAudited(refusal);
    }
    throw refusal;
  }
}
