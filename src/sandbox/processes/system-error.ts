/**
 * Whether an error is a system error of this code, for example `ENOENT`. It asks for the code only: errors of Node's
 * own modules are no `Error` of ours where code runs in a context of its own, as tests do.
 */
export function hasErrorCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
