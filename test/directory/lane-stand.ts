import { connect, type Socket } from 'node:net';
import type { DirectoryGroup, DirectorySession, ExpectedPeople } from '../../src/directory/directory.js';
import type { Exchange } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import type { Filter } from '../../src/sandbox/embedded-directory/wire/request.js';
import { SYNC_GROUP, type SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { listenPlain } from '../../src/testing/network/loopback-server.js';
import { untilTestEnds } from './faulty-controller.js';

/** True for a search for people that belongs to a lane: it compares common names. */
export function isOfALane({ message: { request } }: Exchange): boolean {
  return request.kind === 'search' && comparesNames(request.filter);
}

function comparesNames(filter: Filter): boolean {
  if ('parts' in filter) return filter.parts.some(comparesNames);
  if (filter.kind === 'not') return comparesNames(filter.part);
  return filter.kind === 'atMost' && filter.attribute.toLowerCase() === 'cn';
}

/** The group's members as what is expected, as if they were many. */
export async function expectMany(session: DirectorySession, group: DirectoryGroup): Promise<ExpectedPeople> {
  const sample: string[] = [];
  for await (const members of session.members(group)) sample.push(...members.map(({ dn }) => dn));
  return { count: 100_000, sample };
}

/** How often each person came, by objectGUID. */
export async function readInLanes(session: DirectorySession): Promise<Map<string, number>> {
  const group = await session.findGroup({ name: SYNC_GROUP });
  const times = new Map<string, number>();
  for await (const page of session.people([group], await expectMany(session, group))) {
    for (const { objectGuid } of page) times.set(objectGuid, (times.get(objectGuid) ?? 0) + 1);
  }
  return times;
}

export interface Balancer {
  readonly url: string;
  readonly connectionCount: () => number;
  /** Ends when the connection of this number, from 0, has been closed by either side. */
  readonly closeOf: (connection: number) => Promise<void> | undefined;
}

/** One address behind which these controllers answer: `choose` says which one gets the connection of this number, from 0. */
export async function balance(
  controllers: readonly SandboxDirectory[],
  choose: (connection: number) => number,
): Promise<Balancer> {
  const closes: Promise<void>[] = [];
  const server = await listenPlain((socket: Socket) => {
    const { port } = new URL(controllers[choose(closes.length)]!.url);
    closes.push(new Promise((resolve) => void socket.once('close', () => resolve())));
    const beyond = connect(Number(port), '127.0.0.1');
    beyond.on('error', () => socket.destroy());
    beyond.once('close', () => socket.destroy());
    socket.once('close', () => beyond.destroy());
    socket.pipe(beyond).pipe(socket);
  });
  untilTestEnds(() => server.close());
  return {
    url: `ldaps://127.0.0.1:${server.port}`,
    connectionCount: server.connectionCount,
    closeOf: (connection) => closes[connection],
  };
}
