import { describe, expect, it } from '@jest/globals';
import type { ObjectGuid } from '../../src/domain/identifiers.js';
import { ActiveDirectory } from '../../src/directory/active-directory.js';
import type { DirectorySession, DirectoryTarget } from '../../src/directory/directory.js';
import type {
  Exchange,
  RequestInterceptor,
} from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import { eventually } from '../../src/testing/eventually.js';
import { asksFor, start, synchronised, targetOf, untilTestEnds } from './faulty-controller.js';
import { balance, isOfALane, memberSets, readInLanes } from './lane-stand.js';

const serveAll: RequestInterceptor = (_exchange, serve) => serve();

async function openLanes(
  target: DirectoryTarget,
  { lanes = 2, signal }: { lanes?: number; signal?: AbortSignal } = {},
): Promise<DirectorySession> {
  const session = await new ActiveDirectory({ lanes }).open(target, signal);
  untilTestEnds(() => session.close());
  return session;
}

/** What each connection was asked, in order. */
function recording(asked: Map<number, string[]>): RequestInterceptor {
  return (exchange, serve) => {
    const { connection, boundAs } = exchange;
    const list = asked.get(connection) ?? [];
    asked.set(connection, list);
    if (isOfALane(exchange)) list.push(boundAs === undefined ? 'people, not signed in' : 'people');
    if (asksFor(exchange, 'invocationId')) list.push('identity');
    return serve();
  };
}

describe('lanes', () => {
  it.each([2, 3, 5])(
    '%d read everybody exactly once, each over a connection that said who it is',
    async (lanes) => {
      const asked = new Map<number, string[]>();
      const session = await openLanes(targetOf(await start(recording(asked))), { lanes });
      const times = await readInLanes(session);
      expect(times.size).toBe(synchronised);
      expect([...times.values()].every((count) => count === 1)).toBe(true);
      expect(asked.size).toBe(lanes);
      for (const list of asked.values()) {
        expect(list[0]).toBe('identity');
        expect(list.slice(1)).toContain('people');
        expect(list).not.toContain('people, not signed in');
      }
    },
  );

  it('go to the machine the first connection reached, under the name of the address', async () => {
    const directory = await start(serveAll, ['localhost']);
    const url = `ldaps://localhost:${new URL(directory.url).port}`;
    const times = await readInLanes(await openLanes({ ...targetOf(directory), controllers: [url] }));
    expect(times.size).toBe(synchronised);
  });

  it('ask again in pages where a controller sends fewer than a set holds', async () => {
    const queryPolicy = { mostEntries: 25, mostValues: 1_500 };
    const session = await openLanes(targetOf(await start(serveAll, [], { queryPolicy })));
    const times = await readInLanes(session);
    expect(times.size).toBe(synchronised);
    expect([...times.values()].every((count) => count === 1)).toBe(true);
  });

  it('say of each set what was asked for, so that whoever is missing is known by name', async () => {
    const session = await openLanes(targetOf(await start(serveAll)));
    const group = await session.findGroup({ name: SYNC_GROUP });
    const nobody = '00000000-0000-4000-8000-000000000001' as ObjectGuid;
    const asked: string[] = [];
    const missing: string[] = [];
    async function* withStranger(): AsyncGenerator<readonly ObjectGuid[]> {
      yield* memberSets(session, group);
      yield [nobody];
    }
    for await (const set of session.lookUpAll(withStranger())) {
      const found = new Set(
        set.found.map((object) => (object.type === 'PERSON' ? object.person.objectGuid : object.objectGuid)),
      );
      asked.push(...set.asked);
      missing.push(...set.asked.filter((guid) => !found.has(guid)));
    }
    expect(asked).toHaveLength(synchronised + 1);
    expect(missing).toEqual([nobody]);
  });

  it('that have nothing to ask are not even opened', async () => {
    const asked = new Map<number, string[]>();
    const session = await openLanes(targetOf(await start(recording(asked))), { lanes: 5 });
    const group = await session.findGroup({ name: SYNC_GROUP });
    async function* one(): AsyncGenerator<readonly ObjectGuid[]> {
      for await (const set of memberSets(session, group)) return yield set;
    }
    let sets = 0;
    for await (const { found } of session.lookUpAll(one())) sets += found.length > 0 ? 1 : 0;
    expect(sets).toBe(1);
    expect(asked.size).toBe(1);
  });

  it('are opened before there is anything to ask, beside a search that brings people of its own', async () => {
    const asked = new Map<number, string[]>();
    const session = await openLanes(targetOf(await start(recording(asked))), { lanes: 3 });
    const group = await session.findGroup({ name: SYNC_GROUP });
    async function* late(): AsyncGenerator<readonly ObjectGuid[]> {
      await eventually(async () => expect(asked.size).toBe(3));
      yield* memberSets(session, group);
    }
    let found = 0;
    for await (const set of session.lookUpAll(late(), [group])) found += set.found.length;
    expect(found).toBe(synchronised);
    for (const list of asked.values()) expect(list).toContain('people');
  });

  it('behind an address where two controllers answer in turn all find the first one again', async () => {
    const peopleAsked = [0, 0];
    const counting =
      (at: number): RequestInterceptor =>
      (exchange, serve) => {
        if (isOfALane(exchange)) peopleAsked[at]! += 1;
        return serve();
      };
    const controllers = [await start(counting(0)), await start(counting(1))];
    const { url } = await balance(controllers, (connection) => connection % 2);
    const session = await openLanes({ ...targetOf(...controllers), controllers: [url] });
    expect((await readInLanes(session)).size).toBe(synchronised);
    expect(peopleAsked[0]).toBeGreaterThan(1);
    expect(peopleAsked[1]).toBe(0);
  });

  it('that only ever reach another controller are DIRECTORY_CONTROLLER_CHANGED', async () => {
    const controllers = [await start(serveAll), await start(serveAll)];
    const { url, connectionCount } = await balance(controllers, (connection) => (connection === 0 ? 0 : 1));
    const session = await openLanes({ ...targetOf(...controllers), controllers: [url] });
    await expect(readInLanes(session)).rejects.toMatchObject({
      code: 'DIRECTORY_CONTROLLER_CHANGED',
      retryable: true,
      message: expect.stringContaining(url),
    });
    expect(connectionCount()).toBe(5);
  });

  it('fail as one when the connection of any is lost', async () => {
    const second: RequestInterceptor = (exchange, serve) =>
      isOfALane(exchange) && exchange.connection === 2 ? { messages: [], disconnect: true } : serve();
    await expect(readInLanes(await openLanes(targetOf(await start(second))))).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
    });
  });

  it('fail as one without waiting for one that says nothing', async () => {
    const hung = Promise.withResolvers<never>();
    hung.promise.catch(() => undefined);
    const silentAndLost = (silent: number): RequestInterceptor => {
      const isAsked = Promise.withResolvers<void>();
      return async (exchange, serve) => {
        if (!isOfALane(exchange)) return serve();
        if (exchange.connection === silent) {
          isAsked.resolve();
          return hung.promise;
        }
        await isAsked.promise;
        return { messages: [], disconnect: true };
      };
    };
    for (const silent of [1, 2]) {
      const session = await openLanes(targetOf(await start(silentAndLost(silent))));
      await expect(readInLanes(session)).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
    }
    hung.reject(new Error('over'));
  });

  it('all end when the signal says so', async () => {
    const abort = new AbortController();
    const ends = Promise.withResolvers<never>();
    ends.promise.catch(() => undefined);
    let lanes = 0;
    const session = await openLanes(
      targetOf(
        await start((exchange: Exchange, serve) => {
          if (!isOfALane(exchange)) return serve();
          lanes += 1;
          if (lanes === 2) abort.abort(new Error('enough'));
          return ends.promise;
        }),
      ),
      { signal: abort.signal },
    );
    await expect(readInLanes(session)).rejects.toThrow('enough');
    ends.reject(new Error('over'));
  });

  it('are closed when the reader leaves, and the session goes on', async () => {
    const directory = await start(serveAll);
    const { url, closeOf } = await balance([directory], () => 0);
    const session = await openLanes({ ...targetOf(directory), controllers: [url] });
    const group = await session.findGroup({ name: SYNC_GROUP });
    for await (const { found } of session.lookUpAll(memberSets(session, group))) {
      expect(found.length).toBeGreaterThan(0);
      if (closeOf(1) !== undefined) break;
    }
    await closeOf(1);
    expect(await session.findGroup({ name: SYNC_GROUP })).toMatchObject({ name: SYNC_GROUP });
  });
});
