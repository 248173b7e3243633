import { Client, ResultCodeError } from 'ldapts';
import { bindProof } from '../../../directory/passwords/bind-proof.js';
import type { BindProof } from '../../../directory/password-directory.js';
import { AppError } from '../../../errors.js';
import { netbiosName } from '../../samba/samba-configuration.js';

/** A domain controller that a workstation logs people on at. */
export interface LogOnController {
  /** DNS name of its domain. */
  readonly dnsName: string;
  /** Its `ldaps://` address. */
  readonly url: string;
  /** PEM of the certificate authority it is trusted by. */
  readonly caCertificate: string;
}

const LIMIT_MS = 10_000;

/** One simple bind over TLS, on a connection of its own. Never with an empty password: that would be nobody's. */
export async function bindAtController(
  { url, caCertificate }: Pick<LogOnController, 'url' | 'caCertificate'>,
  name: string,
  password: string,
): Promise<BindProof> {
  if (name === '' || password === '') throw new RangeError('A log-on has a name and a password.');
  const client = new Client({
    url,
    connectTimeout: LIMIT_MS,
    timeout: LIMIT_MS,
    tlsOptions: { ca: [caCertificate] },
  });
  try {
    await client.bind(name, password);
    return { outcome: 'PROVED' };
  } catch (error) {
    if (error instanceof ResultCodeError) {
      return bindProof({ code: error.code, diagnostic: error.message, cookie: undefined }, url);
    }
    const failure = new AppError('DIRECTORY_UNREACHABLE', `No controller answers at ${url}.`);
    return { outcome: 'UNANSWERED', failure };
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

/**
 * The controller for a log-on name: that of the domain it names (`DOMAIN\login`, or the part behind the `@`), else that of the
 * domain the workstation is joined to. Undefined: none is known.
 */
export function controllerFor(
  controllers: readonly LogOnController[],
  logOnName: string,
  joinedDomain: string | null,
): LogOnController | undefined {
  const [beforeSlash, login] = logOnName.split('\\');
  const suffix = logOnName.split('@').at(1);
  const named = controllers.find(({ dnsName }) =>
    login === undefined
      ? isSame(dnsName, suffix)
      : isSame(netbiosName(dnsName), beforeSlash) || isSame(dnsName, beforeSlash),
  );
  return named ?? controllers.find(({ dnsName }) => isSame(dnsName, joinedDomain ?? undefined));
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
