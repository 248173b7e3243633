import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Arrivals, Watching } from './fan-out.js';

/** A server takes so many sockets from one address; a loopback interface has many addresses. */
const SOCKETS_PER_ADDRESS = 100;
/** Sockets that are opened at the same time. */
const OPENING = 50;

/**
 * A program of its own, so that it does not take time from what it measures: many subscribers of one run, each on a
 * socket of its own. Tells its parent `ready` when every one has had the first event, and when each of them has been
 * let go, when every event came to whom.
 */
async function main(): Promise<void> {
  const [watching] = (await once(process, 'message')) as [Watching];
  const crowd = new Crowd();
  for (let index = 0; index < watching.subscribers; index += OPENING) {
    const group = Array.from({ length: Math.min(OPENING, watching.subscribers - index) }, (_, at) =>
      subscribe(watching, index + at, crowd),
    );
    await Promise.all(group.map(({ firstEvent }) => firstEvent));
    for (const { ended } of group) crowd.ends.push(ended);
  }
  process.send?.('ready');
  await Promise.all(crowd.ends);
  process.send?.({ microseconds: Object.fromEntries(crowd.arrivals) } satisfies Arrivals, () =>
    process.disconnect(),
  );
}

class Crowd {
  readonly arrivals = new Map<number, number[]>();
  readonly ends: Promise<void>[] = [];

  note(sequence: number): void {
    const microseconds = Number(process.hrtime.bigint() / 1_000n);
    const known = this.arrivals.get(sequence);
    if (known === undefined) this.arrivals.set(sequence, [microseconds]);
    else known.push(microseconds);
  }
}

interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly syncProgress: { readonly sequence: number } } };
}

function subscribe({ url, token, query, runId }: Watching, index: number, crowd: Crowd) {
  const [first, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const fail = (error: Error): void => {
    first.reject(error);
    ended.reject(error);
  };
  const localAddress = `127.0.1.${1 + Math.floor(index / SOCKETS_PER_ADDRESS)}`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { localAddress, perMessageDeflate: false });
  const send = (message: object): void => socket.send(JSON.stringify(message));
  socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Message;
    if (type === 'connection_ack')
      send({ id: '1', type: 'subscribe', payload: { query, variables: { runId } } });
    else if (type === 'complete') {
      ended.resolve();
      socket.close();
    } else if (type === 'next' && payload?.data) {
      crowd.note(payload.data.syncProgress.sequence);
      first.resolve();
    } else if (type !== 'ping' && type !== 'pong')
      fail(new Error(`A subscriber was told ${data.toString()}`));
  });
  socket.on('error', fail);
  socket.on('close', (code) => fail(new Error(`A subscriber was cut off (${code}).`)));
  return { firstEvent: first.promise, ended: ended.promise };
}

await main();
