import type { DirectoryCheck } from '../../directory/directory.js';
import { AppError } from '../../errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import type { DomainResources } from './domain-resources.js';
import { checkEverything, targetOf } from './sign-in-check.js';
import { passwordGroupOf, readDomain, syncGroupOf } from './stored-domain.js';

/**
 * Looks at the directory of a saved domain with all its settings, writing nothing there. Every check stands by itself.
 *
 * @throws AppError NOT_FOUND, BIND_SECRET_MISSING, BIND_SECRET_UNREADABLE
 */
export async function testDomain(
  { pool, directory, bindSecrets }: DomainResources,
  actor: Actor,
  id: string,
): Promise<DirectoryCheck[]> {
  const entry = { action: 'domain.test', targetType: 'Domain', targetId: id };
  return auditRefusals(pool, actor, entry, async () => {
    const domain = await readDomain(pool, id);
    if (domain.bindSecretSealed === null) {
      throw new AppError(
        'BIND_SECRET_MISSING',
        `${domain.dnsName} has no bind secret, so nothing can be asked of it. Set one with updateDomain.`,
      );
    }
    const secret = bindSecrets.open(domain.bindSecretSealed, id);
    const request = {
      syncGroup: syncGroupOf(domain),
      passwordGroup: passwordGroupOf(domain),
      nestedGroups: domain.nestedGroups,
      rotationPeriodDays: domain.rotationPeriodDays,
    };
    const checks = await checkEverything(directory, targetOf(domain, secret), request);
    await insertAudit(pool, actor, { ...entry, details: { outcomes: outcomesOf(checks) } });
    return checks;
  });
}

function outcomesOf(checks: readonly DirectoryCheck[]): Record<string, string> {
  return Object.fromEntries(checks.map(({ name, outcome, code }) => [name, code ?? outcome]));
}
