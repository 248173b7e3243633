/** Longest DN accepted. AD itself stops far below. */
export const DN_LIMIT = 1_024;

// RFC 4514 section 3, one attribute at a time. Blanks after separators are taken as people write them.
const ATTRIBUTE =
  /\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)\s*=\s*(?:#(?:[0-9A-Fa-f]{2})+|(?:[^\s#"+,;<>\\\p{Cc}]|\\(?:[ "#+,;<=>\\]|[0-9A-Fa-f]{2}))(?:[^"+,;<>\\\p{Cc}]|\\(?:[ "#+,;<=>\\]|[0-9A-Fa-f]{2}))*)(?:([,+])|$)/uy;

/** True for a text that is a distinguished name of at least one part (RFC 4514). Whether it exists only a directory knows. */
export function isDistinguishedName(text: string): boolean {
  if (text.length > DN_LIMIT || !text.isWellFormed()) return false;
  ATTRIBUTE.lastIndex = 0;
  for (;;) {
    const match = ATTRIBUTE.exec(text);
    if (match === null) return false;
    if (match[1] === undefined) return true;
  }
}
