import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from '../database.js';
import type { Log } from '../log.js';
import type { Actor } from '../services/audit/record-audit.js';
import type { AuthenticatorService } from '../services/authenticators/authenticator-service.js';
import type { Caller } from '../services/caller.js';
import type { DomainService } from '../services/domains/domain-service.js';
import type { EmployeeService } from '../services/employees/employee-service.js';
import type { KeyTaskService } from '../services/key-tasks/key-task-service.js';
import type { InvitationService } from '../services/invitations/invitation-service.js';
import type { KeyService } from '../services/keys/key-service.js';
import type { MailService } from '../services/outbox/mail-service.js';
import type { OwnPasswordService } from '../services/password-changes/owner/own-password-service.js';
import type { PasswordChangeService } from '../services/password-changes/password-change-service.js';
import type { GivenDevice, KeptDevice } from '../services/sign-in/devices/known-devices.js';
import type { Principal } from '../services/sign-in/principal.js';
import type { SessionService } from '../services/sign-in/sessions.js';
import type { SignInService } from '../services/sign-in/sign-in.js';
import type { RotationService } from '../services/rotations/rotation-service.js';
import type { SyncService } from '../services/sync/sync-service.js';
import type { RecordRefusal } from '../services/audit/record-refusal.js';
import type { TokenService } from '../services/tokens/tokens.js';
import type { UnlockService } from '../services/unlock/unlock-service.js';
import type { WorkstationService } from '../services/workstations/workstation-service.js';
import type { Loaders } from './loaders.js';

/** Everything that changes something, by what it is about. src/wiring.ts makes it. */
export interface Services {
  readonly signIn: SignInService;
  readonly sessions: SessionService;
  readonly tokens: TokenService;
  readonly domains: DomainService;
  readonly employees: EmployeeService;
  readonly sync: SyncService;
  readonly keys: KeyService;
  readonly keyTasks: KeyTaskService;
  readonly invitations: InvitationService;
  readonly authenticators: AuthenticatorService;
  readonly mail: MailService;
  readonly passwordChanges: PasswordChangeService;
  readonly rotations: RotationService;
  readonly ownPasswords: OwnPasswordService;
  readonly workstations: WorkstationService;
  readonly unlocks: UnlockService;
  readonly recordRefusal: RecordRefusal;
}

/** The session cookie of an HTTP answer; over a WebSocket there is none to write. */
export interface SessionCookie {
  set(token: string, expiresAt: Date): void;
  clear(): void;
}

/** The cookie by which a browser is known again to whoever has signed in with it; over a WebSocket there is none to write. */
export interface DeviceCookie extends GivenDevice {
  set(kept: KeptDevice): void;
}

/** What a resolver knows about its request. It is a `Caller`, so it can be handed to a service as it is. */
export interface ApiContext extends Caller {
  readonly principal: Principal;
  readonly actor: Actor;
  /** Forked for this request. A subscription forks it again for each event, or it would see what it saw before. */
  readonly em: EntityManager;
  /** For set-wise reads. */
  readonly pool: Pool;
  readonly loaders: Loaders<ApiContext>;
  readonly services: Services;
  /** Where the request came from. */
  readonly address: string;
  readonly userAgent: string | null;
  readonly sessionCookie: SessionCookie | undefined;
  readonly device: DeviceCookie | undefined;
  /** Whether the caller came with a credential, whatever it is good for. */
  readonly credentialGiven: boolean;
  /** False when the caller is known by a cookie alone, which a browser sends whoever made it ask. */
  readonly csrfProtected: boolean;
  readonly log: Log;
  /**
   * Aborted when the client of this operation is gone, has had enough, or may no longer see it. A subscription that waits
   * for something waits for this as well: an async generator cannot be ended from outside while it waits.
   */
  readonly signal: AbortSignal;
}
