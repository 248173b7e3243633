import type { Secret } from './secret.js';
import { spellingsOf, type Encoding, type Spelling } from './spellings.js';

/** Where a secret was found. */
export interface Find {
  readonly secret: Secret;
  readonly encoding: Encoding;
  /** Of its first byte. */
  readonly at: number;
}

/** So many of a spelling's first bytes are looked up at once. */
const HEAD_BYTES = 4;
const TABLE_BITS = 20;
const WORD_BITS = 32;
/** Spreads heads that differ in a few bits over the table (2^32 divided by the golden ratio). */
const SPREAD = 0x9e3779b1;
/** Taken out once: within Jest each look at a global is slow. */
const multiply = Math.imul;

/** Looks for any number of secrets, in every spelling, in one pass. */
export class Finder {
  readonly #mayBegin = new Uint8Array(2 ** TABLE_BITS);
  readonly #spellings = new Map<number, Spelling[]>();

  constructor(secrets: readonly Secret[]) {
    for (const spelling of secrets.flatMap(spellingsOf)) {
      const head = spelling.bytes.readUInt32BE(0);
      this.#mayBegin[slotOf(head)] = 1;
      this.#spellings.set(head, [...(this.#spellings.get(head) ?? []), spelling]);
    }
  }

  find(bytes: Buffer): Find[] {
    const finds: Find[] = [];
    let head = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      head = (head << 8) | bytes[end]!;
      if (this.#mayBegin[slotOf(head)] === 0 || end < HEAD_BYTES - 1) continue;
      const at = end - HEAD_BYTES + 1;
      for (const { secret, encoding, bytes: wanted, wordUnit } of this.#spellings.get(head >>> 0) ?? []) {
        if (!wanted.equals(bytes.subarray(at, at + wanted.length))) continue;
        if (wordUnit === undefined || isWord(bytes, at, at + wanted.length, wordUnit))
          finds.push({ secret, encoding, at });
      }
    }
    return finds;
  }
}

function slotOf(head: number): number {
  return multiply(head, SPREAD) >>> (WORD_BITS - TABLE_BITS);
}

function isWord(bytes: Buffer, from: number, to: number, unit: 1 | 2): boolean {
  return !isWordCharacter(bytes, from - unit, unit) && !isWordCharacter(bytes, to, unit);
}

function isWordCharacter(bytes: Buffer, at: number, unit: 1 | 2): boolean {
  if (at < 0 || at + unit > bytes.length) return false;
  const code = unit === 1 ? bytes[at]! : bytes.readUInt16LE(at);
  return code < 0x80 && /\w/.test(String.fromCharCode(code));
}
