const FIRST_VALUE = /^\s*[^=,+]{1,64}=((?:[^\\,+]|\\[0-9A-Fa-f]{2}|\\.)*)/u;
const ESCAPED = /(?:\\[0-9A-Fa-f]{2})+|\\(.)/gu;

/**
 * The value of a DN's first part as it was before it was escaped (RFC 4514 section 3): `Doe, Jane` of
 * `CN=Doe\, Jane,OU=Staff,DC=corp,DC=example`. Undefined when there is none, or it is given as the hex of its bytes.
 */
export function relativeNameValue(dn: string): string | undefined {
  const value = FIRST_VALUE.exec(dn)?.[1];
  if (value === undefined || value === '' || value.startsWith('#')) return undefined;
  return value.replace(ESCAPED, (whole, character: string | undefined) => character ?? octets(whole));
}

/** Escaped bytes that follow each other are one text: a letter outside of ASCII takes several. */
function octets(escaped: string): string {
  const codes = escaped.slice(1).split('\\');
  try {
    return decodeURIComponent(codes.map((code) => `%${code}`).join(''));
  } catch {
    return '\u{FFFD}';
  }
}
