import { both, inField, line, refined, type Reading, type Rule } from '../settings/input-fault.js';
import { readIdentityKey, type IdentityKey } from './identity-key.js';
import { keySerial } from './key-serial.js';

/** A key as somebody typed it in. */
export interface KeyInput {
  readonly serial: unknown;
  readonly publicKey: unknown;
  readonly firmware?: unknown;
  readonly name?: unknown;
}

/** A key that is to be added. */
export interface NewKey {
  /** In upper case, as it is printed on keys. */
  readonly serial: string;
  readonly publicKey: IdentityKey;
  readonly firmware: string | null;
  readonly name: string;
}

const LONGEST_NAME = 100;
const LONGEST_FIRMWARE = 50;
export const LONGEST_KEY_NOTE = 500;

/** Below this a battery counts as low. */
export const LOW_BATTERY_PERCENT = 20;

/** What a key is called in lists. */
export const keyName: Rule<string> = line(LONGEST_NAME);

/** Why somebody did something to a key. */
export const keyNote: Rule<string> = line(LONGEST_KEY_NOTE);

/** Absent, null and empty are the same: forms and lists send all of them. */
function optional<T>(rule: Rule<T>): Rule<T | null> {
  return (value) => (value === undefined || value === null || value === '' ? { value: null } : rule(value));
}

/** A key that is to be added, or everything that is wrong with it. Without a name it is called by its serial. */
export function readNewKey(input: KeyInput): Reading<NewKey> {
  const identity = both(
    inField('serial', keySerial(input.serial)),
    inField('publicKey', readIdentityKey(input.publicKey)),
  );
  const words = both(
    inField('firmware', optional(line(LONGEST_FIRMWARE))(input.firmware)),
    inField('name', optional(keyName)(input.name)),
  );
  const reading = both(identity, words);
  if (reading.faults) return reading;
  const [[ownSerial, publicKey], [firmware, name]] = reading.value;
  return { value: { serial: ownSerial, publicKey, firmware, name: name ?? ownSerial } };
}

/** Whether what was typed names this key: case and spaces around it do not count. */
export function isSerial(typed: string, wanted: string): boolean {
  return typed.trim().toUpperCase() === wanted;
}

const CODE = /^[0-9]{8}$/;

/** An activation code as somebody typed it: eight digits, in groups or not. */
export const typedCode: Rule<string> = refined(
  line(40),
  (text) => {
    const digits = text.replaceAll(/[ -]/g, '');
    return CODE.test(digits) ? digits : undefined;
  },
  'Must be the eight digits of an activation code.',
);
