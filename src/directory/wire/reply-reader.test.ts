import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BerWriter, PagedResultsControl } from 'ldapts';
import { AppError } from '../../errors.js';
import { readReply } from './reply-reader.js';

function message(
  operation: number,
  write: (writer: BerWriter) => void,
  controls?: (writer: BerWriter) => void,
): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(7);
  writer.startSequence(operation);
  write(writer);
  writer.endSequence();
  if (controls) {
    writer.startSequence(0xa0);
    controls(writer);
    writer.endSequence();
  }
  writer.endSequence();
  return Buffer.from(writer.buffer);
}

const ENTRY = message(0x64, (writer) => {
  writer.writeString('CN=Anna,DC=corp');
  writer.startSequence();
  for (const [name, values] of [
    ['objectGUID', [Buffer.of(0xff, 0, 0x80)]],
    ['member;range=0-1', [Buffer.from('one'), Buffer.from('two')]],
    ['Empty', []],
  ] as const) {
    writer.startSequence();
    writer.writeString(name);
    writer.startSequence(0x31);
    for (const value of values) writer.writeBuffer(value, 0x04);
    writer.endSequence();
    writer.endSequence();
  }
  writer.endSequence();
});

function done(code: number, words: string, cookie?: Buffer): Buffer {
  const paging = new PagedResultsControl({ value: { size: 0, ...(cookie ? { cookie } : {}) } });
  return message(
    0x65,
    (writer) => {
      writer.writeEnumeration(code);
      writer.writeString('');
      writer.writeString(words);
    },
    cookie && ((writer) => paging.write(writer)),
  );
}

describe('readReply', () => {
  it('reads an entry, values as bytes, names of attributes in lower case', () => {
    const { entry, messageId } = readReply(ENTRY);
    expect(messageId).toBe(7);
    expect(entry?.name.toString()).toBe('CN=Anna,DC=corp');
    expect([...(entry?.attributes ?? [])]).toEqual([
      ['objectguid', [Buffer.of(0xff, 0, 0x80)]],
      ['member;range=0-1', [Buffer.from('one'), Buffer.from('two')]],
      ['empty', []],
    ]);
  });

  it('reads a result with its cookie, and one without', () => {
    expect(readReply(done(0, '', Buffer.of(1, 2))).result).toEqual({
      code: 0,
      diagnostic: '',
      cookie: Buffer.of(1, 2),
    });
    expect(readReply(done(0, '', Buffer.alloc(0))).result?.cookie).toEqual(Buffer.alloc(0));
    expect(readReply(done(51, 'busy\0')).result).toEqual({ code: 51, diagnostic: 'busy', cookie: undefined });
  });

  it('bounds what it keeps of the words of a server', () => {
    expect(readReply(done(1, 'x'.repeat(100_000))).result?.diagnostic.length).toBeLessThanOrEqual(500);
  });

  it('lets references pass', () => {
    expect(readReply(message(0x73, (writer) => writer.writeString('ldap://other')))).toEqual({
      messageId: 7,
    });
  });

  it('refuses every operation that is no reply', () => {
    expect(() => readReply(message(0x63, () => undefined))).toThrow(AppError);
  });

  it('answers or fails with DIRECTORY_PROTOCOL_ERROR, whatever the bytes, and always ends', () => {
    const whole = fc.constantFrom(ENTRY, done(0, 'words', Buffer.of(9)));
    fc.assert(
      fc.property(whole, fc.nat(500), fc.nat(255), fc.nat(500), (bytes, at, byte, length) => {
        const damaged = Buffer.from(bytes);
        damaged[at % damaged.length] = byte;
        for (const attempt of [damaged, damaged.subarray(0, length % damaged.length)]) {
          expect(['read', 'DIRECTORY_PROTOCOL_ERROR']).toContain(outcomeOf(attempt));
        }
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(['read', 'DIRECTORY_PROTOCOL_ERROR']).toContain(outcomeOf(Buffer.from(bytes)));
      }),
    );
  });
});

function outcomeOf(bytes: Buffer): string {
  try {
    readReply(bytes);
    return 'read';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}
