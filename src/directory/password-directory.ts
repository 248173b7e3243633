import type { ObjectGuid } from '../domain/identifiers.js';
import type { PasswordNames } from '../domain/password/name-parts.js';
import type { PasswordPolicy } from '../domain/password/password-policy.js';
import type { AppError } from '../errors.js';
import type { ControllerIdentity, DirectoryTarget, MemberKind } from './directory.js';

/** A controller that was written to before, as the change names it. */
export interface NamedController {
  readonly address: string;
  readonly invocationId: ObjectGuid;
}

export interface PasswordSessionWishes {
  /** Ends the session at once, whatever it is doing. */
  readonly signal?: AbortSignal | undefined;
  /** This controller and no other: fails with DIRECTORY_CONTROLLER_CHANGED when another one answers at its address. */
  readonly only?: NamedController | undefined;
  /** Controllers (their invocationIds) that are passed over. */
  readonly except?: readonly ObjectGuid[] | undefined;
}

/** Whether something may still be written was looked at a moment ago; the writer may have been stopped since. */
export interface WriteFence {
  /** By `performance.now()` of this process: what has not left by then never does, and is NOT_SENT. */
  readonly notAfter: number;
}

/** When a password was set. */
export interface PasswordLastSet {
  /** As the controller keeps it: 100-nanosecond ticks since 1601. Two of one controller differ when anything was written. */
  readonly ticks: bigint;
  /** Null for 0: the password must be changed at the next log-on. */
  readonly at: Date | null;
}

/** An account as one controller has it at this moment. What cannot be read is null. */
export interface PasswordAccount {
  readonly objectGuid: ObjectGuid;
  readonly dn: string;
  readonly kind: MemberKind | 'PERSON';
  readonly names: PasswordNames;
  readonly rid: number | null;
  readonly userAccountControl: number | null;
  /** Whether it is locked out now, worked out by the controller. */
  readonly isLocked: boolean | null;
  /** Whether the password has expired or must be changed, worked out by the controller. */
  readonly isPasswordExpired: boolean | null;
  readonly passwordLastSet: PasswordLastSet | null;
  /** Null: never. */
  readonly accountExpires: Date | null;
  readonly badPwdCount: number | null;
  /** 1: a member of a protected group, which inherits no delegated right. */
  readonly adminCount: number | null;
  /** When it was last locked out; null: it is not. `lockOutEnd` says until when. */
  readonly lockoutTime: Date | null;
  /** The controller that says all this, and its clock. */
  readonly invocationId: ObjectGuid;
  readonly controllerTime: Date;
}

/**
 * What became of a write. `REFUSED`: that very request was definitely not carried out; the code says why. `NOT_SENT`:
 * nothing left for the directory. `IN_DOUBT`: it was sent, and whether it was carried out is not known.
 */
export type WriteOutcome =
  | { readonly outcome: 'DONE' }
  | { readonly outcome: 'REFUSED' | 'NOT_SENT' | 'IN_DOUBT'; readonly failure: AppError };

/** `UNCHANGED`: it was so already. */
export type SwitchOutcome = WriteOutcome | { readonly outcome: 'UNCHANGED' };

/** Why somebody with the right password does not get in (the `data` of result 49). */
export type LogOnRestriction =
  | 'LOG_ON_HOURS' // 530
  | 'WORKSTATION' // 531
  | 'PASSWORD_EXPIRED' // 532
  | 'DISABLED' // 533
  | 'ACCOUNT_EXPIRED' // 701
  | 'MUST_CHANGE'; // 773

/**
 * What one bind shows about a password. A bind that succeeds proves it only where it cannot be the previous one: a
 * controller takes that for up to an hour. `LOCKED` (775) and `LOG_ON_TYPE_REFUSED` (52f, 568, 569) show nothing.
 */
export type BindProof =
  | { readonly outcome: 'PROVED' | 'WRONG' | 'LOCKED' | 'LOG_ON_TYPE_REFUSED' }
  | { readonly outcome: 'PROVED_BUT_RESTRICTED'; readonly restriction: LogOnRestriction }
  | { readonly outcome: 'UNANSWERED'; readonly failure: AppError };

/**
 * A conversation about passwords with one writable controller. Every operation ends within ten seconds; one that runs
 * out of time ends the connection, and with it the session. No failure, and nothing in its cause, holds a password.
 * Reading fails with an AppError; writing and verifying never fail for a directory's fault, but say what became of them.
 */
export interface PasswordSession {
  readonly controller: ControllerIdentity;
  /** True: strikes and passwords are freshest here. */
  readonly isPdcEmulator: boolean;
  /** Why another controller was wanted and is not this one, for example. Fit for an administrator's eyes. */
  readonly remarks: readonly string[];
  /** True: the connection is gone, and nothing more can be asked. */
  readonly isOver: boolean;
  /**
   * Undefined: gone, or hidden from the bind account.
   *
   * @param recently what was read at most five seconds ago will do: nothing was written to it since
   */
  readAccount(guid: ObjectGuid, recently?: boolean): Promise<PasswordAccount | undefined>;
  /** The policy in force for this account, undefined values where it cannot be read. */
  readPolicy(guid: ObjectGuid): Promise<PasswordPolicy>;
  /**
   * Sets a password without the old one, in one request. An account that is never touched is refused before anything is
   * sent: the bind account of this session, built-in accounts, those that take a smart card, anything that is no person.
   */
  resetPassword(guid: ObjectGuid, password: string, fence?: WriteFence): Promise<WriteOutcome>;
  /** Changes a password as its owner does, in one request that is sent once. A wrong old password counts as a strike. */
  changePassword(
    guid: ObjectGuid,
    oldPassword: string,
    newPassword: string,
    fence?: WriteFence,
  ): Promise<WriteOutcome>;
  /**
   * Signs in as this account once, on this controller, over a connection of its own that nothing else is asked on. A
   * wrong password counts as a strike. Throws BAD_INPUT for a password that cannot be sent: an empty one never is.
   */
  verifyBind(guid: ObjectGuid, password: string): Promise<BindProof>;
  /** −1: the password was set now. 0: it must be changed at the next log-on. */
  writePwdLastSet(guid: ObjectGuid, value: -1n | 0n, fence?: WriteFence): Promise<WriteOutcome>;
  disableAccount(guid: ObjectGuid, fence?: WriteFence): Promise<SwitchOutcome>;
  enableAccount(guid: ObjectGuid, fence?: WriteFence): Promise<SwitchOutcome>;
  close(): Promise<void>;
}

/** Passwords in a directory: the port. `ActiveDirectoryPasswords` is the adapter. */
export interface PasswordDirectory {
  /**
   * Signs in to the PDC emulator when it can be reached, else to one writable controller, never to a read-only one.
   * Fails with NO_WRITABLE_CONTROLLER when none is left, otherwise as `Directory.open` does.
   */
  open(target: DirectoryTarget, wishes?: PasswordSessionWishes): Promise<PasswordSession>;
}
