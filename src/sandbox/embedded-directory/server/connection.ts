import { once } from 'node:events';
import type { TLSSocket } from 'node:tls';
import type { Directory } from '../directory.js';
import { Session } from '../session/session.js';
import { textOfOctets } from '../values/octets.js';
import { MessageStream } from '../wire/message-stream.js';
import { parseMessage } from '../wire/message-parser.js';
import { LdapFailure, MalformedMessage } from '../wire/ldap-failure.js';
import type { Reply } from '../wire/reply.js';
import { encodeDisconnection, encodeReply } from '../wire/reply-writer.js';
import type { AnsweredRequest, LdapMessage } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import type { ConnectionLimits } from './connection-limits.js';
import type { Exchange, RequestInterceptor } from './request-interceptor.js';
import { resultOnly, serveRequest } from './serve-request.js';

/** What a connection needs besides its socket. */
export interface ConnectionSetup {
  readonly directory: Directory;
  readonly limits: ConnectionLimits;
  readonly intercept: RequestInterceptor;
  /** Told of failures that are mistakes of this server. */
  readonly onUnexpected: (error: Error) => void;
}

/**
 * Serves one client until it leaves, falls silent or breaks the protocol.
 * @param number counts the connections of the server from 1
 */
export function serveConnection(socket: TLSSocket, number: number, setup: ConnectionSetup): void {
  new Connection(socket, number, setup).start();
}

/** One client: takes its messages apart and answers them one after another. */
class Connection {
  readonly #session: Session;
  readonly #stream: MessageStream;
  #waiting: LdapMessage<AnsweredRequest>[] = [];
  readonly #abandoned = new Set<number>();
  #isServing = false;

  constructor(
    private readonly socket: TLSSocket,
    number: number,
    private readonly setup: ConnectionSetup,
  ) {
    this.#session = new Session(number);
    this.#stream = new MessageStream(setup.limits.longestMessage);
  }

  start(): void {
    const { socket } = this;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(this.setup.limits.idleMilliseconds, () => socket.destroy());
  }

  #take(chunk: Buffer): void {
    try {
      for (const bytes of this.#stream.push(chunk)) this.#accept(bytes);
    } catch (error) {
      if (error instanceof MalformedMessage) this.#disconnect(resultCode.protocolError, error.message);
      else if (error instanceof LdapFailure) this.#disconnect(error.code, error.message);
      else throw error;
      return;
    }
    if (this.#waiting.length > 0 && !this.#isServing) void this.#serveWaiting();
  }

  #accept(bytes: Buffer): void {
    const { id, request, controls } = parseMessage(bytes);
    if (request.kind === 'unbind') {
      this.#waiting = [];
      this.socket.end();
    } else if (request.kind === 'abandon') {
      if (this.#isServing || this.#waiting.length > 0) this.#abandoned.add(request.messageId);
    } else {
      this.#waiting.push({ id, request, controls });
      if (this.#waiting.length >= this.setup.limits.mostWaitingRequests) this.socket.pause();
    }
  }

  async #serveWaiting(): Promise<void> {
    this.#isServing = true;
    for (let message = this.#waiting.shift(); message !== undefined; message = this.#waiting.shift()) {
      if (this.socket.isPaused()) this.socket.resume();
      if (this.#abandoned.delete(message.id)) continue;
      const reply = await this.#answer(message);
      if (this.socket.destroyed) return;
      if (!this.#abandoned.delete(message.id)) await this.#send(message, reply);
      if (reply.disconnect === true) return void this.socket.destroySoon();
    }
    this.#abandoned.clear();
    this.#isServing = false;
  }

  async #answer(message: LdapMessage<AnsweredRequest>): Promise<Reply> {
    const { directory, intercept, onUnexpected } = this.setup;
    const account = this.#session.signedIn?.token.account.distinguishedName;
    const exchange: Exchange = {
      connection: this.#session.connection,
      message,
      boundAs: account === undefined ? undefined : (textOfOctets(account) ?? account),
    };
    try {
      return await intercept(exchange, () => serveRequest(directory, this.#session, message));
    } catch (error) {
      onUnexpected(error instanceof Error ? error : new Error(String(error)));
      return resultOnly(resultCode.other, '000020EF: SvcErr: the embedded directory failed, data 0');
    }
  }

  async #send({ id, request }: LdapMessage<AnsweredRequest>, reply: Reply): Promise<void> {
    let left = reply.cutAfter ?? Number.POSITIVE_INFINITY;
    for (const chunk of encodeReply(id, request.kind, reply.messages)) {
      if (this.socket.destroyed) return;
      if (!this.socket.write(chunk.subarray(0, left))) await this.#drained();
      left -= Math.min(left, chunk.length);
      if (left === 0) return void this.socket.destroySoon();
    }
  }

  async #drained(): Promise<void> {
    const ended = new AbortController();
    const stop = (): void => ended.abort();
    this.socket.once('close', stop);
    try {
      await once(this.socket, 'drain', { signal: ended.signal });
    } catch (error) {
      if (!ended.signal.aborted && !this.socket.destroyed) throw error;
    } finally {
      this.socket.off('close', stop);
    }
  }

  #disconnect(code: number, reason: string): void {
    this.#waiting = [];
    if (!this.socket.destroyed) this.socket.end(encodeDisconnection(code, reason));
    this.socket.pause();
    this.socket.destroySoon();
  }
}
