import type { CheckRequest, Directory, DirectoryCheck, DirectoryTarget } from '../../directory/directory.js';
import type { DomainSettings } from '../../domain/settings/domain-settings.js';
import { AppError, isErrorCode } from '../../errors.js';
import { throwAll } from '../app-errors.js';

/** No look at a directory takes longer, whatever the number of controllers that do not answer. */
const SIGN_IN_LIMIT_MS = 30_000;
const CHECK_LIMIT_MS = 120_000;

/** Which setting a failed check is about. */
const FIELD_OF_CHECK: Partial<Record<DirectoryCheck['name'], keyof DomainSettings>> = {
  CONNECT: 'controllers',
  CERTIFICATE: 'caCertificates',
  BIND: 'bindAccount',
  BASE_DN: 'baseDn',
};

/**
 * Looks whether the directory can be reached with these settings. Fails with the code and words of every check that
 * failed. Call it outside of any transaction: it waits for a network.
 */
export async function assertSignIn(directory: Directory, target: DirectoryTarget): Promise<void> {
  const checks = await within(SIGN_IN_LIMIT_MS, (signal) => directory.checkSignIn(target, signal));
  throwAll(checks.filter(({ outcome }) => outcome === 'FAILED').map(refusalOf));
}

/** Every check there is. Call it outside of any transaction. Fails with DIRECTORY_TIMEOUT when they take too long. */
export async function checkEverything(
  directory: Directory,
  target: DirectoryTarget,
  request: CheckRequest,
): Promise<DirectoryCheck[]> {
  return within(CHECK_LIMIT_MS, (signal) => directory.check(target, request, signal));
}

async function within<T>(limitMs: number, look: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    return await look(signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new AppError(
      'DIRECTORY_TIMEOUT',
      `The look at the directory was not over after ${limitMs / 1_000} seconds. Take controllers that do not answer out of the list, and try again.`,
      { cause },
    );
  }
}

export function targetOf(settings: DomainSettings, bindSecret: string): DirectoryTarget {
  return {
    dnsName: settings.dnsName,
    controllers: settings.controllers,
    baseDn: settings.baseDn ?? undefined,
    bindAccount: settings.bindAccount,
    bindSecret,
    caCertificates: settings.caCertificates,
  };
}

function refusalOf({ name, code, message }: DirectoryCheck): AppError {
  const field = FIELD_OF_CHECK[name];
  return new AppError(isErrorCode(code) ? code : 'DIRECTORY_PROTOCOL_ERROR', message, {
    path: field === undefined ? ['input'] : ['input', field],
  });
}
