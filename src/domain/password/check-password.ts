import { LONGEST_PASSWORD } from './generate-password.js';
import { holdsNamePart, nameParts, type PasswordNames } from './name-parts.js';
import type { PolicyValues } from './password-policy.js';

/** A rule that a typed password breaks. The first three stand alone: nothing else is looked at. */
export type BrokenPasswordRule =
  'EMPTY' | 'UNSENDABLE' | 'TOO_LONG' | 'TOO_SHORT' | 'NOT_COMPLEX' | 'CONTAINS_NAME';

/** Kinds of characters the complexity rule of Windows counts: three of these five. */
const KINDS: readonly RegExp[] = [/\p{Lu}/u, /\p{Ll}/u, /[0-9]/, /[^\p{L}\p{N}]/u, /[\p{Lo}\p{Lm}\p{Lt}]/u];
const LEAST_KINDS = 3;
/** Nobody types one. */
const CONTROL = /\p{Cc}/u;
/** The longest that Active Directory takes. */
const LONGEST_IN_DIRECTORY = 256;

/**
 * The rules a typed password is known to break, none when it may be sent. A rule that is not known is not broken: the
 * directory has the last word.
 */
export function checkPassword(
  policy: PolicyValues,
  names: PasswordNames,
  candidate: string,
): BrokenPasswordRule[] {
  const fault = unsendable(candidate);
  if (fault !== undefined) return [fault];
  if (CONTROL.test(candidate)) return ['UNSENDABLE'];
  if (candidate.length > LONGEST_PASSWORD) return ['TOO_LONG'];
  const broken: BrokenPasswordRule[] = [];
  if (candidate.length < (policy.minLength ?? 0)) broken.push('TOO_SHORT');
  if (policy.isComplex !== true) return broken;
  if (KINDS.filter((kind) => kind.test(candidate)).length < LEAST_KINDS) broken.push('NOT_COMPLEX');
  if (holdsNamePart(candidate, nameParts(names))) broken.push('CONTAINS_NAME');
  return broken;
}

/**
 * Why a password, also one that somebody has already, cannot be sent to a directory, whatever its policy. Without characters it would be an anonymous
 * sign-in; a NUL ends it early for some programs; half of a surrogate pair is no character.
 */
export function unsendable(candidate: string): 'EMPTY' | 'UNSENDABLE' | 'TOO_LONG' | undefined {
  if (candidate === '') return 'EMPTY';
  if (candidate.includes('\0') || !candidate.isWellFormed()) return 'UNSENDABLE';
  return candidate.length > LONGEST_IN_DIRECTORY ? 'TOO_LONG' : undefined;
}

/** Why a directory said no with the one code it has for four causes; undefined when none of them fits. */
export type PolicyRefusalCause =
  Exclude<BrokenPasswordRule, 'EMPTY' | 'UNSENDABLE' | 'TOO_LONG'> | 'TOO_YOUNG' | 'USED_BEFORE';

export interface RefusedPassword {
  readonly policy: PolicyValues;
  readonly names: PasswordNames;
  readonly candidate: string;
  /** A reset is bound by neither the history nor the minimum age. */
  readonly write: 'RESET' | 'CHANGE';
  /** Null: it must be changed, or is not known. */
  readonly passwordLastSet: Date | null;
  /** By the controller's clock. */
  readonly now: Date;
}

/** Finds out which rule a password was refused by. History is what is left when nothing else explains a refused change. */
export function policyRefusalCause(refused: RefusedPassword): PolicyRefusalCause | undefined {
  const { policy, names, candidate, write, passwordLastSet, now } = refused;
  const [broken] = checkPassword(policy, names, candidate);
  if (broken === 'TOO_SHORT' || broken === 'NOT_COMPLEX' || broken === 'CONTAINS_NAME') return broken;
  if (write === 'RESET') return undefined;
  const { minAge, history } = policy;
  if (typeof minAge === 'number' && passwordLastSet && now.getTime() - passwordLastSet.getTime() < minAge)
    return 'TOO_YOUNG';
  const isAllKnown = policy.minLength !== undefined && policy.isComplex !== undefined && minAge !== undefined;
  return isAllKnown && history !== undefined && history > 0 ? 'USED_BEFORE' : undefined;
}
