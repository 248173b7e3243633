import type { Entry } from '../store/entry.js';

/** Entries among which all matches are, and how many they are about. */
export interface Candidates {
  readonly size: number;
  readonly entries: Iterable<Entry>;
}

/** A filter made ready to be asked about many entries. */
export interface Condition {
  /** Undefined: it cannot be said, for example because the schema has no such attribute. A search returns only true. */
  matches(entry: Entry): boolean | undefined;
  /** Absent: every entry of the directory has to be looked at. */
  readonly candidates?: Candidates;
}

/** The condition nothing can be said about. */
export const unknowable: Condition = { matches: () => undefined, candidates: { size: 0, entries: [] } };

/** True when all are, false as soon as one is false. */
export function allOf(parts: readonly Condition[]): Condition {
  const narrowest = parts
    .map((part) => part.candidates)
    .filter((candidates) => candidates !== undefined)
    .toSorted((left, right) => left.size - right.size)[0];
  return {
    matches: (entry) => {
      let answer: boolean | undefined = true;
      for (const part of parts) {
        const partAnswer = part.matches(entry);
        if (partAnswer === false) return false;
        if (partAnswer === undefined) answer = undefined;
      }
      return answer;
    },
    ...(narrowest === undefined ? {} : { candidates: narrowest }),
  };
}

/** True as soon as one is, false when all are false. */
export function anyOf(parts: readonly Condition[]): Condition {
  const candidates = union(parts);
  return {
    matches: (entry) => {
      let answer: boolean | undefined = false;
      for (const part of parts) {
        const partAnswer = part.matches(entry);
        if (partAnswer === true) return true;
        if (partAnswer === undefined) answer = undefined;
      }
      return answer;
    },
    ...(candidates === undefined ? {} : { candidates }),
  };
}

/** True when the part is false. */
export function noneOf(part: Condition): Condition {
  return {
    matches: (entry) => {
      const answer = part.matches(entry);
      return answer === undefined ? undefined : !answer;
    },
  };
}

function union(parts: readonly Condition[]): Candidates | undefined {
  const lists: Candidates[] = [];
  for (const { candidates } of parts) {
    if (candidates === undefined) return undefined;
    lists.push(candidates);
  }
  if (lists.length === 1) return lists[0];
  const entries = new Set<Entry>();
  for (const list of lists) for (const entry of list.entries) entries.add(entry);
  return { size: entries.size, entries };
}
