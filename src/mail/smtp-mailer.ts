import { createTransport } from 'nodemailer';
import type { Delivery, Mailer, OutgoingMail } from './mailer.js';
import { deliveryOf } from './smtp-faults.js';
import type { Sender, SmtpServer } from './smtp-settings.js';

const CONNECTIONS = 4;
const CONNECT_MILLISECONDS = 10_000;
const SILENCE_MILLISECONDS = 30_000;
/** A server that sends a byte now and then is never silent; this ends it all the same. */
const MAIL_MILLISECONDS = 90_000;
/** An idle connection keeps nobody from stopping, and most servers end it after some minutes anyway. */
const IDLE_MILLISECONDS = 30_000;
const LARGEST_REPLY_BYTES = 64 * 1024;

export interface SmtpMailerSettings {
  readonly server: SmtpServer;
  readonly from: Sender;
}

/** Hands mails to one SMTP server over a few connections that are kept while there is something to send. */
export class SmtpMailer implements Mailer {
  readonly domain: string;
  private readonly transport: ReturnType<typeof poolOf>;
  private readonly where: string;
  private readonly secrets: readonly string[];

  constructor(private readonly settings: SmtpMailerSettings) {
    const { server, from } = settings;
    this.domain = from.domain;
    this.where = `${server.host}:${server.port}`;
    const password = server.account?.password;
    this.secrets = password === undefined ? [] : [password, Buffer.from(password).toString('base64')];
    this.transport = poolOf(server);
    // Said again by the attempt that met it; without a listener it would end the process.
    this.transport.on('error', () => undefined);
  }

  async send({ to, messageId, subject, text, html }: OutgoingMail): Promise<Delivery> {
    const { name, address } = this.settings.from;
    try {
      await this.transport.sendMail({
        from: { name, address },
        // As an object: as text it would be taken apart at commas and brackets.
        to: { name: '', address: to },
        envelope: { from: address, to: [to] },
        messageId: `<${messageId}>`,
        subject,
        text,
        html,
        // RFC 3834: nobody's absence note answers a machine.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.timeout(MAIL_MILLISECONDS),
      });
      return { outcome: 'TAKEN' };
    } catch (error) {
      return deliveryOf(error, this.where, this.secrets);
    }
  }

  close(): void {
    this.transport.close();
  }
}

function poolOf({ host, port, protection, account }: SmtpServer) {
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    // A kept connection may be closed just as it is used; more patience than that is for whoever asks again.
    maxRequeues: 1,
    idleTimeout: IDLE_MILLISECONDS,
    host,
    port,
    secure: protection === 'TLS',
    requireTLS: protection === 'STARTTLS',
    ignoreTLS: protection === 'NONE',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(account === undefined ? {} : { auth: { user: account.user, pass: account.password } }),
    connectionTimeout: CONNECT_MILLISECONDS,
    greetingTimeout: CONNECT_MILLISECONDS,
    dnsTimeout: CONNECT_MILLISECONDS,
    socketTimeout: SILENCE_MILLISECONDS,
    maxResponseSize: LARGEST_REPLY_BYTES,
  });
}
