import { describe, expect, it } from '@jest/globals';
import { ActiveDirectory } from '../../src/directory/active-directory.js';
import type { DirectorySession } from '../../src/directory/directory.js';
import type { RequestInterceptor } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import { asksFor, atSignIn, countMembers, start, targetOf, untilTestEnds } from './faulty-controller.js';

describe('a controller that goes away while it is signed in to', () => {
  const serveAll: RequestInterceptor = (_exchange, serve) => serve();
  const vanish: RequestInterceptor = () => ({ messages: [], disconnect: true });

  it.each(['bind', 'root DSE', 'identity'] as const)('at its %s gives way to the next', async (kind) => {
    const [vanishing, good] = [await start(atSignIn(kind, vanish)), await start(serveAll)];
    const adapter = new ActiveDirectory();
    const session = await adapter.open(targetOf(vanishing, good));
    untilTestEnds(() => session.close());
    expect(session.controller.address).toBe(good.url);
    expect(session.remarks).toEqual([expect.stringContaining(vanishing.url)]);
  });

  it('by saying nothing gives way to the next', async () => {
    const silence = Promise.withResolvers<never>();
    silence.promise.catch(() => undefined);
    const silent = await start(atSignIn('identity', () => silence.promise));
    const good = await start(serveAll);
    const session = await new ActiveDirectory({ timeouts: { object: 2_000 } }).open(targetOf(silent, good));
    untilTestEnds(() => session.close());
    expect(session.controller.address).toBe(good.url);
    silence.reject(new Error('over'));
  });
});

describe('the cool-down', () => {
  const serveAll: RequestInterceptor = (_exchange, serve) => serve();

  it('leaves an address that could not be reached for last, until five minutes are over', async () => {
    const clock = { now: 0 };
    const good = await start(serveAll);
    const target = { ...targetOf(good), controllers: ['ldaps://127.0.0.1:1', good.url] };
    const adapter = new ActiveDirectory({ now: () => clock.now });
    const remarks = async (): Promise<number> => {
      const session = await adapter.open(target);
      await session.close();
      return session.remarks.length;
    };
    expect(await remarks()).toBe(1);
    expect(await remarks()).toBe(0);
    clock.now += 5 * 60_000;
    expect(await remarks()).toBe(1);
  });

  it('takes a connection that was lost later as a reason too, and one that we closed as none', async () => {
    let isCut = false;
    const first = await start((exchange, serve) =>
      isCut && asksFor(exchange, 'member') ? { messages: [], disconnect: true } : serve(),
    );
    const second = await start(serveAll);
    const adapter = new ActiveDirectory();
    const visit = async (use: (session: DirectorySession) => Promise<unknown>): Promise<string> => {
      const session = await adapter.open(targetOf(first, second));
      await use(session).catch(() => undefined);
      await session.close();
      return session.controller.address;
    };
    expect(await visit(countMembers)).toBe(first.url);
    isCut = true;
    expect(await visit(countMembers)).toBe(first.url);
    expect(await visit(countMembers)).toBe(second.url);
  });
});
