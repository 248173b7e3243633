import type { DirectoryTarget } from '../../directory/directory.js';
import { AppError } from '../../errors.js';
import type { BindSecrets } from '../../keys/bind-secrets.js';

/** What a row of a domain says of how to sign in to its directory. */
export interface TargetRow {
  readonly id: string;
  readonly dnsName: string;
  readonly controllers: DirectoryTarget['controllers'];
  readonly baseDn: string | null;
  readonly bindAccount: string;
  readonly bindSecretSealed: Buffer | null;
  readonly caCertificates: DirectoryTarget['caCertificates'];
}

/** What to connect to. Fails with BIND_SECRET_MISSING or BIND_SECRET_UNREADABLE. */
export function storedTarget(domain: TargetRow, bindSecrets: BindSecrets): DirectoryTarget {
  if (domain.bindSecretSealed === null) {
    throw new AppError(
      'BIND_SECRET_MISSING',
      `${domain.dnsName} has no bind secret. Set one with updateDomain.`,
    );
  }
  return {
    dnsName: domain.dnsName,
    controllers: domain.controllers,
    baseDn: domain.baseDn ?? undefined,
    bindAccount: domain.bindAccount,
    bindSecret: bindSecrets.open(domain.bindSecretSealed, domain.id),
    caCertificates: domain.caCertificates,
  };
}
