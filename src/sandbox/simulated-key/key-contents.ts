import { z } from 'zod';
import type { KeyMemory } from '../../keys/protocol/key/key-memory.js';

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const sequence = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((text) => BigInt(text));
const credential = z
  .strictObject({ accountId: z.string(), logOnName: z.string(), password: z.string(), write: sequence })
  .nullable();

const memory = z.strictObject({
  server: z.strictObject({ version: z.int(), publicKey: bytes }).nullable(),
  locked: z.boolean(),
  pinLocked: z.boolean(),
  lastSequence: sequence,
  accounts: z.array(
    z.strictObject({
      accountId: z.string(),
      active: credential,
      pending: credential,
      previous: credential,
    }),
  ),
  lastDone: z.strictObject({ envelopeHash: bytes, acknowledgement: bytes }).nullable(),
});

const contents = z.strictObject({
  serial: z.string(),
  seed: bytes,
  pin: z.string(),
  pinAttemptsLeft: z.int().min(0),
  memory,
});

/** Everything a simulated key keeps, its secrets included: a real key keeps them where nobody can read them. */
export interface KeyContents {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly pin: string;
  readonly pinAttemptsLeft: number;
  readonly memory: KeyMemory;
}

export function printKeyContents(kept: KeyContents): string {
  return `${JSON.stringify(kept, asText, 2)}\n`;
}

/** Throws when the text is not what `printKeyContents` makes. */
export function parseKeyContents(text: string): KeyContents {
  return contents.parse(JSON.parse(text));
}

function asText(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
