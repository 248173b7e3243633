import type { ControllerAddress } from '../../domain/active-directory/controller-address.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import type { ActiveDirectoryOptions, DirectoryLog } from '../active-directory.js';
import { CoolDown } from '../controllers/cool-down.js';
import { findControllers, type ResolveSrv } from '../controllers/find-controllers.js';
import { srvResolver } from '../controllers/resolve-srv.js';
import { signInBeside } from '../controllers/signed-in-beside.js';
import type { SignInParts } from '../controllers/signed-in.js';
import type { DirectoryTarget } from '../directory.js';
import type { PasswordDirectory, PasswordSession, PasswordSessionWishes } from '../password-directory.js';
import { missingSecret } from '../wire/ldap-connection.js';
import type { DirectoryTimeouts } from '../wire/timeouts.js';
import { ActiveDirectoryPasswordSession } from './active-directory-password-session.js';
import { chooseWritable, signInToNamed, type ChosenWritable } from './choose-writable.js';
import { VerifyingConnection } from './verifying-connection.js';

export interface PasswordOptions extends Omit<ActiveDirectoryOptions, 'lanes'> {
  /** How long one operation of a session may take, in milliseconds. */
  readonly limitMs?: number | undefined;
}

/** Somebody waits with a key in the hand, and a step of a change is longer than each of these. */
const TIMEOUTS: DirectoryTimeouts = {
  connect: 4_000,
  bind: 4_000,
  object: 4_000,
  write: 8_000,
  page: 8_000,
  silence: 8_000,
  answer: 8_000,
};
const LIMIT_MS = 9_500;
/** Asking for the PDC emulator again is worth more than it costs, so it is not left alone for long. */
const COOL_DOWN_MS = 30_000;

/** Writes and proves passwords in Active Directory over LDAPS. */
export class ActiveDirectoryPasswords implements PasswordDirectory {
  private readonly log: DirectoryLog | undefined;
  private readonly timeouts: DirectoryTimeouts;
  private readonly resolveSrv: ResolveSrv;
  private readonly coolDown: CoolDown;
  private readonly limitMs: number;
  /** Where it was found, by the domain: tried first, so that one sign-in is enough. */
  private readonly lastPdcEmulator = new Map<string, string>();

  constructor({ log, timeouts, resolveSrv, now, limitMs = LIMIT_MS }: PasswordOptions = {}) {
    this.log = log;
    this.timeouts = { ...TIMEOUTS, ...timeouts };
    this.resolveSrv = resolveSrv ?? srvResolver();
    this.coolDown = new CoolDown(now ?? (() => performance.now()), COOL_DOWN_MS);
    this.limitMs = limitMs;
  }

  async open(target: DirectoryTarget, wishes: PasswordSessionWishes = {}): Promise<PasswordSession> {
    if (target.bindSecret === '') throw missingSecret();
    const { signal } = wishes;
    const onLost = ({ url }: ControllerAddress): void => this.coolDown.failed(url);
    const parts: SignInParts = { target, timeouts: this.timeouts, signal, onLost };
    const chosen =
      wishes.only === undefined
        ? await this.choose(parts, new Set(wishes.except))
        : await signInToNamed(wishes.only, parts);
    const { signedIn, remarks } = chosen;
    const { address, dnsHostName, invocationId } = signedIn.controller;
    const fields = { domain: target.dnsName, address, dnsHostName, invocationId };
    for (const reason of remarks) this.log?.warn({ ...fields, reason }, 'not the controller that was wanted');
    this.log?.info(fields, 'signed in to controller to write');
    const openVerifying = async (limit: AbortSignal) => {
      const both = signal === undefined ? limit : AbortSignal.any([signal, limit]);
      return (await signInBeside(signedIn, { ...parts, signal: both })).connection;
    };
    return new ActiveDirectoryPasswordSession(signedIn, {
      isPdcEmulator: chosen.isPdcEmulator,
      remarks,
      bindAccount: target.bindAccount,
      verifying: new VerifyingConnection(openVerifying),
      limitMs: this.limitMs,
    });
  }

  private async choose(parts: SignInParts, except: ReadonlySet<ObjectGuid>): Promise<ChosenWritable> {
    const { dnsName } = parts.target;
    const { addresses } = await findControllers(parts.target, this.resolveSrv, parts.signal);
    const last = this.lastPdcEmulator.get(dnsName);
    const inOrder = addresses.toSorted((one, two) => Number(two.url === last) - Number(one.url === last));
    const chosen = await chooseWritable(inOrder, { parts, except, coolDown: this.coolDown });
    if (chosen.isPdcEmulator) this.lastPdcEmulator.set(dnsName, chosen.signedIn.connection.address.url);
    return chosen;
  }
}
