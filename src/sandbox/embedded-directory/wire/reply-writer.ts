import { Ber, BerWriter } from 'ldapts';
import { bufferOfOctets, octetsOfText } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { berTag } from './ber-element.js';
import { answerTag } from './operation-tag.js';
import type { ReplyEntry, ReplyMessage, ReplyReference, ReplyResult } from './reply.js';
import type { AnsweredRequest } from './request.js';
import type { ResultCode } from './result-code.js';

const CHUNK_SIZE = 64 * 1024;
const MOST_BYTES_OF_OTHER_MESSAGES = 16 * 1024;
const NOTICE_OF_DISCONNECTION = '1.3.6.1.4.1.1466.20036';
const EXTENDED_NAME_TAG = 0x8a;
const EXTENDED_VALUE_TAG = 0x8b;
const REFERRAL_TAG = 0xa3;
const CONTROLS_TAG = 0xa0;

/** The bytes of a reply, in chunks of about 64 KB so that a page of a thousand entries is a few writes. */
export function* encodeReply(
  id: number,
  kind: AnsweredRequest['kind'],
  messages: readonly ReplyMessage[],
): Generator<Buffer> {
  let writer = new BerWriter({ size: CHUNK_SIZE });
  let room = CHUNK_SIZE;
  for (const message of messages) {
    const size = mostBytes(message);
    if (size > room) {
      if (writer.buffer.length > 0) yield writer.buffer;
      room = Math.max(CHUNK_SIZE, size);
      writer = new BerWriter({ size: room });
    }
    room -= size;
    writer.startSequence();
    writer.writeInt(id);
    writeMessage(writer, kind, message);
    writer.endSequence();
  }
  if (writer.buffer.length > 0) yield writer.buffer;
}

/**
 * An upper bound of a message's size. The library's writer does not make room before it moves the content of a
 * sequence of more than 64 KB by a byte, so it must never be full.
 */
function mostBytes(message: ReplyMessage): number {
  if (message.kind !== 'entry') return MOST_BYTES_OF_OTHER_MESSAGES;
  let size = 64 + message.name.length;
  for (const { name, values } of message.attributes) {
    size += 24 + name.length;
    for (const value of values) size += 6 + value.length;
  }
  return size;
}

/** The unasked message that tells a client why its connection ends (RFC 4511, 4.4.1). */
export function encodeDisconnection(code: ResultCode, diagnostic: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(0);
  writer.startSequence(answerTag.extended);
  writeResultFields(writer, { kind: 'result', code, diagnostic });
  writer.writeString(NOTICE_OF_DISCONNECTION, EXTENDED_NAME_TAG);
  writer.endSequence();
  writer.endSequence();
  return writer.buffer;
}

function writeOctets(writer: BerWriter, octets: Octets, tag: number = Ber.OctetString): void {
  writer.writeBuffer(bufferOfOctets(octets), tag);
}

function writeMessage(writer: BerWriter, kind: AnsweredRequest['kind'], message: ReplyMessage): void {
  switch (message.kind) {
    case 'entry':
      return writeEntry(writer, message);
    case 'reference':
      return writeReference(writer, message);
    case 'result':
      return writeResult(writer, answerTag[kind], message);
  }
}

function writeEntry(writer: BerWriter, { name, attributes }: ReplyEntry): void {
  writer.startSequence(answerTag.entry);
  writeOctets(writer, name);
  writer.startSequence();
  for (const attribute of attributes) {
    writer.startSequence();
    writeOctets(writer, attribute.name);
    writer.startSequence(berTag.set);
    for (const value of attribute.values) writeOctets(writer, value);
    writer.endSequence();
    writer.endSequence();
  }
  writer.endSequence();
  writer.endSequence();
}

function writeReference(writer: BerWriter, { urls }: ReplyReference): void {
  writer.startSequence(answerTag.reference);
  for (const url of urls) writer.writeString(url);
  writer.endSequence();
}

function writeResult(writer: BerWriter, tag: number, result: ReplyResult): void {
  writer.startSequence(tag);
  writeResultFields(writer, result);
  if (result.value !== undefined) writeOctets(writer, result.value, EXTENDED_VALUE_TAG);
  writer.endSequence();
  if (result.controls === undefined || result.controls.length === 0) return;
  writer.startSequence(CONTROLS_TAG);
  for (const control of result.controls) {
    writer.startSequence();
    writer.writeString(control.oid);
    writer.writeBuffer(control.value, Ber.OctetString);
    writer.endSequence();
  }
  writer.endSequence();
}

function writeResultFields(writer: BerWriter, { code, matched, diagnostic, referrals }: ReplyResult): void {
  writer.writeEnumeration(code);
  writeOctets(writer, matched ?? octetsOfText(''));
  writeOctets(writer, octetsOfText(diagnostic ?? ''));
  if (referrals === undefined) return;
  writer.startSequence(REFERRAL_TAG);
  for (const url of referrals) writer.writeString(url);
  writer.endSequence();
}
