import { connect, type Socket } from 'node:net';
import type { DirectoryGroup, DirectorySession } from '../../src/directory/directory.js';
import type { ObjectGuid } from '../../src/domain/identifiers.js';
import type { Exchange } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import type { Filter } from '../../src/sandbox/embedded-directory/wire/request.js';
import { SYNC_GROUP, type SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { listenPlain } from '../../src/testing/network/loopback-server.js';
import { untilTestEnds } from './faulty-controller.js';

/** True for a look-up of people by objectGUID: what lanes ask. */
export function isOfALane({ message: { request } }: Exchange): boolean {
  return request.kind === 'search' && request.attributes.includes('givenName') && namesGuids(request.filter);
}

function namesGuids(filter: Filter): boolean {
  if ('parts' in filter) return filter.parts.some(namesGuids);
  return filter.kind === 'equal' && filter.attribute.toLowerCase() === 'objectguid';
}

/** How many a set holds: so few that each lane gets several. */
const SET = 60;

/** The group's members by objectGUID, in sets, as a synchronisation asks for them. */
export async function* memberSets(
  session: DirectorySession,
  group: DirectoryGroup,
): AsyncGenerator<readonly ObjectGuid[]> {
  const guids: ObjectGuid[] = [];
  for await (const members of session.members(group))
    guids.push(...members.map(({ objectGuid }) => objectGuid));
  for (let at = 0; at < guids.length; at += SET) yield guids.slice(at, at + SET);
}

/** How often each person came, by objectGUID. */
export async function readInLanes(session: DirectorySession): Promise<Map<string, number>> {
  const group = await session.findGroup({ name: SYNC_GROUP });
  const times = new Map<string, number>();
  for await (const { found } of session.lookUpAll(memberSets(session, group))) {
    for (const object of found) {
      if (object.type !== 'PERSON') continue;
      const { objectGuid } = object.person;
      times.set(objectGuid, (times.get(objectGuid) ?? 0) + 1);
    }
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
