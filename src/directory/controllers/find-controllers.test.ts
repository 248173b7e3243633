import { afterEach, describe, expect, it } from '@jest/globals';
import {
  srvRecord,
  startDnsServer,
  type DnsReply,
  type DnsServer,
} from '../../testing/network/dns-server.js';
import type { DirectoryTarget } from '../directory.js';
import { findControllers, type FoundControllers } from './find-controllers.js';
import { srvResolver } from './resolve-srv.js';

const NAME = '_ldap._tcp.dc._msdcs.corp.example';
const TARGET: DirectoryTarget = {
  dnsName: 'corp.example',
  controllers: [],
  bindAccount: 'reader@corp.example',
  bindSecret: 'Sehr-geheim-4711',
  caCertificates: ['given'],
};

let dns: DnsServer | undefined;

afterEach(async () => {
  await dns?.close();
  dns = undefined;
});

/** An answer is waited for as long as it takes; where none comes that could be read, hardly at all. */
const timeoutFor = (reply: DnsReply): number =>
  reply === undefined || Buffer.isBuffer(reply) ? 100 : 20_000;

/** Looks for the controllers with a DNS server that answers like this. */
async function find(
  reply: DnsReply,
  target: Partial<DirectoryTarget> = {},
  signal?: AbortSignal,
): Promise<FoundControllers> {
  dns = await startDnsServer(() => reply);
  const resolve = srvResolver({ servers: [dns.address], timeoutMs: timeoutFor(reply) });
  return findControllers({ ...TARGET, ...target }, resolve, signal);
}

const urls = ({ addresses }: FoundControllers): string[] => addresses.map(({ url }) => url);

describe('controllers that DNS names', () => {
  it('are asked for once, without a site, and come by priority, on the port of LDAPS', async () => {
    const found = await find([
      srvRecord(NAME, 'dc3.corp.example', { priority: 20, port: 3269 }),
      srvRecord(NAME, 'DC1.corp.example'),
      srvRecord(NAME, 'dc2.branch.corp.example', { priority: 10 }),
    ]);
    expect(dns!.questions).toEqual([`SRV ${NAME}`]);
    expect(urls(found)).toEqual([
      'ldaps://dc1.corp.example:636',
      'ldaps://dc2.branch.corp.example:636',
      'ldaps://dc3.corp.example:636',
    ]);
    expect(found.byDns).toContain('dc1.corp.example, dc2.branch.corp.example, dc3.corp.example');
  });

  it('are taken within the domain only: nobody else is ever sent the secret', async () => {
    const hostile = [
      'thief.example',
      'dc1.corp.example.thief.example',
      'dc1corp.example',
      'evilcorp.example',
      'corp.example',
      '127.0.0.1',
      '.',
      'dc 1.corp.example',
      'dc1@thief.example',
      'dc1/..corp.example',
      'a:b.corp.example',
      `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(40)}.corp.example`,
    ];
    const found = await find([
      ...hostile.map((target) => srvRecord(NAME, target)),
      srvRecord(NAME, 'dc1.corp.example', { priority: 9 }),
    ]);
    expect(urls(found).filter((url) => !/^ldaps:\/\/[a-z0-9.-]+\.corp\.example:636$/.test(url))).toEqual([]);
    expect(urls(found).at(-1)).toBe('ldaps://dc1.corp.example:636');
  });

  it('are each taken once, and at most ten', async () => {
    const found = await find(
      Array.from({ length: 60 }, (_, at) => srvRecord(NAME, `dc${at % 15}.corp.example`)),
    );
    expect(new Set(urls(found)).size).toBe(10);
    expect(urls(found)).toHaveLength(10);
  });

  it.each<[string, DnsReply, RegExp]>([
    ['there is no such name', 'NXDOMAIN', /no SRV records/],
    ['the name has no such records', [], /no SRV records/],
    ['the server fails', 'SERVFAIL', /ESERVFAIL/],
    ['the server refuses', 'REFUSED', /EREFUSED/],
    ['nobody answers', undefined, /ETIMEOUT/],
    ['the answer is rubbish', Buffer.from('00008180ffffffffffffffff', 'hex'), /\(_ldap.*: E[A-Z]+\)/],
    [
      'all hosts are strange',
      [srvRecord(NAME, 'thief.example')],
      /no controller within corp\.example \(1 SRV/,
    ],
  ])('are none when %s', async (_what, reply, words) => {
    await expect(find(reply)).rejects.toMatchObject({
      code: 'DIRECTORY_ADDRESS_UNKNOWN',
      retryable: true,
      message: expect.stringMatching(words),
    });
  });

  it('that are hundreds in one huge answer are ten of them', async () => {
    const found = await find(Array.from({ length: 800 }, (_, at) => srvRecord(NAME, `dc${at}.corp.example`)));
    expect(new Set(urls(found)).size).toBe(10);
  });

  it('are not waited for when the signal says so', async () => {
    const abort = new AbortController();
    dns = await startDnsServer(() => void abort.abort(new Error('enough')));
    const resolve = srvResolver({ servers: [dns.address], timeoutMs: 60_000 });
    await expect(findControllers(TARGET, resolve, abort.signal)).rejects.toThrow('enough');
  });

  it('are not looked for without authorities to check them with, nor where some are listed', async () => {
    await expect(find([], { caCertificates: [] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(dns!.questions).toEqual([]);
    await dns!.close();
    const listed = await find([], { controllers: ['ldaps://dc7.elsewhere.example'], caCertificates: [] });
    expect(urls(listed)).toEqual(['ldaps://dc7.elsewhere.example:636']);
    expect(dns!.questions).toEqual([]);
  });
});
