const SPECIAL = /["+,;<>\\=#\p{Cc}]/gu;

/** `type=value` of one step of a DN, escaped by RFC 4514 in its hexadecimal form, which no parser reads in two ways. */
export function relativeName(type: 'CN' | 'OU', value: string): string {
  const escaped = value.replaceAll(SPECIAL, hexadecimal).replace(/^ | $/gu, hexadecimal);
  return `${type}=${escaped}`;
}

function hexadecimal(character: string): string {
  return [...Buffer.from(character, 'utf8')]
    .map((byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
