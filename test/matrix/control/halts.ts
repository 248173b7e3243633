import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Arrival } from '../../programs/control-channel.js';

const arrivals = z.strictObject({
  point: z.string(),
  id: z.string().nullable(),
  pid: z.int(),
});

/** Somebody who is wanted at a point. */
export interface Wanted {
  readonly point: string;
  /** The change or the key that is wanted there; null at points that name neither: whoever comes first. */
  readonly id: string | null;
}

/** A place where programs are made to wait. */
export interface Halt {
  /** Settles with who came there first. */
  readonly reached: Promise<Arrival>;
  /** Everybody who waits there goes on, and nobody else is halted. */
  release(): void;
}

interface Armed extends Wanted {
  readonly found: PromiseWithResolvers<Arrival>;
  readonly waiting: Set<ServerResponse>;
  isReached: boolean;
}

/**
 * The test's end of the control channel: programs say where they are, and wait where somebody is wanted. A change that is
 * halted stays halted, whoever goes on with it: a second attempt waits beside the first one.
 */
export class Halts {
  /** Everybody who was anywhere, in order. */
  readonly arrivals: Arrival[] = [];
  private readonly armed = new Set<Armed>();

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<Halts> {
    const server = createServer();
    const halts = new Halts(server);
    // Programs wait here for long, and come back over the same connection after they were stopped for long.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 0;
    server.on('request', (request, response) => void halts.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return halts;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** From now on whoever is wanted waits at this point. */
  at(wanted: Wanted): Halt {
    const armed: Armed = {
      ...wanted,
      found: Promise.withResolvers<Arrival>(),
      waiting: new Set(),
      isReached: false,
    };
    this.armed.add(armed);
    return { reached: armed.found.promise, release: () => this.release(armed) };
  }

  /** Nobody waits anywhere any more. */
  releaseAll(): void {
    for (const armed of this.armed) this.release(armed);
  }

  private release(armed: Armed): void {
    this.armed.delete(armed);
    for (const response of armed.waiting) response.end();
    armed.waiting.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A program that is killed hangs up.
    response.on('error', () => undefined);
    const arrival = await read(request);
    if (arrival === undefined) return void response.destroy();
    this.arrivals.push(arrival);
    const halt = [...this.armed].find((armed) => isWanted(armed, arrival));
    if (halt === undefined) return void response.end();
    halt.isReached = true;
    halt.waiting.add(response);
    response.once('close', () => halt.waiting.delete(response));
    halt.found.resolve(arrival);
  }
}

/** Where nobody is named, only the first one is meant; the others are other people's. */
function isWanted({ point, id, isReached }: Armed, arrival: Arrival): boolean {
  if (point !== arrival.point || id !== arrival.id) return false;
  return id !== null || !isReached;
}

async function read(request: IncomingMessage): Promise<Arrival | undefined> {
  try {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return arrivals.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
  } catch {
    return undefined;
  }
}
