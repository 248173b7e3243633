import { AppError } from '../../errors.js';

/** Longest message taken: a group of 200,000 members from a controller that sends them all at once has 50 MB. */
const LONGEST_MESSAGE = 128 * 1024 * 1024;
const SEQUENCE = 0x30;
const LONG_FORM = 0x80;
const MOST_LENGTH_BYTES = 4;

/**
 * Cuts a stream of bytes into LDAP messages (each one BER SEQUENCE). However a message is chopped up, it is copied
 * once at most. Fails with DIRECTORY_PROTOCOL_ERROR on anything that is not LDAP or is too long.
 */
export class MessageFraming {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private neededBytes = 2;

  /** The messages that `chunk` completes. */
  push(chunk: Buffer): Buffer[] {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes < this.neededBytes) return [];
    const bytes = this.waiting.length === 1 ? chunk : Buffer.concat(this.waiting, this.waitingBytes);
    const messages: Buffer[] = [];
    let at = 0;
    let length = messageLength(bytes, at);
    while (at + length <= bytes.length) {
      messages.push(bytes.subarray(at, at + length));
      at += length;
      length = messageLength(bytes, at);
    }
    this.waiting = at < bytes.length ? [bytes.subarray(at)] : [];
    this.waitingBytes = bytes.length - at;
    this.neededBytes = length;
    return messages;
  }
}

/** Length of the message at `at`, header included; while the header is not all there, the bytes to wait for. */
function messageLength(bytes: Buffer, at: number): number {
  const available = bytes.length - at;
  if (available > 0 && bytes[at] !== SEQUENCE) throw notLdap('something that is not LDAP');
  if (available < 2) return 2;
  const first = bytes[at + 1]!;
  if (first < LONG_FORM) return 2 + first;
  const lengthBytes = first - LONG_FORM;
  if (lengthBytes < 1 || lengthBytes > MOST_LENGTH_BYTES)
    throw notLdap('a message of a form LDAP does not allow');
  if (available < 2 + lengthBytes) return 2 + lengthBytes;
  const length = bytes.readUIntBE(at + 2, lengthBytes);
  if (length > LONGEST_MESSAGE) throw notLdap(`a message of ${length} bytes, more than is ever taken`);
  return 2 + lengthBytes + length;
}

function notLdap(what: string): AppError {
  return new AppError(
    'DIRECTORY_PROTOCOL_ERROR',
    `The server sent ${what}. Check that the address and port are those of a domain controller.`,
  );
}
