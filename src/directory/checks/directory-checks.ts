import type { CheckRequest, DirectoryCheck, DirectoryTarget } from '../directory.js';
import { named, skipped } from './check-outcome.js';
import { DomainChecks } from './domain-checks.js';
import { signIn, type CheckParts } from './sign-in-checks.js';

const AFTER_SIGN_IN = [
  'BASE_DN',
  'SYNC_GROUP',
  'PASSWORD_GROUP',
  'PEOPLE',
  'PASSWORD_POLICY',
  'READ_RIGHT',
  'RESET_PASSWORD_RIGHT',
  'UNEXPIRE_PASSWORD_RIGHT',
  'PROTECTED_PEOPLE',
  'ROTATION_PERIOD',
] as const;

/** CONNECT, CERTIFICATE and BIND only. */
export async function checkSignIn(
  target: DirectoryTarget,
  parts: CheckParts,
  signal?: AbortSignal,
): Promise<DirectoryCheck[]> {
  const { checks, close } = await signIn(target, parts, signal);
  await close();
  return checks;
}

/** Every check, each by itself; one that rests on another which failed is skipped and says so. */
export async function checkDirectory(
  target: DirectoryTarget,
  request: CheckRequest,
  parts: CheckParts,
  signal?: AbortSignal,
): Promise<DirectoryCheck[]> {
  const { checks, reader, close } = await signIn(target, parts, signal);
  try {
    if (reader === undefined) {
      const finding = skipped('Not checked: there is no signed-in connection.');
      return [...checks, ...AFTER_SIGN_IN.map((name) => named(name, { finding }))];
    }
    return [...checks, ...(await new DomainChecks(reader, target, request, signal).run())];
  } finally {
    await close();
  }
}
