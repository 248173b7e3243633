import { describe, expect, test } from '@jest/globals';
import { Attribute, BerWriter, Change, FilterParser, ModifyRequest, SearchRequest } from 'ldapts';
import fc from 'fast-check';
import { octetsOfBuffer } from '../values/octets.js';
import { LdapFailure, MalformedMessage } from './ldap-failure.js';
import { parseMessage } from './message-parser.js';
import { MessageStream } from './message-stream.js';
import { encodeReply } from './reply-writer.js';

const search = new SearchRequest({
  messageId: 7,
  baseDN: 'DC=north,DC=example',
  scope: 'one',
  filter: FilterParser.parseString(
    '(&(cn=a*b*c*)(|(!(x=1))(y>=2)(z<=3)(w~=4)(v=*))(memberOf:1.2.840.113556.1.4.1941:=CN=g))',
  ),
  attributes: ['cn', 'member;range=0-*'],
  sizeLimit: 5,
}).write();
const modify = new ModifyRequest({
  messageId: 8,
  dn: 'CN=a',
  changes: [new Change({ operation: 'add', modification: new Attribute({ type: 'mail', values: ['a@x'] }) })],
}).write();

/** What a parser made of bytes, or the kind of its complaint. */
function outcome(bytes: Buffer): string {
  try {
    return parseMessage(bytes).request.kind;
  } catch (error) {
    if (error instanceof MalformedMessage || error instanceof LdapFailure) return error.name;
    throw error;
  }
}

describe('messages', () => {
  test('a search comes apart into its pieces', () => {
    expect(parseMessage(search)).toEqual({
      id: 7,
      controls: [],
      request: {
        kind: 'search',
        base: 'DC=north,DC=example',
        scope: 'one',
        sizeLimit: 5,
        typesOnly: false,
        attributes: ['cn', 'member;range=0-*'],
        filter: {
          kind: 'and',
          parts: [
            { kind: 'substrings', attribute: 'cn', initial: 'a', middle: ['b', 'c'], final: undefined },
            {
              kind: 'or',
              parts: [
                { kind: 'not', part: { kind: 'equal', attribute: 'x', value: '1' } },
                { kind: 'atLeast', attribute: 'y', value: '2' },
                { kind: 'atMost', attribute: 'z', value: '3' },
                { kind: 'equal', attribute: 'w', value: '4' },
                { kind: 'present', attribute: 'v' },
              ],
            },
            { kind: 'rule', attribute: 'memberOf', rule: '1.2.840.113556.1.4.1941', value: 'CN=g' },
          ],
        },
      },
    });
  });

  test('bytes that are no message are refused as such, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const message = Buffer.concat([Buffer.from([0x30, Math.min(bytes.length, 127)]), bytes]);
        expect(() => outcome(message)).not.toThrow();
      }),
    );
  });

  test.each([
    ['search', search],
    ['modify', modify],
  ])('a %s with any byte changed is a message or refused as none', (_name, original) => {
    for (let index = 0; index < original.length; index += 1)
      for (const value of [0x00, 0x7f, 0x80, 0x84, 0xff]) {
        const changed = Buffer.from(original);
        changed[index] = value;
        expect(() => outcome(changed)).not.toThrow();
      }
  });

  test('a length of more than 2 GB inside a message does not lead the reader astray', () => {
    const bytes = Buffer.from([0x30, 0x0a, 0x02, 0x01, 0x01, 0x42, 0x84, 0xff, 0xff, 0xff, 0xfb, 0x00]);
    expect(outcome(bytes)).toBe('MalformedMessage');
  });

  test('a filter nested or branched without end is refused', () => {
    const deep = new SearchRequest({
      messageId: 1,
      filter: FilterParser.parseString(`${'(!'.repeat(70)}(a=1)${')'.repeat(70)}`),
    });
    expect(outcome(deep.write())).toBe('LdapFailure');
    const writer = new BerWriter();
    writer.startSequence();
    writer.writeInt(1);
    writer.startSequence(0x63);
    writer.writeString('');
    writer.writeEnumeration(2);
    writer.writeEnumeration(0);
    writer.writeInt(0);
    writer.writeInt(0);
    writer.writeBoolean(false);
    writer.startSequence(0xa1);
    for (let index = 0; index < 20_001; index += 1) writer.writeString('a', 0x87);
    writer.endSequence();
    writer.startSequence();
    writer.endSequence();
    writer.endSequence();
    writer.endSequence();
    expect(outcome(writer.buffer)).toBe('LdapFailure');
  });
});

describe('the stream', () => {
  const both = Buffer.concat([search, modify, search]);

  test('gives the same messages wherever it is cut', () => {
    for (let cut = 0; cut <= both.length; cut += 1) {
      const stream = new MessageStream(10_000);
      const messages = [...stream.push(both.subarray(0, cut)), ...stream.push(both.subarray(cut))];
      expect(messages).toEqual([search, modify, search]);
    }
    const stream = new MessageStream(10_000);
    expect([...both].flatMap((byte) => stream.push(Buffer.from([byte])))).toEqual([search, modify, search]);
  });

  test.each([
    ['announces more than is taken', '3084000f4240'],
    ['has no definite length', '3080'],
    ['has a length of too many bytes', '3085000000000a'],
    ['is something else', '474554202f'],
  ])('refuses a message that %s', (_what, hex) => {
    const stream = new MessageStream(10_000);
    expect(() => stream.push(Buffer.from(hex, 'hex'))).toThrow(MalformedMessage);
  });
});

describe('replies', () => {
  test('an entry larger than a chunk comes out whole', () => {
    const value = octetsOfBuffer(Buffer.alloc(70_000, 0x61));
    // The library's writer loses the last byte when it is full to the brim: 64 KB, or eight times that.
    const brim = Array.from({ length: 80 }, (_, index) => 8 * 65_536 - 70_000 - index);
    for (const size of [65_400, 65_535, 65_536, 70_000, ...brim]) {
      const attributes = [
        {
          name: octetsOfBuffer(Buffer.from('photo')),
          values: [octetsOfBuffer(Buffer.alloc(size, 0x62)), value],
        },
      ];
      const messages = [{ kind: 'entry' as const, name: octetsOfBuffer(Buffer.from('CN=a')), attributes }];
      const bytes = Buffer.concat([...encodeReply(1, 'search', messages)]);
      expect(new MessageStream(1_000_000).push(bytes)).toHaveLength(1);
      expect(bytes.subarray(-70_000).equals(Buffer.alloc(70_000, 0x61))).toBe(true);
    }
  });
});
