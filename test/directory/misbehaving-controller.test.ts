import { describe, expect, it } from '@jest/globals';
import type { RequestInterceptor } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import type { Reply, ReplyControl, ReplyResult } from '../../src/sandbox/embedded-directory/wire/reply.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import {
  asksFor,
  countMembers,
  countPeople,
  OIDS,
  open,
  synchronised,
  withEntries,
  withResult,
} from './faulty-controller.js';

/** Lets `spoil` have the second page of people. */
function onSecondPage(spoil: (serve: () => Reply) => Reply | Promise<Reply>): RequestInterceptor {
  let pages = 0;
  return (exchange, serve) => {
    if (!asksFor(exchange, 'givenName')) return serve();
    pages += 1;
    return pages === 2 ? spoil(serve) : serve();
  };
}

function refusal(code: number): Reply {
  return { messages: [{ kind: 'result', code }] };
}

function withoutPagingControl(result: ReplyResult): ReplyResult {
  return {
    ...result,
    controls: (result.controls ?? []).filter((control: ReplyControl) => control.oid !== OIDS.PAGED_RESULTS),
  };
}

describe('pages', () => {
  it('without anybody on them do not end the read while their cookie says that more follows', async () => {
    let held: Reply | undefined;
    // The first page is kept back: an empty one with its cookie comes in its place, and it comes with the next.
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'givenName')) return serve();
      const reply = serve();
      const entries = (held?.messages ?? []).filter((message) => message.kind === 'entry');
      const emptied = { messages: reply.messages.filter((message) => message.kind !== 'entry') };
      if (held === undefined) {
        held = reply;
        return emptied;
      }
      return { messages: [...entries, ...reply.messages] };
    });
    expect(await countPeople(session)).toBe(synchronised);
  });

  it.each([
    [3, 'DIRECTORY_INCOMPLETE'],
    [4, 'DIRECTORY_INCOMPLETE'],
    [10, 'DIRECTORY_INCOMPLETE'],
    [11, 'DIRECTORY_INCOMPLETE'],
    [51, 'DIRECTORY_INCOMPLETE'],
    [12, 'DIRECTORY_UNSUPPORTED'],
    [50, 'DIRECTORY_PERMISSION_DENIED'],
    [1, 'DIRECTORY_PROTOCOL_ERROR'],
  ])('fail with result %d as %s, whatever came before', async (code, expected) => {
    const session = await open(onSecondPage(() => refusal(code)));
    await expect(countPeople(session)).rejects.toMatchObject({ code: expected });
  });

  it('that come with people and a result that is no success are no success', async () => {
    const session = await open(
      onSecondPage((serve) => withResult(serve(), (result) => ({ ...result, code: 4 }))),
    );
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('without the paging control may not be the last', async () => {
    const session = await open(onSecondPage((serve) => withResult(serve(), withoutPagingControl)));
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('with references to other naming contexts are whole', async () => {
    const session = await open(
      onSecondPage((serve) => {
        const { messages } = serve();
        return {
          messages: [{ kind: 'reference', urls: ['ldap://forest.example/CN=Configuration'] }, ...messages],
        };
      }),
    );
    expect(await countPeople(session)).toBe(synchronised);
  });

  it('that end with the connection fail the session, which never connects again', async () => {
    const connections = new Set<number>();
    const session = await open((exchange, serve) => {
      connections.add(exchange.connection);
      return onCut(exchange, serve);
    });
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_UNREACHABLE' });
    await expect(session.findGroup({ name: SYNC_GROUP })).rejects.toMatchObject({
      code: 'DIRECTORY_UNREACHABLE',
    });
    expect(connections.size).toBe(1);
  });

  const onCut = onSecondPage((serve) => ({ messages: serve().messages.slice(0, 3), disconnect: true }));

  it('that never come are given up in time', async () => {
    const session = await open(
      onSecondPage(() => new Promise<Reply>(() => undefined)),
      { page: 300 },
    );
    await expect(countPeople(session)).rejects.toMatchObject({ code: 'DIRECTORY_TIMEOUT' });
  });

  it('are asked for while the one before is worked on, one at a time', async () => {
    let asked = 0;
    const secondAsked = Promise.withResolvers<void>();
    const session = await open((exchange, serve) => {
      if (asksFor(exchange, 'givenName') && (asked += 1) === 2) secondAsked.resolve();
      return serve();
    });
    const people = session.people([await session.findGroup({ name: SYNC_GROUP })])[Symbol.asyncIterator]();
    await people.next();
    await secondAsked.promise;
    expect(asked).toBe(2);
  });
});

describe('values', () => {
  it('that are not UTF-8 or hold NUL are read, not refused', async () => {
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'givenName')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) =>
          attribute.name === 'givenName'
            ? {
                ...attribute,
                values: attribute.values.map((value) => `\u00ed\u00a0\u0080\0${value}` as typeof value),
              }
            : attribute,
        ),
      }));
    });
    let count = 0;
    for await (const page of session.people([await session.findGroup({ name: SYNC_GROUP })])) {
      for (const person of page) if (person.givenName?.startsWith('\ufffd\ufffd\ufffd')) count += 1;
    }
    expect(count).toBeGreaterThan(synchronised * 0.9);
  });
});

describe('members', () => {
  it('come through several ranges, each asked for from where the last ended', async () => {
    const asked: string[] = [];
    const session = await open((exchange, serve) => {
      const { request } = exchange.message;
      if (request.kind === 'search' && asksFor(exchange, 'member')) asked.push(...request.attributes);
      return serve();
    });
    expect(await countMembers(session)).toBe(synchronised);
    expect(asked).toEqual(['member', 'member;range=1500-*']);
  });

  it.each([
    ['a range is missing', (name: string) => name.replace('1500-*', '1600-*')],
    ['the answer to a range has none', () => 'member'],
  ])('fail with DIRECTORY_INCOMPLETE when %s', async (_what, rename) => {
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'member;range')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) => ({
          ...attribute,
          name: rename(attribute.name) as typeof attribute.name,
        })),
      }));
    });
    await expect(countMembers(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });

  it('fail with DIRECTORY_INCOMPLETE when one comes without its objectGUID', async () => {
    const session = await open((exchange, serve) => {
      if (!asksFor(exchange, 'member')) return serve();
      return withEntries(serve(), (entry) => ({
        ...entry,
        attributes: entry.attributes.map((attribute) => ({
          ...attribute,
          values: attribute.values.map((value, at) =>
            at === 7 ? (value.replace(/^.*?;CN=/, 'CN=') as typeof value) : value,
          ),
        })),
      }));
    });
    await expect(countMembers(session)).rejects.toMatchObject({ code: 'DIRECTORY_INCOMPLETE' });
  });
});
