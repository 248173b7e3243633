import { sealTo, type ServerIdentity, type ServerPublicKey } from './identity.js';
import {
  isKeySerial,
  LONGEST_PASSWORD_BYTES,
  LONGEST_PASSWORD_UNITS,
  NONCE_BYTES,
  OLD_PASSWORD_BYTES,
  PROTOCOL_VERSION,
} from './protocol-limits.js';
import { decodeWith, type ByteReader } from './wire/byte-reader.js';
import { beginMessage } from './wire/signed-message.js';

const LABEL = 'latchkey/old-password';

/** A password that a workstation has read from a key, for the one change it is to be given up in. */
export interface OldPassword {
  readonly serial: string;
  readonly accountId: string;
  /** Of the server, taken once: what was recorded is of no use for another change. */
  readonly nonce: Uint8Array;
  readonly password: string;
}

/**
 * The workstation's half: seals it to the server identity that the key obeys, as the key itself shows it.
 *
 * @throws RangeError for what cannot be sent; it does not repeat it
 */
export function sealOldPassword(server: ServerPublicKey, old: OldPassword): Uint8Array {
  return sealTo(server.publicKey, encodeOldPassword(server.version, old));
}

export function encodeOldPassword(
  version: number,
  { serial, accountId, nonce, password }: OldPassword,
): Uint8Array {
  const secret = Buffer.from(password, 'utf8');
  if (!isKeySerial(serial) || nonce.length !== NONCE_BYTES || !isPassword(password, secret.length))
    throw new RangeError('This cannot be sealed to a server.');
  const fields = beginMessage(LABEL).u32(version).shortBytes(Buffer.from(serial, 'ascii')).uuid(accountId);
  return fields.raw(nonce).longBytes(secret).padTo(OLD_PASSWORD_BYTES).bytes();
}

/**
 * What was sealed to us; undefined when it does not open, is no such content, or is about another version of ours, another
 * key, account or question than this one.
 */
export function openOldPassword(
  server: ServerIdentity,
  sealed: Uint8Array,
  asked: Omit<OldPassword, 'password'>,
): string | undefined {
  const content = server.openSealed(sealed);
  const read = content && decodeOldPassword(content);
  if (read === undefined || read.version !== server.version) return undefined;
  const isAsked =
    read.serial === asked.serial &&
    read.accountId === asked.accountId &&
    Buffer.from(read.nonce).equals(asked.nonce);
  return isAsked ? read.password : undefined;
}

export function decodeOldPassword(
  bytes: Uint8Array,
): (OldPassword & { readonly version: number }) | undefined {
  return decodeWith(bytes, (reader: ByteReader) => {
    const start = Buffer.from(`${LABEL}\0`, 'ascii');
    reader.require(start.equals(reader.raw(start.length)));
    reader.require(reader.u8() === PROTOCOL_VERSION);
    const version = reader.u32();
    const serial = Buffer.from(reader.shortBytes()).toString('latin1');
    const accountId = reader.uuid();
    const nonce = reader.raw(NONCE_BYTES);
    const secret = reader.longBytes();
    const password = reader.text(secret);
    reader.padding();
    reader.require(version > 0 && isKeySerial(serial) && accountId !== null);
    reader.require(bytes.length === OLD_PASSWORD_BYTES && isPassword(password, secret.length));
    return { version, serial, accountId, nonce, password };
  });
}

function isPassword(text: string, bytes: number): boolean {
  return (
    bytes > 0 &&
    bytes <= LONGEST_PASSWORD_BYTES &&
    text.length <= LONGEST_PASSWORD_UNITS &&
    text.isWellFormed() &&
    !text.includes('\0')
  );
}
