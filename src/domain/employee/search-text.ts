/** What text search looks in. Bounded, since it is indexed by its trigrams. */
const SEARCH_TEXT_LIMIT = 1_000;

/** Longest search accepted, and how many words of it count. */
export const SEARCH_LIMIT = 200;
export const SEARCH_WORDS_LIMIT = 10;

export interface SearchableNames {
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly email: string | null;
  readonly logins: readonly (string | null)[];
}

/**
 * Names, address and logins in lower case, apart by line ends so that no word matches across two of them. What is part of
 * another is left out: whatever is found in it is found there.
 */
export function searchTextOf(names: SearchableNames): string {
  const parts = [names.displayName, names.givenName, names.surname, names.email, ...names.logins]
    .map((part) => comparable(part ?? ''))
    .filter((part) => part !== '');
  const distinct = [...new Set(parts)];
  const telling = distinct.filter(
    (part) => !distinct.some((other) => other !== part && other.includes(part)),
  );
  return cutAt(telling.join('\n'), SEARCH_TEXT_LIMIT);
}

/** The words of a search, as they are looked for: lower case, each once. Every one of them must occur. */
export function searchWords(search: string): string[] {
  const words = comparable(search)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words)];
}

/** A LIKE pattern for a text that holds `word`, whatever signs it is made of. */
export function containsPattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Composed, in lower case, with single spaces: both sides of a comparison go through here. */
function comparable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Cuts without leaving half a character, which PostgreSQL would refuse. */
function cutAt(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
