/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a key has answered to an envelope. */
export type AcknowledgeKeyTaskInput = {
  /** The acknowledgement, as the key gave it, in base64. */
  acknowledgement: string;
  /** Id of the task, as it came with the envelope. */
  taskId: string;
};

/** An activation code, and the proof that the key is there. */
export type ActivateKeyInput = {
  /** The challenge of `keyChallenge`. */
  challenge: string;
  /** The eight digits, as they were typed. */
  code: string;
  /** Serial of a key that is connected to this workstation. */
  keySerial: string;
  /** The key’s signature of an activation attempt over the nonce and the code: 64 bytes in base64. */
  signature: string;
};

/** What became of an activation code. */
export type ActivationState =
  /** Another took its place, or the key no longer waits for one. */
  | 'CANCELLED'
  /** Nobody used it in time. */
  | 'EXPIRED'
  /** Three wrong codes were given. */
  | 'LOCKED_OUT'
  /** Can be used. */
  | 'PENDING'
  /** The key was activated with it. */
  | 'USED';

/** Who caused an audit event. */
export type ActorKind =
  /** Somebody who was not signed in. */
  | 'ANONYMOUS'
  /** An authenticator app that has proved its key. */
  | 'AUTHENTICATOR'
  /** A command on the server itself. */
  | 'COMMAND_LINE'
  /** Somebody who opened the link of an invitation. */
  | 'INVITEE'
  /** The schedule of a domain. */
  | 'SCHEDULE'
  /** A synchronisation. */
  | 'SYNC'
  /** An API token. */
  | 'TOKEN'
  /** A user who was signed in. */
  | 'USER'
  /** A workstation that has proved its key. */
  | 'WORKSTATION';

/** What the app says. */
export type AnswerAppSignInInput = {
  /** Whether the page is to be signed in. */
  accept: boolean;
  /** What the QR code named. */
  requestId: string;
  /** Ed25519 signature in base64. */
  signature: string;
};

/** What an app says to a workstation. */
export type AnswerUnlockInput = {
  /** Whether the workstation may unlock. */
  accept: boolean;
  /** With a yes: the number that was picked. A wrong one ends the question. */
  number?: number | null | undefined;
  /** Ed25519 signature in base64. */
  signature: string;
  /** Which question. */
  unlockId: string;
};

/** What an app has said to a page that asks to be signed in. */
export type AppSignInState =
  /** Yes: `completeAppSignIn` gives the session. */
  | 'ACCEPTED'
  /** No. */
  | 'DECLINED'
  /** Nothing yet. */
  | 'WAITING';

/** What to approve, as it was seen. */
export type ApproveRemovalsInput = {
  /** The `planHash` of its hold. */
  planHash: string;
  /** The run that holds it. */
  runId: string;
};

/** Which workstation to let in, and why. */
export type ApproveWorkstationInput = {
  /** Id of the workstation. */
  id: string;
  /** Why, for the audit; at most 500 characters. */
  note?: string | null | undefined;
};

/** Which app a workstation asks. */
export type AskUnlockInput = {
  /** Id of the credential of an app that was paired with this workstation. */
  credentialId: string;
  /** Drawn by the workstation for this question: 32 bytes in base64url. The app signs it. */
  nonce: string;
};

/** Which key goes to whom. */
export type AssignKeyInput = {
  /** Id of an employee who has no key. */
  employeeId: string;
  /** Id of a key that is READY. */
  keyId: string;
};

/** Which audit events. Every condition given must hold. */
export type AuditEventFilter = {
  /** Exactly this action, for example `domain.create`. */
  action?: string | null | undefined;
  /** An action that begins like this, for example `domain.` or `session.`. */
  actionPrefix?: string | null | undefined;
  /** Done by the user, token, workstation or synchronisation with this id. */
  actorId?: string | null | undefined;
  /** Done by this kind of actor. */
  actorKind?: ActorKind | null | undefined;
  /** Ended like this. */
  outcome?: AuditOutcome | null | undefined;
  /** At this moment or later. */
  since?: string | null | undefined;
  /** Done to the object with this id. */
  targetId?: string | null | undefined;
  /** Done to this type, for example `Employee`. */
  targetType?: string | null | undefined;
  /** Before this moment. */
  until?: string | null | undefined;
};

/** In which direction audit events are listed. */
export type AuditOrder =
  /** The newest comes first. */
  | 'NEWEST_FIRST'
  /** The oldest comes first. */
  | 'OLDEST_FIRST';

/** How what was tried ended. */
export type AuditOutcome =
  /** It was done. */
  | 'DONE'
  /** It was tried and failed. */
  | 'FAILED'
  /** It was not allowed. */
  | 'REFUSED';

/** What somebody signs in with. */
export type AuthenticatorKind =
  /** An authenticator app. */
  | 'APP'
  /** A passkey. */
  | 'PASSKEY';

/** Which run to stop. */
export type CancelSyncInput = {
  /** The run. */
  runId: string;
};

/** How one check ended. */
export type CheckOutcome =
  /** It is not; the code and the message say what to do. */
  | 'FAILED'
  /** It is as it should be. */
  | 'PASSED'
  /** An earlier check failed, or there is nothing to check. */
  | 'SKIPPED'
  /** It could not be found out; nothing is assumed. */
  | 'UNKNOWN'
  /** It works, but somebody should look at it. */
  | 'WARNING';

/** The page to which an app said yes. */
export type CompleteAppSignInInput = {
  /** What `askAppSignIn` returned for the page alone. */
  secret: string;
};

/** Which account is the same person. */
export type ConfirmAccountInput = {
  /** Id of the domain account. */
  accountId: string;
};

/** A new API token. */
export type CreateApiTokenInput = {
  /** When it ends by itself: at most 366 days from now. */
  expiresAt: string;
  /** What it is for, 1 to 100 characters. */
  name: string;
  /** What it may do: at least one. */
  scopes: Array<TokenScope>;
};

/** A new domain. */
export type CreateDomainInput = {
  /** Where to search. Default, and null: the base the controller names. */
  baseDn?: string | null | undefined;
  /** Account to read with: user principal name, DOMAIN\login or DN. */
  bindAccount: string;
  /** Password of the bind account, 1 to 1,024 characters; it can never be read back. Null removes it: the domain is not synchronised then. */
  bindSecret?: string | null | undefined;
  /** Certificate authorities to trust, in PEM form, up to 20. Default, and []: those the operating system trusts. */
  caCertificates?: Array<string> | null | undefined;
  /** Controllers as ldaps://host or ldaps://host:port, up to 10, tried in order. None: found by DNS (SRV records of the domain), which takes caCertificates. */
  controllers?: Array<string> | null | undefined;
  /** Days before the policy DELETE deletes, 1 to 365. Default: 30. */
  deletionGraceDays?: number | null | undefined;
  /** DNS name, for example north.example. */
  dnsName: string;
  /** Mail domains this directory may speak for, up to 100. Default: none declared. */
  mailSuffixes?: Array<string> | null | undefined;
  /** Whether members of nested groups count. Default: false. */
  nestedGroups?: boolean | null | undefined;
  /** Name of the password group. Default: Security Key Auto Password Change. Null: import only. */
  passwordGroupName?: string | null | undefined;
  /** Whose values win: the higher, -1000 to 1000. Default: 100. */
  priority?: number | null | undefined;
  /** Removals and disablings up to this number are not held. Default: 5. */
  removalLimitPeople?: number | null | undefined;
  /** Removals and disablings up to this percentage of the people are not held, 0 to 100; the larger limit counts. Default: 10. */
  removalLimitPercent?: number | null | undefined;
  /** What happens to people no directory knows any longer. Default: DEACTIVATE. */
  removedUserPolicy?: RemovedUserPolicy | null | undefined;
  /** A rotation stops after this number of failures, 1 to 1,000. Default: 5. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationFailureLimit?: number | null | undefined;
  /** Hours a due change waits for the window, 1 to 720. Default: 72. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationGraceHours?: number | null | undefined;
  /** Days after which a managed password is changed, 1 to 180. Default: 28. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationPeriodDays?: number | null | undefined;
  /** When passwords may be changed. Default, and null: at any time. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationWindow?: RotationWindowInput | null | undefined;
  /** What its people may sign in with. Default: both. */
  signInMethods?: Array<AuthenticatorKind> | null | undefined;
  /** Whether new employees are invited to set up how they sign in. Default: false. Switching it on invites nobody who is there already; `inviteEmployees` does. */
  singleSignOn?: boolean | null | undefined;
  /** Name of the sync group. Default: Hideez Users Sync. A new name is looked up by the next run. */
  syncGroupName?: string | null | undefined;
  /** Minutes between scheduled synchronisations, 5 to 10,080. Default: 60. A new one takes effect at once. */
  syncIntervalMinutes?: number | null | undefined;
  /** Time zone by its IANA name. Default: UTC. */
  timeZone?: string | null | undefined;
  /** DNS names of other domains that trust this one, up to 100: passwords may be handed over at their workstations too. Default: none. */
  trustedBy?: Array<string> | null | undefined;
  /** Writes to the directory in a minute, 1 to 6,000. Default: 600. Kept and checked; without effect until Latchkey rotates passwords. */
  writeBudgetPerMinute?: number | null | undefined;
};

/** A new employee whom no directory knows. */
export type CreateEmployeeInput = {
  /** Company, at most 256 characters. */
  company?: string | null | undefined;
  /** Department, at most 256 characters. */
  department?: string | null | undefined;
  /** What lists show, at most 256 characters. Without it: the names, else the e-mail address. */
  displayName?: string | null | undefined;
  /** Exactly one e-mail address that no other employee has. */
  email?: string | null | undefined;
  /** Given name, at most 256 characters. */
  givenName?: string | null | undefined;
  /** Position, at most 256 characters. */
  position?: string | null | undefined;
  /** Surname, at most 256 characters. */
  surname?: string | null | undefined;
  /** Telephone number, at most 256 characters. */
  telephoneNumber?: string | null | undefined;
};

/** A new enrolment token. */
export type CreateEnrolmentTokenInput = {
  /** When it ends by itself: at most 366 days from now. */
  expiresAt: string;
  /** How many workstations may register with it, 1 to 10,000. */
  mostUses?: number;
  /** What it is for, 1 to 100 characters. */
  name: string;
};

/** Whom to deactivate, and why. */
export type DeactivateEmployeeInput = {
  /** Id of the employee. */
  id: string;
  /** Why, for the audit; at most 500 characters. */
  note?: string | null | undefined;
};

/** Why an employee is deactivated. */
export type DeactivationCause =
  /** Somebody did it here. */
  | 'ADMINISTRATOR'
  /** Every directory account of theirs is disabled. */
  | 'DIRECTORY'
  /** No directory knows them any longer; the removed-user policy deactivated them. */
  | 'REMOVED';

/** Which domain to delete. */
export type DeleteDomainInput = {
  /** Its DNS name, typed as a confirmation. */
  confirmDnsName: string;
  /** Id of the domain. */
  id: string;
};

/** Whom to delete. */
export type DeleteEmployeeInput = {
  /** Id of the employee. */
  id: string;
};

/** Which workstation to delete. */
export type DeleteWorkstationInput = {
  /** Id of the workstation. */
  id: string;
};

/** What a check looks at. */
export type DirectoryCheckName =
  /** Is there something at the base DN? */
  | 'BASE_DN'
  /** Does it accept the bind account and its secret? */
  | 'BIND'
  /** Is its certificate valid, for this name, from one of the authorities? */
  | 'CERTIFICATE'
  /** Does a controller answer at one of the addresses? */
  | 'CONNECT'
  /** Is there exactly one password group, the one that was pinned? */
  | 'PASSWORD_GROUP'
  /** Which password policy does the domain have? */
  | 'PASSWORD_POLICY'
  /** How many people would be read? */
  | 'PEOPLE'
  /** Which people are protected against such rights? */
  | 'PROTECTED_PEOPLE'
  /** May the bind account read the people? */
  | 'READ_RIGHT'
  /** May it reset the passwords of the members of the password group? */
  | 'RESET_PASSWORD_RIGHT'
  /** Is the rotation period shorter than the maximum password age? */
  | 'ROTATION_PERIOD'
  /** Is there exactly one sync group, the one that was pinned? */
  | 'SYNC_GROUP'
  /** May it set passwords that need not be changed at once? */
  | 'UNEXPIRE_PASSWORD_RIGHT';

/** One of the two groups of a domain. */
export type DomainGroup =
  /** The group whose members also get a managed password. */
  | 'PASSWORD'
  /** The group whose members become employees. */
  | 'SYNC';

/** Whether a domain can be synchronised. */
export type DomainReadiness =
  /** It has no bind secret, so it is not synchronised. Set one with updateDomain. */
  | 'NEEDS_BIND_SECRET'
  /** It has all it needs. */
  | 'READY';

/** Which employees. Every condition given must hold; those about accounts look at open ones only. */
export type EmployeeFilter = {
  /** Known to one of these domains. */
  domainIds?: Array<string> | null | undefined;
  /** True: an account (in the domains given) is in the password group. False: none is. */
  inPasswordGroup?: boolean | null | undefined;
  /** True: an account (in the domains given) is in the sync group. False: none is. */
  inSyncGroup?: boolean | null | undefined;
  /** With a profile from one of these sources. */
  sources?: Array<EmployeeSource> | null | undefined;
  /** In one of these states. */
  states?: Array<EmployeeState> | null | undefined;
  /** True: only those with an account that waits for confirmAccount. */
  unconfirmedOnly?: boolean | null | undefined;
};

/** The order of a list of employees. Equal ones are ordered by id. */
export type EmployeeOrder = {
  /** Which end comes first. */
  direction?: OrderDirection;
  /** What to order by. */
  field: EmployeeOrderField;
};

/** What a list of employees is ordered by. */
export type EmployeeOrderField =
  /** When they were added. */
  | 'CREATED_AT'
  /** The e-mail address; employees without one come last (first when descending). */
  | 'EMAIL'
  /** The display name. */
  | 'NAME'
  /** When they last changed. */
  | 'UPDATED_AT';

/** Where the profile of an employee comes from. */
export type EmployeeSource =
  /** Read from at least one domain. */
  | 'DIRECTORY'
  /** Typed in here. */
  | 'MANUAL';

/** Whether an employee counts. */
export type EmployeeState =
  /** Works here. */
  | 'ACTIVE'
  /** Deactivated, for the causes listed with it. */
  | 'DEACTIVATED';

/** Every failure a caller may act on, in `userErrors` and in `extensions.code` of errors. */
export type ErrorCode =
  /** The account is disabled in the directory, so no password is set for it. */
  | 'ACCOUNT_DISABLED'
  /** The account has expired in the directory, so no password is set for it. */
  | 'ACCOUNT_EXPIRED'
  /** The directory has no such account any more, or hides it from the bind account. */
  | 'ACCOUNT_GONE'
  /** The account is locked after too many wrong passwords. */
  | 'ACCOUNT_LOCKED'
  /** The account is one whose password is never set: a bind account, a built-in one, one with a smart card, or no person. */
  | 'ACCOUNT_NEVER_MANAGED'
  /** The account belongs to a protected group, which the right to set passwords does not reach. */
  | 'ACCOUNT_PROTECTED'
  /** Whose account it is was told by an e-mail address alone, and nobody has confirmed it. */
  | 'ACCOUNT_UNCONFIRMED'
  /** What is said to be the acknowledgement of a key is none of this envelope. */
  | 'ACKNOWLEDGEMENT_INVALID'
  /** Three wrong activation codes were given, and the key is locked. */
  | 'ACTIVATION_ATTEMPTS_GONE'
  /** The activation code was not used in time. */
  | 'ACTIVATION_CODE_EXPIRED'
  /** The key waits for no activation code. */
  | 'ACTIVATION_CODE_MISSING'
  /** The stored activation code cannot be opened with the present master key. */
  | 'ACTIVATION_CODE_UNREADABLE'
  /** It is another activation code. */
  | 'ACTIVATION_CODE_WRONG'
  /** The alarm stands: no key connects and no new change begins until it is lifted. */
  | 'ALARM_RAISED'
  /** There is one already. */
  | 'ALREADY_EXISTS'
  /** The key of this authenticator is registered already. */
  | 'AUTHENTICATOR_IN_USE'
  /** The authenticator is gone, its owner may not sign in, or its kind is switched off. */
  | 'AUTHENTICATOR_REFUSED'
  /** The input is wrong; the message says where. */
  | 'BAD_INPUT'
  /** The directory has nothing at the base DN, or hides it from the bind account. */
  | 'BASE_DN_NOT_FOUND'
  /** The bind account is disabled. */
  | 'BIND_ACCOUNT_DISABLED'
  /** The bind account is locked after too many wrong passwords. */
  | 'BIND_ACCOUNT_LOCKED'
  /** The password of the bind account has expired or must be changed. */
  | 'BIND_PASSWORD_EXPIRED'
  /** The directory refuses the bind account or its secret. */
  | 'BIND_REFUSED'
  /** The domain has no bind secret, so it cannot be read. */
  | 'BIND_SECRET_MISSING'
  /** The stored bind secret cannot be opened with the present master key. */
  | 'BIND_SECRET_UNREADABLE'
  /** The certificate is no longer valid, or not yet. */
  | 'CERTIFICATE_EXPIRED'
  /** None of the certificate authorities of the domain has issued the certificate. */
  | 'CERTIFICATE_UNTRUSTED'
  /** The certificate is valid, but for another name. */
  | 'CERTIFICATE_WRONG_NAME'
  /** The nonce is not one of ours, was used before, or its minute is over. */
  | 'CHALLENGE_OVER'
  /** A more urgent change of the same password took the place of this one. */
  | 'CHANGE_SUPERSEDED'
  /** The confirmation does not match what would be deleted. */
  | 'CONFIRMATION_MISMATCH'
  /** A request with the session cookie needs the header `X-Latchkey-CSRF: 1` for this. */
  | 'CSRF_HEADER_MISSING'
  /** The name of the domain controller cannot be resolved. */
  | 'DIRECTORY_ADDRESS_UNKNOWN'
  /** The directory changed while it was being read; nothing was changed. */
  | 'DIRECTORY_CHANGED_WHILE_READING'
  /** Another domain controller answered on a further connection; nothing that was read is used. */
  | 'DIRECTORY_CONTROLLER_CHANGED'
  /** The directory did not return everything; nothing was changed. */
  | 'DIRECTORY_INCOMPLETE'
  /** What answers there does not speak LDAP over TLS. */
  | 'DIRECTORY_NOT_LDAPS'
  /** A directory owns this employee; remove the person there. */
  | 'DIRECTORY_OWNED_EMPLOYEE'
  /** A directory owns this field; change it there. */
  | 'DIRECTORY_OWNED_FIELD'
  /** The bind account may not read what is needed. */
  | 'DIRECTORY_PERMISSION_DENIED'
  /** The directory answered something unexpected. */
  | 'DIRECTORY_PROTOCOL_ERROR'
  /** The directory did not answer in time. */
  | 'DIRECTORY_TIMEOUT'
  /** Nothing answers at the address of the domain controller. */
  | 'DIRECTORY_UNREACHABLE'
  /** The directory lacks something that is needed. */
  | 'DIRECTORY_UNSUPPORTED'
  /** The directory refused a change that was no password. */
  | 'DIRECTORY_WRITE_REFUSED'
  /** The employee has no address a mail could go to. */
  | 'EMAIL_ADDRESS_MISSING'
  /** Another employee has this e-mail address. */
  | 'EMAIL_IN_USE'
  /** The employee has a key already. */
  | 'EMPLOYEE_HAS_KEY'
  /** The enrolment token is missing, unknown or over, or too many workstations wait already. */
  | 'ENROLMENT_REFUSED'
  /** Whoever is signed in may not do this. */
  | 'FORBIDDEN'
  /** Several groups have that name. */
  | 'GROUP_AMBIGUOUS'
  /** The bind account sees no group of that name in the domain. */
  | 'GROUP_NOT_FOUND'
  /** The group was deleted and made again: it is not the one that was chosen. */
  | 'GROUP_RECREATED'
  /** The group is there, but its members cannot be read. */
  | 'GROUP_UNREADABLE'
  /** What was held back was not decided about in time. */
  | 'HOLD_EXPIRED'
  /** Something went wrong inside; the id in the message is also in the log. */
  | 'INTERNAL_ERROR'
  /** The invitation was used or revoked, or has expired. */
  | 'INVITATION_OVER'
  /** This employee cannot be invited, or cannot accept. */
  | 'INVITATION_REFUSED'
  /** The key of the change was withdrawn, replaced or reported. */
  | 'KEY_GONE'
  /** The key obeys another server, so nothing is handed over to it. */
  | 'KEY_LINKED_ELSEWHERE'
  /** The key is not connected to an approved workstation. */
  | 'KEY_NOT_CONNECTED'
  /** The owner is deactivated, so there is no activation code. */
  | 'KEY_OWNER_DEACTIVATED'
  /** The key did not carry out what it was told. */
  | 'KEY_REFUSED'
  /** A key in this status cannot do that. */
  | 'KEY_TRANSITION_REFUSED'
  /** The mail server does not take mails now; they wait and are tried again. */
  | 'MAIL_NOT_DELIVERED'
  /** There is no such object, or it is gone. */
  | 'NOT_FOUND'
  /** No domain controller that takes changes can be reached. */
  | 'NO_WRITABLE_CONTROLLER'
  /** The directory says that the old password is wrong. */
  | 'OLD_PASSWORD_WRONG'
  /** A passkey is needed besides the password. */
  | 'PASSKEY_NEEDED'
  /** The passkey was not accepted. */
  | 'PASSKEY_REFUSED'
  /** The key is the only one that holds passwords, and it was not said what becomes of them. */
  | 'PASSWORDS_CHOICE_NEEDED'
  /** First passwords of this domain are paused until an administrator resumes them. */
  | 'PASSWORDS_PAUSED'
  /** The directory takes no passwords over this connection. */
  | 'PASSWORD_CHANNEL_REFUSED'
  /** The time a password may be kept for is over before the change was done. */
  | 'PASSWORD_COPY_OVER'
  /** The directory took a password and then refused to sign anybody in with it. */
  | 'PASSWORD_NOT_PROVED'
  /** The password policy of the directory refuses the password. */
  | 'PASSWORD_POLICY_REFUSED'
  /** The bind account may not set the password of this account. */
  | 'PASSWORD_RIGHT_MISSING'
  /** What was decided about is not what the domain holds back now. */
  | 'PLAN_SUPERSEDED'
  /** Nobody has told this installation at which address people reach it. */
  | 'PUBLIC_URL_MISSING'
  /** The synchronisation is over already. */
  | 'RUN_FINISHED'
  /** A synchronisation of this domain is under way. */
  | 'RUN_IN_PROGRESS'
  /** The QR code was used already, or its time is over. */
  | 'SCAN_OVER'
  /** The identity that keys obey cannot be opened with the present master key. */
  | 'SERVER_IDENTITY_UNREADABLE'
  /** The signature does not fit the public key and what was to be signed. */
  | 'SIGNATURE_INVALID'
  /** The e-mail address or the password is wrong, or the user may not sign in. */
  | 'SIGN_IN_REFUSED'
  /** What was read is no longer there; synchronise again. */
  | 'SNAPSHOT_LOST'
  /** Asked too often; `retryAfterSeconds` says when to try again. */
  | 'TOO_MANY_REQUESTS'
  /** Nobody is signed in, or the session or token is over. */
  | 'UNAUTHENTICATED'
  /** The app has not renewed within a year that it may unlock this workstation. */
  | 'UNLOCK_CREDENTIAL_EXPIRED'
  /** The app may not unlock this workstation any more. */
  | 'UNLOCK_CREDENTIAL_REVOKED'
  /** The question of the workstation is for another app. */
  | 'UNLOCK_FOREIGN'
  /** Another number was picked than the one that the workstation shows. */
  | 'UNLOCK_NUMBER_WRONG'
  /** The question of the workstation was answered already, or its minute is over. */
  | 'UNLOCK_OVER'
  /** The workflow service is out of reach; what was requested is started later. */
  | 'WORKFLOWS_UNAVAILABLE'
  /** The workstation is joined neither to the domain of the account nor to one that trusts it. */
  | 'WORKSTATION_NOT_JOINED'
  /** An administrator has rejected or revoked this workstation. */
  | 'WORKSTATION_REFUSED'
  /** The object is in a state in which this cannot be done. */
  | 'WRONG_STATE';

/** Whose password is handed back. */
export type HandBackPasswordInput = {
  /** Id of an account whose password its owner does not know. */
  accountId: string;
  /** What the owner types when they next log on, and must change then. It has to follow the policy of the account. */
  temporaryPassword: string;
};

/** Why something is held back. */
export type HoldReason =
  /** A field would become empty for more people than that. */
  | 'FIELD_EMPTIED'
  /** The sync group names nobody any more. */
  | 'GROUP_EMPTY'
  /** More people would be removed or disabled than the limit of the domain allows at once. */
  | 'REMOVAL_LIMIT';

/** What became of what was held back. */
export type HoldState =
  /** Approved and applied, but for those who had moved meanwhile. */
  | 'APPLIED'
  /** Approved; the run that applies it has not ended. */
  | 'APPROVED'
  /** Nobody decided in time; the next synchronisation holds anew what is still so. */
  | 'EXPIRED'
  /** Waits for a decision. */
  | 'PENDING'
  /** Rejected; the same people and changes stay so until the deadline, and may still be approved. */
  | 'REJECTED'
  /** A later synchronisation made another plan. */
  | 'SUPERSEDED';

/** A key that nobody has. */
export type ImportKeyInput = {
  /** Version of its firmware, at most 50 characters. */
  firmware?: string | null | undefined;
  /** What lists call it, at most 100 characters; its serial without it. */
  name?: string | null | undefined;
  /** Its identity: the 32 bytes of an Ed25519 public key, in hexadecimal or base64. */
  publicKey: string;
  /** What is printed on it: 3 to 64 letters, digits, dots, dashes, colons and underscores, in any case. */
  serial: string;
};

/** A list of keys. */
export type ImportKeysInput = {
  /** A table as text, as spreadsheets save it: the first line names the columns (`serial`, `publicKey`, and if wanted `firmware`, `name`), each other line is a key. At most 1,000 keys and 200,000 characters. */
  csv: string;
};

/** What became of an invitation. */
export type InvitationState =
  /** It was used. */
  | 'ACCEPTED'
  /** Nobody used it in time. */
  | 'EXPIRED'
  /** It can be used. */
  | 'PENDING'
  /** It was revoked, or a newer one took its place. */
  | 'REVOKED';

/** Whom to invite. */
export type InviteEmployeesInput = {
  /** Which employees; all without it. */
  filter?: EmployeeFilter | null | undefined;
  /** Words that must all occur in names, e-mail address or logins. At most 200 characters. */
  search?: string | null | undefined;
};

/** Whether an employee can be invited, and if not, why. */
export type InviteeStanding =
  /** They are deactivated. */
  | 'DEACTIVATED'
  /** They have an invitation that can be used. */
  | 'INVITED_ALREADY'
  /** Their address comes from an account that nobody has confirmed. */
  | 'NOT_CONFIRMED'
  /** They have no e-mail address. */
  | 'NO_ADDRESS'
  /** They, or their address, belong to a user with a role of their own. */
  | 'OTHER_USER'
  /** They can be invited. */
  | 'READY'
  /** They have an authenticator already; `resendInvitation` invites them. */
  | 'SIGNS_IN_ALREADY'
  /** No domain that knows them for certain has single sign-on switched on. */
  | 'SIGN_IN_OFF';

/** Which keys. Every condition given must hold. */
export type KeyFilter = {
  /** True: only those that said that less than a fifth of their battery is left. */
  lowBattery?: boolean | null | undefined;
  /** Of one of these employees; those they had and that were not wiped too. */
  ownerIds?: Array<string> | null | undefined;
  /** Of which one of these is wanted. */
  statuses?: Array<KeyStatus> | null | undefined;
  /** True: only those that have not confirmed their status. False: only those that have. */
  unconfirmed?: boolean | null | undefined;
};

/** Why a key has the status it has. */
export type KeyReason =
  /** Somebody did it here; the note says why. */
  | 'ADMINISTRATOR'
  /** It is broken. */
  | 'BROKEN'
  /** Three wrong activation codes. */
  | 'INVALID_ACTIVATION_CODE'
  /** The attempts for its PIN are gone. */
  | 'INVALID_PIN'
  /** It is lost or stolen. */
  | 'LOST_OR_STOLEN'
  /** Its owner was deactivated. */
  | 'OWNER_DEACTIVATED'
  /** Its owner was deleted. */
  | 'OWNER_DELETED'
  /** It was unlocked, and waits for its new code. */
  | 'UNLOCKED'
  /** It was taken from its owner. */
  | 'WITHDRAWN';

/** Where on a key a password is. */
export type KeySlot =
  /** What is tried first. */
  | 'ACTIVE'
  /** The next one, which the key keeps until the directory has it. */
  | 'PENDING'
  /** The one before, for a log-on without a domain controller. */
  | 'PREVIOUS';

/** Where a security key stands in its life. */
export type KeyStatus =
  /** Activated by its owner. */
  | 'ACTIVE'
  /** Lost or stolen. Final. */
  | 'COMPROMISED'
  /** Taken from its owner; must be wiped when it next connects, and is ready again afterwards. */
  | 'DEACTIVATED'
  /** Too many wrong codes or PINs; an administrator unlocks it. */
  | 'LOCKED'
  /** Nobody’s, and with nothing on it: may be assigned. */
  | 'READY'
  /** Assigned; waits for its activation code. */
  | 'RESERVED'
  /** Out of use until it is activated again with a new code. */
  | 'SUSPENDED';

/** What a key is told to do. */
export type KeyTaskKind =
  /** Make the new password of an account the present one. */
  | 'COMMIT'
  /** Forget the new password of an account. */
  | 'DISCARD'
  /** Forget every password of an account. */
  | 'FORGET_ACCOUNT'
  /** Take this server as the one it obeys, and be open to its owner. */
  | 'LINK'
  /** Be of no use until it is linked again. */
  | 'LOCK'
  /** Log on once while a domain controller is in reach. */
  | 'RENEW_CACHED_LOGON'
  /** Forget everything, this server included. */
  | 'WIPE'
  /** Keep a new password of an account beside the present one. */
  | 'WRITE_PENDING';

/** How far a task of a key is. */
export type KeyTaskState =
  /** The key has done it. */
  | 'ACKNOWLEDGED'
  /** Not wanted any more. */
  | 'CANCELLED'
  /** Given to the key, which has not acknowledged it. */
  | 'DELIVERED'
  /** Waits for the key to be connected. */
  | 'PENDING'
  /** The key would not do it; `lastError` says why. */
  | 'REFUSED';

/** Which alarm is over. */
export type LiftLockInput = {
  /** Id of the alarm: one that was raised since is not lifted. */
  alarmId: string;
  /** Why, at most 500 characters. */
  reason?: string | null | undefined;
};

/** Why every workstation is to lock. */
export type LockAllWorkstationsInput = {
  /** Why, 1 to 500 characters. */
  reason: string;
};

/** Whose code to mail. */
export type MailActivationCodeInput = {
  /** Id of a key that waits for its code. */
  keyId: string;
};

/** How far the delivery of a mail is. */
export type MailState =
  /** The mail server will not take it for this address; `lastError` says why. */
  | 'REFUSED'
  /** The mail server took it. */
  | 'SENT'
  /** Not taken by the mail server yet; it is tried again by itself. */
  | 'WAITING';

/** Which key is lost or stolen. */
export type MarkKeyCompromisedInput = {
  /** The serial of the key, typed once more: this is final. */
  confirmSerial: string;
  /** Disable the accounts in the directory once their passwords are replaced. */
  disableInDirectory?: boolean;
  /** Id of the key. */
  keyId: string;
  /** What happened, at most 500 characters. */
  note?: string | null | undefined;
  /** What becomes of the passwords that only this key holds. Needed when there are any: without it, it is refused. */
  passwords?: PasswordsAfterKey | null | undefined;
  /** With REPLACEMENT: the key that is READY and takes the place of this one. */
  replacementKeyId?: string | null | undefined;
  /** With HAND_BACK: what the owner types when they next log on, and must change then. */
  temporaryPassword?: string | null | undefined;
};

/** A signed nonce. */
export type OpenAuthenticatorSessionInput = {
  /** Id of the authenticator app. */
  authenticatorId: string;
  /** The nonce of `authenticatorChallenge`. */
  nonce: string;
  /** Ed25519 signature in base64. */
  signature: string;
};

/** A signed nonce. */
export type OpenWorkstationSessionInput = {
  /** Version of the client now, at most 50 characters. */
  clientVersion: string;
  /** The nonce of `workstationChallenge`. */
  nonce: string;
  /** Its operating system now, at most 200 characters. */
  operatingSystem: string;
  /** Ed25519 signature in base64, by its private key, over what the README describes. */
  signature: string;
  /** Id of the workstation. */
  workstationId: string;
};

/** Which end of an order comes first. */
export type OrderDirection =
  /** The smallest first. */
  | 'ASC'
  /** The largest first. */
  | 'DESC';

/** A workstation whose QR code an app has scanned. */
export type PairWorkstationInput = {
  /** The secret of the QR code. */
  secret: string;
  /** Ed25519 signature in base64, see docs/authenticator-protocol.md. */
  signature: string;
};

/** Which changes of passwords. Every condition given must hold. */
export type PasswordChangeFilter = {
  /** Of this account. */
  accountId?: string | null | undefined;
  /** Of the accounts of this employee. */
  employeeId?: string | null | undefined;
  /** That give their password to this key. */
  keyId?: string | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<PasswordChangeKind> | null | undefined;
  /** True: only those that have not ended. False: only those that have. */
  open?: boolean | null | undefined;
  /** In one of these stages. */
  stages?: Array<PasswordChangeStage> | null | undefined;
};

/** Why the password of an account is changed. */
export type PasswordChangeKind =
  /** A key gets its first password of the account. */
  | 'ACTIVATION'
  /** The key that holds it is lost or stolen. */
  | 'COMPROMISE'
  /** A person gets a password they know again. */
  | 'HAND_BACK';

/** How far a change of a password is. */
export type PasswordChangeStage =
  /** Another change took its place, or nobody wants it any more. */
  | 'CANCELLED'
  /** It is where it belongs. */
  | 'COMPLETED'
  /** It was not changed; `lastError` says why. */
  | 'FAILED'
  /** The directory was told to set it. */
  | 'IN_DIRECTORY'
  /** Somebody has to look at it; `lastError` and `attention` say why. */
  | 'NEEDS_ATTENTION'
  /** The key keeps the new password beside the present one. */
  | 'ON_KEY'
  /** Wanted. Nothing was generated. */
  | 'QUEUED'
  /** The directory has it. */
  | 'VERIFIED'
  /** Waits for its key to be connected, or for the key to keep the new password. */
  | 'WAITING_FOR_KEY';

/** Who holds the password of a domain account. */
export type PasswordHolder =
  /** In the password group, but without a key yet. */
  | 'AWAITING_KEY'
  /** The directory has a newer one than the key. */
  | 'DIRECTORY_AHEAD'
  /** A key. */
  | 'MANAGED'
  /** It was set to something nobody was told. */
  | 'NO_ONE_HAS_IT'
  /** There is a key, with no password on it. */
  | 'NO_PASSWORD_ON_KEY'
  /** The person or the directory’s administrators; Latchkey leaves it alone. */
  | 'UNMANAGED';

/** What becomes of the passwords that only the key held. */
export type PasswordsAfterKey =
  /** The owner gets a temporary one, which they must change when they next log on. */
  | 'HAND_BACK'
  /** Nobody has them: the owner cannot log on until they get another key. */
  | 'LEAVE_WITHOUT_PASSWORD'
  /** Another key is assigned at once; activating it sets new ones. */
  | 'REPLACEMENT';

/** Whose schedule to pause. */
export type PauseScheduleInput = {
  /** Id of the domain. */
  domainId: string;
  /** Why, for whoever finds it paused; at most 500 characters. */
  note?: string | null | undefined;
};

/** Whom to reactivate. */
export type ReactivateEmployeeInput = {
  /** Id of the employee. */
  id: string;
};

/** An app that scanned a code. */
export type RegisterAuthenticatorAppInput = {
  /** What its owner will know it by, at most 100 characters. */
  name: string;
  /** What it runs on, at most 100 characters. */
  platform: string;
  /** The app’s Ed25519 public key, 32 bytes in base64. */
  publicKey: string;
  /** The one-time secret of the QR code. */
  secret: string;
  /** Ed25519 signature in base64 by that key, see docs/authenticator-protocol.md. */
  signature: string;
};

/** The passkey a browser made. */
export type RegisterPasskeyInput = {
  /** What the browser answered, RegistrationResponseJSON. */
  answer: string;
  /** What its owner will know it by, at most 100 characters. */
  name: string;
};

/** What a workstation says about itself, signed. */
export type RegisterWorkstationInput = {
  /** Version of the client, at most 50 characters. */
  clientVersion: string;
  /** Enrolment token, where one is needed (LATCHKEY_WORKSTATION_ENROLMENT). */
  enrolmentToken?: string | null | undefined;
  /** DNS name of the domain it is joined to; left out: to none. */
  joinedDomain?: string | null | undefined;
  /** What the machine calls itself, at most 253 characters. */
  machineName: string;
  /** Its operating system, at most 200 characters. */
  operatingSystem: string;
  /** Its own Ed25519 public key: 32 bytes in base64. */
  publicKey: string;
  /** Ed25519 signature in base64, by its private key, over what the README describes. */
  signature: string;
};

/** Which key gets a new code. */
export type ReissueActivationCodeInput = {
  /** Id of a key that is RESERVED or SUSPENDED. */
  keyId: string;
};

/** What to reject, as it was seen. */
export type RejectRemovalsInput = {
  /** Why, for the others; up to 1,000 characters. */
  note?: string | null | undefined;
  /** The `planHash` of its hold. */
  planHash: string;
  /** The run that holds it. */
  runId: string;
};

/** Which workstation not to let in, and why. */
export type RejectWorkstationInput = {
  /** Id of the workstation. */
  id: string;
  /** Why, for the audit; at most 500 characters. */
  note?: string | null | undefined;
};

/** Which authenticator is to go. */
export type RemoveAuthenticatorInput = {
  /** Id of the authenticator. */
  id: string;
};

/** What happens to people no directory knows any longer. */
export type RemovedUserPolicy =
  /** They are deactivated. */
  | 'DEACTIVATE'
  /** They are deactivated, and deleted when the days of grace are over. */
  | 'DELETE'
  /** They stay as they are. */
  | 'KEEP';

/** A new name for an authenticator. */
export type RenameAuthenticatorInput = {
  /** Id of the authenticator. */
  id: string;
  /** What it is called from now on, at most 100 characters. */
  name: string;
};

/** What a key is to be called. */
export type RenameKeyInput = {
  /** Id of the key. */
  keyId: string;
  /** The name, at most 100 characters. */
  name: string;
};

/** What is to be good for another year. */
export type RenewUnlockCredentialInput = {
  /** Id of the credential. */
  credentialId: string;
  /** Ed25519 signature in base64 over its present end. */
  signature: string;
};

/** Which group was made again. */
export type RepinGroupInput = {
  /** Id of the domain. */
  domainId: string;
  /** Which of its groups. */
  group: DomainGroup;
};

/** Which key is broken. */
export type ReportKeyBrokenInput = {
  /** With LEAVE_WITHOUT_PASSWORD: the serial of the key, typed once more. */
  confirmSerial?: string | null | undefined;
  /** Id of the key. */
  keyId: string;
  /** Why, at most 500 characters. */
  note?: string | null | undefined;
  /** What becomes of the passwords that only this key holds. Needed when there are any: without it, it is refused. */
  passwords?: PasswordsAfterKey | null | undefined;
  /** With REPLACEMENT: the key that is READY and takes the place of this one. */
  replacementKeyId?: string | null | undefined;
  /** With HAND_BACK: what the owner types when they next log on, and must change then. */
  temporaryPassword?: string | null | undefined;
};

/** What a key says of itself. */
export type ReportKeyStatusInput = {
  /** Charge of its battery, 0 to 100. */
  batteryPercent?: number | null | undefined;
  /** The challenge of `keyChallenge`. */
  challenge: string;
  /** Serial of the key. */
  keySerial: string;
  /** The status, signed by the key over the nonce, in base64. */
  status: string;
};

/** What a connected workstation says about itself. */
export type ReportPresenceInput = {
  /** Serials of the keys that are connected to it: all of them, at most 20. */
  connectedKeys?: Array<string>;
  /** Whether it reaches a domain controller that can be written to; null: it does not know. */
  controllerInReach?: boolean | null | undefined;
};

/** What happened at a workstation. */
export type ReportWorkstationEventsInput = {
  /** 1 to 100 events. */
  events: Array<WorkstationEventInput>;
};

/** Whom to invite anew. */
export type ResendInvitationInput = {
  /** Id of the employee. */
  employeeId: string;
};

/** Of which domain. */
export type ResumePasswordChangesInput = {
  /** Id of the domain. */
  domainId: string;
};

/** Whose schedule to resume. */
export type ResumeScheduleInput = {
  /** Id of the domain. */
  domainId: string;
};

/** Which refused mail to send once more. */
export type RetryMailInput = {
  /** Id of the mail. */
  id: string;
};

/** Which token to end. */
export type RevokeApiTokenInput = {
  /** Id of the token. */
  id: string;
};

/** Which token to end. */
export type RevokeEnrolmentTokenInput = {
  /** Id of the token. */
  id: string;
};

/** Which invitation is to end. */
export type RevokeInvitationInput = {
  /** Id of the invitation. */
  id: string;
};

/** Which session is to end. */
export type RevokeSessionInput = {
  /** Id of the session. */
  id: string;
};

/** Whose sessions are to end. */
export type RevokeSessionsInput = {
  /** Leave the session open with which this is asked. */
  keepCurrent?: boolean;
  /** Id of the user; your own sessions without it. */
  userId?: string | null | undefined;
};

/** What is to end. */
export type RevokeUnlockCredentialInput = {
  /** Id of the credential. */
  credentialId: string;
};

/** Which workstation not to let in any more, and why. */
export type RevokeWorkstationInput = {
  /** Id of the workstation. */
  id: string;
  /** Why, for the audit; at most 500 characters. */
  note?: string | null | undefined;
};

/** When managed passwords may be changed. */
export type RotationWindowInput = {
  /** On these days, each once. */
  days: Array<Weekday>;
  /** Until this time, HH:MM. Before the start it means the next day. */
  end: string;
  /** From this time on, HH:MM. */
  start: string;
};

/** Which sessions. Every condition given must hold. */
export type SessionFilter = {
  /** Also those that are over. They are kept for 90 days. */
  includeEnded?: boolean;
  /** Of the user with this id. */
  userId?: string | null | undefined;
};

/** Who signs in. */
export type SignInInput = {
  /** E-mail address of the user. */
  email: string;
  /** What the browser answered to `passkeyOptions`, as JSON; where a passkey is needed besides. */
  passkey?: string | null | undefined;
  /** Their password. */
  password: string;
};

/** How a session was opened. */
export type SignInMethod =
  /** An authenticator app said yes to it. */
  | 'APP'
  /** It is the session of an authenticator app. */
  | 'APP_ITSELF'
  /** With a passkey. */
  | 'PASSKEY'
  /** With a password. */
  | 'PASSWORD'
  /** With a password and a passkey. */
  | 'PASSWORD_AND_PASSKEY';

/** The passkey a browser used. */
export type SignInWithPasskeyInput = {
  /** What the browser answered, AuthenticationResponseJSON. */
  answer: string;
};

/** Which key to put out of use, and why. */
export type SuspendKeyInput = {
  /** Id of a key that is ACTIVE. */
  keyId: string;
  /** Why, at most 500 characters. */
  note: string;
};

/** What a synchronisation decided about one person. */
export type SyncDecision =
  /** An account for an employee who was made by hand. */
  | 'ADOPT'
  /** What the directory says contradicts what is known; an administrator has to decide. */
  | 'CONFLICT'
  /** A new employee. */
  | 'CREATE'
  /** Disabled in the directory. */
  | 'DISABLE'
  /** An account of one more domain for an employee other domains know. */
  | 'MERGE'
  /** Left the group or the directory; the link was closed. */
  | 'REMOVE'
  /** Back again after having left. */
  | 'RESTORE'
  /** Not a person. */
  | 'SKIP'
  /** Nothing to do. */
  | 'UNCHANGED'
  /** A member of the group whose entry cannot be read; nothing was changed. */
  | 'UNREADABLE'
  /** New values for a known one. */
  | 'UPDATE';

/** Where one decision stands. */
export type SyncItemState =
  /** Applied. */
  | 'APPLIED'
  /** Could not be applied; the item says why. */
  | 'FAILED'
  /** Held back whole, until somebody approves it. */
  | 'HELD'
  /** Decided, not applied. */
  | 'PLANNED';

/** What to synchronise. */
export type SyncNowInput = {
  /** Which domains; every domain when left out. */
  domainIds?: Array<string> | null | undefined;
  /** Only read and plan, and change nothing: the items of the run say what would be done, and what would be held. A real synchronisation never joins a dry one. */
  dryRun?: boolean;
};

/** How far a synchronisation is. */
export type SyncPhase =
  /** Doing it. */
  | 'APPLYING'
  /** Stopped on request; what was applied stays. */
  | 'CANCELLED'
  /** Done. */
  | 'COMPLETED'
  /** Stopped by an error; the error says what was left undone. */
  | 'FAILED'
  /** Inviting those who are new to set up how they sign in. */
  | 'INVITING'
  /** Deciding what to do about each person. */
  | 'PLANNING'
  /** Reading the directory. */
  | 'READING'
  /** Asked for, not begun. */
  | 'REQUESTED';

/** What a synchronisation is for. */
export type SyncRunKind =
  /** Reading again and applying what was held, for whoever still stands as they did. */
  | 'APPROVAL'
  /** Reading and planning only; nothing is changed. */
  | 'DRY_RUN'
  /** Reading, planning, and applying the plan. */
  | 'SYNC';

/** What a synchronisation was started by. */
export type SyncTrigger =
  /** Somebody asked for it with `syncNow`. */
  | 'REQUEST'
  /** The schedule of its domain. */
  | 'SCHEDULE';

/** Which domain to test. */
export type TestDomainInput = {
  /** Id of the domain, as it is saved. */
  domainId: string;
};

/** What an API token may do. */
export type TokenScope =
  /** Change domains and test them. */
  | 'DOMAINS_WRITE'
  /** Change employees. */
  | 'EMPLOYEES_WRITE'
  /** Change security keys and watch them. Activation codes are not shown. */
  | 'KEYS_WRITE'
  /** Read everything. */
  | 'READ'
  /** Start and cancel synchronisations and watch them. */
  | 'SYNC'
  /** Approve, reject, revoke and delete workstations, and raise the alarm. */
  | 'WORKSTATIONS_WRITE';

/** Whether an app may unlock a workstation. */
export type UnlockCredentialState =
  /** It may. */
  | 'ACTIVE'
  /** It was not renewed within a year; the workstation has to be paired anew. */
  | 'EXPIRED'
  /** It may not any more. */
  | 'REVOKED';

/** Which key to unlock. */
export type UnlockKeyInput = {
  /** Id of a key that is LOCKED. */
  keyId: string;
};

/** What became of a code for pairing. */
export type UnlockPairingState =
  /** An app has, and may unlock this workstation from now on. */
  | 'PAIRED'
  /** No app has scanned it and said yes. */
  | 'WAITING';

/** Why an app may not unlock a workstation any more. */
export type UnlockRevocation =
  /** An administrator did it. */
  | 'ADMINISTRATOR'
  /** The app was removed. */
  | 'AUTHENTICATOR'
  /** Its owner was deactivated or deleted. */
  | 'DEACTIVATION'
  /** Its owner did it. */
  | 'PERSON'
  /** The two were paired anew. */
  | 'REPLACED'
  /** The workstation was revoked. */
  | 'WORKSTATION';

/** What became of a workstation’s question to an app. */
export type UnlockState =
  /** Yes: the workstation checks the signature and unlocks. */
  | 'ACCEPTED'
  /** No. */
  | 'DECLINED'
  /** It must not; `code` says why. */
  | 'REFUSED'
  /** The workstation has asked again since. */
  | 'SUPERSEDED'
  /** The app has been told, and has not answered. */
  | 'WAITING';

/** What to change in a domain. What is absent stays as it is. */
export type UpdateDomainInput = {
  /** Where to search. Default, and null: the base the controller names. */
  baseDn?: string | null | undefined;
  /** Account to read with. */
  bindAccount?: string | null | undefined;
  /** Password of the bind account, 1 to 1,024 characters; it can never be read back. Null removes it: the domain is not synchronised then. */
  bindSecret?: string | null | undefined;
  /** Certificate authorities to trust, in PEM form, up to 20. Default, and []: those the operating system trusts. */
  caCertificates?: Array<string> | null | undefined;
  /** Controllers, up to 10. None: found by DNS, which takes caCertificates. A new address, or a search by DNS under a new name or with new certificates, needs the bind secret again: a stored one is never sent there. */
  controllers?: Array<string> | null | undefined;
  /** Days before the policy DELETE deletes, 1 to 365. Default: 30. */
  deletionGraceDays?: number | null | undefined;
  /** DNS name. */
  dnsName?: string | null | undefined;
  /** Id of the domain. */
  id: string;
  /** Mail domains this directory may speak for, up to 100. Default: none declared. */
  mailSuffixes?: Array<string> | null | undefined;
  /** Whether members of nested groups count. Default: false. */
  nestedGroups?: boolean | null | undefined;
  /** Name of the password group. Default: Security Key Auto Password Change. Null: import only. */
  passwordGroupName?: string | null | undefined;
  /** Whose values win: the higher, -1000 to 1000. Default: 100. */
  priority?: number | null | undefined;
  /** Removals and disablings up to this number are not held. Default: 5. */
  removalLimitPeople?: number | null | undefined;
  /** Removals and disablings up to this percentage of the people are not held, 0 to 100; the larger limit counts. Default: 10. */
  removalLimitPercent?: number | null | undefined;
  /** What happens to people no directory knows any longer. Default: DEACTIVATE. */
  removedUserPolicy?: RemovedUserPolicy | null | undefined;
  /** A rotation stops after this number of failures, 1 to 1,000. Default: 5. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationFailureLimit?: number | null | undefined;
  /** Hours a due change waits for the window, 1 to 720. Default: 72. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationGraceHours?: number | null | undefined;
  /** Days after which a managed password is changed, 1 to 180. Default: 28. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationPeriodDays?: number | null | undefined;
  /** When passwords may be changed. Default, and null: at any time. Kept and checked; without effect until Latchkey rotates passwords. */
  rotationWindow?: RotationWindowInput | null | undefined;
  /** What its people may sign in with. Default: both. */
  signInMethods?: Array<AuthenticatorKind> | null | undefined;
  /** Whether new employees are invited to set up how they sign in. Default: false. Switching it on invites nobody who is there already; `inviteEmployees` does. */
  singleSignOn?: boolean | null | undefined;
  /** Name of the sync group. Default: Hideez Users Sync. A new name is looked up by the next run. */
  syncGroupName?: string | null | undefined;
  /** Minutes between scheduled synchronisations, 5 to 10,080. Default: 60. A new one takes effect at once. */
  syncIntervalMinutes?: number | null | undefined;
  /** Time zone by its IANA name. Default: UTC. */
  timeZone?: string | null | undefined;
  /** DNS names of other domains that trust this one, up to 100: passwords may be handed over at their workstations too. Default: none. */
  trustedBy?: Array<string> | null | undefined;
  /** Writes to the directory in a minute, 1 to 6,000. Default: 600. Kept and checked; without effect until Latchkey rotates passwords. */
  writeBudgetPerMinute?: number | null | undefined;
};

/** What to change. What is absent stays as it is; null clears. */
export type UpdateEmployeeInput = {
  /** Company, at most 256 characters. */
  company?: string | null | undefined;
  /** Department, at most 256 characters. */
  department?: string | null | undefined;
  /** What lists show, at most 256 characters. Without it: the names, else the e-mail address. */
  displayName?: string | null | undefined;
  /** Exactly one e-mail address that no other employee has. */
  email?: string | null | undefined;
  /** Given name, at most 256 characters. */
  givenName?: string | null | undefined;
  /** Id of the employee. */
  id: string;
  /** Position, at most 256 characters. */
  position?: string | null | undefined;
  /** Surname, at most 256 characters. */
  surname?: string | null | undefined;
  /** Telephone number, at most 256 characters. */
  telephoneNumber?: string | null | undefined;
};

/** What to change of one’s own profile. What is absent stays as it is; null clears. The e-mail address is not among it: people are known by it. */
export type UpdateMyProfileInput = {
  /** What lists show, at most 256 characters. */
  displayName?: string | null | undefined;
  /** Given name, at most 256 characters. */
  givenName?: string | null | undefined;
  /** Surname, at most 256 characters. */
  surname?: string | null | undefined;
  /** Telephone number, at most 256 characters. */
  telephoneNumber?: string | null | undefined;
};

/** What a user may do. */
export type UserRole =
  /** Reads and changes everything. */
  | 'ADMINISTRATOR'
  /** Reads everything, changes nothing. */
  | 'AUDITOR'
  /** Sees their own profile. */
  | 'EMPLOYEE';

/** A day of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

/** Which key to take from its owner. */
export type WithdrawKeyInput = {
  /** With LEAVE_WITHOUT_PASSWORD: the serial of the key, typed once more. */
  confirmSerial?: string | null | undefined;
  /** Id of the key. */
  keyId: string;
  /** Why, at most 500 characters. */
  note?: string | null | undefined;
  /** What becomes of the passwords that only this key holds. Needed when there are any: without it, it is refused. */
  passwords?: PasswordsAfterKey | null | undefined;
  /** With REPLACEMENT: the key that is READY and takes the place of this one. */
  replacementKeyId?: string | null | undefined;
  /** With HAND_BACK: what the owner types when they next log on, and must change then. */
  temporaryPassword?: string | null | undefined;
};

/** Something that happened at a workstation. */
export type WorkstationEventInput = {
  /** Id of the domain account that it is about. */
  accountId?: string | null | undefined;
  /** When, by the clock of the workstation. */
  at: string;
  /** Charge of the key’s battery, 0 to 100. */
  batteryPercent?: number | null | undefined;
  /** A UUID that the workstation gives it, so that it counts once. */
  id: string;
  /** Serial of the key it is about; needed for KEY_IN, KEY_OUT and LOW_BATTERY. */
  keySerial?: string | null | undefined;
  /** What happened. */
  kind: WorkstationEventKind;
  /** With LOG_ON: which of the passwords on the key worked. */
  slot?: KeySlot | null | undefined;
};

/** What a workstation reports. */
export type WorkstationEventKind =
  /** A key was connected. */
  | 'KEY_IN'
  /** A key was taken away. */
  | 'KEY_OUT'
  /** It was locked. */
  | 'LOCK'
  /** Somebody logged on. */
  | 'LOG_ON'
  /** The battery of a key is low. */
  | 'LOW_BATTERY'
  /** It was unlocked. */
  | 'UNLOCK';

/** Which workstations. Every condition given must hold. */
export type WorkstationFilter = {
  /** To which the key of this serial is connected now. */
  connectedKey?: string | null | undefined;
  /** Joined to the domain of this DNS name. */
  joinedDomain?: string | null | undefined;
  /** With this in the machine’s name, in upper or lower case. */
  machineName?: string | null | undefined;
  /** True: connected now. False: not connected. */
  online?: boolean | null | undefined;
  /** In one of these states. */
  states?: Array<WorkstationState> | null | undefined;
};

/** What an administrator has decided about a workstation. */
export type WorkstationState =
  /** It may do what a workstation does. */
  | 'APPROVED'
  /** Nobody has decided yet; it may do nothing but wait. */
  | 'PENDING'
  /** It was not let in. It may still be approved. */
  | 'REJECTED'
  /** It was let in once and is not any more, for good. */
  | 'REVOKED';

export type AuditEventsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: AuditEventFilter | null | undefined;
  order?: AuditOrder;
}>;


export type AuditEventsQuery = { auditEvents: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, at: string, actorKind: ActorKind, actorId: string | null, actorName: string, action: string, targetType: string | null, targetId: string | null, outcome: AuditOutcome, details: Record<string, unknown> } }> } };

export type DomainFieldsFragment = { id: string, dnsName: string, controllers: Array<string>, baseDn: string | null, bindAccount: string, hasBindSecret: boolean, readiness: DomainReadiness, syncGroupName: string, syncGroupGuid: string | null, passwordGroupName: string | null, passwordGroupGuid: string | null, nestedGroups: boolean, mailSuffixes: Array<string>, priority: number, syncIntervalMinutes: number, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null, removedUserPolicy: RemovedUserPolicy, deletionGraceDays: number, removalLimitPeople: number, removalLimitPercent: number, singleSignOn: boolean, rotationPeriodDays: number, timeZone: string, rotationGraceHours: number, rotationFailureLimit: number, writeBudgetPerMinute: number, trustedBy: Array<string>, passwordsPausedAt: string | null, passwordsPauseReason: string | null, lastReadAt: string | null, createdAt: string, updatedAt: string, caCertificates: Array<{ subject: string, issuer: string, validFrom: string, validTo: string, fingerprint: string }>, rotationWindow: { days: Array<Weekday>, start: string, end: string } | null };

export type CreateDomainMutationVariables = Exact<{
  input: CreateDomainInput;
}>;


export type CreateDomainMutation = { createDomain: { domain: { id: string, dnsName: string, controllers: Array<string>, baseDn: string | null, bindAccount: string, hasBindSecret: boolean, readiness: DomainReadiness, syncGroupName: string, syncGroupGuid: string | null, passwordGroupName: string | null, passwordGroupGuid: string | null, nestedGroups: boolean, mailSuffixes: Array<string>, priority: number, syncIntervalMinutes: number, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null, removedUserPolicy: RemovedUserPolicy, deletionGraceDays: number, removalLimitPeople: number, removalLimitPercent: number, singleSignOn: boolean, rotationPeriodDays: number, timeZone: string, rotationGraceHours: number, rotationFailureLimit: number, writeBudgetPerMinute: number, trustedBy: Array<string>, passwordsPausedAt: string | null, passwordsPauseReason: string | null, lastReadAt: string | null, createdAt: string, updatedAt: string, caCertificates: Array<{ subject: string, issuer: string, validFrom: string, validTo: string, fingerprint: string }>, rotationWindow: { days: Array<Weekday>, start: string, end: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UpdateDomainMutationVariables = Exact<{
  input: UpdateDomainInput;
}>;


export type UpdateDomainMutation = { updateDomain: { domain: { id: string, dnsName: string, controllers: Array<string>, baseDn: string | null, bindAccount: string, hasBindSecret: boolean, readiness: DomainReadiness, syncGroupName: string, syncGroupGuid: string | null, passwordGroupName: string | null, passwordGroupGuid: string | null, nestedGroups: boolean, mailSuffixes: Array<string>, priority: number, syncIntervalMinutes: number, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null, removedUserPolicy: RemovedUserPolicy, deletionGraceDays: number, removalLimitPeople: number, removalLimitPercent: number, singleSignOn: boolean, rotationPeriodDays: number, timeZone: string, rotationGraceHours: number, rotationFailureLimit: number, writeBudgetPerMinute: number, trustedBy: Array<string>, passwordsPausedAt: string | null, passwordsPauseReason: string | null, lastReadAt: string | null, createdAt: string, updatedAt: string, caCertificates: Array<{ subject: string, issuer: string, validFrom: string, validTo: string, fingerprint: string }>, rotationWindow: { days: Array<Weekday>, start: string, end: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type DeleteDomainMutationVariables = Exact<{
  input: DeleteDomainInput;
}>;


export type DeleteDomainMutation = { deleteDomain: { deletedDomainId: string | null, closedAccounts: number | null, affectedEmployees: number | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type TestDomainMutationVariables = Exact<{
  input: TestDomainInput;
}>;


export type TestDomainMutation = { testDomain: { checks: Array<{ name: DirectoryCheckName, outcome: CheckOutcome, code: string | null, message: string, names: Array<string>, count: number | null }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RepinGroupMutationVariables = Exact<{
  input: RepinGroupInput;
}>;


export type RepinGroupMutation = { repinGroup: { domain: { id: string, syncGroupGuid: string | null, passwordGroupGuid: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type PauseScheduleMutationVariables = Exact<{
  input: PauseScheduleInput;
}>;


export type PauseScheduleMutation = { pauseSchedule: { domain: { id: string, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ResumeScheduleMutationVariables = Exact<{
  input: ResumeScheduleInput;
}>;


export type ResumeScheduleMutation = { resumeSchedule: { domain: { id: string, nextSyncAt: string | null, schedulePausedAt: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type DomainsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type DomainsQuery = { domains: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, dnsName: string, controllers: Array<string>, baseDn: string | null, bindAccount: string, hasBindSecret: boolean, readiness: DomainReadiness, syncGroupName: string, syncGroupGuid: string | null, passwordGroupName: string | null, passwordGroupGuid: string | null, nestedGroups: boolean, mailSuffixes: Array<string>, priority: number, syncIntervalMinutes: number, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null, removedUserPolicy: RemovedUserPolicy, deletionGraceDays: number, removalLimitPeople: number, removalLimitPercent: number, singleSignOn: boolean, rotationPeriodDays: number, timeZone: string, rotationGraceHours: number, rotationFailureLimit: number, writeBudgetPerMinute: number, trustedBy: Array<string>, passwordsPausedAt: string | null, passwordsPauseReason: string | null, lastReadAt: string | null, createdAt: string, updatedAt: string, caCertificates: Array<{ subject: string, issuer: string, validFrom: string, validTo: string, fingerprint: string }>, rotationWindow: { days: Array<Weekday>, start: string, end: string } | null } }> } };

export type DomainQueryVariables = Exact<{
  id: string;
}>;


export type DomainQuery = { domain: { id: string, dnsName: string, controllers: Array<string>, baseDn: string | null, bindAccount: string, hasBindSecret: boolean, readiness: DomainReadiness, syncGroupName: string, syncGroupGuid: string | null, passwordGroupName: string | null, passwordGroupGuid: string | null, nestedGroups: boolean, mailSuffixes: Array<string>, priority: number, syncIntervalMinutes: number, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null, removedUserPolicy: RemovedUserPolicy, deletionGraceDays: number, removalLimitPeople: number, removalLimitPercent: number, singleSignOn: boolean, rotationPeriodDays: number, timeZone: string, rotationGraceHours: number, rotationFailureLimit: number, writeBudgetPerMinute: number, trustedBy: Array<string>, passwordsPausedAt: string | null, passwordsPauseReason: string | null, lastReadAt: string | null, createdAt: string, updatedAt: string, deletionPreview: { employeesKnownOnlyHere: number, employeesKept: number, accounts: number, policyEffect: string }, caCertificates: Array<{ subject: string, issuer: string, validFrom: string, validTo: string, fingerprint: string }>, rotationWindow: { days: Array<Weekday>, start: string, end: string } | null } | null };

export type CreateEmployeeMutationVariables = Exact<{
  input: CreateEmployeeInput;
}>;


export type CreateEmployeeMutation = { createEmployee: { employee: { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UpdateEmployeeMutationVariables = Exact<{
  input: UpdateEmployeeInput;
}>;


export type UpdateEmployeeMutation = { updateEmployee: { employee: { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type DeactivateEmployeeMutationVariables = Exact<{
  input: DeactivateEmployeeInput;
}>;


export type DeactivateEmployeeMutation = { deactivateEmployee: { employee: { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ReactivateEmployeeMutationVariables = Exact<{
  input: ReactivateEmployeeInput;
}>;


export type ReactivateEmployeeMutation = { reactivateEmployee: { remainingCauses: Array<DeactivationCause> | null, message: string | null, employee: { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type DeleteEmployeeMutationVariables = Exact<{
  input: DeleteEmployeeInput;
}>;


export type DeleteEmployeeMutation = { deleteEmployee: { deletedEmployeeId: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ConfirmAccountMutationVariables = Exact<{
  input: ConfirmAccountInput;
}>;


export type ConfirmAccountMutation = { confirmAccount: { account: { id: string, objectGuid: string, dn: string, samAccountName: string | null, userPrincipalName: string | null, enabled: boolean | null, inSyncGroup: boolean, inPasswordGroup: boolean, confirmed: boolean, passwordHolder: PasswordHolder, pwdLastSet: string | null, accountExpires: string | null, whenChanged: string | null, firstSeenAt: string, lastSeenAt: string, unreadableSince: string | null, closedAt: string | null, domain: { id: string, dnsName: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type EmployeeFieldsFragment = { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string };

export type DomainAccountFieldsFragment = { id: string, objectGuid: string, dn: string, samAccountName: string | null, userPrincipalName: string | null, enabled: boolean | null, inSyncGroup: boolean, inPasswordGroup: boolean, confirmed: boolean, passwordHolder: PasswordHolder, pwdLastSet: string | null, accountExpires: string | null, whenChanged: string | null, firstSeenAt: string, lastSeenAt: string, unreadableSince: string | null, closedAt: string | null, domain: { id: string, dnsName: string } | null };

export type EmployeeQueryVariables = Exact<{
  id: string;
  includeClosed?: boolean;
  items?: number;
  itemsAfter?: string | null | undefined;
}>;


export type EmployeeQuery = { employee: { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string, domainAccounts: Array<{ id: string, objectGuid: string, dn: string, samAccountName: string | null, userPrincipalName: string | null, enabled: boolean | null, inSyncGroup: boolean, inPasswordGroup: boolean, confirmed: boolean, passwordHolder: PasswordHolder, pwdLastSet: string | null, accountExpires: string | null, whenChanged: string | null, firstSeenAt: string, lastSeenAt: string, unreadableSince: string | null, closedAt: string | null, domain: { id: string, dnsName: string } | null }>, primaryAccount: { id: string, samAccountName: string | null } | null, fieldOrigins: Array<{ field: string, account: { id: string } | null, domain: { id: string, dnsName: string } | null }>, syncItems: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, decision: SyncDecision, state: SyncItemState, reasonCode: string, reason: string, personName: string, errorMessage: string | null, createdAt: string, appliedAt: string | null, changes: Array<{ field: string, before: string | null, after: string | null }> | null } }> } } | null };

export type EmployeesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: EmployeeFilter | null | undefined;
  search?: string | null | undefined;
  orderBy?: EmployeeOrder | null | undefined;
}>;


export type EmployeesQuery = { employees: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, source: EmployeeSource, state: EmployeeState, deactivationCauses: Array<DeactivationCause>, givenName: string | null, surname: string | null, displayName: string, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, deleteAfter: string | null, createdAt: string, updatedAt: string, domainAccounts: Array<{ id: string, samAccountName: string | null, domain: { id: string, dnsName: string } | null }> } }> } };

export type EmployeeCountQueryVariables = Exact<{
  filter?: EmployeeFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type EmployeeCountQuery = { employees: { totalCount: number } };

export type KeyChallengeQueryVariables = Exact<{
  keySerial: string;
}>;


export type KeyChallengeQuery = { keyChallenge: { challenge: string, nonce: string, expiresAt: string } };

export type PasswordOnKeyQueryVariables = Exact<{
  keySerial: string;
  accountId: string;
}>;


export type PasswordOnKeyQuery = { passwordOnKey: { pendingIsInDirectory: boolean } };

export type ActivateKeyMutationVariables = Exact<{
  input: ActivateKeyInput;
}>;


export type ActivateKeyMutation = { activateKey: { activated: boolean | null, passwordChangeIds: Array<string> | null, attemptsLeft: number | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AcknowledgeKeyTaskMutationVariables = Exact<{
  input: AcknowledgeKeyTaskInput;
}>;


export type AcknowledgeKeyTaskMutation = { acknowledgeKeyTask: { taken: boolean | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ReportKeyStatusMutationVariables = Exact<{
  input: ReportKeyStatusInput;
}>;


export type ReportKeyStatusMutation = { reportKeyStatus: { status: KeyStatus | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type WorkstationTasksSubscriptionVariables = Exact<{
  after?: number;
}>;


export type WorkstationTasksSubscription = { workstationTasks: { sequence: number, at: string, taskId: string, keySerial: string, kind: KeyTaskKind, envelope: string } };

export type KeyEventsSubscriptionVariables = Exact<{
  after?: number | null | undefined;
}>;


export type KeyEventsSubscription = { keyEvents: { sequence: number, at: string, action: string, keyId: string, serial: string, status: KeyStatus, confirmedStatus: KeyStatus, reason: KeyReason | null, ownerId: string | null } };

export type ImportKeyMutationVariables = Exact<{
  input: ImportKeyInput;
}>;


export type ImportKeyMutation = { importKey: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ImportKeysMutationVariables = Exact<{
  input: ImportKeysInput;
}>;


export type ImportKeysMutation = { importKeys: { imported: number | null, refused: Array<{ line: number, code: ErrorCode, message: string }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AssignKeyMutationVariables = Exact<{
  input: AssignKeyInput;
}>;


export type AssignKeyMutation = { assignKey: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type WithdrawKeyMutationVariables = Exact<{
  input: WithdrawKeyInput;
}>;


export type WithdrawKeyMutation = { withdrawKey: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, replacement: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, passwordChanges: Array<{ id: string, kind: PasswordChangeKind, stage: PasswordChangeStage }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ReportKeyBrokenMutationVariables = Exact<{
  input: ReportKeyBrokenInput;
}>;


export type ReportKeyBrokenMutation = { reportKeyBroken: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, replacement: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, passwordChanges: Array<{ id: string, kind: PasswordChangeKind, stage: PasswordChangeStage }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type MarkKeyCompromisedMutationVariables = Exact<{
  input: MarkKeyCompromisedInput;
}>;


export type MarkKeyCompromisedMutation = { markKeyCompromised: { notice: string | null, key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, replacement: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, passwordChanges: Array<{ id: string, kind: PasswordChangeKind, stage: PasswordChangeStage }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type SuspendKeyMutationVariables = Exact<{
  input: SuspendKeyInput;
}>;


export type SuspendKeyMutation = { suspendKey: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UnlockKeyMutationVariables = Exact<{
  input: UnlockKeyInput;
}>;


export type UnlockKeyMutation = { unlockKey: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RenameKeyMutationVariables = Exact<{
  input: RenameKeyInput;
}>;


export type RenameKeyMutation = { renameKey: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ReissueActivationCodeMutationVariables = Exact<{
  input: ReissueActivationCodeInput;
}>;


export type ReissueActivationCodeMutation = { reissueActivationCode: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type MailActivationCodeMutationVariables = Exact<{
  input: MailActivationCodeInput;
}>;


export type MailActivationCodeMutation = { mailActivationCode: { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type HandBackPasswordMutationVariables = Exact<{
  input: HandBackPasswordInput;
}>;


export type HandBackPasswordMutation = { handBackPassword: { passwordChange: { id: string, kind: PasswordChangeKind, stage: PasswordChangeStage } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type KeyFieldsFragment = { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null };

export type KeysQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: KeyFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type KeysQuery = { keys: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } }> } };

export type KeyCountQueryVariables = Exact<{
  filter?: KeyFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type KeyCountQuery = { keys: { totalCount: number } };

export type KeyQueryVariables = Exact<{
  id: string;
  tasks?: number;
  tasksAfter?: string | null | undefined;
  history?: number;
  historyAfter?: string | null | undefined;
}>;


export type KeyQuery = { key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, tasks: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: KeyTaskKind, state: KeyTaskState, attempts: number, lastError: string | null, wantedBy: string, createdAt: string, deliveredAt: string | null, endedAt: string | null, account: { id: string, samAccountName: string | null } | null } }> }, history: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, at: string, actorKind: ActorKind, actorName: string, action: string, outcome: AuditOutcome, details: Record<string, unknown> } }> }, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null };

export type KeyOfEmployeeQueryVariables = Exact<{
  id: string;
}>;


export type KeyOfEmployeeQuery = { employee: { id: string, key: { id: string, serial: string, name: string, publicKey: string, firmware: string | null, status: KeyStatus, confirmedStatus: KeyStatus, isConfirmed: boolean, reason: KeyReason | null, note: string | null, needsWipe: boolean, linkedAt: string | null, compromisedAt: string | null, batteryPercent: number | null, batteryReportedAt: string | null, createdAt: string, updatedAt: string, owner: { id: string, displayName: string } | null, activation: { state: ActivationState, issuedAt: string, expiresAt: string | null, endedAt: string | null, attemptsLeft: number } | null } | null } | null };

export type ActivationCodeQueryVariables = Exact<{
  keyId: string;
}>;


export type ActivationCodeQuery = { activationCode: { code: string, expiresAt: string, attemptsLeft: number } };

export type MailsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  states?: Array<MailState> | MailState | null | undefined;
}>;


export type MailsQuery = { mails: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, cause: string, recipient: string, subject: string | null, state: MailState, attempts: number, lastError: string | null, createdAt: string, lastAttemptAt: string | null, sentAt: string | null } }> } };

export type MailDeliveryQueryVariables = Exact<{ [key: string]: never; }>;


export type MailDeliveryQuery = { mailDelivery: { isConfigured: boolean, waiting: number, refused: number, oldestWaitingAt: string | null } };

export type RetryMailMutationVariables = Exact<{
  input: RetryMailInput;
}>;


export type RetryMailMutation = { retryMail: { mail: { id: string, state: MailState } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { overview: { people: number, peopleWithoutAccess: number, lowBatteries: number, keysByState: Array<{ status: KeyStatus, count: number }>, workstationsByState: Array<{ state: WorkstationState, count: number, online: number }>, passwordChangesByStage: Array<{ stage: PasswordChangeStage, count: number }>, lastRunPerDomain: Array<{ domain: { id: string, dnsName: string }, run: { id: string, phase: SyncPhase, requestedAt: string, errorCode: ErrorCode | null } | null }> } };

export type PasswordChangeProgressSubscriptionVariables = Exact<{
  changeId?: string | null | undefined;
  accountId?: string | null | undefined;
  after?: number;
}>;


export type PasswordChangeProgressSubscription = { passwordChangeProgress: { sequence: number, at: string, changeId: string, accountId: string, kind: PasswordChangeKind, stage: PasswordChangeStage, attempts: number, lastErrorCode: string | null, lastError: string | null, attention: string | null } };

export type PasswordChangeFieldsFragment = { id: string, kind: PasswordChangeKind, stage: PasswordChangeStage, wantedBy: string, controllerAddress: string | null, acceptedAt: string | null, attempts: number, lastErrorCode: string | null, lastError: string | null, nextAttemptAt: string | null, attention: string | null, lockedUntil: string | null, disablesAccount: boolean, createdAt: string, updatedAt: string, endedAt: string | null, account: { id: string, samAccountName: string | null, passwordHolder: PasswordHolder } | null, key: { id: string, serial: string } | null };

export type PasswordChangesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: PasswordChangeFilter | null | undefined;
}>;


export type PasswordChangesQuery = { passwordChanges: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, kind: PasswordChangeKind, stage: PasswordChangeStage, wantedBy: string, controllerAddress: string | null, acceptedAt: string | null, attempts: number, lastErrorCode: string | null, lastError: string | null, nextAttemptAt: string | null, attention: string | null, lockedUntil: string | null, disablesAccount: boolean, createdAt: string, updatedAt: string, endedAt: string | null, account: { id: string, samAccountName: string | null, passwordHolder: PasswordHolder } | null, key: { id: string, serial: string } | null } }> } };

export type PasswordChangeQueryVariables = Exact<{
  id: string;
}>;


export type PasswordChangeQuery = { passwordChange: { id: string, kind: PasswordChangeKind, stage: PasswordChangeStage, wantedBy: string, controllerAddress: string | null, acceptedAt: string | null, attempts: number, lastErrorCode: string | null, lastError: string | null, nextAttemptAt: string | null, attention: string | null, lockedUntil: string | null, disablesAccount: boolean, createdAt: string, updatedAt: string, endedAt: string | null, account: { id: string, samAccountName: string | null, passwordHolder: PasswordHolder } | null, key: { id: string, serial: string } | null } | null };

export type ResumePasswordChangesMutationVariables = Exact<{
  input: ResumePasswordChangesInput;
}>;


export type ResumePasswordChangesMutation = { resumePasswordChanges: { domain: { id: string, dnsName: string, controllers: Array<string>, baseDn: string | null, bindAccount: string, hasBindSecret: boolean, readiness: DomainReadiness, syncGroupName: string, syncGroupGuid: string | null, passwordGroupName: string | null, passwordGroupGuid: string | null, nestedGroups: boolean, mailSuffixes: Array<string>, priority: number, syncIntervalMinutes: number, nextSyncAt: string | null, schedulePausedAt: string | null, schedulePauseNote: string | null, removedUserPolicy: RemovedUserPolicy, deletionGraceDays: number, removalLimitPeople: number, removalLimitPercent: number, singleSignOn: boolean, rotationPeriodDays: number, timeZone: string, rotationGraceHours: number, rotationFailureLimit: number, writeBudgetPerMinute: number, trustedBy: Array<string>, passwordsPausedAt: string | null, passwordsPauseReason: string | null, lastReadAt: string | null, createdAt: string, updatedAt: string, caCertificates: Array<{ subject: string, issuer: string, validFrom: string, validTo: string, fingerprint: string }>, rotationWindow: { days: Array<Weekday>, start: string, end: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AskAppSignInMutationVariables = Exact<{ [key: string]: never; }>;


export type AskAppSignInMutation = { askAppSignIn: { uri: string | null, qrCode: string | null, secret: string | null, expiresAt: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AppSignInProgressSubscriptionVariables = Exact<{
  secret: string;
  after?: number;
}>;


export type AppSignInProgressSubscription = { appSignInProgress: { sequence: number, state: AppSignInState } };

export type CompleteAppSignInMutationVariables = Exact<{
  input: CompleteAppSignInInput;
}>;


export type CompleteAppSignInMutation = { completeAppSignIn: { token: string | null, expiresAt: string | null, user: { id: string, email: string, displayName: string, role: UserRole } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AuthenticatorFieldsFragment = { id: string, kind: AuthenticatorKind, name: string, platform: string | null, createdAt: string, lastUsedAt: string | null };

export type RegisterAuthenticatorAppMutationVariables = Exact<{
  input: RegisterAuthenticatorAppInput;
}>;


export type RegisterAuthenticatorAppMutation = { registerAuthenticatorApp: { authenticatorId: string | null, serverSignature: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AuthenticatorChallengeQueryVariables = Exact<{
  authenticatorId: string;
}>;


export type AuthenticatorChallengeQuery = { authenticatorChallenge: { nonce: string, expiresAt: string } };

export type OpenAuthenticatorSessionMutationVariables = Exact<{
  input: OpenAuthenticatorSessionInput;
}>;


export type OpenAuthenticatorSessionMutation = { openAuthenticatorSession: { token: string | null, expiresAt: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type WaitingSignInQueryVariables = Exact<{
  requestId: string;
}>;


export type WaitingSignInQuery = { waitingSignIn: { address: string, userAgent: string | null, askedAt: string, expiresAt: string } };

export type AnswerAppSignInMutationVariables = Exact<{
  input: AnswerAppSignInInput;
}>;


export type AnswerAppSignInMutation = { answerAppSignIn: { accepted: boolean | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RenameAuthenticatorMutationVariables = Exact<{
  input: RenameAuthenticatorInput;
}>;


export type RenameAuthenticatorMutation = { renameAuthenticator: { authenticator: { id: string, kind: AuthenticatorKind, name: string, platform: string | null, createdAt: string, lastUsedAt: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RemoveAuthenticatorMutationVariables = Exact<{
  input: RemoveAuthenticatorInput;
}>;


export type RemoveAuthenticatorMutation = { removeAuthenticator: { removedAuthenticatorId: string | null, token: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type MyInvitationQueryVariables = Exact<{ [key: string]: never; }>;


export type MyInvitationQuery = { myInvitation: { state: InvitationState, name: string, invitedBy: string, expiresAt: string, methods: Array<AuthenticatorKind> } };

export type InvitationProgressSubscriptionVariables = Exact<{
  after?: number;
}>;


export type InvitationProgressSubscription = { invitationProgress: { sequence: number, at: string, state: InvitationState, method: AuthenticatorKind | null, name: string | null } };

export type OfferAuthenticatorAppMutationVariables = Exact<{ [key: string]: never; }>;


export type OfferAuthenticatorAppMutation = { offerAuthenticatorApp: { uri: string | null, qrCode: string | null, expiresAt: string | null, token: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type InvitationFieldsFragment = { id: string, state: InvitationState, recipient: string, invitedBy: string, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null, mailState: MailState | null, mailError: string | null };

export type InviteEmployeesMutationVariables = Exact<{
  input: InviteEmployeesInput;
}>;


export type InviteEmployeesMutation = { inviteEmployees: { invited: number | null, passedOver: Array<{ standing: InviteeStanding, people: number }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ResendInvitationMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ResendInvitationMutation = { resendInvitation: { invitation: { id: string, state: InvitationState, recipient: string, invitedBy: string, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null, mailState: MailState | null, mailError: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { invitation: { id: string, state: InvitationState, recipient: string, invitedBy: string, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null, mailState: MailState | null, mailError: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type InvitationQueryVariables = Exact<{
  id: string;
}>;


export type InvitationQuery = { invitation: { id: string, state: InvitationState, recipient: string, invitedBy: string, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null, mailState: MailState | null, mailError: string | null, employee: { id: string, displayName: string } | null } | null };

export type InvitationLinkQueryVariables = Exact<{
  id: string;
}>;


export type InvitationLinkQuery = { invitation: { id: string, link: string | null, qrCode: string | null } | null };

export type InvitedEmployeeQueryVariables = Exact<{
  id: string;
}>;


export type InvitedEmployeeQuery = { employee: { id: string, displayName: string, addressRefusal: string | null, invitation: { id: string, state: InvitationState, recipient: string, invitedBy: string, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null, mailState: MailState | null, mailError: string | null } | null, authenticators: Array<{ id: string, kind: AuthenticatorKind, name: string, platform: string | null, createdAt: string, lastUsedAt: string | null }> } | null };

export type MyProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type MyProfileQuery = { me: { id: string, email: string, displayName: string, role: UserRole } | null, myProfile: { displayName: string, givenName: string | null, surname: string | null, email: string | null, telephoneNumber: string | null, position: string | null, department: string | null, company: string | null, authenticators: Array<{ id: string, kind: AuthenticatorKind, name: string, platform: string | null, createdAt: string, lastUsedAt: string | null }> } | null };

export type UpdateMyProfileMutationVariables = Exact<{
  input: UpdateMyProfileInput;
}>;


export type UpdateMyProfileMutation = { updateMyProfile: { profile: { displayName: string, givenName: string | null, surname: string | null, telephoneNumber: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type BeginPasskeyMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyMutation = { beginPasskey: { options: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RegisterPasskeyMutationVariables = Exact<{
  input: RegisterPasskeyInput;
}>;


export type RegisterPasskeyMutation = { registerPasskey: { authenticatorId: string | null, token: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type BeginPasskeySignInMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeySignInMutation = { beginPasskeySignIn: { options: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type SignInWithPasskeyMutationVariables = Exact<{
  input: SignInWithPasskeyInput;
}>;


export type SignInWithPasskeyMutation = { signInWithPasskey: { token: string | null, expiresAt: string | null, user: { id: string, email: string, displayName: string, role: UserRole } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UnlockCredentialFieldsFragment = { id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null };

export type WaitingUnlockPairingQueryVariables = Exact<{
  secret: string;
}>;


export type WaitingUnlockPairingQuery = { waitingUnlockPairing: { workstationId: string, workstationName: string, joinedDomain: string | null, expiresAt: string } };

export type PairWorkstationMutationVariables = Exact<{
  input: PairWorkstationInput;
}>;


export type PairWorkstationMutation = { pairWorkstation: { credential: { id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UnlockChallengesSubscriptionVariables = Exact<{
  after?: number | null | undefined;
}>;


export type UnlockChallengesSubscription = { unlockChallenges: { sequence: number, unlockId: string, credentialId: string, workstationId: string, workstationName: string, nonce: string, numbers: Array<number>, expiresAt: string } };

export type AnswerUnlockMutationVariables = Exact<{
  input: AnswerUnlockInput;
}>;


export type AnswerUnlockMutation = { answerUnlock: { accepted: boolean | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type MyUnlockCredentialsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyUnlockCredentialsQuery = { myUnlockCredentials: Array<{ id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null }> };

export type RenewUnlockCredentialMutationVariables = Exact<{
  input: RenewUnlockCredentialInput;
}>;


export type RenewUnlockCredentialMutation = { renewUnlockCredential: { credential: { id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RevokeUnlockCredentialMutationVariables = Exact<{
  input: RevokeUnlockCredentialInput;
}>;


export type RevokeUnlockCredentialMutation = { revokeUnlockCredential: { credential: { id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UnlocksOfEmployeeQueryVariables = Exact<{
  id: string;
}>;


export type UnlocksOfEmployeeQuery = { employee: { id: string, unlockCredentials: Array<{ id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null }> } | null };

export type SessionsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: SessionFilter | null | undefined;
}>;


export type SessionsQuery = { sessions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, createdAt: string, lastUsedAt: string, expiresAt: string, revokedAt: string | null, method: SignInMethod, userAgent: string | null, address: string | null, current: boolean, user: { id: string, displayName: string, role: UserRole } | null } }> } };

export type RevokeSessionMutationVariables = Exact<{
  input: RevokeSessionInput;
}>;


export type RevokeSessionMutation = { revokeSession: { session: { id: string, createdAt: string, lastUsedAt: string, expiresAt: string, revokedAt: string | null, method: SignInMethod, userAgent: string | null, address: string | null, current: boolean, user: { id: string, displayName: string, role: UserRole } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RevokeSessionsMutationVariables = Exact<{
  input: RevokeSessionsInput;
}>;


export type RevokeSessionsMutation = { revokeSessions: { ended: number | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type SessionFieldsFragment = { id: string, createdAt: string, lastUsedAt: string, expiresAt: string, revokedAt: string | null, method: SignInMethod, userAgent: string | null, address: string | null, current: boolean, user: { id: string, displayName: string, role: UserRole } | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { token: string | null, passkeyOptions: string | null, expiresAt: string | null, user: { id: string, displayName: string, role: UserRole } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, email: string, displayName: string, role: UserRole } | null };

export type CancelSyncMutationVariables = Exact<{
  input: CancelSyncInput;
}>;


export type CancelSyncMutation = { cancelSync: { run: { id: string, phase: SyncPhase } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ApproveRemovalsMutationVariables = Exact<{
  input: ApproveRemovalsInput;
}>;


export type ApproveRemovalsMutation = { approveRemovals: { run: { id: string, kind: SyncRunKind, phase: SyncPhase } | null, hold: { id: string, planHash: string, state: HoldState, reasons: Array<HoldReason>, fields: Array<string>, people: number, removals: number, disablings: number, heldAt: string, expiresAt: string, decidedAt: string | null, decidedBy: string | null, note: string | null, run: { id: string }, approval: { id: string, phase: SyncPhase } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RejectRemovalsMutationVariables = Exact<{
  input: RejectRemovalsInput;
}>;


export type RejectRemovalsMutation = { rejectRemovals: { hold: { id: string, planHash: string, state: HoldState, reasons: Array<HoldReason>, fields: Array<string>, people: number, removals: number, disablings: number, heldAt: string, expiresAt: string, decidedAt: string | null, decidedBy: string | null, note: string | null, run: { id: string }, approval: { id: string, phase: SyncPhase } | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type PendingHoldQueryVariables = Exact<{
  domainId: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type PendingHoldQuery = { domain: { id: string, dnsName: string, pendingHold: { id: string, planHash: string, state: HoldState, reasons: Array<HoldReason>, fields: Array<string>, people: number, removals: number, disablings: number, heldAt: string, expiresAt: string, decidedAt: string | null, decidedBy: string | null, note: string | null, items: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, personName: string, decision: SyncDecision, state: SyncItemState, reason: string, leftOut: string | null, changes: Array<{ field: string, before: string | null, after: string | null, held: boolean }> | null } }> }, run: { id: string }, approval: { id: string, phase: SyncPhase } | null } | null } | null };

export type LeftOutQueryVariables = Exact<{
  runId: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type LeftOutQuery = { syncRun: { id: string, hold: { id: string, planHash: string, state: HoldState, reasons: Array<HoldReason>, fields: Array<string>, people: number, removals: number, disablings: number, heldAt: string, expiresAt: string, decidedAt: string | null, decidedBy: string | null, note: string | null, items: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, personName: string, decision: SyncDecision, state: SyncItemState, reason: string, leftOut: string | null, changes: Array<{ field: string, before: string | null, after: string | null, held: boolean }> | null } }> }, run: { id: string }, approval: { id: string, phase: SyncPhase } | null } | null } | null };

export type SyncHoldFieldsFragment = { id: string, planHash: string, state: HoldState, reasons: Array<HoldReason>, fields: Array<string>, people: number, removals: number, disablings: number, heldAt: string, expiresAt: string, decidedAt: string | null, decidedBy: string | null, note: string | null, run: { id: string }, approval: { id: string, phase: SyncPhase } | null };

export type HeldItemsFragment = { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, personName: string, decision: SyncDecision, state: SyncItemState, reason: string, leftOut: string | null, changes: Array<{ field: string, before: string | null, after: string | null, held: boolean }> | null } }> };

export type SyncBatchQueryVariables = Exact<{
  id: string;
}>;


export type SyncBatchQuery = { syncBatch: { id: string, requestedAt: string, runs: Array<{ id: string, phase: SyncPhase, domain: { dnsName: string } }> } | null };

export type SyncNowMutationVariables = Exact<{
  input: SyncNowInput;
}>;


export type SyncNowMutation = { syncNow: { batch: { id: string } | null, answers: Array<{ joined: boolean, domain: { id: string, dnsName: string }, run: { id: string, phase: SyncPhase } | null, refusal: { code: ErrorCode, message: string } | null }> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type SyncProgressSubscriptionVariables = Exact<{
  runId?: string | null | undefined;
  batchId?: string | null | undefined;
  after?: number;
}>;


export type SyncProgressSubscription = { syncProgress: { sequence: number, at: string, runId: string, domainName: string, phase: SyncPhase, expected: number | null, read: number, planned: number, applied: number, failed: number, held: number, rate: number | null, secondsLeft: number | null, lastPerson: string | null, warnings: Array<string>, errorCode: ErrorCode | null, errorMessage: string | null, counts: Array<{ decision: SyncDecision, count: number }> } };

export type SyncProgressFieldsFragment = { sequence: number, at: string, runId: string, domainName: string, phase: SyncPhase, expected: number | null, read: number, planned: number, applied: number, failed: number, held: number, rate: number | null, secondsLeft: number | null, lastPerson: string | null, warnings: Array<string>, errorCode: ErrorCode | null, errorMessage: string | null, counts: Array<{ decision: SyncDecision, count: number }> };

export type SyncRunQueryVariables = Exact<{
  id: string;
  decisions?: Array<SyncDecision> | SyncDecision | null | undefined;
  states?: Array<SyncItemState> | SyncItemState | null | undefined;
  first?: number;
  after?: string | null | undefined;
  afterEvent?: number;
}>;


export type SyncRunQuery = { syncRun: { id: string, kind: SyncRunKind, phase: SyncPhase, trigger: SyncTrigger, attempt: number, read: number, planned: number, applied: number, failed: number, held: number, warnings: Array<string>, errorCode: ErrorCode | null, errorMessage: string | null, requestedAt: string, startedAt: string | null, finishedAt: string | null, domain: { id: string, dnsName: string }, hold: { id: string, planHash: string, state: HoldState, reasons: Array<HoldReason>, fields: Array<string>, people: number, removals: number, disablings: number, heldAt: string, expiresAt: string, decidedAt: string | null, decidedBy: string | null, note: string | null, run: { id: string }, approval: { id: string, phase: SyncPhase } | null } | null, counts: Array<{ decision: SyncDecision, count: number }>, events: Array<{ sequence: number, at: string, runId: string, domainName: string, phase: SyncPhase, expected: number | null, read: number, planned: number, applied: number, failed: number, held: number, rate: number | null, secondsLeft: number | null, lastPerson: string | null, warnings: Array<string>, errorCode: ErrorCode | null, errorMessage: string | null, counts: Array<{ decision: SyncDecision, count: number }> }>, items: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, decision: SyncDecision, state: SyncItemState, reasonCode: string, reason: string, personName: string, errorMessage: string | null, leftOut: string | null, changes: Array<{ field: string, before: string | null, after: string | null, held: boolean }> | null } }> } } | null };

export type SyncRunsQueryVariables = Exact<{
  domainIds?: Array<string> | string | null | undefined;
  phases?: Array<SyncPhase> | SyncPhase | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SyncRunsQuery = { syncRuns: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, phase: SyncPhase, trigger: SyncTrigger, requestedAt: string, finishedAt: string | null, errorCode: ErrorCode | null, domain: { dnsName: string } } }> } };

export type ApiTokensQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type ApiTokensQuery = { apiTokens: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, name: string, scopes: Array<TokenScope>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, createdBy: { id: string, displayName: string } | null } }> } };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { createApiToken: { token: string | null, apiToken: { id: string, name: string, scopes: Array<TokenScope>, expiresAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RevokeApiTokenMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type RevokeApiTokenMutation = { revokeApiToken: { apiToken: { id: string, revokedAt: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AlarmQueryVariables = Exact<{ [key: string]: never; }>;


export type AlarmQuery = { alarm: { id: string, raisedAt: string, raisedBy: string, reason: string, liftedAt: string | null, liftedBy: string | null, liftReason: string | null } | null };

export type AlarmsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type AlarmsQuery = { alarms: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, raisedAt: string, raisedBy: string, reason: string, liftedAt: string | null, liftedBy: string | null, liftReason: string | null } }> } };

export type LockAllWorkstationsMutationVariables = Exact<{
  input: LockAllWorkstationsInput;
}>;


export type LockAllWorkstationsMutation = { lockAllWorkstations: { alarm: { id: string, raisedAt: string, raisedBy: string, reason: string, liftedAt: string | null, liftedBy: string | null, liftReason: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type LiftLockMutationVariables = Exact<{
  input: LiftLockInput;
}>;


export type LiftLockMutation = { liftLock: { alarm: { id: string, raisedAt: string, raisedBy: string, reason: string, liftedAt: string | null, liftedBy: string | null, liftReason: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type AlarmFieldsFragment = { id: string, raisedAt: string, raisedBy: string, reason: string, liftedAt: string | null, liftedBy: string | null, liftReason: string | null };

export type RegisterWorkstationMutationVariables = Exact<{
  input: RegisterWorkstationInput;
}>;


export type RegisterWorkstationMutation = { registerWorkstation: { workstationId: string | null, state: WorkstationState | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type WorkstationChallengeQueryVariables = Exact<{
  workstationId: string;
}>;


export type WorkstationChallengeQuery = { workstationChallenge: { nonce: string, expiresAt: string } };

export type OpenWorkstationSessionMutationVariables = Exact<{
  input: OpenWorkstationSessionInput;
}>;


export type OpenWorkstationSessionMutation = { openWorkstationSession: { token: string | null, expiresAt: string | null, state: WorkstationState | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type WorkstationStatusSubscriptionVariables = Exact<{
  after?: number;
  presence?: ReportPresenceInput | null | undefined;
}>;


export type WorkstationStatusSubscription = { workstationStatus: { sequence: number, at: string, state: WorkstationState, locked: boolean } };

export type ReportPresenceMutationVariables = Exact<{
  input: ReportPresenceInput;
}>;


export type ReportPresenceMutation = { reportPresence: { controllerInReach: boolean | null, connectedKeys: Array<string> | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type ReportWorkstationEventsMutationVariables = Exact<{
  input: ReportWorkstationEventsInput;
}>;


export type ReportWorkstationEventsMutation = { reportWorkstationEvents: { recorded: number | null, repeated: number | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type EnrolmentTokensQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type EnrolmentTokensQuery = { enrolmentTokens: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, name: string, createdAt: string, expiresAt: string, mostUses: number, uses: number, revokedAt: string | null, createdBy: { id: string, displayName: string } | null } }> } };

export type CreateEnrolmentTokenMutationVariables = Exact<{
  input: CreateEnrolmentTokenInput;
}>;


export type CreateEnrolmentTokenMutation = { createEnrolmentToken: { token: string | null, enrolmentToken: { id: string, name: string, expiresAt: string, mostUses: number, uses: number } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RevokeEnrolmentTokenMutationVariables = Exact<{
  input: RevokeEnrolmentTokenInput;
}>;


export type RevokeEnrolmentTokenMutation = { revokeEnrolmentToken: { enrolmentToken: { id: string, revokedAt: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type OfferUnlockPairingMutationVariables = Exact<{ [key: string]: never; }>;


export type OfferUnlockPairingMutation = { offerUnlockPairing: { pairingId: string | null, uri: string | null, qrCode: string | null, expiresAt: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UnlockPairingProgressSubscriptionVariables = Exact<{
  pairingId: string;
  after?: number;
}>;


export type UnlockPairingProgressSubscription = { unlockPairingProgress: { sequence: number, state: UnlockPairingState, credentialId: string | null, authenticatorId: string | null, ownerName: string | null, publicKey: string | null } };

export type AskUnlockMutationVariables = Exact<{
  input: AskUnlockInput;
}>;


export type AskUnlockMutation = { askUnlock: { unlockId: string | null, number: number | null, expiresAt: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type UnlockProgressSubscriptionVariables = Exact<{
  unlockId: string;
  after?: number;
}>;


export type UnlockProgressSubscription = { unlockProgress: { sequence: number, state: UnlockState, code: ErrorCode | null, signature: string | null } };

export type UnlocksOfWorkstationQueryVariables = Exact<{
  id: string;
}>;


export type UnlocksOfWorkstationQuery = { workstation: { id: string, unlockCredentials: Array<{ id: string, state: UnlockCredentialState, workstationName: string, ownerName: string | null, createdAt: string, renewedAt: string | null, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, revocation: UnlockRevocation | null }> } | null };

export type WorkstationsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: WorkstationFilter | null | undefined;
}>;


export type WorkstationsQuery = { workstations: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string, machineName: string, joinedDomain: string | null, operatingSystem: string, clientVersion: string, keyFingerprint: string, state: WorkstationState, createdAt: string, decidedAt: string | null, online: boolean, lastSeenAt: string | null, controllerInReach: boolean | null, connectedKeys: Array<string> } }> } };

export type WorkstationQueryVariables = Exact<{
  id: string;
}>;


export type WorkstationQuery = { workstation: { address: string, id: string, machineName: string, joinedDomain: string | null, operatingSystem: string, clientVersion: string, keyFingerprint: string, state: WorkstationState, createdAt: string, decidedAt: string | null, online: boolean, lastSeenAt: string | null, controllerInReach: boolean | null, connectedKeys: Array<string>, enrolmentToken: { id: string, name: string } | null } | null };

export type ApproveWorkstationMutationVariables = Exact<{
  input: ApproveWorkstationInput;
}>;


export type ApproveWorkstationMutation = { approveWorkstation: { workstation: { id: string, machineName: string, joinedDomain: string | null, operatingSystem: string, clientVersion: string, keyFingerprint: string, state: WorkstationState, createdAt: string, decidedAt: string | null, online: boolean, lastSeenAt: string | null, controllerInReach: boolean | null, connectedKeys: Array<string> } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RejectWorkstationMutationVariables = Exact<{
  input: RejectWorkstationInput;
}>;


export type RejectWorkstationMutation = { rejectWorkstation: { workstation: { id: string, machineName: string, joinedDomain: string | null, operatingSystem: string, clientVersion: string, keyFingerprint: string, state: WorkstationState, createdAt: string, decidedAt: string | null, online: boolean, lastSeenAt: string | null, controllerInReach: boolean | null, connectedKeys: Array<string> } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type RevokeWorkstationMutationVariables = Exact<{
  input: RevokeWorkstationInput;
}>;


export type RevokeWorkstationMutation = { revokeWorkstation: { workstation: { id: string, machineName: string, joinedDomain: string | null, operatingSystem: string, clientVersion: string, keyFingerprint: string, state: WorkstationState, createdAt: string, decidedAt: string | null, online: boolean, lastSeenAt: string | null, controllerInReach: boolean | null, connectedKeys: Array<string> } | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type DeleteWorkstationMutationVariables = Exact<{
  input: DeleteWorkstationInput;
}>;


export type DeleteWorkstationMutation = { deleteWorkstation: { deletedWorkstationId: string | null, userErrors: Array<{ code: ErrorCode, message: string, path: Array<string> | null }> } };

export type PresenceEventsSubscriptionVariables = Exact<{
  after?: number | null | undefined;
}>;


export type PresenceEventsSubscription = { presenceEvents: { sequence: number, at: string, workstationId: string, machineName: string, online: boolean, controllerInReach: boolean | null, connectedKeys: Array<string> } };

export type WorkstationFieldsFragment = { id: string, machineName: string, joinedDomain: string | null, operatingSystem: string, clientVersion: string, keyFingerprint: string, state: WorkstationState, createdAt: string, decidedAt: string | null, online: boolean, lastSeenAt: string | null, controllerInReach: boolean | null, connectedKeys: Array<string> };

export const DomainFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"controllers"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"bindAccount"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindSecret"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"mailSuffixes"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"syncIntervalMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"deletionGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPeople"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPercent"}},{"kind":"Field","name":{"kind":"Name","value":"singleSignOn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodDays"}},{"kind":"Field","name":{"kind":"Name","value":"rotationWindow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"rotationGraceHours"}},{"kind":"Field","name":{"kind":"Name","value":"rotationFailureLimit"}},{"kind":"Field","name":{"kind":"Name","value":"writeBudgetPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"trustedBy"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPauseReason"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DomainFieldsFragment, unknown>;
export const EmployeeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<EmployeeFieldsFragment, unknown>;
export const DomainAccountFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainAccountFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DomainAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"objectGuid"}},{"kind":"Field","name":{"kind":"Name","value":"dn"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"inSyncGroup"}},{"kind":"Field","name":{"kind":"Name","value":"inPasswordGroup"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"passwordHolder"}},{"kind":"Field","name":{"kind":"Name","value":"pwdLastSet"}},{"kind":"Field","name":{"kind":"Name","value":"accountExpires"}},{"kind":"Field","name":{"kind":"Name","value":"whenChanged"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"unreadableSince"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}}]} as unknown as DocumentNode<DomainAccountFieldsFragment, unknown>;
export const KeyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<KeyFieldsFragment, unknown>;
export const PasswordChangeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasswordChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"wantedBy"}},{"kind":"Field","name":{"kind":"Name","value":"controllerAddress"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorCode"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"attention"}},{"kind":"Field","name":{"kind":"Name","value":"lockedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"disablesAccount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordHolder"}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}}]}}]}}]} as unknown as DocumentNode<PasswordChangeFieldsFragment, unknown>;
export const AuthenticatorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthenticatorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Authenticator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<AuthenticatorFieldsFragment, unknown>;
export const InvitationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InvitationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invitation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"invitedBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mailState"}},{"kind":"Field","name":{"kind":"Name","value":"mailError"}}]}}]} as unknown as DocumentNode<InvitationFieldsFragment, unknown>;
export const UnlockCredentialFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<UnlockCredentialFieldsFragment, unknown>;
export const SessionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]} as unknown as DocumentNode<SessionFieldsFragment, unknown>;
export const SyncHoldFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncHoldFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncHold"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"planHash"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"removals"}},{"kind":"Field","name":{"kind":"Name","value":"disablings"}},{"kind":"Field","name":{"kind":"Name","value":"heldAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}}]} as unknown as DocumentNode<SyncHoldFieldsFragment, unknown>;
export const HeldItemsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HeldItems"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncItemOfRunConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"personName"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"leftOut"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"held"}}]}}]}}]}}]}}]} as unknown as DocumentNode<HeldItemsFragment, unknown>;
export const SyncProgressFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncProgressFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncProgressEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"read"}},{"kind":"Field","name":{"kind":"Name","value":"planned"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"lastPerson"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}}]} as unknown as DocumentNode<SyncProgressFieldsFragment, unknown>;
export const AlarmFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedBy"}},{"kind":"Field","name":{"kind":"Name","value":"liftReason"}}]}}]} as unknown as DocumentNode<AlarmFieldsFragment, unknown>;
export const WorkstationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkstationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workstation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"clientVersion"}},{"kind":"Field","name":{"kind":"Name","value":"keyFingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]} as unknown as DocumentNode<WorkstationFieldsFragment, unknown>;
export const AuditEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"order"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditOrder"}}},"defaultValue":{"kind":"EnumValue","value":"NEWEST_FIRST"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"order"},"value":{"kind":"Variable","name":{"kind":"Name","value":"order"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"targetType"}},{"kind":"Field","name":{"kind":"Name","value":"targetId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"details"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditEventsQuery, AuditEventsQueryVariables>;
export const CreateDomainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateDomain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateDomainInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"controllers"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"bindAccount"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindSecret"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"mailSuffixes"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"syncIntervalMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"deletionGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPeople"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPercent"}},{"kind":"Field","name":{"kind":"Name","value":"singleSignOn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodDays"}},{"kind":"Field","name":{"kind":"Name","value":"rotationWindow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"rotationGraceHours"}},{"kind":"Field","name":{"kind":"Name","value":"rotationFailureLimit"}},{"kind":"Field","name":{"kind":"Name","value":"writeBudgetPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"trustedBy"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPauseReason"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<CreateDomainMutation, CreateDomainMutationVariables>;
export const UpdateDomainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateDomain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDomainInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"controllers"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"bindAccount"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindSecret"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"mailSuffixes"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"syncIntervalMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"deletionGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPeople"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPercent"}},{"kind":"Field","name":{"kind":"Name","value":"singleSignOn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodDays"}},{"kind":"Field","name":{"kind":"Name","value":"rotationWindow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"rotationGraceHours"}},{"kind":"Field","name":{"kind":"Name","value":"rotationFailureLimit"}},{"kind":"Field","name":{"kind":"Name","value":"writeBudgetPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"trustedBy"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPauseReason"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UpdateDomainMutation, UpdateDomainMutationVariables>;
export const DeleteDomainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteDomain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteDomainInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedDomainId"}},{"kind":"Field","name":{"kind":"Name","value":"closedAccounts"}},{"kind":"Field","name":{"kind":"Name","value":"affectedEmployees"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteDomainMutation, DeleteDomainMutationVariables>;
export const TestDomainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestDomain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestDomainInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testDomain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"names"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TestDomainMutation, TestDomainMutationVariables>;
export const RepinGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RepinGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RepinGroupInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"repinGroup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RepinGroupMutation, RepinGroupMutationVariables>;
export const PauseScheduleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PauseScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<PauseScheduleMutation, PauseScheduleMutationVariables>;
export const ResumeScheduleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeScheduleMutation, ResumeScheduleMutationVariables>;
export const DomainsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Domains"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domains"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"controllers"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"bindAccount"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindSecret"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"mailSuffixes"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"syncIntervalMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"deletionGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPeople"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPercent"}},{"kind":"Field","name":{"kind":"Name","value":"singleSignOn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodDays"}},{"kind":"Field","name":{"kind":"Name","value":"rotationWindow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"rotationGraceHours"}},{"kind":"Field","name":{"kind":"Name","value":"rotationFailureLimit"}},{"kind":"Field","name":{"kind":"Name","value":"writeBudgetPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"trustedBy"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPauseReason"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DomainsQuery, DomainsQueryVariables>;
export const DomainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Domain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainFields"}},{"kind":"Field","name":{"kind":"Name","value":"deletionPreview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employeesKnownOnlyHere"}},{"kind":"Field","name":{"kind":"Name","value":"employeesKept"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"}},{"kind":"Field","name":{"kind":"Name","value":"policyEffect"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"controllers"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"bindAccount"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindSecret"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"mailSuffixes"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"syncIntervalMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"deletionGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPeople"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPercent"}},{"kind":"Field","name":{"kind":"Name","value":"singleSignOn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodDays"}},{"kind":"Field","name":{"kind":"Name","value":"rotationWindow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"rotationGraceHours"}},{"kind":"Field","name":{"kind":"Name","value":"rotationFailureLimit"}},{"kind":"Field","name":{"kind":"Name","value":"writeBudgetPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"trustedBy"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPauseReason"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DomainQuery, DomainQueryVariables>;
export const CreateEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateEmployeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createEmployee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EmployeeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<CreateEmployeeMutation, CreateEmployeeMutationVariables>;
export const UpdateEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateEmployeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateEmployee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EmployeeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<UpdateEmployeeMutation, UpdateEmployeeMutationVariables>;
export const DeactivateEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivateEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeactivateEmployeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deactivateEmployee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EmployeeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DeactivateEmployeeMutation, DeactivateEmployeeMutationVariables>;
export const ReactivateEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReactivateEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReactivateEmployeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reactivateEmployee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EmployeeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"remainingCauses"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ReactivateEmployeeMutation, ReactivateEmployeeMutationVariables>;
export const DeleteEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteEmployeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteEmployee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedEmployeeId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteEmployeeMutation, DeleteEmployeeMutationVariables>;
export const ConfirmAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainAccountFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainAccountFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DomainAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"objectGuid"}},{"kind":"Field","name":{"kind":"Name","value":"dn"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"inSyncGroup"}},{"kind":"Field","name":{"kind":"Name","value":"inPasswordGroup"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"passwordHolder"}},{"kind":"Field","name":{"kind":"Name","value":"pwdLastSet"}},{"kind":"Field","name":{"kind":"Name","value":"accountExpires"}},{"kind":"Field","name":{"kind":"Name","value":"whenChanged"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"unreadableSince"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}}]} as unknown as DocumentNode<ConfirmAccountMutation, ConfirmAccountMutationVariables>;
export const EmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Employee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"includeClosed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},"defaultValue":{"kind":"BooleanValue","value":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"itemsAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EmployeeFields"}},{"kind":"Field","name":{"kind":"Name","value":"domainAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"includeClosed"},"value":{"kind":"Variable","name":{"kind":"Name","value":"includeClosed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainAccountFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fieldOrigins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"itemsAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"personName"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainAccountFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DomainAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"objectGuid"}},{"kind":"Field","name":{"kind":"Name","value":"dn"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"inSyncGroup"}},{"kind":"Field","name":{"kind":"Name","value":"inPasswordGroup"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}},{"kind":"Field","name":{"kind":"Name","value":"passwordHolder"}},{"kind":"Field","name":{"kind":"Name","value":"pwdLastSet"}},{"kind":"Field","name":{"kind":"Name","value":"accountExpires"}},{"kind":"Field","name":{"kind":"Name","value":"whenChanged"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"unreadableSince"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}}]} as unknown as DocumentNode<EmployeeQuery, EmployeeQueryVariables>;
export const EmployeesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Employees"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmployeeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmployeeOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employees"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EmployeeFields"}},{"kind":"Field","name":{"kind":"Name","value":"domainAccounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EmployeeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Employee"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"deactivationCauses"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"deleteAfter"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<EmployeesQuery, EmployeesQueryVariables>;
export const EmployeeCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EmployeeCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EmployeeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employees"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<EmployeeCountQuery, EmployeeCountQueryVariables>;
export const KeyChallengeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyChallenge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keySerial"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keyChallenge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keySerial"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keySerial"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challenge"}},{"kind":"Field","name":{"kind":"Name","value":"nonce"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<KeyChallengeQuery, KeyChallengeQueryVariables>;
export const PasswordOnKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PasswordOnKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keySerial"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passwordOnKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keySerial"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keySerial"}}},{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pendingIsInDirectory"}}]}}]}}]} as unknown as DocumentNode<PasswordOnKeyQuery, PasswordOnKeyQueryVariables>;
export const ActivateKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activated"}},{"kind":"Field","name":{"kind":"Name","value":"passwordChangeIds"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateKeyMutation, ActivateKeyMutationVariables>;
export const AcknowledgeKeyTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcknowledgeKeyTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcknowledgeKeyTaskInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acknowledgeKeyTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taken"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AcknowledgeKeyTaskMutation, AcknowledgeKeyTaskMutationVariables>;
export const ReportKeyStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportKeyStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportKeyStatusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportKeyStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReportKeyStatusMutation, ReportKeyStatusMutationVariables>;
export const WorkstationTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WorkstationTasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstationTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"keySerial"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"envelope"}}]}}]}}]} as unknown as DocumentNode<WorkstationTasksSubscription, WorkstationTasksSubscriptionVariables>;
export const KeyEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"KeyEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keyEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"keyId"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"ownerId"}}]}}]}}]} as unknown as DocumentNode<KeyEventsSubscription, KeyEventsSubscriptionVariables>;
export const ImportKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<ImportKeyMutation, ImportKeyMutationVariables>;
export const ImportKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportKeysInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imported"}},{"kind":"Field","name":{"kind":"Name","value":"refused"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ImportKeysMutation, ImportKeysMutationVariables>;
export const AssignKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AssignKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<AssignKeyMutation, AssignKeyMutationVariables>;
export const WithdrawKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replacement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passwordChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<WithdrawKeyMutation, WithdrawKeyMutationVariables>;
export const ReportKeyBrokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportKeyBroken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportKeyBrokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportKeyBroken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replacement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passwordChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<ReportKeyBrokenMutation, ReportKeyBrokenMutationVariables>;
export const MarkKeyCompromisedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MarkKeyCompromised"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarkKeyCompromisedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"markKeyCompromised"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replacement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passwordChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notice"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<MarkKeyCompromisedMutation, MarkKeyCompromisedMutationVariables>;
export const SuspendKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SuspendKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<SuspendKeyMutation, SuspendKeyMutationVariables>;
export const UnlockKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlockKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<UnlockKeyMutation, UnlockKeyMutationVariables>;
export const RenameKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenameKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RenameKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renameKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<RenameKeyMutation, RenameKeyMutationVariables>;
export const ReissueActivationCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReissueActivationCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReissueActivationCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reissueActivationCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<ReissueActivationCodeMutation, ReissueActivationCodeMutationVariables>;
export const MailActivationCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MailActivationCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MailActivationCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mailActivationCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<MailActivationCodeMutation, MailActivationCodeMutationVariables>;
export const HandBackPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HandBackPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HandBackPasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handBackPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passwordChange"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<HandBackPasswordMutation, HandBackPasswordMutationVariables>;
export const KeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Keys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<KeysQuery, KeysQueryVariables>;
export const KeyCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"KeyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<KeyCountQuery, KeyCountQueryVariables>;
export const KeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Key"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tasks"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tasksAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"history"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"historyAfter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}},{"kind":"Field","name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tasks"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tasksAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"wantedBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"history"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"historyAfter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actorName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"details"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<KeyQuery, KeyQueryVariables>;
export const KeyOfEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeyOfEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KeyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KeyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Key"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"firmware"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedStatus"}},{"kind":"Field","name":{"kind":"Name","value":"isConfirmed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"needsWipe"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compromisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"batteryPercent"}},{"kind":"Field","name":{"kind":"Name","value":"batteryReportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<KeyOfEmployeeQuery, KeyOfEmployeeQueryVariables>;
export const ActivationCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ActivationCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keyId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activationCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keyId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptsLeft"}}]}}]}}]} as unknown as DocumentNode<ActivationCodeQuery, ActivationCodeQueryVariables>;
export const MailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Mails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MailState"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mails"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MailsQuery, MailsQueryVariables>;
export const MailDeliveryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MailDelivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mailDelivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isConfigured"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"oldestWaitingAt"}}]}}]}}]} as unknown as DocumentNode<MailDeliveryQuery, MailDeliveryQueryVariables>;
export const RetryMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryMailInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RetryMailMutation, RetryMailMutationVariables>;
export const OverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Overview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"peopleWithoutAccess"}},{"kind":"Field","name":{"kind":"Name","value":"keysByState"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lowBatteries"}},{"kind":"Field","name":{"kind":"Name","value":"workstationsByState"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"online"}}]}},{"kind":"Field","name":{"kind":"Name","value":"passwordChangesByStage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastRunPerDomain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OverviewQuery, OverviewQueryVariables>;
export const PasswordChangeProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PasswordChangeProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"changeId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passwordChangeProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"changeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"changeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"changeId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorCode"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"attention"}}]}}]}}]} as unknown as DocumentNode<PasswordChangeProgressSubscription, PasswordChangeProgressSubscriptionVariables>;
export const PasswordChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PasswordChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChangeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passwordChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PasswordChangeFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasswordChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"wantedBy"}},{"kind":"Field","name":{"kind":"Name","value":"controllerAddress"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorCode"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"attention"}},{"kind":"Field","name":{"kind":"Name","value":"lockedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"disablesAccount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordHolder"}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}}]}}]}}]} as unknown as DocumentNode<PasswordChangesQuery, PasswordChangesQueryVariables>;
export const PasswordChangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PasswordChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passwordChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PasswordChangeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PasswordChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"wantedBy"}},{"kind":"Field","name":{"kind":"Name","value":"controllerAddress"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorCode"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"attention"}},{"kind":"Field","name":{"kind":"Name","value":"lockedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"disablesAccount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"samAccountName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordHolder"}}]}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}}]}}]}}]} as unknown as DocumentNode<PasswordChangeQuery, PasswordChangeQueryVariables>;
export const ResumePasswordChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumePasswordChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumePasswordChangesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumePasswordChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DomainFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DomainFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Domain"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"controllers"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"bindAccount"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindSecret"}},{"kind":"Field","name":{"kind":"Name","value":"readiness"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validTo"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"syncGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupName"}},{"kind":"Field","name":{"kind":"Name","value":"passwordGroupGuid"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"mailSuffixes"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"syncIntervalMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"nextSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"schedulePauseNote"}},{"kind":"Field","name":{"kind":"Name","value":"removedUserPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"deletionGraceDays"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPeople"}},{"kind":"Field","name":{"kind":"Name","value":"removalLimitPercent"}},{"kind":"Field","name":{"kind":"Name","value":"singleSignOn"}},{"kind":"Field","name":{"kind":"Name","value":"rotationPeriodDays"}},{"kind":"Field","name":{"kind":"Name","value":"rotationWindow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"rotationGraceHours"}},{"kind":"Field","name":{"kind":"Name","value":"rotationFailureLimit"}},{"kind":"Field","name":{"kind":"Name","value":"writeBudgetPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"trustedBy"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPausedAt"}},{"kind":"Field","name":{"kind":"Name","value":"passwordsPauseReason"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ResumePasswordChangesMutation, ResumePasswordChangesMutationVariables>;
export const AskAppSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskAppSignIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askAppSignIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"qrCode"}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AskAppSignInMutation, AskAppSignInMutationVariables>;
export const AppSignInProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AppSignInProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"secret"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appSignInProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"secret"},"value":{"kind":"Variable","name":{"kind":"Name","value":"secret"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<AppSignInProgressSubscription, AppSignInProgressSubscriptionVariables>;
export const CompleteAppSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteAppSignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompleteAppSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeAppSignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CompleteAppSignInMutation, CompleteAppSignInMutationVariables>;
export const RegisterAuthenticatorAppDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterAuthenticatorApp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterAuthenticatorAppInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerAuthenticatorApp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authenticatorId"}},{"kind":"Field","name":{"kind":"Name","value":"serverSignature"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterAuthenticatorAppMutation, RegisterAuthenticatorAppMutationVariables>;
export const AuthenticatorChallengeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuthenticatorChallenge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"authenticatorId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authenticatorChallenge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"authenticatorId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"authenticatorId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nonce"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<AuthenticatorChallengeQuery, AuthenticatorChallengeQueryVariables>;
export const OpenAuthenticatorSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenAuthenticatorSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenAuthenticatorSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openAuthenticatorSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OpenAuthenticatorSessionMutation, OpenAuthenticatorSessionMutationVariables>;
export const WaitingSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WaitingSignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"requestId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"waitingSignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"requestId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"requestId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<WaitingSignInQuery, WaitingSignInQueryVariables>;
export const AnswerAppSignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerAppSignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerAppSignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answerAppSignIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AnswerAppSignInMutation, AnswerAppSignInMutationVariables>;
export const RenameAuthenticatorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenameAuthenticator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RenameAuthenticatorInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renameAuthenticator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authenticator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuthenticatorFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthenticatorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Authenticator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<RenameAuthenticatorMutation, RenameAuthenticatorMutationVariables>;
export const RemoveAuthenticatorDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveAuthenticator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveAuthenticatorInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeAuthenticator"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedAuthenticatorId"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveAuthenticatorMutation, RemoveAuthenticatorMutationVariables>;
export const MyInvitationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyInvitation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"myInvitation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"invitedBy"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]}}]} as unknown as DocumentNode<MyInvitationQuery, MyInvitationQueryVariables>;
export const InvitationProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"InvitationProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitationProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<InvitationProgressSubscription, InvitationProgressSubscriptionVariables>;
export const OfferAuthenticatorAppDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OfferAuthenticatorApp"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offerAuthenticatorApp"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"qrCode"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OfferAuthenticatorAppMutation, OfferAuthenticatorAppMutationVariables>;
export const InviteEmployeesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InviteEmployees"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteEmployeesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inviteEmployees"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invited"}},{"kind":"Field","name":{"kind":"Name","value":"passedOver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"standing"}},{"kind":"Field","name":{"kind":"Name","value":"people"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<InviteEmployeesMutation, InviteEmployeesMutationVariables>;
export const ResendInvitationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResendInvitation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResendInvitationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resendInvitation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InvitationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InvitationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invitation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"invitedBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mailState"}},{"kind":"Field","name":{"kind":"Name","value":"mailError"}}]}}]} as unknown as DocumentNode<ResendInvitationMutation, ResendInvitationMutationVariables>;
export const RevokeInvitationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeInvitation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeInvitationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeInvitation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InvitationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InvitationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invitation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"invitedBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mailState"}},{"kind":"Field","name":{"kind":"Name","value":"mailError"}}]}}]} as unknown as DocumentNode<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const InvitationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Invitation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InvitationFields"}},{"kind":"Field","name":{"kind":"Name","value":"employee"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InvitationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invitation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"invitedBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mailState"}},{"kind":"Field","name":{"kind":"Name","value":"mailError"}}]}}]} as unknown as DocumentNode<InvitationQuery, InvitationQueryVariables>;
export const InvitationLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InvitationLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"link"}},{"kind":"Field","name":{"kind":"Name","value":"qrCode"}}]}}]}}]} as unknown as DocumentNode<InvitationLinkQuery, InvitationLinkQueryVariables>;
export const InvitedEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InvitedEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"addressRefusal"}},{"kind":"Field","name":{"kind":"Name","value":"invitation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InvitationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"authenticators"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuthenticatorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InvitationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invitation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","name":{"kind":"Name","value":"invitedBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"mailState"}},{"kind":"Field","name":{"kind":"Name","value":"mailError"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthenticatorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Authenticator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<InvitedEmployeeQuery, InvitedEmployeeQueryVariables>;
export const MyProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"myProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"authenticators"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuthenticatorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuthenticatorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Authenticator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]} as unknown as DocumentNode<MyProfileQuery, MyProfileQueryVariables>;
export const UpdateMyProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateMyProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateMyProfileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateMyProfile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"surname"}},{"kind":"Field","name":{"kind":"Name","value":"telephoneNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateMyProfileMutation, UpdateMyProfileMutationVariables>;
export const BeginPasskeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<BeginPasskeyMutation, BeginPasskeyMutationVariables>;
export const RegisterPasskeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterPasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterPasskeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerPasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authenticatorId"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterPasskeyMutation, RegisterPasskeyMutationVariables>;
export const BeginPasskeySignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskeySignIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskeySignIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"options"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<BeginPasskeySignInMutation, BeginPasskeySignInMutationVariables>;
export const SignInWithPasskeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInWithPasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInWithPasskeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInWithPasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SignInWithPasskeyMutation, SignInWithPasskeyMutationVariables>;
export const WaitingUnlockPairingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WaitingUnlockPairing"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"secret"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"waitingUnlockPairing"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"secret"},"value":{"kind":"Variable","name":{"kind":"Name","value":"secret"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstationId"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<WaitingUnlockPairingQuery, WaitingUnlockPairingQueryVariables>;
export const PairWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PairWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PairWorkstationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pairWorkstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UnlockCredentialFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<PairWorkstationMutation, PairWorkstationMutationVariables>;
export const UnlockChallengesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"UnlockChallenges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockChallenges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"unlockId"}},{"kind":"Field","name":{"kind":"Name","value":"credentialId"}},{"kind":"Field","name":{"kind":"Name","value":"workstationId"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"nonce"}},{"kind":"Field","name":{"kind":"Name","value":"numbers"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<UnlockChallengesSubscription, UnlockChallengesSubscriptionVariables>;
export const AnswerUnlockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerUnlock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerUnlockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answerUnlock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AnswerUnlockMutation, AnswerUnlockMutationVariables>;
export const MyUnlockCredentialsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyUnlockCredentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"myUnlockCredentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UnlockCredentialFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<MyUnlockCredentialsQuery, MyUnlockCredentialsQueryVariables>;
export const RenewUnlockCredentialDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewUnlockCredential"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RenewUnlockCredentialInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewUnlockCredential"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UnlockCredentialFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<RenewUnlockCredentialMutation, RenewUnlockCredentialMutationVariables>;
export const RevokeUnlockCredentialDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeUnlockCredential"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeUnlockCredentialInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeUnlockCredential"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UnlockCredentialFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<RevokeUnlockCredentialMutation, RevokeUnlockCredentialMutationVariables>;
export const UnlocksOfEmployeeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UnlocksOfEmployee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"unlockCredentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UnlockCredentialFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<UnlocksOfEmployeeQuery, UnlocksOfEmployeeQueryVariables>;
export const SessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]} as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const RevokeSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]} as unknown as DocumentNode<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const RevokeSessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeSessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeSessionsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeSessionsMutation, RevokeSessionsMutationVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const CancelSyncDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelSync"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelSyncInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelSync"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CancelSyncMutation, CancelSyncMutationVariables>;
export const ApproveRemovalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApproveRemovals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApproveRemovalsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approveRemovals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncHoldFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncHoldFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncHold"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"planHash"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"removals"}},{"kind":"Field","name":{"kind":"Name","value":"disablings"}},{"kind":"Field","name":{"kind":"Name","value":"heldAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}}]} as unknown as DocumentNode<ApproveRemovalsMutation, ApproveRemovalsMutationVariables>;
export const RejectRemovalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectRemovals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectRemovalsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectRemovals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncHoldFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncHoldFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncHold"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"planHash"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"removals"}},{"kind":"Field","name":{"kind":"Name","value":"disablings"}},{"kind":"Field","name":{"kind":"Name","value":"heldAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}}]} as unknown as DocumentNode<RejectRemovalsMutation, RejectRemovalsMutationVariables>;
export const PendingHoldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PendingHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"domain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}},{"kind":"Field","name":{"kind":"Name","value":"pendingHold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncHoldFields"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HeldItems"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncHoldFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncHold"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"planHash"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"removals"}},{"kind":"Field","name":{"kind":"Name","value":"disablings"}},{"kind":"Field","name":{"kind":"Name","value":"heldAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HeldItems"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncItemOfRunConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"personName"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"leftOut"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"held"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PendingHoldQuery, PendingHoldQueryVariables>;
export const LeftOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LeftOut"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"runId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"runId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncHoldFields"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"leftOut"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"HeldItems"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncHoldFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncHold"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"planHash"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"removals"}},{"kind":"Field","name":{"kind":"Name","value":"disablings"}},{"kind":"Field","name":{"kind":"Name","value":"heldAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"HeldItems"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncItemOfRunConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"personName"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"leftOut"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"held"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LeftOutQuery, LeftOutQueryVariables>;
export const SyncBatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SyncBatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncBatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"runs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SyncBatchQuery, SyncBatchQueryVariables>;
export const SyncNowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SyncNow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncNowInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncNow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<SyncNowMutation, SyncNowMutationVariables>;
export const SyncProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SyncProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"runId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batchId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"runId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"runId"}}},{"kind":"Argument","name":{"kind":"Name","value":"batchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncProgressFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncProgressFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncProgressEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"read"}},{"kind":"Field","name":{"kind":"Name","value":"planned"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"lastPerson"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}}]} as unknown as DocumentNode<SyncProgressSubscription, SyncProgressSubscriptionVariables>;
export const SyncRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SyncRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"decisions"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncDecision"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncItemState"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"afterEvent"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"read"}},{"kind":"Field","name":{"kind":"Name","value":"planned"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncHoldFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"afterEvent"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"500"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SyncProgressFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"decisions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"decisions"}}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasonCode"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"personName"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"leftOut"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"held"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncHoldFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncHold"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"planHash"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"people"}},{"kind":"Field","name":{"kind":"Name","value":"removals"}},{"kind":"Field","name":{"kind":"Name","value":"disablings"}},{"kind":"Field","name":{"kind":"Name","value":"heldAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SyncProgressFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncProgressEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"domainName"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"read"}},{"kind":"Field","name":{"kind":"Name","value":"planned"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"secondsLeft"}},{"kind":"Field","name":{"kind":"Name","value":"lastPerson"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}}]} as unknown as DocumentNode<SyncRunQuery, SyncRunQueryVariables>;
export const SyncRunsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SyncRuns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"domainIds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"phases"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncPhase"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"domainIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"domainIds"}}},{"kind":"Argument","name":{"kind":"Name","value":"phases"},"value":{"kind":"Variable","name":{"kind":"Name","value":"phases"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"domain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dnsName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<SyncRunsQuery, SyncRunsQueryVariables>;
export const ApiTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokensQuery, ApiTokensQueryVariables>;
export const CreateApiTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApiToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateApiTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createApiToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateApiTokenMutation, CreateApiTokenMutationVariables>;
export const RevokeApiTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeApiToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeApiTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeApiToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeApiTokenMutation, RevokeApiTokenMutationVariables>;
export const AlarmDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Alarm"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarm"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedBy"}},{"kind":"Field","name":{"kind":"Name","value":"liftReason"}}]}}]} as unknown as DocumentNode<AlarmQuery, AlarmQueryVariables>;
export const AlarmsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Alarms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedBy"}},{"kind":"Field","name":{"kind":"Name","value":"liftReason"}}]}}]} as unknown as DocumentNode<AlarmsQuery, AlarmsQueryVariables>;
export const LockAllWorkstationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LockAllWorkstations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LockAllWorkstationsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lockAllWorkstations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarm"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedBy"}},{"kind":"Field","name":{"kind":"Name","value":"liftReason"}}]}}]} as unknown as DocumentNode<LockAllWorkstationsMutation, LockAllWorkstationsMutationVariables>;
export const LiftLockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LiftLock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LiftLockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liftLock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarm"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedBy"}},{"kind":"Field","name":{"kind":"Name","value":"liftReason"}}]}}]} as unknown as DocumentNode<LiftLockMutation, LiftLockMutationVariables>;
export const RegisterWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterWorkstationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerWorkstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstationId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterWorkstationMutation, RegisterWorkstationMutationVariables>;
export const WorkstationChallengeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WorkstationChallenge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workstationId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstationChallenge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"workstationId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workstationId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nonce"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<WorkstationChallengeQuery, WorkstationChallengeQueryVariables>;
export const OpenWorkstationSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenWorkstationSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenWorkstationSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openWorkstationSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OpenWorkstationSessionMutation, OpenWorkstationSessionMutationVariables>;
export const WorkstationStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WorkstationStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"presence"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPresenceInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstationStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"presence"},"value":{"kind":"Variable","name":{"kind":"Name","value":"presence"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}}]}}]}}]} as unknown as DocumentNode<WorkstationStatusSubscription, WorkstationStatusSubscriptionVariables>;
export const ReportPresenceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportPresence"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPresenceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportPresence"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReportPresenceMutation, ReportPresenceMutationVariables>;
export const ReportWorkstationEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportWorkstationEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportWorkstationEventsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportWorkstationEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recorded"}},{"kind":"Field","name":{"kind":"Name","value":"repeated"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReportWorkstationEventsMutation, ReportWorkstationEventsMutationVariables>;
export const EnrolmentTokensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EnrolmentTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enrolmentTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"mostUses"}},{"kind":"Field","name":{"kind":"Name","value":"uses"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<EnrolmentTokensQuery, EnrolmentTokensQueryVariables>;
export const CreateEnrolmentTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateEnrolmentToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateEnrolmentTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createEnrolmentToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"enrolmentToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"mostUses"}},{"kind":"Field","name":{"kind":"Name","value":"uses"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateEnrolmentTokenMutation, CreateEnrolmentTokenMutationVariables>;
export const RevokeEnrolmentTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeEnrolmentToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeEnrolmentTokenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeEnrolmentToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enrolmentToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeEnrolmentTokenMutation, RevokeEnrolmentTokenMutationVariables>;
export const OfferUnlockPairingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OfferUnlockPairing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offerUnlockPairing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pairingId"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"qrCode"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<OfferUnlockPairingMutation, OfferUnlockPairingMutationVariables>;
export const UnlockPairingProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"UnlockPairingProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pairingId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockPairingProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"pairingId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pairingId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"credentialId"}},{"kind":"Field","name":{"kind":"Name","value":"authenticatorId"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"publicKey"}}]}}]}}]} as unknown as DocumentNode<UnlockPairingProgressSubscription, UnlockPairingProgressSubscriptionVariables>;
export const AskUnlockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AskUnlock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AskUnlockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askUnlock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockId"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<AskUnlockMutation, AskUnlockMutationVariables>;
export const UnlockProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"UnlockProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unlockId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"unlockId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unlockId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}}]}}]}}]} as unknown as DocumentNode<UnlockProgressSubscription, UnlockProgressSubscriptionVariables>;
export const UnlocksOfWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UnlocksOfWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"unlockCredentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UnlockCredentialFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UnlockCredentialFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlockCredential"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"workstationName"}},{"kind":"Field","name":{"kind":"Name","value":"ownerName"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revocation"}}]}}]} as unknown as DocumentNode<UnlocksOfWorkstationQuery, UnlocksOfWorkstationQueryVariables>;
export const WorkstationsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Workstations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"WorkstationFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkstationFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkstationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workstation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"clientVersion"}},{"kind":"Field","name":{"kind":"Name","value":"keyFingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]} as unknown as DocumentNode<WorkstationsQuery, WorkstationsQueryVariables>;
export const WorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Workstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkstationFields"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"enrolmentToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkstationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workstation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"clientVersion"}},{"kind":"Field","name":{"kind":"Name","value":"keyFingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]} as unknown as DocumentNode<WorkstationQuery, WorkstationQueryVariables>;
export const ApproveWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApproveWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApproveWorkstationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approveWorkstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkstationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkstationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workstation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"clientVersion"}},{"kind":"Field","name":{"kind":"Name","value":"keyFingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]} as unknown as DocumentNode<ApproveWorkstationMutation, ApproveWorkstationMutationVariables>;
export const RejectWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RejectWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RejectWorkstationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectWorkstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkstationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkstationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workstation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"clientVersion"}},{"kind":"Field","name":{"kind":"Name","value":"keyFingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]} as unknown as DocumentNode<RejectWorkstationMutation, RejectWorkstationMutationVariables>;
export const RevokeWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeWorkstationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeWorkstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workstation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WorkstationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WorkstationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Workstation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedDomain"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"clientVersion"}},{"kind":"Field","name":{"kind":"Name","value":"keyFingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]} as unknown as DocumentNode<RevokeWorkstationMutation, RevokeWorkstationMutationVariables>;
export const DeleteWorkstationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteWorkstation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteWorkstationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteWorkstation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedWorkstationId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteWorkstationMutation, DeleteWorkstationMutationVariables>;
export const PresenceEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PresenceEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"presenceEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"workstationId"}},{"kind":"Field","name":{"kind":"Name","value":"machineName"}},{"kind":"Field","name":{"kind":"Name","value":"online"}},{"kind":"Field","name":{"kind":"Name","value":"controllerInReach"}},{"kind":"Field","name":{"kind":"Name","value":"connectedKeys"}}]}}]}}]} as unknown as DocumentNode<PresenceEventsSubscription, PresenceEventsSubscriptionVariables>;