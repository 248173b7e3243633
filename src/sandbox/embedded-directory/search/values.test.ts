import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'ldapts';
import { changing, replacing } from '../testing/changes.js';
import { person, readEntry, startTestDirectory, texts } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';

const base = 'DC=north,DC=example';
const MEMBERS = 3_200;

describe('many values', () => {
  let directory: TestDirectory;
  let client: Client;
  const group = `CN=Large,CN=Users,${base}`;

  beforeAll(async () => {
    directory = await startTestDirectory({
      groups: ['Large'],
      people: Array.from({ length: MEMBERS }, (_, index) => person(`u${index}`, { groups: ['Large'] })),
    });
    client = await directory.client();
  });
  afterAll(() => directory.stop());

  test('come 1,500 at a time, with the plain name empty', async () => {
    const entry = await readEntry(client, group, ['member']);
    expect(texts(entry, 'member')).toEqual([]);
    expect(texts(entry, 'member;range=0-1499')).toHaveLength(1500);
  });

  test('are all read range by range, each once', async () => {
    const members = new Set<string>();
    const answers: string[] = [];
    for (let start = 0; start < MEMBERS; start += 1500) {
      const entry = await readEntry(client, group, [`member;range=${start}-*`]);
      const name =
        Object.keys(entry).find((key) => key.startsWith('member;range=') && texts(entry, key).length > 0) ??
        '';
      answers.push(name);
      for (const member of texts(entry, name)) members.add(member);
    }
    expect(answers).toEqual(['member;range=0-1499', 'member;range=1500-2999', 'member;range=3000-*']);
    expect(members.size).toBe(MEMBERS);
  });

  test('a range may be smaller than allowed, and may not begin behind the last value', async () => {
    const entry = await readEntry(client, group, ['member;range=10-12']);
    expect(texts(entry, 'member;range=10-12')).toHaveLength(3);
    await expect(readEntry(client, group, [`member;range=${MEMBERS}-*`])).rejects.toMatchObject({ code: 1 });
  });
});

describe('bytes', () => {
  test('lone surrogates and NUL come back byte for byte, in values and in names', async () => {
    const commonName = 'N\ud83d\0ul';
    const directory = await startTestDirectory({
      people: [person('odd', { commonName, displayName: 'x\udc00y\0z', title: 'مدير', department: '👩‍🔬' })],
    });
    const wire = await directory.wire();
    const found = await wire.search({
      base,
      filter: '(sAMAccountName=odd)',
      attributes: ['cn', 'displayName', 'title', 'department'],
    });
    const [entry] = found.entries;
    expect(entry?.attributes.get('cn')?.[0]).toEqual(Buffer.from('4eeda0bd00756c', 'hex'));
    expect(entry?.attributes.get('displayName')?.[0]).toEqual(Buffer.from('78edb08079007a', 'hex'));
    expect(entry?.attributes.get('title')?.[0]?.toString()).toBe('مدير');
    expect(entry?.attributes.get('department')?.[0]?.toString()).toBe('👩‍🔬');
    expect(entry?.name.subarray(0, 11)).toEqual(
      Buffer.concat([Buffer.from('CN=N'), Buffer.from('eda0bd', 'hex'), Buffer.from('\\00u')]),
    );
    await directory.stop();
  });

  test('bytes written to an attribute come back as they were', async () => {
    const directory = await startTestDirectory({ people: [person('odd')] });
    const administrator = await directory.client(directory.administrator);
    const name = `CN=odd,OU=Staff,${base}`;
    const value = Buffer.from('ff00edb0c0fe', 'hex');
    await administrator.modify(name, [
      replacing('displayName', value),
      changing('add', 'thumbnailPhoto', value),
    ]);
    const wire = await directory.wire();
    const read = await wire.search({
      base: name,
      filter: '(objectClass=*)',
      attributes: ['displayName', 'thumbnailPhoto'],
    });
    expect(read.entries[0]?.attributes.get('displayName')).toEqual([value]);
    expect(read.entries[0]?.attributes.get('thumbnailPhoto')).toEqual([value]);
    await directory.stop();
  });
});
