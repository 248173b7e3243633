import { BerReader, ControlParser, PagedResultsControl, ProtocolOperation } from 'ldapts';
import { AppError } from '../../errors.js';
import type { LdapEntry } from './ldap-entry.js';

/** How a request ended. */
export interface LdapResult {
  readonly code: number;
  /** The controller's own words: for the log, never for a caller. */
  readonly diagnostic: string;
  /** Where a paged search goes on. Undefined when the controller sent no paging control. */
  readonly cookie: Buffer | undefined;
}

export type LdapReply =
  | { readonly messageId: number; readonly entry: LdapEntry; readonly result?: undefined }
  | { readonly messageId: number; readonly entry?: undefined; readonly result: LdapResult }
  /** A reference to another naming context: part of an answer, and none of what was asked for. */
  | { readonly messageId: number; readonly entry?: undefined; readonly result?: undefined };

const OCTETS = 0x04;
const SEQUENCE = 0x30;
const SET = 0x31;
const LONGEST_DIAGNOSTIC = 500;

const RESULTS: ReadonlySet<number> = new Set<number>([
  ProtocolOperation.LDAP_RES_BIND,
  ProtocolOperation.LDAP_RES_SEARCH,
  ProtocolOperation.LDAP_RES_MODIFY,
  ProtocolOperation.LDAP_RES_EXTENSION,
]);

/** Reads one whole message. Fails with DIRECTORY_PROTOCOL_ERROR when it is not a reply to anything we ask. */
export function readReply(message: Buffer): LdapReply {
  try {
    return parseReply(new BerReader(message), message.length);
  } catch (error) {
    throw new AppError(
      'DIRECTORY_PROTOCOL_ERROR',
      'The server sent an answer that cannot be read as LDAP. Check that the address and port are those of a domain controller.',
      { cause: error },
    );
  }
}

function parseReply(reader: BerReader, length: number): LdapReply {
  const messageEnd = enter(reader, SEQUENCE, length);
  const messageId = reader.readInt();
  const operation = reader.peek();
  if (messageId === null || operation === null) throw new Error('A message without an id or an operation.');
  const operationEnd = enter(reader, operation, messageEnd);
  if (operation === ProtocolOperation.LDAP_RES_SEARCH_ENTRY) {
    return { messageId, entry: parseEntry(reader, operationEnd) };
  }
  if (operation === ProtocolOperation.LDAP_RES_SEARCH_REF) return { messageId };
  if (!RESULTS.has(operation)) throw new Error(`Operation 0x${operation.toString(16)} is no reply.`);
  const code = reader.readEnumeration();
  if (code === null) throw new Error('A result without a code.');
  octets(reader, operationEnd);
  const diagnostic = plainLine(octets(reader, operationEnd));
  reader.offset = operationEnd;
  return { messageId, result: { code, diagnostic, cookie: parseCookie(reader, messageEnd) } };
}

function parseEntry(reader: BerReader, end: number): LdapEntry {
  const name = octets(reader, end);
  const attributes = new Map<string, Buffer[]>();
  const listEnd = enter(reader, SEQUENCE, end);
  while (reader.offset < listEnd) {
    const attributeEnd = enter(reader, SEQUENCE, listEnd);
    const type = octets(reader, attributeEnd).toString('latin1').toLowerCase();
    const valuesEnd = enter(reader, SET, attributeEnd);
    const values: Buffer[] = [];
    while (reader.offset < valuesEnd) values.push(octets(reader, valuesEnd));
    attributes.set(type, values);
    reader.offset = attributeEnd;
  }
  return { name, attributes };
}

function parseCookie(reader: BerReader, end: number): Buffer | undefined {
  if (reader.offset >= end || reader.peek() !== ProtocolOperation.LDAP_CONTROLS) return undefined;
  const controlsEnd = enter(reader, ProtocolOperation.LDAP_CONTROLS, end);
  let cookie: Buffer | undefined;
  while (reader.offset < controlsEnd) {
    const before = reader.offset;
    const control = ControlParser.parse(reader, []);
    if (reader.offset <= before) throw new Error('A control of no length.');
    if (control instanceof PagedResultsControl) cookie = control.value?.cookie;
  }
  return cookie;
}

/** Steps into an element and answers where it ends. The reader itself does not compare lengths with what is there. */
function enter(reader: BerReader, tag: number, limit: number): number {
  if (reader.readSequence(tag) === null) throw new Error('A message that ends too early.');
  const end = reader.offset + reader.length;
  if (reader.length < 0 || end > limit) throw new Error('A length beyond the end of the message.');
  return end;
}

function octets(reader: BerReader, limit: number): Buffer {
  const before = reader.offset;
  const value = reader.readString(OCTETS, true);
  if (value === null || reader.offset <= before || reader.offset > limit) {
    throw new Error('A value beyond the end of its message.');
  }
  return value;
}

function plainLine(bytes: Buffer): string {
  return bytes
    .subarray(0, LONGEST_DIAGNOSTIC)
    .toString('utf8')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
