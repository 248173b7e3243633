import { describe, expect, test } from '@jest/globals';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { bearerOf, cookieValue, credentialOf, isOwnOrigin } from './credentials.js';

function request(headers: Record<string, string>): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  Object.assign(message.headers, headers);
  return message;
}

describe('the credential of a request', () => {
  test('comes from the Authorization header before the cookie', () => {
    const both = request({ authorization: 'Bearer abc', cookie: 'latchkey_session=def' });
    expect(credentialOf(both, false)).toEqual({ text: 'abc', byCookie: false });
  });

  test('is not taken from the cookie when the header holds something else', () => {
    const basic = request({ authorization: 'Basic abc', cookie: 'latchkey_session=def' });
    expect(credentialOf(basic, false)).toEqual({ text: undefined, byCookie: false });
  });

  test('comes from the cookie otherwise, whose name over TLS has the __Host- prefix', () => {
    const cookie = 'a=1; latchkey_session=plain; __Host-latchkey_session=secure; b=2';
    expect(credentialOf(request({ cookie }), false)).toEqual({ text: 'plain', byCookie: true });
    expect(credentialOf(request({ cookie }), true)).toEqual({ text: 'secure', byCookie: true });
  });

  test('is none without either', () => {
    expect(credentialOf(request({}), false)).toEqual({ text: undefined, byCookie: false });
  });
});

test('a bearer is the one word after Bearer', () => {
  expect(bearerOf('bearer  abc')).toBe('abc');
  expect([bearerOf('Bearer'), bearerOf('Bearer a b'), bearerOf(7), bearerOf(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a cookie is found by its whole name', () => {
  expect(cookieValue('xid=1; id=2', 'id')).toBe('2');
  expect(cookieValue('idx=1', 'id')).toBeUndefined();
});

describe('a page is ours', () => {
  const publicUrl = new URL('https://keys.example/');

  test.each([
    ['http://127.0.0.1:4000', '127.0.0.1:4000', true],
    ['https://keys.example', '10.0.0.7:4000', true],
    ['https://keys.example', 'keys.example', true],
    ['http://127.0.0.1:4001', '127.0.0.1:4000', false],
    ['http://evil.example', '127.0.0.1:4000', false],
    ['https://keys.example.evil.example', 'keys.example', false],
    ['null', '127.0.0.1:4000', false],
  ])('with origin %s at host %s: %s', (origin, host, own) => {
    expect(isOwnOrigin(request({ origin, host }), publicUrl)).toBe(own);
  });

  test('never without an origin', () => {
    expect(isOwnOrigin(request({ host: '127.0.0.1:4000' }), publicUrl)).toBe(false);
  });
});
