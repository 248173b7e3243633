import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCertificateAuthority } from '../../certificates/certificates.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { startEmbeddedDirectory, type EmbeddedDirectory } from '../embedded-directory.js';
import { namesFound, person } from '../testing/test-directory.js';
import { cookieOf, WireClient, type WireReply } from '../testing/wire-client.js';
import { Client } from 'ldapts';
import { sendsEmptyPages } from './content-faults.js';
import { FaultSwitch } from './fault-switch.js';
import { cutsAfter, fallsSilentAt, refusesWith } from './reply-faults.js';

const BASE = 'DC=north,DC=example';
const GROUP = `CN=Sync,CN=Users,${BASE}`;
const PEOPLE = 7;
const PAGE = 3;

describe('a switch of faults', () => {
  let faults: FaultSwitch;
  let directory: EmbeddedDirectory;
  let wire: WireClient;

  beforeEach(async () => {
    faults = new FaultSwitch();
    const authority = await createCertificateAuthority('Faults');
    const issued = await authority.issue({ commonName: 'dc', dnsNames: [], addresses: ['127.0.0.1'] });
    directory = await startEmbeddedDirectory({
      contents: {
        dnsName: 'north.example',
        units: ['Staff'],
        groups: ['Sync'],
        people: Array.from({ length: PEOPLE }, (_, at) =>
          person(`u${at}`, { groups: ['Sync'], title: 'Clerk' }),
        ),
      },
      certificate: { ...issued, caCertificate: authority.certificate },
      queryPolicy: { mostEntries: PAGE, mostValues: 2 },
      intercept: faults.intercept,
      now: faults.now,
    });
    wire = await WireClient.connect(directory.url, directory.caCertificate);
    await wire.bind(directory.reader.name, directory.reader.password);
  });
  afterEach(async () => {
    faults.disarmAll();
    wire.close();
    await directory.stop();
  });

  const people = { base: BASE, filter: `(memberOf=${GROUP})`, attributes: ['givenName', 'sAMAccountName'] };
  const read = (): Promise<WireReply[]> => wire.pages(people, 1_000);
  const sizes = (replies: readonly WireReply[]): number[] => replies.map(({ entries }) => entries.length);

  test('strikes only where it is told to, and not after it was disarmed', async () => {
    for (const [place, codes] of [
      ['FIRST_PAGE', [51]],
      ['MIDDLE_PAGE', [0, 51]],
      ['LAST_PAGE', [0, 0, 51]],
    ] as const) {
      const armed = faults.arm(refusesWith(51, place));
      const replies: WireReply[] = [];
      let cookie: Buffer = Buffer.alloc(0);
      do {
        const reply = await wire.page(people, 1_000, cookie);
        replies.push(reply);
        cookie = reply.code === 0 ? cookieOf(reply) : Buffer.alloc(0);
      } while (cookie.length > 0);
      expect(replies.map(({ code }) => code)).toEqual(codes);
      expect(armed.strikes).toBe(1);
      armed.disarm();
      expect(sizes(await read())).toEqual([3, 3, 1]);
    }
  });

  test('strikes as often as it is told to', async () => {
    const armed = faults.arm(refusesWith(1, 'FIRST_PAGE'), 2);
    const codes = [];
    for (let at = 0; at < 3; at += 1) codes.push((await wire.page(people, 1, Buffer.alloc(0))).code);
    expect(codes).toEqual([1, 1, 0]);
    expect(armed.strikes).toBe(2);
  });

  test('never strikes administrators', async () => {
    faults.arm(refusesWith(51, 'BIND'));
    const { administrator, reader } = directory;
    expect((await wire.bind(administrator.name, administrator.password)).code).toBe(0);
    const other = await WireClient.connect(directory.url, directory.caCertificate);
    expect((await other.bind(reader.name, reader.password)).code).toBe(51);
    other.close();
  });

  test('keeps the people of an empty page for the next', async () => {
    faults.arm(sendsEmptyPages());
    expect(sizes(await read())).toEqual([0, 6, 1]);
  });

  test('cuts the connection after exactly so many bytes', async () => {
    const { hostname, port } = new URL(directory.url);
    faults.arm(cutsAfter(5, 'BIND'));
    const socket = connect({ host: hostname, port: Number(port), ca: directory.caCertificate });
    await once(socket, 'secureConnect');
    const bytes: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => bytes.push(chunk));
    // A bind without a name and without a password (RFC 4511 4.2).
    socket.write(Buffer.from('300c020101600702010304008000', 'hex'));
    await once(socket, 'close');
    expect(Buffer.concat(bytes)).toHaveLength(5);
  });

  test('stays silent until it is disarmed, and then hangs up', async () => {
    const armed = faults.arm(fallsSilentAt('FIRST_PAGE'));
    let answered = false;
    void wire.page(people, 1, Buffer.alloc(0)).then(() => (answered = true));
    await armed.struck;
    armed.disarm();
    await wire.ended;
    expect(answered).toBe(false);
  });

  test('can put the clock forward for what is written from then on', async () => {
    faults.clockOffset = 3_600_000;
    const editor = await DirectoryEditor.open(directory);
    await editor.change('u1', { title: 'Late' });
    await editor.close();
    const { entries } = await wire.search({
      base: BASE,
      filter: '(sAMAccountName=u1)',
      attributes: ['whenChanged'],
    });
    const written = String(entries[0]?.attributes.get('whenChanged')?.[0]);
    const iso = written.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$/, '$1-$2-$3T$4:$5:$6Z');
    expect(new Date(iso).getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  });

  test('shows another certificate to new connections, and leaves the old ones alone', async () => {
    const stranger = await createCertificateAuthority('Stranger');
    directory.presentCertificate(
      await stranger.issue({ commonName: 'dc', dnsNames: [], addresses: ['127.0.0.1'] }),
    );
    await expect(WireClient.connect(directory.url, directory.caCertificate)).rejects.toMatchObject({
      code: expect.stringMatching(/SIGNATURE|CERT|ISSUER/),
    });
    expect(sizes(await read())).toEqual([3, 3, 1]);
  });

  test('hides one attribute as an access list says: no filter about it holds, nor its negation', async () => {
    const editor = await DirectoryEditor.open(directory);
    const show = await editor.denyReading('u2', 'reader', 'title');
    const reader = new Client({ url: directory.url, tlsOptions: { ca: directory.caCertificate } });
    await reader.bind(directory.reader.name, directory.reader.password);
    expect(await namesFound(reader, BASE, '(&(sAMAccountName=u2)(title=Clerk))')).toEqual([]);
    expect(await namesFound(reader, BASE, '(&(sAMAccountName=u2)(!(title=Clerk)))')).toEqual([]);
    expect(await namesFound(reader, BASE, '(&(sAMAccountName=u2)(|(title=*)(cn=u2)))')).toEqual(['u2']);
    await show();
    expect(await namesFound(reader, BASE, '(&(sAMAccountName=u2)(title=Clerk))')).toEqual(['u2']);
    await reader.unbind();
    await editor.close();
  });
});
