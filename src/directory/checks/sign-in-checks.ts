import { AppError, type ErrorCode } from '../../errors.js';
import { identifyController } from '../controller-identity.js';
import type { DirectoryCheck, DirectoryTarget } from '../directory.js';
import { DirectoryReader } from '../wire/directory-reader.js';
import { firstController, type FirstController } from '../wire/first-controller.js';
import { LdapConnection } from '../wire/ldap-connection.js';
import { readRootDse } from '../wire/root-dse.js';
import type { DirectoryTimeouts } from '../wire/timeouts.js';
import { trustedAuthorities } from '../tls/trust.js';
import { attempt, failed, named, passed, skipped, warning, type Checked } from './check-outcome.js';

export interface SignIn {
  readonly checks: DirectoryCheck[];
  /** There when all three checks passed. */
  readonly reader?: DirectoryReader;
  close(): Promise<void>;
}

const CERTIFICATE_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_WRONG_NAME',
  'CERTIFICATE_EXPIRED',
]);

const NOTHING_TO_CLOSE = (): Promise<void> => Promise.resolve();

/** CONNECT, CERTIFICATE and BIND, each by itself. */
export async function signIn(
  target: DirectoryTarget,
  timeouts: DirectoryTimeouts,
  signal?: AbortSignal,
): Promise<SignIn> {
  const trust = await attempt(signal, async () => {
    trustedAuthorities(target.caCertificates);
    return { finding: passed('') };
  });
  if (trust.finding.outcome === 'FAILED') return untried(trust);
  try {
    const first = await firstController(target.controllers, (address) =>
      LdapConnection.open(address, target.caCertificates, timeouts, signal),
    );
    return await bound(first, target, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) return unconnected(error);
    throw error;
  }
}

async function bound(
  first: FirstController<LdapConnection>,
  target: DirectoryTarget,
  signal?: AbortSignal,
): Promise<SignIn> {
  const connection = first.answer;
  const bind = await attempt(signal, () => bindAndIdentify(connection, target));
  const checks = [
    named('CONNECT', { finding: connectFinding(first) }),
    named('CERTIFICATE', {
      finding: passed(
        `The certificate of ${connection.address.url} holds this name and leads to an authority trusted for the domain.`,
      ),
    }),
    named('BIND', bind),
  ];
  const close = (): Promise<void> => connection.close();
  return bind.value ? { checks, reader: bind.value, close } : { checks, close };
}

async function bindAndIdentify(
  connection: LdapConnection,
  target: DirectoryTarget,
): Promise<Checked<DirectoryReader>> {
  await connection.bind(target.bindAccount, target.bindSecret);
  const reader = new DirectoryReader(connection, await readRootDse(connection));
  await identifyController(reader);
  return {
    finding: passed(`Signed in to ${reader.rootDse.dnsHostName} as ${target.bindAccount}.`),
    value: reader,
  };
}

function connectFinding({ answer, passedOver }: FirstController<LdapConnection>): ReturnType<typeof passed> {
  const { url } = answer.address;
  if (passedOver.length === 0) return passed(`${url} answers.`);
  const words = passedOver.map((fault) => fault.message).join(' ');
  return warning(`${url} answers, but the ${passedOver.length} before it in the list do not. ${words}`);
}

function unconnected(fault: AppError): SignIn {
  const isCertificate = CERTIFICATE_FAULTS.has(fault.code);
  const failure = { finding: failed(fault.code, fault.message) };
  return {
    checks: [
      named('CONNECT', isCertificate ? { finding: passed('The controller answers.') } : failure),
      named(
        'CERTIFICATE',
        isCertificate ? failure : { finding: skipped('Not checked: there is no connection.') },
      ),
      named('BIND', {
        finding: skipped('Not tried: there is no connection that could be trusted with the secret.'),
      }),
    ],
    close: NOTHING_TO_CLOSE,
  };
}

function untried(trust: Checked<unknown>): SignIn {
  const reason = 'Not tried: the CA certificates of the domain cannot be used.';
  return {
    checks: [
      named('CONNECT', { finding: skipped(reason) }),
      named('CERTIFICATE', trust),
      named('BIND', { finding: skipped(reason) }),
    ],
    close: NOTHING_TO_CLOSE,
  };
}
