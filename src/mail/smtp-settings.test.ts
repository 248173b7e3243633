import { describe, expect, test } from '@jest/globals';
import { readSender, readSmtpAddress } from './smtp-settings.js';

describe('the address of a mail server', () => {
  test.each([
    ['smtp://mail.example', 'mail.example', 587, 'STARTTLS'],
    ['smtp://mail.example:25', 'mail.example', 25, 'STARTTLS'],
    ['smtps://mail.example', 'mail.example', 465, 'TLS'],
    ['smtps://127.0.0.1:1465', '127.0.0.1', 1465, 'TLS'],
    ['smtp://127.0.0.1:2525', '127.0.0.1', 2525, 'NONE'],
    ['smtp://localhost:2525', 'localhost', 2525, 'NONE'],
    ['smtp://[::1]:2525', '::1', 2525, 'NONE'],
    ['smtp://mail:1025?tls=off', 'mail', 1025, 'NONE'],
    ['smtp://127.0.0.1.example', '127.0.0.1.example', 587, 'STARTTLS'],
  ])('%s is %s, port %d, %s', (text, host, port, protection) => {
    expect(readSmtpAddress(text)).toEqual({ host, port, protection, account: undefined });
  });

  test('holds user and password, with what is written in percent signs', () => {
    expect(readSmtpAddress('smtps://ada%40example.com:p%2Fw%25@mail.example')).toMatchObject({
      account: { user: 'ada@example.com', password: 'p/w%' },
    });
  });

  test.each([
    ['nothing that is an address', 'mail.example:25'],
    ['another protocol', 'http://mail.example'],
    ['no host', 'smtp://'],
    ['a path', 'smtp://mail.example/inbox'],
    [
      'an option that would switch off the check of certificates',
      'smtp://mail.example?tls.rejectUnauthorized=false',
    ],
    ['TLS on and off', 'smtps://mail.example?tls=off'],
    ['a user without a password', 'smtp://ada@mail.example'],
    ['a password over an open line', 'smtp://ada:hunter2@mail.example?tls=off'],
    ['a percent sign by itself', 'smtp://ada:hunter2%@mail.example'],
  ])('with %s is refused, and the refusal repeats nothing of it', (_what, text) => {
    const fault = readSmtpAddress(text);
    expect(typeof fault).toBe('string');
    expect(fault).not.toContain('hunter2');
    expect(fault).not.toContain('mail.example');
  });
});

describe('the sender', () => {
  test.each([
    ['latchkey@example.com', 'Latchkey', 'latchkey@example.com'],
    ['Keys of Example <keys@Example.com>', 'Keys of Example', 'keys@Example.com'],
    ['"Keys, and more" <keys@example.com>', 'Keys, and more', 'keys@example.com'],
    ['<keys@example.com>', 'Latchkey', 'keys@example.com'],
  ])('%s is %s at %s', (text, name, address) => {
    expect(readSender(text)).toEqual({ name, address, domain: 'example.com' });
  });

  test.each([
    '',
    'latchkey',
    'a@b.example, c@d.example',
    'Keys <keys@example.com> <x@y.z>',
    'Bcc\r\nX: <a@b.example>',
  ])('%j is none', (text) => {
    expect(readSender(text)).toBeUndefined();
  });
});
