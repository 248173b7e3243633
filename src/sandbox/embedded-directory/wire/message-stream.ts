import { MalformedMessage } from './ldap-failure.js';

const LONGEST_HEADER = 6;
const SEQUENCE = 0x30;

/**
 * Cuts a stream of bytes into whole messages. A message that announces more than `longestMessage` bytes, or does not
 * start as a message does, is refused before its bytes are kept.
 */
export class MessageStream {
  #chunks: Buffer[] = [];
  #length = 0;
  #needed = 2;

  constructor(private readonly longestMessage: number) {}

  /** Takes the next bytes and gives the messages they complete. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return [];
    let rest = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const messages: Buffer[] = [];
    for (;;) {
      const size = messageSize(rest);
      if (size !== undefined && size > this.longestMessage)
        throw new MalformedMessage(`a message has ${size} bytes; at most ${this.longestMessage} are taken`);
      this.#needed = size ?? rest.length + 1;
      if (rest.length < this.#needed) break;
      messages.push(rest.subarray(0, this.#needed));
      rest = rest.subarray(this.#needed);
    }
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    return messages;
  }
}

/** Bytes of the message at the start, header included; undefined while its header has not all arrived. */
function messageSize(bytes: Buffer): number | undefined {
  const [tag, first] = bytes;
  if (tag !== undefined && tag !== SEQUENCE) throw new MalformedMessage('a message does not start as one');
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const lengthBytes = first & 0x7f;
  if (lengthBytes === 0 || 2 + lengthBytes > LONGEST_HEADER)
    throw new MalformedMessage('the length of a message is written in a form LDAP does not allow');
  if (bytes.length < 2 + lengthBytes) return undefined;
  return 2 + lengthBytes + bytes.readUIntBE(2, lengthBytes);
}
