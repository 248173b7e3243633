import { ascii } from './octets.js';
import type { Octets } from './octets.js';

const MILLISECONDS_TO_UNIX_EPOCH = 11_644_473_600_000n;
const TICKS_PER_MILLISECOND = 10_000n;

/** The greatest 64-bit value: `accountExpires` with it means never. */
export const NEVER = ascii('9223372036854775807');

/** A moment as `whenChanged` and its like hold it: whole seconds, UTC. */
export function generalizedTime(moment: Date): Octets {
  return ascii(`${moment.toISOString().slice(0, 19).replace(/[-:T]/g, '')}.0Z`);
}

/** A moment in 100-nanosecond ticks since 1601, as `pwdLastSet` and its like hold it; `ticks` later where that is said. */
export function fileTime(moment: Date, ticks = 0): Octets {
  const milliseconds = BigInt(moment.getTime()) + MILLISECONDS_TO_UNIX_EPOCH;
  return ascii(String(milliseconds * TICKS_PER_MILLISECOND + BigInt(ticks)));
}

/** Milliseconds since 1970 of a moment in ticks since 1601. */
export function millisecondsOfFileTime(ticks: Octets): number {
  return Number(BigInt(ticks) / TICKS_PER_MILLISECOND - MILLISECONDS_TO_UNIX_EPOCH);
}

/** Milliseconds of a duration as the domain's password policy holds it: negative ticks. The least 64-bit value means for ever. */
export function millisecondsOfDuration(ticks: Octets): number {
  const value = -BigInt(ticks);
  return value >= 0x7fffffffffffffffn ? Number.POSITIVE_INFINITY : Number(value / TICKS_PER_MILLISECOND);
}
