import { TokenScope, type UserRole } from '../domain/states.js';
import type { Principal } from '../services/sign-in/principal.js';

/** Which actors may use a field. Whoever is not named may not. */
export interface AccessRule {
  readonly anonymous?: true;
  readonly roles: readonly UserRole[];
  /** A token needs one of these. */
  readonly scopes: readonly TokenScope[];
  /** Workstations that have been approved. */
  readonly workstations?: true;
  /** Workstations that wait for approval, besides. */
  readonly pendingWorkstations?: true;
  /** Whoever has the link of an invitation that can be used. */
  readonly invitees?: true;
  /** Whoever has the link of one that is over, besides. */
  readonly pastInvitees?: true;
  /** Authenticator apps, with a session of their own. */
  readonly authenticators?: true;
}

export type AccessTable = Readonly<Record<string, AccessRule>>;

const everyRole: readonly UserRole[] = ['ADMINISTRATOR', 'AUDITOR', 'EMPLOYEE'];
const everyScope: readonly TokenScope[] = Object.values(TokenScope);

const everybody: AccessRule = {
  anonymous: true,
  roles: everyRole,
  scopes: everyScope,
  workstations: true,
  pendingWorkstations: true,
  invitees: true,
  pastInvitees: true,
  authenticators: true,
};
const signedIn: AccessRule = { roles: everyRole, scopes: everyScope };
const users: AccessRule = { roles: everyRole, scopes: [] };
const readers: AccessRule = { roles: ['ADMINISTRATOR', 'AUDITOR'], scopes: ['READ'] };

/** A token that may only synchronise may watch what it started. */
const watchers: AccessRule = { roles: readers.roles, scopes: ['READ', 'SYNC'] };

/** What only the client on a workstation does. */
const workstations: AccessRule = { roles: [], scopes: [], workstations: true };

/** What the page of an invitation asks; of one that is over, only that. */
const anyInvitee: AccessRule = { roles: [], scopes: [], invitees: true, pastInvitees: true };

/** What an app does for its owner. */
const apps: AccessRule = { roles: [], scopes: [], authenticators: true };

/** One's own, for whoever is somebody. */
const own: AccessRule = { roles: everyRole, scopes: [], authenticators: true };

/** A token that decides about workstations sees them. */
const workstationReaders: AccessRule = { roles: readers.roles, scopes: ['READ', 'WORKSTATIONS_WRITE'] };

function administrators(...scopes: readonly TokenScope[]): AccessRule {
  return { roles: ['ADMINISTRATOR'], scopes };
}

/** A token that changes people sees whom it changed. */
const people: AccessRule = { roles: readers.roles, scopes: ['READ', 'EMPLOYEES_WRITE'] };

/** A token that changes keys sees which. */
const keyReaders: AccessRule = { roles: readers.roles, scopes: ['READ', 'KEYS_WRITE'] };

/**
 * Who may use what: every field of Query, Mutation and Subscription has its line, and so has every field of another
 * type that not all who can reach it may see; `Type.*` stands for the fields of a type without a line of their own. The
 * server refuses to start when a root field has no line or a line has no field. `__typename` is open to everybody.
 */
export const accessTable: AccessTable = {
  'Query.__schema': signedIn,
  'Query.__type': signedIn,

  'Query.me': { ...signedIn, authenticators: true },
  'Mutation.signIn': everybody,
  'Mutation.signOut': users,

  // Who is no reader sees the own ones, and ends those; an administrator ends all. src/services/sign-in/sessions.ts
  'Query.sessions': { roles: everyRole, scopes: ['READ'] },
  'Mutation.revokeSession': users,
  'Mutation.revokeSessions': users,

  // All that the role EMPLOYEE sees and changes, besides its sessions: itself. src/api/my-profile
  'Query.myProfile': own,
  'Mutation.updateMyProfile': users,

  'Query.invitation': readers,
  'Mutation.inviteEmployees': administrators('EMPLOYEES_WRITE'),
  'Mutation.resendInvitation': administrators('EMPLOYEES_WRITE'),
  'Mutation.revokeInvitation': administrators('EMPLOYEES_WRITE'),
  'Query.myInvitation': anyInvitee,
  'Subscription.invitationProgress': anyInvitee,

  // What one proves there is what was scanned, and a key: src/services/authenticators.
  'Mutation.offerAuthenticatorApp': { ...users, invitees: true },
  'Mutation.beginPasskey': { ...users, invitees: true },
  'Mutation.registerPasskey': { ...users, invitees: true },
  'Mutation.beginPasskeySignIn': everybody,
  'Mutation.signInWithPasskey': everybody,
  'Mutation.registerAuthenticatorApp': everybody,
  'Query.authenticatorChallenge': everybody,
  'Mutation.openAuthenticatorSession': everybody,
  'Mutation.askAppSignIn': everybody,
  'Subscription.appSignInProgress': everybody,
  'Mutation.completeAppSignIn': everybody,
  'Query.waitingSignIn': apps,
  'Mutation.answerAppSignIn': apps,
  // One's own, or, for an administrator, anybody's: src/services/authenticators/change-authenticator.ts
  'Mutation.renameAuthenticator': users,
  'Mutation.removeAuthenticator': users,

  // Whoever asks sees the own ones, and ends those; an administrator ends all. src/services/unlock
  'Query.myUnlockCredentials': { ...own, workstations: true },
  'Mutation.revokeUnlockCredential': own,
  'Mutation.offerUnlockPairing': workstations,
  'Subscription.unlockPairingProgress': workstations,
  'Mutation.askUnlock': workstations,
  'Subscription.unlockProgress': workstations,
  'Query.waitingUnlockPairing': apps,
  'Mutation.pairWorkstation': apps,
  'Subscription.unlockChallenges': apps,
  'Mutation.answerUnlock': apps,
  'Mutation.renewUnlockCredential': apps,

  'Query.apiTokens': readers,
  'Mutation.createApiToken': administrators(),
  'Mutation.revokeApiToken': administrators(),

  'Query.domains': readers,
  'Query.domain': readers,
  'Mutation.createDomain': administrators('DOMAINS_WRITE'),
  'Mutation.updateDomain': administrators('DOMAINS_WRITE'),
  'Mutation.deleteDomain': administrators('DOMAINS_WRITE'),
  'Mutation.testDomain': administrators('DOMAINS_WRITE'),
  'Mutation.repinGroup': administrators('DOMAINS_WRITE'),
  'Mutation.pauseSchedule': administrators('DOMAINS_WRITE'),
  'Mutation.resumeSchedule': administrators('DOMAINS_WRITE'),

  'Query.employees': readers,
  'Query.employee': readers,
  'Mutation.createEmployee': administrators('EMPLOYEES_WRITE'),
  'Mutation.updateEmployee': administrators('EMPLOYEES_WRITE'),
  'Mutation.deactivateEmployee': administrators('EMPLOYEES_WRITE'),
  'Mutation.reactivateEmployee': administrators('EMPLOYEES_WRITE'),
  'Mutation.deleteEmployee': administrators('EMPLOYEES_WRITE'),
  'Mutation.confirmAccount': administrators('EMPLOYEES_WRITE'),

  'Query.keys': readers,
  'Query.key': readers,
  'Query.overview': readers,
  // No scope: whoever sees a code can activate the key with it.
  'Query.activationCode': administrators(),
  'Mutation.importKey': administrators('KEYS_WRITE'),
  'Mutation.importKeys': administrators('KEYS_WRITE'),
  'Mutation.assignKey': administrators('KEYS_WRITE'),
  'Mutation.withdrawKey': administrators('KEYS_WRITE'),
  'Mutation.reportKeyBroken': administrators('KEYS_WRITE'),
  'Mutation.markKeyCompromised': administrators('KEYS_WRITE'),
  'Mutation.suspendKey': administrators('KEYS_WRITE'),
  'Mutation.unlockKey': administrators('KEYS_WRITE'),
  'Mutation.renameKey': administrators('KEYS_WRITE'),
  'Mutation.reissueActivationCode': administrators('KEYS_WRITE'),
  'Mutation.mailActivationCode': administrators('KEYS_WRITE'),
  // No scope: a password is typed by somebody, not by a script.
  'Mutation.handBackPassword': administrators(),
  'Subscription.keyEvents': keyReaders,

  'Query.passwordChanges': keyReaders,
  'Query.passwordChange': keyReaders,
  'Subscription.passwordChangeProgress': keyReaders,
  // No scope: that people will not be locked out is decided by somebody, not by a script.
  'Mutation.resumePasswordChanges': administrators(),

  'Query.syncRun': readers,
  'Query.syncRuns': readers,
  'Query.syncBatch': readers,
  'Mutation.syncNow': administrators('SYNC'),
  'Mutation.cancelSync': administrators('SYNC'),
  // No scope: what many people lose is decided by somebody, not by a script.
  'Mutation.approveRemovals': administrators(),
  'Mutation.rejectRemovals': administrators(),
  'Subscription.syncProgress': watchers,

  'Query.mails': readers,
  'Query.mailDelivery': readers,
  'Mutation.retryMail': administrators(),

  // What one proves there is its key: src/services/workstations. Registering makes one wait for approval.
  'Mutation.registerWorkstation': everybody,
  'Query.workstationChallenge': everybody,
  'Mutation.openWorkstationSession': everybody,
  'Subscription.workstationStatus': { ...workstations, pendingWorkstations: true },
  'Mutation.reportPresence': workstations,
  'Mutation.reportWorkstationEvents': workstations,

  // What a key has signed counts; who brings it is an approved workstation: src/services/key-tasks.
  'Query.keyChallenge': workstations,
  'Query.passwordOnKey': workstations,
  'Mutation.activateKey': workstations,
  'Mutation.acknowledgeKeyTask': workstations,
  'Mutation.reportKeyStatus': workstations,
  'Subscription.workstationTasks': workstations,

  'Query.workstations': workstationReaders,
  'Query.workstation': workstationReaders,
  'Subscription.presenceEvents': workstationReaders,
  'Mutation.approveWorkstation': administrators('WORKSTATIONS_WRITE'),
  'Mutation.rejectWorkstation': administrators('WORKSTATIONS_WRITE'),
  'Mutation.revokeWorkstation': administrators('WORKSTATIONS_WRITE'),
  'Mutation.deleteWorkstation': administrators('WORKSTATIONS_WRITE'),

  'Query.enrolmentTokens': readers,
  'Mutation.createEnrolmentToken': administrators(),
  'Mutation.revokeEnrolmentToken': administrators(),

  'Query.alarm': workstationReaders,
  'Query.alarms': workstationReaders,
  'Mutation.lockAllWorkstations': administrators('WORKSTATIONS_WRITE'),
  // No scope: that the danger is over is decided by somebody, not by a script.
  'Mutation.liftLock': administrators(),

  'Query.auditEvents': readers,
  'Query.node': readers,

  // What mutations and subscriptions of narrower tokens lead to as well.
  'Alarm.*': workstationReaders,
  'ApiToken.*': readers,
  'AuditEvent.*': readers,
  'Authenticator.*': { roles: everyRole, scopes: people.scopes, authenticators: true },
  'Domain.*': { roles: readers.roles, scopes: ['READ', 'DOMAINS_WRITE'] },
  'Domain.id': { roles: readers.roles, scopes: everyScope },
  'Domain.dnsName': { roles: readers.roles, scopes: everyScope },
  'DomainAccount.*': people,
  'Employee.*': people,
  'Employee.id': { roles: readers.roles, scopes: [...people.scopes, 'KEYS_WRITE'] },
  'Employee.displayName': { roles: readers.roles, scopes: [...people.scopes, 'KEYS_WRITE'] },
  'Employee.key': keyReaders,
  'Employee.syncItems': readers,
  'EnrolmentToken.*': readers,
  'Invitation.*': people,
  // No scope: whoever sees a link can use it.
  'Invitation.link': administrators(),
  'Invitation.qrCode': administrators(),
  'Activation.*': keyReaders,
  'Key.*': keyReaders,
  'Key.history': readers,
  'KeyTask.*': keyReaders,
  'Mail.*': readers,
  'PasswordChange.*': keyReaders,
  'Session.*': { roles: everyRole, scopes: ['READ'] },
  'SyncBatch.*': watchers,
  'SyncHold.*': watchers,
  'SyncItem.*': readers,
  'SyncRun.*': watchers,
  'UnlockCredential.*': {
    roles: everyRole,
    scopes: [...people.scopes, 'WORKSTATIONS_WRITE'],
    workstations: true,
    authenticators: true,
  },
  'Workstation.*': workstationReaders,
};

/** The line that counts for a field such as `Employee.email`; undefined: whoever can reach it may use it. */
export function ruleOf(table: AccessTable, field: string): AccessRule | undefined {
  if (field.endsWith('.__typename')) return undefined;
  return table[field] ?? table[`${field.slice(0, field.indexOf('.'))}.*`];
}

export function mayUse(principal: Principal, rule: AccessRule): boolean {
  switch (principal.kind) {
    case 'anonymous':
      return rule.anonymous === true;
    case 'user':
      return rule.roles.includes(principal.role);
    case 'token':
      return rule.scopes.some((scope) => principal.scopes.includes(scope));
    case 'workstation':
      return (principal.approved && rule.workstations === true) || rule.pendingWorkstations === true;
    case 'invitee':
      return (principal.state === 'PENDING' && rule.invitees === true) || rule.pastInvitees === true;
    case 'authenticator':
      return rule.authenticators === true;
  }
}
