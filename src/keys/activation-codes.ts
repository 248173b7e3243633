import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.js';
import { createSecretBox } from './secret-box.js';

const CODES = 100_000_000;
const DIGITS = 8;

/** Draws, seals, opens and compares activation codes. A sealed one belongs to one activation and opens for no other. */
export interface ActivationCodes {
  /** How many days a code can be used. */
  readonly days: number;
  /** Eight digits, each as likely as every other. */
  draw(): string;
  seal(code: string, activationId: string): Buffer;
  /** Fails with ACTIVATION_CODE_UNREADABLE when the master key is not the one it was sealed with. */
  open(sealed: Uint8Array, activationId: string): string;
}

/** @param random a whole number from 0 up to and without `below`, from a secure source */
export function createActivationCodes(
  masterKey: Uint8Array,
  days: number,
  random: (below: number) => number = (below) => randomInt(below),
): ActivationCodes {
  const box = createSecretBox(masterKey, 'activation-code');
  return {
    days,
    draw: () => String(random(CODES)).padStart(DIGITS, '0'),
    seal: (code, activationId) => box.seal(Buffer.from(code, 'utf8'), activationId),
    open(sealed, activationId) {
      try {
        return box.open(sealed, activationId).toString('utf8');
      } catch (cause) {
        throw new AppError(
          'ACTIVATION_CODE_UNREADABLE',
          'The stored activation code cannot be opened with the present master key. Issue a new one with `reissueActivationCode`, or start with the key it was stored under.',
          { cause },
        );
      }
    },
  };
}

/** Whether two codes are the same, in a time that tells nothing about where they differ. */
export function isSameCode(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
