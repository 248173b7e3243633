import { ActiveDirectorySession } from './active-directory-session.js';
import { resolveBaseDn } from './base-dn.js';
import { checkDirectory, checkSignIn } from './checks/directory-checks.js';
import type {
  CheckRequest,
  Directory,
  DirectoryCheck,
  DirectorySession,
  DirectoryTarget,
} from './directory.js';
import { lanesBeside } from './people/lane.js';
import { signIn, type SignInParts } from './signed-in.js';
import { firstController } from './wire/first-controller.js';
import { missingSecret } from './wire/ldap-connection.js';
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
  /** Connections that people are read over side by side, from one controller. */
  readonly lanes?: number | undefined;
}

/** Two take about two thirds of the time of one; more gain little on a controller of two processors. */
const LANES = 2;

/** Reads Active Directory domains over LDAPS. */
export class ActiveDirectory implements Directory {
  private readonly log: DirectoryLog | undefined;
  private readonly timeouts: DirectoryTimeouts;
  private readonly lanes: number;

  constructor({ log, timeouts, lanes = LANES }: ActiveDirectoryOptions = {}) {
    this.log = log;
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...timeouts };
    this.lanes = lanes;
  }

  async open(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectorySession> {
    if (target.bindSecret === '') throw missingSecret();
    const parts: SignInParts = { target, timeouts: this.timeouts, signal };
    const { answer, passedOver } = await firstController(target.controllers, (address) =>
      signIn(address, parts),
    );
    for (const { code, message } of passedOver)
      this.log?.warn({ domain: target.dnsName, code, reason: message }, 'controller passed over');
    const { connection, reader, controller } = answer;
    try {
      const baseDn = await resolveBaseDn(reader, target.baseDn);
      const { address, dnsHostName, invocationId } = controller;
      this.log?.info(
        { domain: target.dnsName, address, dnsHostName, invocationId },
        'signed in to controller',
      );
      return new ActiveDirectorySession(answer, {
        baseDn,
        bindAccount: target.bindAccount,
        openLane: lanesBeside(answer, parts),
        mostLanes: this.lanes,
      });
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
