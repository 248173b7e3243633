import { fault, type Reading } from '../settings/input-fault.js';

/** A key's identity: 32 bytes of an Ed25519 public key (RFC 8032), as 64 hexadecimal digits in lower case. */
declare const brand: unique symbol;
export type IdentityKey = string & { readonly [brand]: 'IdentityKey' };

const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;
const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Reads a public key written as 64 hexadecimal digits or as base64 (or base64url). What is no point of the curve, is not
 * written in the one way there is, or is one of the few points whose signatures anybody can make, is refused.
 */
export function readIdentityKey(value: unknown): Reading<IdentityKey> {
  const text = typeof value === 'string' ? value.trim() : '';
  const hex = HEX.test(text) ? text.toLowerCase() : hexOfBase64(text);
  if (hex === undefined) {
    return fault('Must be the 32 bytes of an Ed25519 public key: 64 hexadecimal digits, or base64.');
  }
  return isUsablePoint(hex) ? { value: hex as IdentityKey } : fault('Is not an Ed25519 public key.');
}

function hexOfBase64(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  const digits = [...text.replace('=', '').replaceAll('-', '+').replaceAll('_', '/')];
  const bits = digits.map((digit) => BASE64_DIGITS.indexOf(digit).toString(2).padStart(6, '0')).join('');
  // 43 digits are 258 bits: the last two say nothing and must be zero, or one key could be written in four ways.
  if (!bits.endsWith('00')) return undefined;
  const bytes = bits.slice(0, 256).match(/.{8}/g) ?? [];
  return bytes.map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
}

/** The field, and the constant, of edwards25519 (RFC 8032, 5.1). */
const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const SIGN_BIT = 2n ** 255n;

function isUsablePoint(hex: string): boolean {
  const littleEndian = hex.match(/../g) ?? [];
  const y = BigInt(`0x${littleEndian.toReversed().join('')}`) % SIGN_BIT;
  if (y >= P) return false;
  const ySquared = (y * y) % P;
  // x² = (y² − 1) / (d·y² + 1) has to be a square; zero belongs to the points of order one and two.
  const u = (ySquared - 1n + P) % P;
  const v = (D * ySquared + 1n) % P;
  if (u === 0n || y === 0n || isOfOrderEight(ySquared)) return false;
  return power((u * v) % P, (P - 1n) / 2n) === 1n;
}

/** Doubling a point of order eight gives one of order four, whose y is zero: there y² = −x², so d·y⁴ + 2·y² − 1 = 0. */
function isOfOrderEight(ySquared: bigint): boolean {
  return (D * ySquared * ySquared + 2n * ySquared - 1n) % P === 0n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}
