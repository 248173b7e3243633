/** Something the sandbox needs could not be had. The message says what happened, why, and what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}
