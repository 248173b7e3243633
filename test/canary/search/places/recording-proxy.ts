import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Piece, Place } from '../place.js';

const HOST = '127.0.0.1';
/** How an operation begins in a JSON text: its kind and its name. */
const OPERATION =
  /"(?:query|mutation|subscription)\s+(\w+)|"query":"\s*(?:query|mutation|subscription)\s+(\w+)/;

/** Stands between a server and everybody who talks to it, and keeps all that the server has said. */
export interface RecordingProxy {
  readonly url: string;
  /** Answers to requests, head and body. The place says which operation was asked for. */
  readonly answers: Place;
  /** What came over WebSockets: events, and answers to what was asked there. */
  readonly events: Place;
  stop(): Promise<void>;
}

/** @param server `http://host:port` of the server; asked at each request, since a server may come back elsewhere */
export async function startRecordingProxy(server: () => string): Promise<RecordingProxy> {
  const answers: Piece[] = [];
  const sockets: { readonly where: string; readonly chunks: Buffer[] }[] = [];
  const open = new Set<Socket>();
  const proxy = createServer((asked, answer) => {
    passOn(new URL(server()), asked, answer, answers).catch(() => answer.destroy());
  });
  proxy.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  proxy.on('upgrade', (asked: IncomingMessage, client: Socket, head: Buffer) => {
    const record = { where: `WebSocket ${sockets.length + 1}`, chunks: [] };
    sockets.push(record);
    tunnel(new URL(server()), { asked, client, head }, record.chunks);
  });
  proxy.listen(0, HOST);
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy got no TCP port.');
  return {
    url: `http://${HOST}:${address.port}`,
    answers: { name: 'HTTP answers', pieces: () => answers },
    events: {
      name: 'events',
      pieces: () => sockets.map(({ where, chunks }) => ({ where, bytes: Buffer.concat(chunks) })),
    },
    async stop() {
      for (const socket of open) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

async function passOn(
  { hostname, port }: URL,
  asked: IncomingMessage,
  answer: ServerResponse,
  answers: Piece[],
): Promise<void> {
  const question = await buffer(asked);
  // Compressed, nothing would be found in it.
  const { 'accept-encoding': _coding, ...headers } = asked.headers;
  const passed = request({ hostname, port, method: asked.method, path: asked.url, headers });
  passed.end(question);
  const [response] = (await once(passed, 'response')) as [IncomingMessage];
  const body = await buffer(response);
  const head = `${response.statusCode} ${response.rawHeaders.join('\n')}\n\n`;
  answers.push({ where: questionOf(asked, question), bytes: Buffer.concat([Buffer.from(head), body]) });
  answer.writeHead(response.statusCode ?? 502, response.headers).end(body);
}

/** Method, path, and the operation's name. */
function questionOf({ method, url }: IncomingMessage, question: Buffer): string {
  const named = OPERATION.exec(question.toString());
  return [method, new URL(url ?? '', 'http://host').pathname, named?.[1] ?? named?.[2]]
    .filter(Boolean)
    .join(' ');
}

function tunnel(
  { hostname, port }: URL,
  { asked, client, head }: { asked: IncomingMessage; client: Socket; head: Buffer },
  chunks: Buffer[],
): void {
  const upstream = connect(Number(port), hostname, () => {
    upstream.write(openingOf(asked));
    upstream.write(head);
    client.pipe(upstream);
  });
  upstream.on('data', (chunk) => chunks.push(chunk));
  upstream.pipe(client);
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

/** The request as it came, but for extensions: compressed, nothing would be found in the events. */
function openingOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.toLowerCase() !== 'sec-websocket-extensions') lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
