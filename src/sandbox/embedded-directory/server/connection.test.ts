import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AbandonRequest, DeleteRequest, FilterParser, SearchRequest, UnbindRequest } from 'ldapts';
import { resultOnly } from './serve-request.js';
import type { Reply } from '../wire/reply.js';
import { person, readEntry, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';
import { replacing } from '../testing/changes.js';
import type { EmbeddedDirectoryOptions } from '../embedded-directory.js';

const base = 'DC=north,DC=example';
const ada = `CN=ada,OU=Staff,${base}`;

describe('connections', () => {
  let directory: TestDirectory;
  afterEach(() => directory.stop());

  const start = async (options: Partial<EmbeddedDirectoryOptions> = {}): Promise<void> => {
    directory = await startTestDirectory({ people: [person('ada'), person('bob')] }, options);
  };
  const searchBytes = (messageId: number, filter = '(sAMAccountName=ada)'): Buffer =>
    new SearchRequest({
      messageId,
      baseDN: base,
      filter: FilterParser.parseString(filter),
      attributes: ['cn'],
    }).write();

  test.each([
    ['bytes that are no message', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message without a request', Buffer.from('3003020101', 'hex')],
    ['a request nobody knows', Buffer.from('300502010155 00'.replace(' ', ''), 'hex')],
    ['a message that is too long', Buffer.from('308400600000', 'hex')],
  ])('%s end the connection with a reason, and only that one', async (_what, bytes) => {
    await start();
    const other = await directory.wire();
    const wire = await directory.wire();
    wire.write(bytes);
    const [notice] = await wire.ended;
    expect(notice?.subarray(0, 5).toString('hex')).toMatch(/^30..020100$/);
    expect(notice?.toString('latin1')).toContain('1.3.6.1.4.1.1466.20036');
    expect((await other.search({ base, filter: '(sAMAccountName=ada)' })).entries).toHaveLength(1);
  });

  test('the longest message is what the limits say', async () => {
    await start({ limits: { longestMessage: 1_000 } });
    const client = await directory.client(directory.administrator);
    await client.modify(ada, replacing('description', 'x'.repeat(800)));
    await expect(client.modify(ada, replacing('description', 'x'.repeat(1_000)))).rejects.toThrow(
      /closed before message response/,
    );
    const other = await directory.client();
    expect((await readEntry(other, ada))['description']).toHaveLength(800);
  });

  test('somebody who speaks no TLS, or trusts another authority, disturbs nobody', async () => {
    await start();
    const { port } = new URL(directory.url);
    const plain = connectPlain({ host: '127.0.0.1', port: Number(port) });
    plain.on('error', () => plain.destroy());
    plain.write('hello, this is no TLS at all\n');
    plain.resume();
    await once(plain, 'close');
    const { stop, caCertificate } = await startTestDirectory();
    expect(caCertificate).toBe(directory.caCertificate);
    await stop();
    await expect(directory.client()).resolves.toBeDefined();
  });

  test('a silent connection is closed', async () => {
    await start({ limits: { idleMilliseconds: 50 } });
    const wire = await directory.wire();
    await expect(wire.ended).resolves.toEqual([]);
  });

  test('more connections than allowed are closed at once', async () => {
    await start({ limits: { mostConnections: 2 } });
    await directory.wire();
    await directory.wire();
    await expect(directory.client()).rejects.toThrow(/disconnected before secure TLS/);
  });

  test('requests sent in one go are all answered, in order', async () => {
    await start({ limits: { mostWaitingRequests: 3 } });
    const wire = await directory.wire();
    const ids = Array.from({ length: 20 }, () => wire.nextId());
    const order: number[] = [];
    const replies = ids.map((id) =>
      wire.request(id, Buffer.alloc(0)).then((reply) => (order.push(id), reply)),
    );
    wire.write(Buffer.concat(ids.map((id) => searchBytes(id))));
    for (const reply of await Promise.all(replies)) expect(reply.entries).toHaveLength(1);
    expect(order).toEqual(ids);
  });

  test('an unbind ends the connection, an abandon of nothing does not', async () => {
    await start();
    const wire = await directory.wire();
    wire.write(new AbandonRequest({ messageId: wire.nextId(), abandonId: 99 }).write());
    expect((await wire.search({ base, filter: '(sAMAccountName=ada)' })).code).toBe(0);
    wire.write(new UnbindRequest({ messageId: wire.nextId() }).write());
    await expect(wire.ended).resolves.toEqual([]);
  });

  test('stopping ends every connection, and may be done twice', async () => {
    await start();
    const wire = await directory.wire();
    await Promise.all([directory.stop(), directory.stop()]);
    await wire.ended;
    await expect(directory.client()).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('an interceptor', () => {
  let directory: TestDirectory;
  afterEach(() => directory.stop());

  const start = async (intercept: EmbeddedDirectoryOptions['intercept'], rest = {}): Promise<void> => {
    directory = await startTestDirectory(
      { people: [person('ada'), person('bob')] },
      { ...rest, ...(intercept ? { intercept } : {}) },
    );
  };

  test('sees every request with its connection and account', async () => {
    const seen: [number, string, string | undefined][] = [];
    await start((exchange, serve) => {
      seen.push([exchange.connection, exchange.message.request.kind, exchange.boundAs]);
      return serve();
    });
    const client = await directory.client();
    await readEntry(client, ada);
    await directory.client();
    expect(seen).toEqual([
      [1, 'bind', undefined],
      [1, 'search', `CN=reader,CN=Users,${base}`],
      [2, 'bind', undefined],
    ]);
  });

  test('may answer in the place of the directory', async () => {
    await start(({ message }, serve) =>
      message.request.kind === 'delete' ? resultOnly(51, 'busy today') : serve(),
    );
    const administrator = await directory.client(directory.administrator);
    await expect(administrator.del(ada)).rejects.toThrow(/busy today/);
    await expect(readEntry(administrator, ada)).resolves.toBeDefined();
  });

  test('may change the reply, and end the connection with it', async () => {
    await start(({ message }, serve): Reply => {
      if (message.request.kind !== 'search') return serve();
      const entries = serve().messages.filter((part) => part.kind === 'entry');
      return { messages: entries, disconnect: true };
    });
    const wire = await directory.wire();
    const unanswered = wire.search({ base, filter: '(sAMAccountName=ada)' });
    await wire.ended;
    await expect(Promise.race([unanswered, Promise.resolve('no result')])).resolves.toBe('no result');
  });

  test('may take its time; what is abandoned meanwhile is not answered', async () => {
    const held = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    await start(async ({ message }, serve) => {
      if (message.request.kind === 'delete') {
        arrived.resolve();
        await held.promise;
      }
      return serve();
    });
    const wire = await directory.wire(directory.administrator);
    const doomed = wire.nextId();
    let isAnswered = false;
    void wire
      .request(doomed, new DeleteRequest({ messageId: doomed, dn: ada }).write())
      .then(() => (isAnswered = true));
    await arrived.promise;
    wire.write(new AbandonRequest({ messageId: wire.nextId(), abandonId: doomed }).write());
    const next = wire.search({ base, filter: '(sAMAccountName=bob)' });
    const other = await directory.client();
    await readEntry(other, ada);
    held.resolve();
    expect((await next).entries).toHaveLength(1);
    expect(isAnswered).toBe(false);
  });

  test('that fails is an unexpected failure of the server, and the connection lives on', async () => {
    const failures: string[] = [];
    await start(
      ({ message }, serve) => {
        if (message.request.kind === 'delete') throw new Error('a mistake');
        return serve();
      },
      { onUnexpected: (error: Error) => failures.push(error.message) },
    );
    const administrator = await directory.client(directory.administrator);
    await expect(administrator.del(ada)).rejects.toMatchObject({ code: 80 });
    expect(failures).toEqual(['a mistake']);
    await expect(readEntry(administrator, ada)).resolves.toBeDefined();
  });
});
