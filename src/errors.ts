/**
 * Every failure a caller may act on. The key is the contract, and the README lists each one.
 * `retryable` says whether trying the same thing again later may succeed without anybody changing anything.
 */
export const ERROR_CODES = {
  BAD_INPUT: { retryable: false },
  NOT_FOUND: { retryable: false },
  UNAUTHENTICATED: { retryable: false },
  FORBIDDEN: { retryable: false },
  SIGN_IN_REFUSED: { retryable: false },
  TOO_MANY_REQUESTS: { retryable: true },
  CSRF_HEADER_MISSING: { retryable: false },
  INTERNAL_ERROR: { retryable: false },
  WORKFLOWS_UNAVAILABLE: { retryable: true },

  CONFIRMATION_MISMATCH: { retryable: false },
  ALREADY_EXISTS: { retryable: false },
  EMAIL_IN_USE: { retryable: false },
  DIRECTORY_OWNED_FIELD: { retryable: false },
  DIRECTORY_OWNED_EMPLOYEE: { retryable: false },
  WRONG_STATE: { retryable: false },
  RUN_IN_PROGRESS: { retryable: true },
  RUN_FINISHED: { retryable: false },
  PLAN_SUPERSEDED: { retryable: false },
  HOLD_EXPIRED: { retryable: false },

  ENROLMENT_REFUSED: { retryable: false },
  SIGNATURE_INVALID: { retryable: false },
  CHALLENGE_OVER: { retryable: false },
  WORKSTATION_REFUSED: { retryable: false },
  KEY_TRANSITION_REFUSED: { retryable: false },
  KEY_OWNER_DEACTIVATED: { retryable: false },
  EMPLOYEE_HAS_KEY: { retryable: false },
  PASSWORDS_CHOICE_NEEDED: { retryable: false },
  CHANGE_SUPERSEDED: { retryable: false },
  KEY_NOT_CONNECTED: { retryable: true },
  KEY_GONE: { retryable: false },
  KEY_REFUSED: { retryable: false },
  KEY_LINKED_ELSEWHERE: { retryable: false },
  ACKNOWLEDGEMENT_INVALID: { retryable: false },
  SERVER_IDENTITY_UNREADABLE: { retryable: false },
  ALARM_RAISED: { retryable: true },
  WORKSTATION_NOT_JOINED: { retryable: false },
  PASSWORDS_PAUSED: { retryable: true },
  PASSWORD_COPY_OVER: { retryable: false },
  EMAIL_ADDRESS_MISSING: { retryable: false },
  ACTIVATION_CODE_MISSING: { retryable: false },
  ACTIVATION_CODE_WRONG: { retryable: false },
  ACTIVATION_CODE_EXPIRED: { retryable: false },
  ACTIVATION_ATTEMPTS_GONE: { retryable: false },
  ACTIVATION_CODE_UNREADABLE: { retryable: false },

  PUBLIC_URL_MISSING: { retryable: false },
  INVITATION_REFUSED: { retryable: false },
  INVITATION_OVER: { retryable: false },
  SCAN_OVER: { retryable: false },
  AUTHENTICATOR_IN_USE: { retryable: false },
  AUTHENTICATOR_REFUSED: { retryable: false },
  PASSKEY_REFUSED: { retryable: false },
  PASSKEY_NEEDED: { retryable: false },
  UNLOCK_NUMBER_WRONG: { retryable: false },
  UNLOCK_FOREIGN: { retryable: false },
  UNLOCK_OVER: { retryable: false },
  UNLOCK_CREDENTIAL_EXPIRED: { retryable: false },
  UNLOCK_CREDENTIAL_REVOKED: { retryable: false },

  BIND_SECRET_MISSING: { retryable: false },
  BIND_SECRET_UNREADABLE: { retryable: false },
  DIRECTORY_ADDRESS_UNKNOWN: { retryable: true },
  DIRECTORY_UNREACHABLE: { retryable: true },
  DIRECTORY_TIMEOUT: { retryable: true },
  DIRECTORY_NOT_LDAPS: { retryable: false },
  CERTIFICATE_UNTRUSTED: { retryable: false },
  CERTIFICATE_WRONG_NAME: { retryable: false },
  CERTIFICATE_EXPIRED: { retryable: false },
  BIND_REFUSED: { retryable: false },
  BIND_ACCOUNT_DISABLED: { retryable: false },
  BIND_ACCOUNT_LOCKED: { retryable: false },
  BIND_PASSWORD_EXPIRED: { retryable: false },
  BASE_DN_NOT_FOUND: { retryable: false },
  GROUP_NOT_FOUND: { retryable: false },
  GROUP_AMBIGUOUS: { retryable: false },
  GROUP_RECREATED: { retryable: false },
  GROUP_UNREADABLE: { retryable: false },
  DIRECTORY_PERMISSION_DENIED: { retryable: false },
  DIRECTORY_INCOMPLETE: { retryable: true },
  DIRECTORY_CHANGED_WHILE_READING: { retryable: true },
  DIRECTORY_CONTROLLER_CHANGED: { retryable: true },
  DIRECTORY_UNSUPPORTED: { retryable: false },
  DIRECTORY_PROTOCOL_ERROR: { retryable: true },
  SNAPSHOT_LOST: { retryable: false },

  NO_WRITABLE_CONTROLLER: { retryable: true },
  ACCOUNT_GONE: { retryable: false },
  ACCOUNT_LOCKED: { retryable: true },
  ACCOUNT_DISABLED: { retryable: false },
  ACCOUNT_EXPIRED: { retryable: false },
  ACCOUNT_UNCONFIRMED: { retryable: false },
  ACCOUNT_NEVER_MANAGED: { retryable: false },
  ACCOUNT_PROTECTED: { retryable: false },
  OLD_PASSWORD_WRONG: { retryable: false },
  PASSWORD_POLICY_REFUSED: { retryable: false },
  PASSWORD_NOT_PROVED: { retryable: false },
  PASSWORD_RIGHT_MISSING: { retryable: false },
  PASSWORD_CHANNEL_REFUSED: { retryable: false },
  DIRECTORY_WRITE_REFUSED: { retryable: false },

  MAIL_NOT_DELIVERED: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * A failure with a code and a message fit for the caller's eyes: what happened, why, what to do next.
 * Whatever is private (directory internals, driver errors) belongs in `cause`, which is logged and never sent.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  /** Where in the input the mistake is, for example `['input', 'baseDn']`. */
  readonly inputPath: readonly string[] | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & { path?: readonly string[] },
  ) {
    super(message, options);
    this.inputPath = options?.path;
  }

  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

/** True for a string that is one of our codes: used where a failure comes back from a workflow as text. */
export function isErrorCode(text: string | null | undefined): text is ErrorCode {
  return text !== null && text !== undefined && Object.hasOwn(ERROR_CODES, text);
}
