import type { TLSSocket } from 'node:tls';
import {
  Attribute,
  BindRequest,
  Change,
  ModifyRequest,
  SearchRequest,
  UnbindRequest,
  type Control,
  type Filter,
} from 'ldapts';
import type { ControllerAddress } from '../../domain/active-directory/controller-address.js';
import { AppError } from '../../errors.js';
import { bindFault } from './bind-faults.js';
import { asItCame, type ReadEntry } from './ldap-entry.js';
import { MessageFraming } from './message-framing.js';
import { PendingAnswer, type LdapAnswer, type Patience, type Waiting } from './pending-answer.js';
import { readReply, type LdapResult } from './reply-reader.js';
import { RESULT } from './result-codes.js';
import type { DirectoryTimeouts } from './timeouts.js';
import { connectTls } from '../tls/tls-connect.js';

export interface LdapSearch {
  readonly base: string;
  readonly scope: 'base' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly controls: readonly Control[];
}

/** One change of one attribute. */
export interface AttributeChange {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: readonly (string | Buffer)[];
}

/**
 * What became of a request that changes something. Sent and without a result, it may have been carried out: what was
 * handed to the network is never said not to have arrived.
 */
export type WriteAnswer =
  | { readonly sent: false; readonly failure: unknown }
  | { readonly sent: true; readonly result: LdapResult }
  | { readonly sent: true; readonly result?: undefined; readonly failure: unknown };

/** How a connection is made and kept. */
export interface ConnectionWay {
  readonly caCertificates: readonly string[];
  readonly timeouts: DirectoryTimeouts;
  /** Ends the connection, now or later. */
  readonly signal?: AbortSignal | undefined;
  /** See `connectTls`. */
  readonly ip?: string | undefined;
  /** Told once when the connection that stood was lost, or given up because nothing came any more. */
  readonly onLost?: (() => void) | undefined;
}

/** Message id of what a controller says unasked (RFC 4511 4.4): a notice that it is about to hang up. */
const UNSOLICITED = 0;
const LAST_MESSAGE_ID = 0x7fff_ffff;

/**
 * One TLS connection to one controller, and never another one in its place: when it is lost, everything that
 * waits and everything asked later fails. The client of our LDAP library connects again by itself and goes on
 * without having signed in, and stops at a page without objects although its cookie says that more follow;
 * so its messages, filters and controls are used here and its client is not.
 */
export class LdapConnection {
  private readonly framing = new MessageFraming();
  private readonly pending = new Map<number, Waiting>();
  private readonly onAbort = (): void => this.fail(this.way.signal?.reason);
  private lastMessageId = 0;
  private end: { readonly reason: unknown } | undefined;

  private constructor(
    private readonly socket: TLSSocket,
    readonly address: ControllerAddress,
    private readonly way: ConnectionWay,
  ) {
    way.signal?.addEventListener('abort', this.onAbort, { once: true });
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', (error) => this.fail(this.lost(error)));
    socket.on('close', () => this.fail(this.lost()));
  }

  /** Connects and checks the certificate. */
  static async open(address: ControllerAddress, way: ConnectionWay): Promise<LdapConnection> {
    const { caCertificates, timeouts, signal, ip } = way;
    const socket = await connectTls(address, caCertificates, timeouts.connect, signal, ip);
    return new LdapConnection(socket, address, way);
  }

  /** The IP address at the other end, of all those the name may have. */
  get ip(): string | undefined {
    return this.socket.remoteAddress;
  }

  /** True when it was lost, given up or closed: nothing is asked over it any more. */
  get isOver(): boolean {
    return this.end !== undefined;
  }

  /** Signs in. */
  async bind(account: string, secret: string): Promise<void> {
    const result = await this.tryBind(account, secret, 'signing in');
    if (result.code !== RESULT.SUCCESS) throw bindFault(result, this.address.url, account);
  }

  /**
   * Tries to sign in, whatever comes of it: from then on the connection is that account's, or nobody's. Without a name
   * or a secret it would be an anonymous bind, which succeeds and shows nothing: not asked.
   */
  async tryBind(account: string, secret: string, doing: string): Promise<LdapResult> {
    if (secret === '') throw missingSecret();
    if (account.trim() === '') throw missingAccount();
    const { bind, silence } = this.way.timeouts;
    const { result } = await this.request(
      (messageId) => new BindRequest({ messageId, dn: account, password: secret }),
      { first: bind, silence: Math.min(bind, silence), whole: bind },
      doing,
      asItCame,
    );
    return result;
  }

  /**
   * Sends one request to change an object, once, and never fails: the answer says what became of it.
   * @param notAfter by `performance.now()`: looked at in the same turn in which the bytes go out, so that nothing leaves
   *   later, however long this process was stopped
   */
  async modify(
    dn: string,
    changes: readonly AttributeChange[],
    doing: string,
    notAfter = Number.POSITIVE_INFINITY,
  ): Promise<WriteAnswer> {
    if (this.end !== undefined) return { sent: false, failure: this.end.reason };
    if (performance.now() > notAfter) return { sent: false, failure: tooLate(doing) };
    const { write, silence } = this.way.timeouts;
    try {
      const { result } = await this.request(
        (messageId) => new ModifyRequest({ messageId, dn, changes: changes.map(changeOf) }),
        { first: write, silence: Math.min(write, silence), whole: write },
        doing,
        asItCame,
      );
      return { sent: true, result };
    } catch (failure) {
      return { sent: true, failure };
    }
  }

  /**
   * One search request and its whole answer, whatever its result code says. `doing` goes into failures. Kept is what `read`
   * makes of each entry as soon as it comes; what it throws is the answer.
   */
  search<T>(search: LdapSearch, doing: string, read: ReadEntry<T>): Promise<LdapAnswer<T>> {
    const { object, page, silence, answer } = this.way.timeouts;
    return this.request(
      (messageId) =>
        new SearchRequest({
          messageId,
          baseDN: search.base,
          scope: search.scope,
          filter: search.filter,
          attributes: [...search.attributes],
          controls: [...search.controls],
          // No limits of our own: the library would send ten seconds with each search.
          timeLimit: 0,
          sizeLimit: 0,
        }),
      { first: search.scope === 'base' ? object : page, silence, whole: answer },
      doing,
      read,
    );
  }

  /** Ends the connection because what was asked takes too long; `doing` goes into the failures. */
  giveUp(doing: string): void {
    this.fail(this.silent(doing));
  }

  /** Says goodbye and closes. May be called twice, and never fails. */
  async close(): Promise<void> {
    if (this.end !== undefined) return;
    const closed = new Promise<void>((resolve) => void this.socket.once('close', () => resolve()));
    this.socket.write(new UnbindRequest({ messageId: this.nextMessageId() }).write());
    this.fail(
      new AppError('DIRECTORY_UNREACHABLE', `The connection to ${this.address.url} was closed here.`),
    );
    await closed;
  }

  private async request<T>(
    build: (messageId: number) => { write(): Buffer },
    patience: Patience,
    doing: string,
    read: ReadEntry<T>,
  ): Promise<LdapAnswer<T>> {
    if (this.end !== undefined) throw this.end.reason;
    const messageId = this.nextMessageId();
    const message = build(messageId).write();
    const pending = new PendingAnswer(read, patience, () => this.fail(this.silent(doing)));
    this.pending.set(messageId, pending);
    this.socket.write(message);
    return pending.answer;
  }

  private receive(chunk: Buffer): void {
    if (this.end !== undefined) return;
    for (const pending of this.pending.values()) pending.heard();
    try {
      for (const message of this.framing.push(chunk)) this.deliver(message);
    } catch (error) {
      this.fail(error);
    }
  }

  private deliver(message: Buffer): void {
    const { messageId, entry, result } = readReply(message);
    if (messageId === UNSOLICITED) throw this.lost(new Error('Notice of disconnection.'));
    const pending = this.pending.get(messageId);
    if (pending === undefined) {
      throw new AppError(
        'DIRECTORY_PROTOCOL_ERROR',
        `${this.address.url} answered something that was not asked.`,
      );
    }
    if (entry) pending.add(entry);
    if (result) {
      this.pending.delete(messageId);
      pending.finish(result);
    }
  }

  /** Ends the connection for good. The first reason stays. */
  private fail(reason: unknown): void {
    if (this.end !== undefined) return;
    this.end = { reason };
    this.way.signal?.removeEventListener('abort', this.onAbort);
    for (const pending of this.pending.values()) pending.fail(reason);
    this.pending.clear();
    this.socket.destroy();
  }

  private lost(cause?: Error): AppError {
    if (this.end === undefined) this.way.onLost?.();
    return new AppError(
      'DIRECTORY_UNREACHABLE',
      `The connection to ${this.address.url} was lost. Nothing of an answer that had begun is used. Check the controller and the network, then try again.`,
      { cause },
    );
  }

  private silent(doing: string): AppError {
    if (this.end === undefined) this.way.onLost?.();
    return new AppError(
      'DIRECTORY_TIMEOUT',
      `While ${doing}, ${this.address.url} stopped answering, so the connection was given up. Check whether the controller is overloaded, then try again.`,
    );
  }

  private nextMessageId(): number {
    this.lastMessageId = this.lastMessageId === LAST_MESSAGE_ID ? 1 : this.lastMessageId + 1;
    return this.lastMessageId;
  }
}

function changeOf({ operation, attribute, values }: AttributeChange): Change {
  // One array holds either texts or bytes: the library's type does not take a mixture.
  const bytes = values.map((value) => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value));
  return new Change({ operation, modification: new Attribute({ type: attribute, values: bytes }) });
}

function tooLate(doing: string): AppError {
  return new AppError(
    'DIRECTORY_TIMEOUT',
    `Before ${doing}, so much time went by here that nothing was sent. It is looked at again whether it is still wanted.`,
  );
}

export function missingSecret(): AppError {
  return new AppError(
    'BIND_SECRET_MISSING',
    'The domain has no bind secret. Save the password of its bind account; without one it would be an anonymous sign-in.',
  );
}

function missingAccount(): AppError {
  return new AppError(
    'BIND_REFUSED',
    'The domain has no bind account. Save one, as name@domain, DOMAIN\\name or a DN.',
  );
}
