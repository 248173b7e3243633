import type { Secret } from './secret.js';

export type Encoding =
  'bytes' | 'UTF-8' | 'UTF-16LE' | 'base64' | 'base64 of UTF-16LE' | 'hex' | 'hex of UTF-16LE';

/** Bytes that show a secret wherever they stand. */
export interface Spelling {
  readonly secret: Secret;
  readonly encoding: Encoding;
  readonly bytes: Buffer;
  /** Bytes of one character of the text around it, where the secret must stand as a word. */
  readonly wordUnit: 1 | 2 | undefined;
}

const BITS_PER_BYTE = 8;
const BITS_PER_DIGIT = 6;
const BYTES_PER_GROUP = 3;

/** Every way in which a secret is looked for. */
export function spellingsOf(secret: Secret): Spelling[] {
  const { bytes, isText, isWholeWord } = secret;
  const spelled = (encoding: Encoding, of: Buffer, wordUnit?: 1 | 2): Spelling => ({
    secret,
    encoding,
    bytes: of,
    wordUnit: isWholeWord ? wordUnit : undefined,
  });
  const plain = [
    spelled(isText ? 'UTF-8' : 'bytes', bytes, 1),
    ...base64Spellings(bytes).map((text) => spelled('base64', text)),
    ...hexSpellings(bytes).map((text) => spelled('hex', text)),
  ];
  if (!isText) return plain;
  const wide = Buffer.from(bytes.toString('utf8'), 'utf16le');
  return [
    ...plain,
    spelled('UTF-16LE', wide, 2),
    ...base64Spellings(wide).map((text) => spelled('base64 of UTF-16LE', text)),
    ...hexSpellings(wide).map((text) => spelled('hex of UTF-16LE', text)),
  ];
}

/**
 * The digits that are the same whatever stands around the bytes, for each place they can have in a group of three; with
 * either alphabet.
 */
function base64Spellings(bytes: Buffer): Buffer[] {
  const texts = Array.from({ length: BYTES_PER_GROUP }, (_, before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * BITS_PER_BYTE) / BITS_PER_DIGIT);
    const end = Math.floor((whole.length * BITS_PER_BYTE) / BITS_PER_DIGIT);
    return whole.toString('base64').slice(first, end);
  });
  return distinct([...texts, ...texts.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))]);
}

function hexSpellings(bytes: Buffer): Buffer[] {
  const text = bytes.toString('hex');
  return distinct([text, text.toUpperCase()]);
}

function distinct(texts: readonly string[]): Buffer[] {
  return [...new Set(texts)].map((text) => Buffer.from(text));
}
