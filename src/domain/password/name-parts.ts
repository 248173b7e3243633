/** The names of a person as a directory has them. */
export interface PasswordNames {
  readonly samAccountName: string | null;
  readonly userPrincipalName: string | null;
  readonly displayName: string | null;
  readonly commonName: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
}

/** Shorter parts of a name may stand in a password. */
export const SHORTEST_NAME_PART = 3;
/** What separates the parts of a name in the complexity rule of Windows. */
const SEPARATORS = /[\s,.\-_#]+/u;

/** Parts of the names of three or more characters, in lower case, each once. The login counts as a whole too. */
export function nameParts(names: PasswordNames): string[] {
  const { samAccountName, userPrincipalName, displayName, commonName, givenName, surname } = names;
  const principal = userPrincipalName?.split('@', 1)[0] ?? null;
  const logins = [samAccountName, principal].map((login) => login?.trim() ?? '');
  const words = [...logins, displayName, commonName, givenName, surname].flatMap(
    (name) => name?.split(SEPARATORS) ?? [],
  );
  const parts = [...logins, ...words].filter((part) => part.length >= SHORTEST_NAME_PART);
  return [...new Set(parts.map((part) => part.toLowerCase()))];
}

/** Whether the text holds a whole part of the names, as the rule of Windows has it. */
export function holdsNamePart(text: string, parts: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return parts.some((part) => lower.includes(part));
}

/** Whether the text holds any three characters in a row of any part: stricter than what Windows asks. */
export function holdsPieceOfName(text: string, parts: readonly string[]): boolean {
  return holdsNamePart(
    text,
    parts.flatMap((part) =>
      Array.from({ length: part.length - SHORTEST_NAME_PART + 1 }, (_, at) =>
        part.slice(at, at + SHORTEST_NAME_PART),
      ),
    ),
  );
}
