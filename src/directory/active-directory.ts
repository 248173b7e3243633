import { ActiveDirectorySession } from './active-directory-session.js';
import { resolveBaseDn } from './base-dn.js';
import { checkDirectory, checkSignIn } from './checks/directory-checks.js';
import { identifyController } from './controller-identity.js';
import type {
  CheckRequest,
  Directory,
  DirectoryCheck,
  DirectorySession,
  DirectoryTarget,
} from './directory.js';
import { DirectoryReader } from './wire/directory-reader.js';
import { connectToFirst } from './wire/first-controller.js';
import { missingSecret } from './wire/ldap-connection.js';
import { readRootDse } from './wire/root-dse.js';
import { DEFAULT_TIMEOUTS, type DirectoryTimeouts } from './wire/timeouts.js';

/** The part of a logger that is used: a pino logger fits. */
export interface DirectoryLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface ActiveDirectoryOptions {
  readonly log?: DirectoryLog | undefined;
  /** In milliseconds; those left out keep their defaults. */
  readonly timeouts?: Partial<DirectoryTimeouts> | undefined;
}

/** Reads Active Directory domains over LDAPS. */
export class ActiveDirectory implements Directory {
  private readonly log: DirectoryLog | undefined;
  private readonly timeouts: DirectoryTimeouts;

  constructor({ log, timeouts }: ActiveDirectoryOptions = {}) {
    this.log = log;
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...timeouts };
  }

  async open(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectorySession> {
    if (target.bindSecret === '') throw missingSecret();
    const { controllers, caCertificates, dnsName } = target;
    const { connection, passedOver } = await connectToFirst(
      controllers,
      caCertificates,
      this.timeouts,
      signal,
    );
    for (const { code, message } of passedOver)
      this.log?.warn({ domain: dnsName, code, reason: message }, 'controller passed over');
    try {
      await connection.bind(target.bindAccount, target.bindSecret);
      const reader = new DirectoryReader(connection, await readRootDse(connection));
      const controller = await identifyController(reader);
      const baseDn = await resolveBaseDn(reader, target.baseDn);
      const { address, dnsHostName, invocationId } = controller;
      this.log?.info({ domain: dnsName, address, dnsHostName, invocationId }, 'signed in to controller');
      return new ActiveDirectorySession(reader, controller, baseDn, target.bindAccount, () =>
        connection.close(),
      );
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  checkSignIn(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectoryCheck[]> {
    return checkSignIn(target, this.timeouts, signal);
  }

  check(target: DirectoryTarget, request: CheckRequest, signal?: AbortSignal): Promise<DirectoryCheck[]> {
    return checkDirectory(target, request, this.timeouts, signal);
  }
}
