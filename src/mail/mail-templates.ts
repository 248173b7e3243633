import type { PasswordChangeKind } from '../domain/states.js';

/** What each mail needs to know. Everything is stored as JSON until the mail is delivered, so moments are ISO texts. */
export interface MailParameters {
  readonly 'activation-code': ActivationCodeMail;
  readonly 'key-not-connected': KeyNotConnected;
  readonly 'keys-not-connected': KeysNotConnected;
  readonly 'password-changed': PasswordChanged;
  readonly invitation: InvitationMail;
  readonly 'removals-held': RemovalsHeld;
  readonly 'passwords-paused': PasswordsPaused;
  readonly 'rotation-stopped': RotationStopped;
  readonly 'sync-failed': SyncFailed;
}

export type MailTemplate = keyof MailParameters;

/** A run holds back changes that go beyond the limits of its domain; somebody has to decide. */
export interface RemovalsHeld {
  readonly domainName: string;
  /** The run's UUID. */
  readonly runId: string;
  /** What `approveRemovals` asks for, so that exactly this is approved. */
  readonly planHash: string;
  /** Links that would be closed. */
  readonly removals: number;
  /** People who would be disabled. */
  readonly disablings: number;
  /** Fields that would be emptied for more people than the limit. */
  readonly fields: readonly EmptiedField[];
  /** Why they are held: whole sentences. */
  readonly reasons: readonly string[];
  /** Names of those concerned. The mail shows twenty; `people` says how many there are in all. */
  readonly names: readonly string[];
  readonly people: number;
  /** When the question expires, ISO in UTC. */
  readonly expiresAt: string;
}

export interface EmptiedField {
  /** As the API calls it, for example `telephoneNumber`. */
  readonly field: string;
  readonly people: number;
}

/** Synchronisations of a domain fail for a reason that does not go away by itself. */
export interface SyncFailed {
  readonly domainName: string;
  /** The run's UUID. */
  readonly runId: string;
  /** The error code of the run, and its public message. */
  readonly code: string;
  readonly message: string;
  /** Runs in a row that failed for this reason. */
  readonly failures: number;
  /** When the first of them ended, ISO in UTC. */
  readonly since: string;
}

/** The code that activates a key, for its owner. The code is no parameter: it is handed in when the mail is written. */
export interface ActivationCodeMail {
  /** The activation's UUID. */
  readonly activationId: string;
  /** What is printed on the key. */
  readonly serial: string;
  /** Until when the code can be used, ISO in UTC. */
  readonly expiresAt: string;
}

/** The password of an account was changed; for its owner. */
export interface PasswordChanged {
  readonly kind: PasswordChangeKind;
  readonly domainName: string;
  /** The name the owner logs on with; null where the directory has not said. */
  readonly accountName: string | null;
  /** What is printed on the key that has the password; null where none has. */
  readonly serial: string | null;
  /** When it was changed, ISO in UTC. */
  readonly at: string;
}

/** The link of an invitation, for an employee. Its secret is no parameter: it is handed in when the mail is written. */
export interface InvitationMail {
  /** The invitation's UUID. */
  readonly invitationId: string;
  /** What the employee is called. */
  readonly name: string;
  /** Who invites: a person, or the domain that was synchronised. */
  readonly invitedBy: string;
  /** Until when the link can be used, ISO in UTC. */
  readonly expiresAt: string;
}

/** The rotation of a domain's passwords has stopped. */
export interface RotationStopped {
  readonly domainName: string;
  /** Whole sentences. */
  readonly reason: string;
}

/** First passwords and rotations of a domain wait until an administrator lets them go on. */
export interface PasswordsPaused {
  readonly domainName: string;
  /** What the account is called whose change has shown it; null where the directory has not said. */
  readonly accountName: string | null;
  /** Whole sentences. */
  readonly reason: string;
}

/** A password is overdue, and waits for its key; for its owner. */
export interface KeyNotConnected {
  readonly domainName: string;
  readonly accountName: string | null;
  readonly serial: string | null;
  /** When the directory takes the present one no more, ISO in UTC; null: never, or not known. */
  readonly expiresAt: string | null;
}

/** Passwords of a domain are overdue, and wait for their keys; for administrators. */
export interface KeysNotConnected {
  readonly domainName: string;
  readonly people: number;
  /** Names of some of the accounts. */
  readonly accountNames: readonly string[];
  /** When the first of them expires, ISO in UTC; null: none does, or nobody knows. */
  readonly expiresAt: string | null;
}
