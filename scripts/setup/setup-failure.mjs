/** Something the set-up cannot get: what, why, and what the reader can do about it. */
export class SetupFailure extends Error {
  /** @param {{ what: string, why: string, remedy: string, cause?: unknown }} failure */
  constructor({ what, why, remedy, cause }) {
    super(`${what}\n  Why: ${indent(why)}\n  Do:  ${indent(remedy)}`, { cause });
    this.name = 'SetupFailure';
  }
}

function indent(text) {
  return text.trim().replaceAll('\n', '\n       ');
}
