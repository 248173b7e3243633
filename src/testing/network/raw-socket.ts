import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

const PROTOCOL = 'graphql-transport-ws';

/** A message of the protocol. */
export interface SocketMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A bare connection to the API, to say what a well-behaved client would not. */
export class RawSocket {
  /** The closing code. */
  readonly closed: Promise<number>;
  /** The next message that comes; never settles when none does. */
  readonly next: () => Promise<SocketMessage>;

  constructor(private readonly socket: WebSocket) {
    const received: SocketMessage[] = [];
    const waiting: ((message: SocketMessage) => void)[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as SocketMessage;
      const next = waiting.shift();
      if (next) next(message);
      else received.push(message);
    });
    this.next = () => {
      const message = received.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    };
    this.closed = once(socket, 'close').then(([code]: number[]) => code ?? 0);
  }

  send(message: SocketMessage): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string | Buffer): void {
    this.socket.send(text);
  }

  /** Begins an operation and returns its id. */
  begin(query: string, variables: Readonly<Record<string, unknown>> = {}): string {
    const id = randomUUID();
    this.send({ type: 'subscribe', id, payload: { query, variables } });
    return id;
  }

  /** Sends an operation and returns its first answer; `closed` when the connection ends before it, as by its own doing. */
  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<SocketMessage> {
    const id = this.begin(query, variables);
    const closed = this.closed.then((): SocketMessage => ({ type: 'closed', id }));
    let answer = await Promise.race([this.next(), closed]);
    while (answer.id !== id) answer = await Promise.race([this.next(), closed]);
    return answer;
  }

  /** Reads nothing any more: what is sent to it waits on the other side. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    this.socket.close();
  }
}

/** Opens a connection and says nothing yet. Fails with the status of an upgrade that is refused. */
export async function openSocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, PROTOCOL, { headers });
  await once(socket, 'open');
  return new RawSocket(socket);
}

/** Opens a connection that has been acknowledged. */
export async function connectedSocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  payload?: Readonly<Record<string, unknown>>,
): Promise<RawSocket> {
  const socket = await openSocket(url, headers);
  socket.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
  const answer = await socket.next();
  if (answer.type !== 'connection_ack') throw new Error(`expected connection_ack, got ${answer.type}`);
  return socket;
}
