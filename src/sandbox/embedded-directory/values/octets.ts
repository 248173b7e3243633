declare const octetsBrand: unique symbol;

/**
 * A string of bytes: every character is one byte, 0 to 255. All names and values of the directory are held
 * this way, so that bytes which are not valid UTF-8 come back as they went in, and so that 100,000 people
 * take a third of the memory they would take as buffers.
 */
export type Octets = string & { readonly [octetsBrand]: true };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const beyondAscii = /[\u0080-\u00ff]/;

/** The bytes of a buffer. */
export function octetsOfBuffer(buffer: Buffer): Octets {
  return buffer.toString('latin1') as Octets;
}

/** A buffer with these bytes. */
export function bufferOfOctets(octets: Octets): Buffer {
  return Buffer.from(octets, 'latin1');
}

/** The UTF-8 bytes of a text. A lone surrogate becomes the three bytes Active Directory would send, which are not valid UTF-8. */
export function octetsOfText(text: string): Octets {
  if (text.isWellFormed()) return octetsOfBuffer(Buffer.from(text, 'utf8'));
  let octets = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    octets +=
      code >= 0xd800 && code <= 0xdfff
        ? String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
        : Buffer.from(character, 'utf8').toString('latin1');
  }
  return octets as Octets;
}

/** The text these bytes spell, or undefined when they are not valid UTF-8. */
export function textOfOctets(octets: Octets): string | undefined {
  if (!beyondAscii.test(octets)) return octets;
  try {
    return strictUtf8.decode(bufferOfOctets(octets));
  } catch {
    return undefined;
  }
}

/** The same value for all spellings that differ only in case. Bytes that are not valid UTF-8 keep all but their ASCII letters. */
export function foldCase(octets: Octets): Octets {
  if (!beyondAscii.test(octets)) return octets.toLowerCase() as Octets;
  const text = textOfOctets(octets);
  if (text !== undefined) return octetsOfText(text.toLowerCase());
  return octets.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) as Octets;
}

/** Joins pieces, in order. */
export function joinOctets(...pieces: readonly Octets[]): Octets {
  return pieces.join('') as Octets;
}

/** An ASCII text as octets, without a check: for names and numbers written in this code. */
export function ascii(text: string): Octets {
  return text as Octets;
}
