import { emailSuffix, type EmailKey } from './identifiers.js';

/** Whether an address lies within one of the suffixes, sub-domains not included. */
export function isCoveredBy(suffixes: readonly string[], email: EmailKey): boolean {
  const suffix: string = emailSuffix(email);
  return suffixes.includes(suffix);
}

/** Whether a domain's address may match somebody: where suffixes are declared, only addresses within them do. */
export function mayMatch(suffixes: readonly string[], email: EmailKey): boolean {
  return suffixes.length === 0 || isCoveredBy(suffixes, email);
}
