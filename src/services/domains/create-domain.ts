import { randomUUID } from 'node:crypto';
import { withTransaction } from '../../database.js';
import { readNewDomain } from '../../domain/settings/domain-settings.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { insertRow } from '../rows.js';
import { followSchedule } from '../schedules/apply-schedule.js';
import { readDomainInput, type DomainInput } from './domain-input.js';
import type { DomainResources } from './domain-resources.js';
import { assertSignIn, targetOf } from './sign-in-check.js';

/**
 * Adds a domain. With a secret the directory is asked first whether it lets us in; without one the domain is saved
 * and not synchronised. It is scheduled at once, and first synchronised when its schedule says so or somebody asks.
 *
 * @returns the id of the new domain
 * @throws AppErrors with every fault of the input; AppError ALREADY_EXISTS; the code of the check that failed
 */
export async function createDomain(
  resources: DomainResources,
  actor: Actor,
  input: DomainInput,
): Promise<string> {
  const { pool, directory, bindSecrets } = resources;
  const id = randomUUID();
  const entry = { action: 'domain.create', targetType: 'Domain', targetId: id };
  await auditRefusals(pool, actor, entry, async () => {
    const { settings, bindSecret } = readDomainInput(input, readNewDomain);
    if (bindSecret) await assertSignIn(directory, targetOf(settings, bindSecret));
    const bindSecretSealed = bindSecret ? bindSecrets.seal(bindSecret, id) : null;
    await withTransaction(pool, async (sql) => {
      await insertRow(sql, 'domain', { id, ...settings, bindSecretSealed });
      const details = { dnsName: settings.dnsName, hasBindSecret: bindSecretSealed !== null };
      await insertAudit(sql, actor, { ...entry, details });
    });
  });
  await followSchedule(resources, id);
  return id;
}
