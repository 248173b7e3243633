import { withTransaction } from '../../database.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { updateRow } from '../rows.js';
import type { DomainResources } from './domain-resources.js';
import { lockDomain } from './stored-domain.js';

/** The two groups of a domain. */
export const DomainGroup = { SYNC: 'SYNC', PASSWORD: 'PASSWORD' } as const;
export type DomainGroup = keyof typeof DomainGroup;

const PIN = { SYNC: 'syncGroupGuid', PASSWORD: 'passwordGroupGuid' } as const;

/**
 * Lets go of a group that was deleted and made again: the next run finds it by its name and pins the new one.
 *
 * @throws AppError NOT_FOUND; WRONG_STATE when there is no password group
 */
export async function repinGroup(
  { pool }: Pick<DomainResources, 'pool'>,
  actor: Actor,
  id: string,
  group: DomainGroup,
): Promise<void> {
  const entry = { action: 'domain.repin-group', targetType: 'Domain', targetId: id, details: { group } };
  await auditRefusals(pool, actor, entry, () =>
    withTransaction(pool, async (sql) => {
      const domain = await lockDomain(sql, id);
      if (group === DomainGroup.PASSWORD && domain.passwordGroupName === null) {
        throw new AppError(
          'WRONG_STATE',
          `${domain.dnsName} has no password group: it is only imported from.`,
          {
            path: ['input', 'group'],
          },
        );
      }
      await updateRow(sql, 'domain', id, { [PIN[group]]: null });
      await insertAudit(sql, actor, { ...entry, details: { group, letGoOf: domain[PIN[group]] } });
    }),
  );
}
