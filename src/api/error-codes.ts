import { registerEnumType } from 'type-graphql';
import { ERROR_CODES, type ErrorCode as Code } from '../errors.js';

/** What each code means, for the schema and whoever reads it. The compiler asks for a line per code. */
const descriptions: Record<Code, string> = {
  BAD_INPUT: 'The input is wrong; the message says where.',
  NOT_FOUND: 'There is no such object, or it is gone.',
  UNAUTHENTICATED: 'Nobody is signed in, or the session or token is over.',
  FORBIDDEN: 'Whoever is signed in may not do this.',
  SIGN_IN_REFUSED: 'The e-mail address or the password is wrong, or the user may not sign in.',
  TOO_MANY_REQUESTS: 'Asked too often; `retryAfterSeconds` says when to try again.',
  CSRF_HEADER_MISSING: 'A request with the session cookie needs the header `X-Latchkey-CSRF: 1` for this.',
  INTERNAL_ERROR: 'Something went wrong inside; the id in the message is also in the log.',
  WORKFLOWS_UNAVAILABLE: 'The workflow service is out of reach; what was requested is started later.',

  CONFIRMATION_MISMATCH: 'The confirmation does not match what would be deleted.',
  ALREADY_EXISTS: 'There is one already.',
  EMAIL_IN_USE: 'Another employee has this e-mail address.',
  DIRECTORY_OWNED_FIELD: 'A directory owns this field; change it there.',
  DIRECTORY_OWNED_EMPLOYEE: 'A directory owns this employee; remove the person there.',
  WRONG_STATE: 'The object is in a state in which this cannot be done.',
  RUN_IN_PROGRESS: 'A synchronisation of this domain is under way.',
  RUN_FINISHED: 'The synchronisation is over already.',
  PLAN_SUPERSEDED: 'What was decided about is not what the domain holds back now.',
  HOLD_EXPIRED: 'What was held back was not decided about in time.',

  ENROLMENT_REFUSED:
    'The enrolment token is missing, unknown or over, or too many workstations wait already.',
  SIGNATURE_INVALID: 'The signature does not fit the public key and what was to be signed.',
  CHALLENGE_OVER: 'The nonce is not one of ours, was used before, or its minute is over.',
  WORKSTATION_REFUSED: 'An administrator has rejected or revoked this workstation.',
  KEY_TRANSITION_REFUSED: 'A key in this status cannot do that.',
  KEY_OWNER_DEACTIVATED: 'The owner is deactivated, so there is no activation code.',
  EMPLOYEE_HAS_KEY: 'The employee has a key already.',
  PASSWORDS_CHOICE_NEEDED:
    'The key is the only one that holds passwords, and it was not said what becomes of them.',
  CHANGE_SUPERSEDED: 'A more urgent change of the same password took the place of this one.',
  KEY_NOT_CONNECTED: 'The key is not connected to an approved workstation.',
  KEY_GONE: 'The key of the change was withdrawn, replaced or reported.',
  KEY_REFUSED: 'The key did not carry out what it was told.',
  KEY_LINKED_ELSEWHERE: 'The key obeys another server, so nothing is handed over to it.',
  ACKNOWLEDGEMENT_INVALID: 'What is said to be the acknowledgement of a key is none of this envelope.',
  SERVER_IDENTITY_UNREADABLE: 'The identity that keys obey cannot be opened with the present master key.',
  ALARM_RAISED: 'The alarm stands: no key connects and no new change begins until it is lifted.',
  WORKSTATION_NOT_JOINED:
    'The workstation is joined neither to the domain of the account nor to one that trusts it.',
  PASSWORDS_PAUSED: 'First passwords of this domain are paused until an administrator resumes them.',
  PASSWORD_COPY_OVER: 'The time a password may be kept for is over before the change was done.',
  EMAIL_ADDRESS_MISSING: 'The employee has no address a mail could go to.',
  ACTIVATION_CODE_MISSING: 'The key waits for no activation code.',
  ACTIVATION_CODE_WRONG: 'It is another activation code.',
  ACTIVATION_CODE_EXPIRED: 'The activation code was not used in time.',
  ACTIVATION_ATTEMPTS_GONE: 'Three wrong activation codes were given, and the key is locked.',
  ACTIVATION_CODE_UNREADABLE: 'The stored activation code cannot be opened with the present master key.',

  PUBLIC_URL_MISSING: 'Nobody has told this installation at which address people reach it.',
  INVITATION_REFUSED: 'This employee cannot be invited, or cannot accept.',
  INVITATION_OVER: 'The invitation was used or revoked, or has expired.',
  SCAN_OVER: 'The QR code was used already, or its time is over.',
  AUTHENTICATOR_IN_USE: 'The key of this authenticator is registered already.',
  AUTHENTICATOR_REFUSED: 'The authenticator is gone, its owner may not sign in, or its kind is switched off.',
  PASSKEY_REFUSED: 'The passkey was not accepted.',
  PASSKEY_NEEDED: 'A passkey is needed besides the password.',
  UNLOCK_NUMBER_WRONG: 'Another number was picked than the one that the workstation shows.',
  UNLOCK_FOREIGN: 'The question of the workstation is for another app.',
  UNLOCK_OVER: 'The question of the workstation was answered already, or its minute is over.',
  UNLOCK_CREDENTIAL_EXPIRED: 'The app has not renewed within a year that it may unlock this workstation.',
  UNLOCK_CREDENTIAL_REVOKED: 'The app may not unlock this workstation any more.',

  BIND_SECRET_MISSING: 'The domain has no bind secret, so it cannot be read.',
  BIND_SECRET_UNREADABLE: 'The stored bind secret cannot be opened with the present master key.',
  DIRECTORY_ADDRESS_UNKNOWN: 'The name of the domain controller cannot be resolved.',
  DIRECTORY_UNREACHABLE: 'Nothing answers at the address of the domain controller.',
  DIRECTORY_TIMEOUT: 'The directory did not answer in time.',
  DIRECTORY_NOT_LDAPS: 'What answers there does not speak LDAP over TLS.',
  CERTIFICATE_UNTRUSTED: 'None of the certificate authorities of the domain has issued the certificate.',
  CERTIFICATE_WRONG_NAME: 'The certificate is valid, but for another name.',
  CERTIFICATE_EXPIRED: 'The certificate is no longer valid, or not yet.',
  BIND_REFUSED: 'The directory refuses the bind account or its secret.',
  BIND_ACCOUNT_DISABLED: 'The bind account is disabled.',
  BIND_ACCOUNT_LOCKED: 'The bind account is locked after too many wrong passwords.',
  BIND_PASSWORD_EXPIRED: 'The password of the bind account has expired or must be changed.',
  BASE_DN_NOT_FOUND: 'The directory has nothing at the base DN, or hides it from the bind account.',
  GROUP_NOT_FOUND: 'The bind account sees no group of that name in the domain.',
  GROUP_AMBIGUOUS: 'Several groups have that name.',
  GROUP_RECREATED: 'The group was deleted and made again: it is not the one that was chosen.',
  GROUP_UNREADABLE: 'The group is there, but its members cannot be read.',
  DIRECTORY_PERMISSION_DENIED: 'The bind account may not read what is needed.',
  DIRECTORY_INCOMPLETE: 'The directory did not return everything; nothing was changed.',
  DIRECTORY_CHANGED_WHILE_READING: 'The directory changed while it was being read; nothing was changed.',
  DIRECTORY_CONTROLLER_CHANGED:
    'Another domain controller answered on a further connection; nothing that was read is used.',
  DIRECTORY_UNSUPPORTED: 'The directory lacks something that is needed.',
  DIRECTORY_PROTOCOL_ERROR: 'The directory answered something unexpected.',
  SNAPSHOT_LOST: 'What was read is no longer there; synchronise again.',

  NO_WRITABLE_CONTROLLER: 'No domain controller that takes changes can be reached.',
  ACCOUNT_GONE: 'The directory has no such account any more, or hides it from the bind account.',
  ACCOUNT_LOCKED: 'The account is locked after too many wrong passwords.',
  ACCOUNT_DISABLED: 'The account is disabled in the directory, so no password is set for it.',
  ACCOUNT_EXPIRED: 'The account has expired in the directory, so no password is set for it.',
  ACCOUNT_UNCONFIRMED:
    'Whose account it is was told by an e-mail address alone, and nobody has confirmed it.',
  ACCOUNT_NEVER_MANAGED:
    'The account is one whose password is never set: a bind account, a built-in one, one with a smart card, or no person.',
  ACCOUNT_PROTECTED:
    'The account belongs to a protected group, which the right to set passwords does not reach.',
  OLD_PASSWORD_WRONG: 'The directory says that the old password is wrong.',
  PASSWORD_POLICY_REFUSED: 'The password policy of the directory refuses the password.',
  PASSWORD_NOT_PROVED: 'The directory took a password and then refused to sign anybody in with it.',
  PASSWORD_RIGHT_MISSING: 'The bind account may not set the password of this account.',
  PASSWORD_CHANNEL_REFUSED: 'The directory takes no passwords over this connection.',
  DIRECTORY_WRITE_REFUSED: 'The directory refused a change that was no password.',

  MAIL_NOT_DELIVERED: 'The mail server does not take mails now; they wait and are tried again.',
};

const codes = Object.keys(ERROR_CODES) as Code[];

/** The codes as a GraphQL enum. */
export const ErrorCode = Object.fromEntries(codes.map((code) => [code, code])) as { [K in Code]: K };
export type ErrorCode = Code;

registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Every failure a caller may act on, in `userErrors` and in `extensions.code` of errors.',
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: descriptions[code] }])),
});
