import { ActiveDirectorySession } from './active-directory-session.js';
import { resolveBaseDn } from './base-dn.js';
import { checkDirectory, checkSignIn } from './checks/directory-checks.js';
import type {
  CheckRequest,
  ControllerIdentity,
  Directory,
  DirectoryCheck,
  DirectorySession,
  DirectoryTarget,
} from './directory.js';
import type { ControllerAddress } from '../domain/active-directory/controller-address.js';
import type { AppError } from '../errors.js';
import type { CheckParts } from './checks/sign-in-checks.js';
import { chooseController } from './controllers/choose-controller.js';
import { CoolDown } from './controllers/cool-down.js';
import { findControllers, type ResolveSrv } from './controllers/find-controllers.js';
import { srvResolver } from './controllers/resolve-srv.js';
import { lanesBeside } from './people/lane.js';
import { signIn, type SignInParts } from './controllers/signed-in.js';
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
  /** Finds controllers that a domain does not list; by the DNS servers of the operating system unless given. */
  readonly resolveSrv?: ResolveSrv | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: (() => number) | undefined;
}

/** Gains where the controller has processors to spare: with everything on one machine of two, none was measured. */
const LANES = 2;

/** Reads Active Directory domains over LDAPS. */
export class ActiveDirectory implements Directory {
  private readonly log: DirectoryLog | undefined;
  private readonly timeouts: DirectoryTimeouts;
  private readonly lanes: number;
  private readonly resolveSrv: ResolveSrv;
  private readonly coolDown: CoolDown;

  constructor({ log, timeouts, lanes = LANES, resolveSrv, now }: ActiveDirectoryOptions = {}) {
    this.log = log;
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...timeouts };
    this.lanes = lanes;
    this.resolveSrv = resolveSrv ?? srvResolver();
    this.coolDown = new CoolDown(now ?? (() => performance.now()));
  }

  async open(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectorySession> {
    if (target.bindSecret === '') throw missingSecret();
    const { addresses } = await findControllers(target, this.resolveSrv, signal);
    const onLost = ({ url }: ControllerAddress): void => this.coolDown.failed(url);
    const parts: SignInParts = { target, timeouts: this.timeouts, signal, onLost };
    const { signedIn, passedOver } = await chooseController(addresses, this.coolDown, (address) =>
      signIn(address, parts),
    );
    for (const { code, message } of passedOver)
      this.log?.warn({ domain: target.dnsName, code, reason: message }, 'controller passed over');
    const { connection, reader, controller } = signedIn;
    try {
      const baseDn = await resolveBaseDn(reader, target.baseDn);
      const { address, dnsHostName, invocationId } = controller;
      this.log?.info(
        { domain: target.dnsName, address, dnsHostName, invocationId },
        'signed in to controller',
      );
      return new ActiveDirectorySession(signedIn, {
        remarks: remarksOn(controller, passedOver),
        baseDn,
        bindAccount: target.bindAccount,
        openLane: lanesBeside(signedIn, parts),
        mostLanes: this.lanes,
      });
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  checkSignIn(target: DirectoryTarget, signal?: AbortSignal): Promise<DirectoryCheck[]> {
    return checkSignIn(target, this.checkParts, signal);
  }

  check(target: DirectoryTarget, request: CheckRequest, signal?: AbortSignal): Promise<DirectoryCheck[]> {
    return checkDirectory(target, request, this.checkParts, signal);
  }

  private get checkParts(): CheckParts {
    return { timeouts: this.timeouts, resolveSrv: this.resolveSrv };
  }
}

function remarksOn(controller: ControllerIdentity, passedOver: readonly AppError[]): string[] {
  const remarks = passedOver.map(({ message }) => `A controller was passed over. ${message}`);
  if (!controller.readOnly) return remarks;
  return [
    ...remarks,
    `${controller.dnsHostName} is a read-only controller, which may not hold every attribute: no field is emptied on its word. Add a writable controller to the domain.`,
  ];
}
