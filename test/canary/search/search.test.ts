import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Finder } from './finder.js';
import { sortFindings, type Channel } from './intended.js';
import { search, type Piece, type Place } from './place.js';
import { secretBytes, secretText, secretWord } from './secret.js';

const PASSWORD = secretText('generated password', 'the mark', 'Kq7Xw2Zv9Jm4');
const SEED = secretBytes('private key', 'a seed', randomBytes(32));
const CODE = secretWord('activation code', 'a code', '48151623');

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const encodingsIn = (bytes: Buffer | string): string[] =>
  new Finder([PASSWORD, SEED, CODE])
    .find(Buffer.from(bytes))
    .map(({ secret, encoding }) => `${secret.name} as ${encoding}`);

describe('a secret text is found', () => {
  const text = 'Kq7Xw2Zv9Jm4';
  const around = ['', 'a', 'ab', 'abc', '"', 'é'];

  test.each(around)('as it is, and in UTF-16, behind "%s"', (before) => {
    expect(encodingsIn(`${before}${text}!`)).toEqual(['the mark as UTF-8']);
    expect(encodingsIn(Buffer.concat([Buffer.from(before), wide(`${before}${text}!`)]))).toEqual([
      'the mark as UTF-16LE',
    ]);
  });

  test.each(around)('in base64 and base64url, whatever stands around it: "%s"', (before) => {
    for (const after of around)
      for (const alphabet of ['base64', 'base64url'] as const) {
        const inside = `${before}${text}${after}`;
        expect(encodingsIn(Buffer.from(inside).toString(alphabet))).toContain('the mark as base64');
        expect(encodingsIn(wide(inside).toString(alphabet))).toContain('the mark as base64 of UTF-16LE');
      }
  });

  test('in hex of either case, also as PostgreSQL prints bytes', () => {
    const hex = Buffer.from(`a${text}b`).toString('hex');
    expect(encodingsIn(hex)).toEqual(['the mark as hex']);
    expect(encodingsIn(`\\\\x${hex.toUpperCase()}`)).toEqual(['the mark as hex']);
    expect(encodingsIn(wide(text).toString('hex'))).toEqual(['the mark as hex of UTF-16LE']);
  });

  test('at the very beginning, at the very end, and as often as it is there', () => {
    expect(encodingsIn(`${text}-${text}`)).toEqual(['the mark as UTF-8', 'the mark as UTF-8']);
    const [first, second] = new Finder([PASSWORD]).find(Buffer.from(`${text}-${text}`));
    expect([first?.at, second?.at]).toEqual([0, text.length + 1]);
  });

  test('and nothing else is', () => {
    for (const other of ['', 'Kq7', text.slice(1), text.slice(0, -1), text.toLowerCase(), `Kq7Xw2Zv9J\0m4`])
      expect(encodingsIn(other)).toEqual([]);
  });
});

describe('secret bytes are found', () => {
  test('as they are, in base64 at each place in a group, and in hex', () => {
    for (const before of ['', 'a', 'ab']) {
      const inside = Buffer.concat([Buffer.from(before), SEED.bytes, Buffer.from('c')]);
      expect(encodingsIn(inside)).toEqual(['a seed as bytes']);
      expect(encodingsIn(inside.toString('base64'))).toEqual(['a seed as base64']);
      expect(encodingsIn(inside.toString('base64url'))).toEqual(['a seed as base64']);
      expect(encodingsIn(inside.toString('hex'))).toEqual(['a seed as hex']);
    }
  });
});

describe('a code is found', () => {
  test('as a whole word, in UTF-8 and UTF-16', () => {
    for (const text of ['48151623', 'code: 48151623.', '"48151623"', '=48151623\n', 'ä48151623€']) {
      expect(encodingsIn(text)).toEqual(['a code as UTF-8']);
      expect(encodingsIn(wide(text))).toEqual(['a code as UTF-16LE']);
    }
  });

  test('in base64 and hex', () => {
    expect(encodingsIn(Buffer.from('a 48151623').toString('base64'))).toEqual(['a code as base64']);
    expect(encodingsIn(Buffer.from('a 48151623').toString('hex'))).toEqual(['a code as hex']);
  });

  test('in no longer number and no longer word', () => {
    for (const text of ['481516234', '148151623', 'x48151623', '48151623_', '2026-11-28 12:00:48151623x']) {
      expect(encodingsIn(text)).toEqual([]);
      expect(encodingsIn(wide(text))).toEqual([]);
    }
  });
});

test('many secrets are found in one pass as each is found alone', () => {
  const secrets = fc.uniqueArray(fc.stringMatching(/^[ab]{8,10}$/), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(secrets, fc.stringMatching(/^[ab]{0,60}$/), (texts, haystack) => {
      const found = new Finder(texts.map((text) => secretText('bearer token', text, text)))
        .find(Buffer.from(haystack))
        .filter(({ encoding }) => encoding === 'UTF-8')
        .map(({ secret, at }) => `${secret.name}@${at}`);
      const expected = texts.flatMap((text) =>
        [...haystack].flatMap((_, at) => (haystack.startsWith(text, at) ? [`${text}@${at}`] : [])),
      );
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

test('nothing too short to tell anything is looked for', () => {
  expect(() => secretText('bearer token', 'short', '1234567')).toThrow(RangeError);
});

describe('a search', () => {
  const place = (name: string, ...pieces: readonly (readonly [string, string])[]): Place => ({
    name,
    pieces: (): Piece[] => pieces.map(([where, text]) => ({ where, bytes: Buffer.from(text) })),
  });

  test('says in which piece of which place it found what, and how much it looked at', async () => {
    const places = [
      place('tables', ['employee', 'nothing'], ['mail', 'the code 48151623 in it']),
      place('logs', ['server.log', 'Kq7Xw2Zv9Jm4']),
    ];
    const { findings, bytes } = await search(places, [PASSWORD, CODE]);
    expect(findings.map(({ secret, place: at, where }) => [secret.name, at, where])).toEqual([
      ['a code', 'tables', 'mail'],
      ['the mark', 'logs', 'server.log'],
    ]);
    expect(bytes).toEqual({ tables: 30, logs: 12 });
  });

  test('tells a leak from what took its intended channel, and names channels that nothing took', async () => {
    const looked: Channel = {
      what: 'a look at a code',
      kind: 'activation code',
      place: 'answers',
      where: /ActivationCode$/,
    };
    const mailed: Channel = { ...looked, what: 'the mail with a code', place: 'mails', where: /code/ };
    const places = [
      place(
        'answers',
        ['POST ActivationCode', '48151623'],
        ['POST Keys', '"48151623"'],
        ['POST ActivationCode', 'Kq7Xw2Zv9Jm4'],
      ),
      place('mails', ['mail about something', 'nothing']),
    ];
    const { findings } = await search(places, [PASSWORD, CODE]);
    expect(sortFindings(findings, [looked, mailed])).toEqual({
      leaks: [
        'activation code (a code) in answers: POST Keys, as UTF-8',
        'generated password (the mark) in answers: POST ActivationCode, as UTF-8',
      ],
      unused: ['the mail with a code'],
    });
  });
});
