import type { ControllerAddress } from '../../domain/active-directory/controller-address.js';
import { AppError, type ErrorCode } from '../../errors.js';
import { chooseController, type ChosenController } from '../controllers/choose-controller.js';
import { CoolDown } from '../controllers/cool-down.js';
import { findControllers, type FoundControllers, type ResolveSrv } from '../controllers/find-controllers.js';
import { signIn as signInAt } from '../controllers/signed-in.js';
import type { DirectoryCheck, DirectoryTarget } from '../directory.js';
import { trustedAuthorities } from '../tls/trust.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import type { DirectoryTimeouts } from '../wire/timeouts.js';
import {
  attempt,
  failed,
  named,
  passed,
  skipped,
  warning,
  type Checked,
  type Finding,
} from './check-outcome.js';

export interface SignIn {
  readonly checks: DirectoryCheck[];
  /** There when all three checks passed. */
  readonly reader?: DirectoryReader;
  close(): Promise<void>;
}

/** What the checks need of the adapter that runs them. */
export interface CheckParts {
  readonly timeouts: DirectoryTimeouts;
  readonly resolveSrv: ResolveSrv;
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
  parts: CheckParts,
  signal?: AbortSignal,
): Promise<SignIn> {
  const trust = await attempt(signal, async () => {
    trustedAuthorities(target.caCertificates);
    return { finding: passed('') };
  });
  if (trust.finding.outcome === 'FAILED') return untried(trust);
  /** The last address whose connection stood: what fails after that is about signing in there. */
  let connected: ControllerAddress | undefined;
  try {
    const found = await findControllers(target, parts.resolveSrv, signal);
    // One of its own: an administrator who asks hears of every controller before the one that answers.
    const coolDown = new CoolDown(() => performance.now());
    const chosen = await chooseController(found.addresses, coolDown, (address) => {
      connected = undefined;
      const onConnected = (): void => void (connected = address);
      return signInAt(address, { target, timeouts: parts.timeouts, signal, onConnected });
    });
    return signedIn(target, found, chosen);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return connected === undefined ? unconnected(error) : refused(connected, error);
  }
}

function signedIn(
  target: DirectoryTarget,
  found: FoundControllers,
  { signedIn: { connection, reader, controller }, passedOver }: ChosenController,
): SignIn {
  const name = controller.dnsHostName;
  const bind = controller.readOnly
    ? warning(
        `Signed in to ${name} as ${target.bindAccount}, but it is a read-only controller: no field is emptied on its word, since it may not hold every attribute, and no password can be changed there. Add a writable controller.`,
      )
    : passed(`Signed in to ${name} as ${target.bindAccount}.`);
  return {
    checks: [
      named('CONNECT', { finding: connectFinding(connection.address, found, passedOver) }),
      named('CERTIFICATE', { finding: certificateFinding(connection.address) }),
      named('BIND', { finding: bind }),
    ],
    reader,
    close: () => connection.close(),
  };
}

function connectFinding(
  { url }: ControllerAddress,
  { byDns }: FoundControllers,
  passedOver: readonly AppError[],
): Finding {
  const source = byDns === undefined ? '' : ` ${byDns}`;
  if (passedOver.length === 0) return passed(`${url} answers.${source}`);
  const words = passedOver.map((fault) => fault.message).join(' ');
  return warning(
    `${url} answers, but ${passedOver.length} that were tried before it do not. ${words}${source}`,
  );
}

function certificateFinding({ url }: ControllerAddress): Finding {
  return passed(
    `The certificate of ${url} holds this name and leads to an authority trusted for the domain.`,
  );
}

function refused(address: ControllerAddress, fault: AppError): SignIn {
  return {
    checks: [
      named('CONNECT', { finding: passed(`${address.url} answers.`) }),
      named('CERTIFICATE', { finding: certificateFinding(address) }),
      named('BIND', { finding: failed(fault.code, fault.message) }),
    ],
    close: NOTHING_TO_CLOSE,
  };
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
