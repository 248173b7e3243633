import type { Sql } from '../../database.js';
import type { GroupReference } from '../../directory/directory.js';
import { DOMAIN_SETTINGS, type DomainSettings } from '../../domain/settings/domain-settings.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import { selectList } from '../rows.js';

/** A domain's row, as services need it. */
export interface StoredDomain extends DomainSettings {
  readonly id: string;
  readonly bindSecretSealed: Buffer | null;
  readonly syncGroupGuid: ObjectGuid | null;
  readonly passwordGroupGuid: ObjectGuid | null;
}

const PROPERTIES = ['id', ...DOMAIN_SETTINGS, 'bindSecretSealed', 'syncGroupGuid', 'passwordGroupGuid'];

/** Fails with NOT_FOUND. */
export async function readDomain(sql: Sql, id: string): Promise<StoredDomain> {
  return selectDomain(sql, id, '');
}

/**
 * The same, and nobody else changes the domain, starts a run of it or deletes it until the transaction ends: the
 * foreign key of a new run waits for this lock.
 */
export async function lockDomain(sql: Sql, id: string): Promise<StoredDomain> {
  return selectDomain(sql, id, 'for update');
}

async function selectDomain(sql: Sql, id: string, locking: '' | 'for update'): Promise<StoredDomain> {
  const { rows } = await sql.query<StoredDomain>(
    `select ${selectList('d', PROPERTIES)} from domain d where d.id = $1 ${locking}`,
    [id],
  );
  if (rows[0] === undefined) {
    throw new AppError('NOT_FOUND', 'There is no such domain (any more). Look it up in `domains`.');
  }
  return rows[0];
}

export function syncGroupOf(domain: StoredDomain): GroupReference {
  return { name: domain.syncGroupName, objectGuid: domain.syncGroupGuid ?? undefined };
}

/** Null: import only. */
export function passwordGroupOf(domain: StoredDomain): GroupReference | null {
  if (domain.passwordGroupName === null) return null;
  return { name: domain.passwordGroupName, objectGuid: domain.passwordGroupGuid ?? undefined };
}
