/** The version of what docs/key-protocol.md describes. It is the first field of every message. */
export const PROTOCOL_VERSION = 1;

export const LARGEST_MESSAGE_BYTES = 2_048;
/** How many accounts one key holds. */
export const MOST_ACCOUNTS = 16;
/** How far a sequence number may be above the last one. */
export const LARGEST_LEAP = 1n << 32n;
export const NONCE_BYTES = 32;
export const HASH_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

export const LONGEST_LOG_ON_NAME_BYTES = 256;
/** Active Directory takes no longer password: 256 UTF-16 units, which are at most three bytes each in UTF-8. */
export const LONGEST_PASSWORD_UNITS = 256;
export const LONGEST_PASSWORD_BYTES = 3 * LONGEST_PASSWORD_UNITS;

/** What a sealed box adds: the sender's one-time public key and the authenticator. */
const SEAL_BYTES = 48;
/** Passwords are padded, so that the length of what is sealed tells nothing about them. */
export const CREDENTIAL_BYTES = 1_088;
export const SEALED_CREDENTIAL_BYTES = CREDENTIAL_BYTES + SEAL_BYTES;
/** The same for a password on its way to the server. */
export const OLD_PASSWORD_BYTES = 1_024;
export const SEALED_LINK_BYTES = 51 + SEAL_BYTES;

const SERIAL = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,63}$/;

/** True for a serial number that a key of this protocol may have. Upper and lower case are different serials. */
export function isKeySerial(text: string): boolean {
  return SERIAL.test(text);
}
