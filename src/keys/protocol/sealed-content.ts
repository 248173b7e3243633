import { sealTo } from './identity.js';
import type { KeyPublicKey, ServerPublicKey } from './identity.js';
import {
  CREDENTIAL_BYTES,
  LONGEST_LOG_ON_NAME_BYTES,
  LONGEST_PASSWORD_BYTES,
  LONGEST_PASSWORD_UNITS,
  PROTOCOL_VERSION,
  PUBLIC_KEY_BYTES,
} from './protocol-limits.js';
import { decodeWith } from './wire/byte-reader.js';
import type { ByteReader } from './wire/byte-reader.js';
import { beginMessage } from './wire/signed-message.js';

const CREDENTIAL = 'latchkey/credential';
const LINK = 'latchkey/link';

/** What a key needs to log somebody on to one account. */
export interface Credential {
  readonly accountId: string;
  /** `DOMAIN\login` or a user principal name: what is typed above the password. */
  readonly logOnName: string;
  readonly password: string;
}

/**
 * Seals a password to the key it is for: the content of WRITE_PENDING. Nobody but this key can open it, the server
 * included.
 * @throws RangeError when the name or the password is empty, too long, or not well-formed text.
 */
export function sealCredential(key: Pick<KeyPublicKey, 'publicKey'>, credential: Credential): Uint8Array {
  return sealTo(key.publicKey, encodeCredential(credential));
}

/** Seals to a key whom it shall obey: the content of LINK. */
export function sealLink(key: Pick<KeyPublicKey, 'publicKey'>, server: ServerPublicKey): Uint8Array {
  return sealTo(key.publicKey, encodeLink(server));
}

export function encodeCredential({ accountId, logOnName, password }: Credential): Uint8Array {
  const name = Buffer.from(logOnName, 'utf8');
  const secret = Buffer.from(password, 'utf8');
  // The messages name no value: they end up in logs.
  if (!isLogOnName(logOnName, name.length)) throw new RangeError('The log-on name cannot go to a key.');
  if (!isPassword(password, secret.length)) throw new RangeError('The password cannot go to a key.');
  const fields = beginMessage(CREDENTIAL).uuid(accountId).longBytes(name).longBytes(secret);
  return fields.padTo(CREDENTIAL_BYTES).bytes();
}

export function decodeCredential(bytes: Uint8Array): Credential | undefined {
  return decodeWith(bytes, (reader: ByteReader) => {
    requireLabel(reader, CREDENTIAL);
    const accountId = reader.uuid();
    const name = reader.longBytes();
    const secret = reader.longBytes();
    const [logOnName, password] = [reader.text(name), reader.text(secret)];
    reader.padding();
    reader.require(accountId !== null);
    reader.require(bytes.length === CREDENTIAL_BYTES);
    reader.require(isLogOnName(logOnName, name.length) && isPassword(password, secret.length));
    return { accountId, logOnName, password };
  });
}

export function encodeLink({ version, publicKey }: ServerPublicKey): Uint8Array {
  return beginMessage(LINK).u32(version).raw(publicKey).bytes();
}

export function decodeLink(bytes: Uint8Array): ServerPublicKey | undefined {
  return decodeWith(bytes, (reader: ByteReader) => {
    requireLabel(reader, LINK);
    const server = { version: reader.u32(), publicKey: reader.raw(PUBLIC_KEY_BYTES) };
    reader.require(server.version > 0);
    return server;
  });
}

function requireLabel(reader: ByteReader, label: string): void {
  const start = Buffer.from(`${label}\0`, 'ascii');
  reader.require(start.equals(reader.raw(start.length)));
  reader.require(reader.u8() === PROTOCOL_VERSION);
}

function isLogOnName(text: string, bytes: number): boolean {
  return bytes > 0 && bytes <= LONGEST_LOG_ON_NAME_BYTES && isCleanText(text);
}

function isPassword(text: string, bytes: number): boolean {
  return (
    bytes > 0 && bytes <= LONGEST_PASSWORD_BYTES && text.length <= LONGEST_PASSWORD_UNITS && isCleanText(text)
  );
}

/** Half a surrogate pair would change on its way through UTF-8, and a NUL ends a string for many. */
function isCleanText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
