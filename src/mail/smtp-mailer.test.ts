import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../sandbox/certificates/certificates.js';
import { startMailCatcher, type MailCatcher, type MailCatcherOptions } from '../sandbox/mail-catcher.js';
import { listenPlain } from '../testing/network/loopback-server.js';
import type { OutgoingMail } from './mailer.js';
import { SmtpMailer } from './smtp-mailer.js';
import type { SmtpServer } from './smtp-settings.js';

let authority: CertificateAuthority;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority('Mail');
});

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function catcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const running = await startMailCatcher(options);
  stops.push(() => running.stop());
  return running;
}

function mailerTo(port: number, server: Partial<SmtpServer> = {}): SmtpMailer {
  const mailer = new SmtpMailer({
    server: { host: '127.0.0.1', port, protection: 'NONE', account: undefined, ...server },
    from: { name: 'Keys, "of" <Example>', address: 'keys@latchkey.example', domain: 'latchkey.example' },
  });
  stops.push(() => mailer.close());
  return mailer;
}

const portOf = ({ url }: MailCatcher): number => Number(new URL(url).port);

const someMail = (overrides: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: 'ada@north.example',
  messageId: 'abc@latchkey.example',
  subject: 'Good morning',
  text: 'Text',
  html: '<p>HTML</p>',
  ...overrides,
});

const identityFor = (address: string) =>
  authority.issue({ commonName: 'mail', dnsNames: [], addresses: [address] });

describe('a mail', () => {
  test('arrives as it was written, under its Message-ID, and asks for no absence note', async () => {
    const server = await catcher();
    const delivery = await mailerTo(portOf(server)).send(someMail({ subject: 'Guten Morgen, Zoë' }));
    expect(delivery).toEqual({ outcome: 'TAKEN' });
    const [mail] = server.messages();
    expect(mail).toMatchObject({
      from: 'keys@latchkey.example',
      to: ['ada@north.example'],
      subject: 'Guten Morgen, Zoë',
      text: 'Text',
      messageId: '<abc@latchkey.example>',
    });
    expect(mail?.html).toContain('<p>HTML</p>');
    expect(mail?.headers).toEqual(expect.arrayContaining(['Auto-Submitted: auto-generated']));
  });

  test('has no header more and no recipient more, whatever its subject and address hold', async () => {
    const server = await catcher();
    const mailer = mailerTo(portOf(server));
    await mailer.send(someMail());
    await mailer.send(
      someMail({
        subject: 'Hello\r\nBcc: eve@evil.example\r\nX-Evil: yes\r\n\r\nbody',
        messageId: 'b@latchkey.example',
      }),
    );
    await mailer.send(someMail({ to: 'ada@north.example\r\nRCPT TO:<eve@evil.example>' }));
    await mailer.send(someMail({ to: 'ada@north.example, eve@evil.example' }));
    const names = server
      .messages()
      .map(({ headers }) => headers.map((line) => line.split(':')[0]?.toLowerCase()).toSorted());
    expect(new Set(names.map((list) => list.join())).size).toBe(1);
    expect(server.messages().flatMap(({ to }) => to)).not.toContain('eve@evil.example');
    expect(server.messages().length).toBeGreaterThanOrEqual(2);
  });

  test('is refused for good when the server refuses its recipient for good, and the next one goes on', async () => {
    const server = await catcher({
      refusal: (to) => (to.startsWith('gone') ? '550 5.1.1 No such mailbox' : undefined),
    });
    const mailer = mailerTo(portOf(server));
    const refused = await mailer.send(someMail({ to: 'gone@north.example' }));
    expect(refused).toEqual({ outcome: 'REFUSED', reason: expect.stringContaining('No such mailbox') });
    expect(await mailer.send(someMail())).toEqual({ outcome: 'TAKEN' });
  });

  test('is tried later when its recipient is only busy, which says nothing about others', async () => {
    const server = await catcher({ refusal: () => '450 4.2.1 Mailbox busy' });
    const later = await mailerTo(portOf(server)).send(someMail());
    expect(later).toEqual({ outcome: 'LATER', everybody: false, reason: expect.stringContaining('busy') });
  });

  test('that is too large is refused, since it will not become smaller', async () => {
    const server = await catcher();
    const delivery = await mailerTo(portOf(server)).send(someMail({ text: 'x'.repeat(2_000_000) }));
    expect(delivery).toMatchObject({ outcome: 'REFUSED' });
  });

  test('is told in one line of bounded length why it was refused', async () => {
    const server = await catcher({ refusal: () => `550 ${'no '.repeat(5_000)}` });
    const delivery = await mailerTo(portOf(server)).send(someMail());
    if (delivery.outcome !== 'REFUSED') throw new Error(`the mail is ${delivery.outcome}`);
    expect(delivery.reason.length).toBeLessThanOrEqual(500);
  });
});

describe('nothing can be sent to anybody', () => {
  const everybody = { outcome: 'LATER', everybody: true } as const;

  test('when nobody listens', async () => {
    const server = await catcher();
    const port = portOf(server);
    await server.stop();
    expect(await mailerTo(port).send(someMail())).toEqual({
      ...everybody,
      reason: expect.stringContaining(`127.0.0.1:${port} cannot be reached`),
    });
  });

  test('when who listens hangs up, or speaks something else', async () => {
    for (const greeting of ['', 'SSH-2.0-OpenSSH_9.9\r\n', '554 go away\r\n', '421 too busy\r\n']) {
      const other = await listenPlain((socket) => socket.on('error', () => undefined).end(greeting));
      stops.push(() => other.close());
      expect(await mailerTo(other.port).send(someMail())).toMatchObject(everybody);
    }
  });

  test('when the server wants a password and gets a wrong one; its words, which may repeat it, are not told', async () => {
    const account = { user: 'latchkey', password: 'hunter2 is secret' };
    const server = await catcher({ account, identity: await identityFor('127.0.0.1') });
    const delivery = await mailerTo(portOf(server), {
      account: { user: 'latchkey', password: 'swordfish' },
    }).send(someMail());
    expect(delivery).toMatchObject({ ...everybody, reason: expect.stringContaining('LATCHKEY_SMTP_URL') });
    expect(JSON.stringify(delivery)).not.toMatch(/swordfish|hunter2/);
  });

  test('when STARTTLS is needed and the server has none: nothing is said in the open', async () => {
    const server = await catcher({ account: { user: 'latchkey', password: 'pw' } });
    const delivery = await mailerTo(portOf(server), {
      protection: 'STARTTLS',
      account: { user: 'latchkey', password: 'pw' },
    }).send(someMail());
    expect(delivery).toMatchObject(everybody);
    expect(server.messages()).toEqual([]);
  });

  test('when its certificate is signed by nobody we trust', async () => {
    const server = await catcher({ identity: await identityFor('127.0.0.1') });
    const delivery = await mailerTo(portOf(server), { protection: 'STARTTLS' }).send(someMail());
    expect(delivery).toMatchObject({ ...everybody, reason: expect.stringContaining('certificate') });
  });
});

describe('with an authority that this machine trusts', () => {
  const trusted = getCACertificates('default');

  beforeAll(() => setDefaultCACertificates([...trusted, authority.certificate]));

  afterAll(() => setDefaultCACertificates(trusted));

  test('mail goes over STARTTLS, to who has the password', async () => {
    const account = { user: 'latchkey', password: 'correct horse' };
    const server = await catcher({ account, identity: await identityFor('127.0.0.1') });
    const mailer = mailerTo(portOf(server), { protection: 'STARTTLS', account });
    expect(await mailer.send(someMail())).toEqual({ outcome: 'TAKEN' });
  });

  test('a certificate for another address is refused all the same', async () => {
    const server = await catcher({ identity: await identityFor('127.0.0.9') });
    const delivery = await mailerTo(portOf(server), { protection: 'STARTTLS' }).send(someMail());
    expect(delivery).toMatchObject({ outcome: 'LATER', everybody: true });
    expect(server.messages()).toEqual([]);
  });
});
