import { once } from 'node:events';
import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { BerReader, BerWriter, BindRequest, FilterParser, SearchRequest } from 'ldapts';
import type { Control } from 'ldapts';
import { MessageStream } from '../wire/message-stream.js';
import { controlOid } from '../search/search-controls.js';
import { RawControl } from './raw-control.js';

/** An entry as its bytes came. */
export interface WireEntry {
  readonly name: Buffer;
  readonly attributes: ReadonlyMap<string, readonly Buffer[]>;
}

/** Everything one request was answered with. */
export interface WireReply {
  readonly entries: readonly WireEntry[];
  readonly references: readonly string[];
  readonly code: number;
  readonly diagnostic: string;
  /** Values of the response controls, by object identifier. */
  readonly controls: ReadonlyMap<string, Buffer>;
}

interface Waiting {
  readonly entries: WireEntry[];
  readonly references: string[];
  readonly settle: (reply: WireReply) => void;
}

export interface WireSearch {
  readonly base: string;
  readonly filter: string;
  readonly attributes?: string[];
  readonly controls?: Control[];
}

const ENTRY = 0x64;
const REFERENCE = 0x73;
const LONGEST = 64 * 1024 * 1024;

/** Speaks LDAP byte by byte, so that tests see cookies and controls, and can break the rules. */
export class WireClient {
  readonly #stream = new MessageStream(LONGEST);
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  /** Settles when the server ends the connection, with the bytes of messages nobody asked for. */
  readonly ended: Promise<Buffer[]>;

  private constructor(private readonly socket: TLSSocket) {
    const unasked: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => {
      for (const message of this.#stream.push(chunk)) if (!this.#take(message)) unasked.push(message);
    });
    this.ended = new Promise((resolve) => {
      socket.once('close', () => resolve(unasked));
      socket.on('error', () => socket.destroy());
    });
  }

  static async connect(url: string, ca: string): Promise<WireClient> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ca });
    socket.setNoDelay(true);
    await once(socket, 'secureConnect');
    return new WireClient(socket);
  }

  close(): void {
    this.socket.destroy();
  }

  /** Sends bytes as they are. */
  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  bind(name: string, password: string): Promise<WireReply> {
    const messageId = this.nextId();
    return this.#request(messageId, new BindRequest({ messageId, dn: name, password }).write());
  }

  search({ base, filter, attributes = [], controls = [] }: WireSearch): Promise<WireReply> {
    const messageId = this.nextId();
    const request = new SearchRequest({
      messageId,
      baseDN: base,
      scope: 'sub',
      filter: FilterParser.parseString(filter),
      attributes,
      controls,
    });
    return this.#request(messageId, request.write());
  }

  /** One page of a search. */
  page(search: WireSearch, size: number, cookie: Buffer): Promise<WireReply> {
    const paged = new RawControl(controlOid.pagedResults, pagedValue(size, cookie));
    return this.search({ ...search, controls: [...(search.controls ?? []), paged] });
  }

  /** All pages of a search, until the cookie is empty. */
  async pages(search: WireSearch, size: number): Promise<WireReply[]> {
    const replies: WireReply[] = [];
    let cookie: Buffer = Buffer.alloc(0);
    do {
      const reply = await this.page(search, size, cookie);
      replies.push(reply);
      cookie = cookieOf(reply);
    } while (cookie.length > 0);
    return replies;
  }

  /** Sends a message of this number and waits for its result. */
  request(messageId: number, bytes: Buffer): Promise<WireReply> {
    return this.#request(messageId, bytes);
  }

  #request(messageId: number, bytes: Buffer): Promise<WireReply> {
    return new Promise((settle) => {
      this.#waiting.set(messageId, { entries: [], references: [], settle });
      this.socket.write(bytes);
    });
  }

  #take(bytes: Buffer): boolean {
    const reader = new BerReader(bytes);
    reader.readSequence();
    const id = reader.readInt() ?? -1;
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return false;
    const tag = reader.peek();
    const body = new BerReader(reader.readString(tag ?? 0, true) ?? Buffer.alloc(0));
    if (tag === ENTRY) waiting.entries.push(readEntry(body));
    else if (tag === REFERENCE) while (body.remain > 0) waiting.references.push(body.readString() ?? '');
    else {
      this.#waiting.delete(id);
      const code = body.readEnumeration() ?? -1;
      body.readString();
      const diagnostic = body.readString() ?? '';
      waiting.settle({ ...waiting, code, diagnostic, controls: readControls(reader) });
    }
    return true;
  }
}

/** The cookie a page came with; empty after the last page. */
export function cookieOf(reply: WireReply): Buffer {
  const value = reply.controls.get(controlOid.pagedResults);
  if (value === undefined)
    throw new Error(`no paged-results control came back: ${reply.code} ${reply.diagnostic}`);
  const reader = new BerReader(value);
  reader.readSequence();
  reader.readInt();
  return reader.readString(4, true) ?? Buffer.alloc(0);
}

function pagedValue(size: number, cookie: Buffer): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(size);
  writer.writeBuffer(cookie, 4);
  writer.endSequence();
  return writer.buffer;
}

function readEntry(body: BerReader): WireEntry {
  const name = body.readString(4, true) ?? Buffer.alloc(0);
  const attributes = new Map<string, readonly Buffer[]>();
  body.readSequence();
  while (body.remain > 0) {
    body.readSequence();
    const type = body.readString() ?? '';
    const set = new BerReader(body.readString(0x31, true) ?? Buffer.alloc(0));
    const values: Buffer[] = [];
    while (set.remain > 0) values.push(set.readString(4, true) ?? Buffer.alloc(0));
    attributes.set(type, values);
  }
  return { name, attributes };
}

function readControls(reader: BerReader): Map<string, Buffer> {
  const controls = new Map<string, Buffer>();
  if (reader.remain <= 0) return controls;
  reader.readSequence(0xa0);
  while (reader.remain > 0) {
    reader.readSequence();
    const oid = reader.readString() ?? '';
    if (reader.peek() === 1) reader.readBoolean();
    controls.set(oid, reader.readString(4, true) ?? Buffer.alloc(0));
  }
  return controls;
}
