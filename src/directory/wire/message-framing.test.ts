import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../errors.js';
import { MessageFraming } from './message-framing.js';

/** A BER SEQUENCE around these bytes. */
function sequence(content: Uint8Array): Buffer {
  const length = content.length;
  const header = length < 0x80 ? Buffer.of(0x30, length) : Buffer.of(0x30, 0x82, length >> 8, length & 0xff);
  return Buffer.concat([header, content]);
}

describe('MessageFraming', () => {
  it('gives the same messages however the stream is chopped up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
        (contents, sizes) => {
          const messages = contents.map(sequence);
          const stream = Buffer.concat(messages);
          const framing = new MessageFraming();
          const seen: Buffer[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const size = sizes[turn % sizes.length]!;
            seen.push(...framing.push(stream.subarray(at, at + size)).map((message) => Buffer.from(message)));
            at += size;
          }
          expect(seen).toEqual(messages);
        },
      ),
    );
  });

  it.each([
    ['plain HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['an indefinite length', Buffer.of(0x30, 0x80, 0, 0)],
    ['a length of five bytes', Buffer.of(0x30, 0x85, 1, 1, 1, 1, 1)],
    ['a message of gigabytes', Buffer.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)],
  ])('refuses %s at once', (_what, bytes) => {
    expect(() => new MessageFraming().push(bytes)).toThrow(AppError);
  });

  it('puts together a message that arrives byte by byte', () => {
    const message = sequence(new Uint8Array(60_000));
    const framing = new MessageFraming();
    for (let at = 0; at < message.length - 1; at += 1)
      expect(framing.push(message.subarray(at, at + 1))).toEqual([]);
    expect(framing.push(message.subarray(-1))).toEqual([message]);
  });
});
