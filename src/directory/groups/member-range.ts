import { AppError } from '../../errors.js';
import type { LdapEntry } from '../wire/ldap-entry.js';

/** A part of the values of `member`. */
export interface MemberRange {
  readonly values: readonly Buffer[];
  /** Where the next part begins. Undefined: this was the last. */
  readonly next: number | undefined;
}

const RANGE = /^member;range=(\d{1,9})-(\d{1,9}|\*)$/;
const NOTHING: readonly Buffer[] = [];

/** What to ask for to get the values from `start` on. */
export function memberAttribute(start: number): string {
  return start === 0 ? 'member' : `member;range=${start}-*`;
}

/**
 * Finds the values in an answer to `memberAttribute(start)`: all of them under `member`, or a part of them under
 * `member;range=0-1499` beside which a plain `member` may stand empty (MS-ADTS 3.1.1.3.1.3.3). No attribute at all
 * means no values, or none that the account may see. Fails with DIRECTORY_INCOMPLETE on any gap.
 */
export function readMemberRange(entry: LdapEntry, start: number): MemberRange {
  const [ranged, ...more] = [...entry.attributes].flatMap(([name, values]) => {
    const match = RANGE.exec(name);
    return match ? [{ from: Number(match[1]), to: match[2]!, values }] : [];
  });
  if (more.length > 0) throw incomplete(`sent two parts of them at once`);
  if (ranged === undefined) {
    // An answer without a range to a question for one leaves open whether values follow.
    if (start > 0) throw incomplete(`sent nothing from number ${start} on`);
    return { values: entry.attributes.get('member') ?? NOTHING, next: undefined };
  }
  if (ranged.from !== start) throw incomplete(`sent those from number ${ranged.from} on instead of ${start}`);
  if (ranged.to === '*') return { values: ranged.values, next: undefined };
  const next = Number(ranged.to) + 1;
  if (next <= start || ranged.values.length !== next - start) {
    throw incomplete(`announced ${next - start} and sent ${ranged.values.length}`);
  }
  return { values: ranged.values, next };
}

function incomplete(how: string): AppError {
  return new AppError(
    'DIRECTORY_INCOMPLETE',
    `Asked for the members of a group, the directory ${how}. The group may have changed meanwhile. Nothing that was read is used; try again.`,
  );
}
