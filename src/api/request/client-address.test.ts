import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { clientAddressBehind } from './client-address.js';

function request(peer: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const message = new IncomingMessage(socket);
  if (forwarded !== undefined) message.headers['x-forwarded-for'] = forwarded;
  return message;
}

describe('the address of a client', () => {
  test('is the other side of the connection when no proxy is trusted, whatever it claims', () => {
    expect(clientAddressBehind([])(request('198.51.100.7', '203.0.113.9'))).toBe('198.51.100.7');
  });

  test.each([
    ['what a trusted proxy says', '10.0.0.5', '203.0.113.9', '203.0.113.9'],
    ['the same where the proxy is seen through IPv6', '::ffff:10.0.0.5', '203.0.113.9', '203.0.113.9'],
    ['not what a client wrote before the proxy did', '10.0.0.5', '192.0.2.1, 203.0.113.9', '203.0.113.9'],
    ['what the first of two trusted proxies saw', '10.0.0.5', '203.0.113.9, 10.0.0.6', '203.0.113.9'],
    ['the peer when it is no trusted proxy', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['the peer when what it says is no address', '10.0.0.5', 'localhost; drop table', '10.0.0.5'],
    ['the peer when the proxy says nothing', '10.0.0.5', undefined, '10.0.0.5'],
    ['an IPv6 address as well', '10.0.0.5', '2001:db8::7', '2001:db8::7'],
  ])('is %s', (_what, peer, forwarded, expected) => {
    expect(clientAddressBehind(['10.0.0.0/24'])(request(peer, forwarded))).toBe(expected);
  });
});
