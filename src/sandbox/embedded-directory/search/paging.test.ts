import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cookieOf } from '../testing/wire-client.js';
import type { WireReply, WireSearch } from '../testing/wire-client.js';
import { RawControl } from '../testing/raw-control.js';
import { person, startTestDirectory } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';

const COUNT = 2_300;
const nothing = Buffer.alloc(0);
const everybody: WireSearch = {
  base: 'OU=Staff,DC=north,DC=example',
  filter: '(sAMAccountType=805306368)',
  attributes: ['sAMAccountName'],
};
const logins = (replies: readonly WireReply[]): string[] =>
  replies.flatMap((reply) =>
    reply.entries.map((entry) => String(entry.attributes.get('sAMAccountName')?.[0])),
  );

describe('pages', () => {
  let directory: TestDirectory;

  beforeAll(async () => {
    directory = await startTestDirectory({
      people: Array.from({ length: COUNT }, (_, index) => person(`u${index}`)),
    });
  });
  afterAll(() => directory.stop());

  test('bring every entry once, and only the last one an empty cookie', async () => {
    const wire = await directory.wire();
    const replies = await wire.pages(everybody, 500);
    expect(replies.map((reply) => reply.entries.length)).toEqual([500, 500, 500, 500, 300]);
    expect(new Set(logins(replies)).size).toBe(COUNT);
  });

  test('hold a thousand entries at most, however many are asked for', async () => {
    const wire = await directory.wire();
    const replies = await wire.pages(everybody, 5_000);
    expect(replies.map((reply) => reply.entries.length)).toEqual([1000, 1000, 300]);
  });

  test('a page that ends with the last entry is the last', async () => {
    const wire = await directory.wire();
    const replies = await wire.pages({ ...everybody, filter: '(sAMAccountName=u229*)' }, 11);
    expect(replies.map((reply) => reply.entries.length)).toEqual([11]);
  });

  test('a search without pages ends after a thousand entries with result 4', async () => {
    const wire = await directory.wire();
    const reply = await wire.search(everybody);
    expect(reply.code).toBe(4);
    expect(reply.entries).toHaveLength(1000);
  });

  test('a cookie belongs to its connection and works once', async () => {
    const wire = await directory.wire();
    const first = await wire.page(everybody, 10, nothing);
    const stranger = await directory.wire();
    expect((await stranger.page(everybody, 10, cookieOf(first))).code).toBe(53);
    expect((await wire.page(everybody, 10, cookieOf(first))).code).toBe(0);
    expect((await wire.page(everybody, 10, cookieOf(first))).code).toBe(53);
    expect((await wire.page(everybody, 10, Buffer.from('made up'))).code).toBe(53);
  });

  test('the oldest of too many searches on one connection is forgotten', async () => {
    const wire = await directory.wire();
    const first = await wire.page(everybody, 1, nothing);
    const second = await wire.page(everybody, 1, nothing);
    for (let more = 0; more < 9; more += 1) await wire.page(everybody, 1, nothing);
    expect((await wire.page(everybody, 1, cookieOf(first))).code).toBe(53);
    expect((await wire.page(everybody, 1, cookieOf(second))).code).toBe(0);
  });

  test('a page of size nought gives a search up', async () => {
    const wire = await directory.wire();
    const first = await wire.page(everybody, 10, nothing);
    const end = await wire.page(everybody, 0, cookieOf(first));
    expect(end).toMatchObject({ code: 0, entries: [] });
    expect(cookieOf(end)).toHaveLength(0);
    expect((await wire.page(everybody, 10, cookieOf(first))).code).toBe(53);
  });

  test('what is deleted between two pages does not come on the second', async () => {
    const own = await startTestDirectory({ people: [person('a'), person('b'), person('c'), person('d')] });
    const wire = await own.wire();
    const first = await wire.page(everybody, 1, nothing);
    const administrator = await own.client(own.administrator);
    await administrator.del('CN=c,OU=Staff,DC=north,DC=example');
    const second = await wire.page(everybody, 10, cookieOf(first));
    expect(logins([first, second])).toEqual(['a', 'b', 'd']);
    await own.stop();
  });

  test('references to other contexts come with the last page of a search of the whole domain, unless they are not wanted', async () => {
    const wire = await directory.wire();
    const whole = { ...everybody, base: directory.baseDn };
    const replies = await wire.pages(whole, 1000);
    expect(replies.map((reply) => reply.references.length)).toEqual([0, 0, 3]);
    expect(replies.at(-1)?.references).toContain(
      'ldaps://north.example/CN=Configuration,DC=north,DC=example',
    );
    const scoped = await wire.pages(
      { ...whole, controls: [new RawControl('1.2.840.113556.1.4.1339')] },
      1000,
    );
    expect(scoped.flatMap((reply) => reply.references)).toEqual([]);
    expect(logins(scoped)).toEqual(logins(replies));
  });
});

describe('sorting by the server', () => {
  const people = [
    person('b', { surname: 'Zeta' }),
    person('a', { surname: 'alpha' }),
    person('c'),
    person('d', { surname: 'Mu' }),
  ];
  const sortBySurname = new RawControl('1.2.840.113556.1.4.473', Buffer.from('300630040402736e', 'hex'));

  test('is refused where it is not served', async () => {
    const directory = await startTestDirectory({ people });
    const wire = await directory.wire();
    expect(await wire.search({ ...everybody, controls: [sortBySurname] })).toMatchObject({
      code: 12,
      entries: [],
    });
    await directory.stop();
  });

  test('orders across pages where it is served, entries without the attribute last', async () => {
    const directory = await startTestDirectory({ people }, { supportsServerSideSort: true });
    const wire = await directory.wire();
    const replies = await wire.pages({ ...everybody, controls: [sortBySurname] }, 3);
    expect(logins(replies)).toEqual(['a', 'd', 'b', 'c']);
    expect(replies[0]?.controls.has('1.2.840.113556.1.4.474')).toBe(true);
    await directory.stop();
  });
});
