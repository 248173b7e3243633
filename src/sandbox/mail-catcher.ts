import { EventEmitter, once } from 'node:events';
import { simpleParser } from 'mailparser';
import type { AddressObject, ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream } from 'smtp-server';

const HOST = '127.0.0.1';
const KEPT_MAILS = 1_000;
const LARGEST_MAIL_BYTES = 1024 * 1024;
/** A client that keeps its connection for the next mail keeps nobody from stopping. */
const CLOSE_MILLISECONDS = 500;

/** A mail somebody sent here. */
export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** Every header as it came, unfolded: `Name: value`. */
  readonly headers: readonly string[];
  readonly receivedAt: Date;
}

export interface MailCatcher {
  /** `smtp://` address that takes mail for everybody, without sign-in and without TLS. */
  readonly url: string;
  /** The newest thousand mails, oldest first. */
  messages(): readonly CaughtMail[];
  /** The first kept mail that fits, or else the next one to come. Rejects when `signal` is aborted. */
  waitFor(predicate: (mail: CaughtMail) => boolean, signal: AbortSignal): Promise<CaughtMail>;
  stop(): Promise<void>;
}

/** How a catcher differs from one that takes everything from everybody. */
export interface MailCatcherOptions {
  /** The port to listen on; a free one unless told. */
  readonly port?: number;
  /** Told of each mail as it comes. */
  readonly onMail?: (mail: CaughtMail) => void;
  /** What to answer to a recipient in place of taking it, for example `550 No such mailbox`. */
  readonly refusal?: (recipient: string) => string | undefined | Promise<string | undefined>;
  /** Offers STARTTLS with this certificate. */
  readonly identity?: { readonly key: string; readonly certificate: string };
  /** Takes nothing from anybody else. */
  readonly account?: { readonly user: string; readonly password: string };
}

/** Starts a mail server on the loopback interface that delivers nothing and keeps what it gets (1 MB a mail at most). */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const { port = 0, refusal, identity, account, onMail } = options;
  const inbox = new Inbox(onMail);
  const server = new SMTPServer({
    authOptional: account === undefined,
    disabledCommands: [
      ...(account === undefined ? ['AUTH' as const] : []),
      ...(identity === undefined ? ['STARTTLS' as const] : []),
    ],
    ...(identity === undefined ? {} : { key: identity.key, cert: identity.certificate }),
    allowInsecureAuth: true,
    size: LARGEST_MAIL_BYTES,
    closeTimeout: CLOSE_MILLISECONDS,
    onAuth: ({ username, password }, _session, callback) => {
      if (username === account?.user && password === account?.password) callback(null, { user: username });
      else callback(new Error(`No such user ${username ?? ''}, or not this password: ${password ?? ''}`));
    },
    onRcptTo: ({ address }, _session, callback) => {
      Promise.resolve(refusal?.(address)).then((answer) => callback(asError(answer)), callback);
    },
    onData: (stream, _session, callback) => {
      receive(stream, inbox).then(() => callback(), callback);
    },
  });
  // A client that breaks off in the middle is its own affair.
  server.on('error', () => undefined);
  const listening = server.listen(port, HOST);
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('The mail catcher got no TCP port.');
  return {
    url: `smtp://${HOST}:${address.port}`,
    messages: () => inbox.mails,
    waitFor: (predicate, signal) => inbox.waitFor(predicate, signal),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

class Inbox {
  // Any number of tests may wait at once.
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  #mails: readonly CaughtMail[] = [];

  constructor(private readonly onMail: MailCatcherOptions['onMail']) {}

  get mails(): readonly CaughtMail[] {
    return this.#mails;
  }

  add(mail: CaughtMail): void {
    this.#mails = [...this.#mails, mail].slice(-KEPT_MAILS);
    this.#arrivals.emit('mail', mail);
    this.onMail?.(mail);
  }

  waitFor(predicate: (mail: CaughtMail) => boolean, signal: AbortSignal): Promise<CaughtMail> {
    signal.throwIfAborted();
    const present = this.#mails.find(predicate);
    if (present !== undefined) return Promise.resolve(present);
    return new Promise((resolve, reject) => {
      const onMail = (mail: CaughtMail): void => {
        if (!predicate(mail)) return;
        end();
        resolve(mail);
      };
      const onAbort = (): void => {
        end();
        reject(signal.reason);
      };
      const end = (): void => {
        this.#arrivals.off('mail', onMail);
        signal.removeEventListener('abort', onAbort);
      };
      this.#arrivals.on('mail', onMail);
      signal.addEventListener('abort', onAbort);
    });
  }
}

async function receive(stream: SMTPServerDataStream, inbox: Inbox): Promise<void> {
  const parsed = await simpleParser(stream);
  if (stream.sizeExceeded) {
    throw Object.assign(new Error(`A mail may have ${LARGEST_MAIL_BYTES} bytes at most.`), {
      responseCode: 552,
    });
  }
  inbox.add(asCaughtMail(parsed));
}

function asCaughtMail(parsed: ParsedMail): CaughtMail {
  return {
    from: addressesIn(parsed.from)[0] ?? '',
    to: [parsed.to ?? []].flat().flatMap(addressesIn),
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? '',
    headers: parsed.headerLines.map(({ line }) => line.replaceAll(/\r?\n\s+/g, ' ')),
    text: parsed.text ?? '',
    html: parsed.html || '',
    receivedAt: new Date(),
  };
}

/** An answer as smtp-server wants it: an error with the code that the text begins with. */
function asError(answer: string | undefined): Error | null {
  if (answer === undefined) return null;
  const [code = '', ...words] = answer.split(' ');
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) });
}

function addressesIn(header: AddressObject | undefined): readonly string[] {
  return (header?.value ?? []).flatMap(({ address }) => (address === undefined ? [] : [address]));
}
