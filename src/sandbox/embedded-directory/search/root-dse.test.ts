import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sidFromText, sidInDomain, textOfSid } from '../values/sid.js';
import { octetsOfBuffer } from '../values/octets.js';
import { readEntry, startTestDirectory, texts } from '../testing/test-directory.js';
import type { TestDirectory } from '../testing/test-directory.js';
import { replacing } from '../testing/changes.js';

describe('the root DSE', () => {
  let directory: TestDirectory;

  beforeAll(async () => {
    directory = await startTestDirectory();
  });
  afterAll(() => directory.stop());

  test('is read without signing in and names contexts, controller and capabilities', async () => {
    const entry = await readEntry(directory.stranger(), '');
    expect(entry).toMatchObject({
      defaultNamingContext: 'DC=north,DC=example',
      rootDomainNamingContext: 'DC=north,DC=example',
      configurationNamingContext: 'CN=Configuration,DC=north,DC=example',
      schemaNamingContext: 'CN=Schema,CN=Configuration,DC=north,DC=example',
      dnsHostName: 'dc1.north.example',
      ldapServiceName: 'north.example:dc1$@NORTH.EXAMPLE',
      supportedLDAPVersion: '3',
      domainFunctionality: '7',
      isSynchronized: 'TRUE',
      isGlobalCatalogReady: 'TRUE',
    });
    expect(texts(entry, 'namingContexts')).toHaveLength(3);
    expect(texts(entry, 'supportedCapabilities')).toContain('1.2.840.113556.1.4.800');
    expect(texts(entry, 'supportedExtension')).toContain('1.3.6.1.4.1.4203.1.11.3');
    expect(String(entry['currentTime'])).toMatch(/^\d{14}\.0Z$/);
    expect(Number(entry['highestCommittedUSN'])).toBeGreaterThan(4096);
    expect(entry['tokenGroups']).toBeUndefined();
  });

  test('returns only what is asked for', async () => {
    const { searchEntries } = await directory
      .stranger()
      .search('', { scope: 'base', attributes: ['DNSHOSTNAME'] });
    expect(Object.keys(searchEntries[0] ?? {})).toEqual(['dn', 'dnsHostName']);
  });

  test('lists exactly the controls that are served', async () => {
    const entry = await readEntry(directory.stranger(), '', ['supportedControl']);
    const controls = texts(entry, 'supportedControl');
    for (const oid of ['319', '417', '529', '801', '1339'])
      expect(controls).toContain(`1.2.840.113556.1.4.${oid}`);
    expect(controls).not.toContain('1.2.840.113556.1.4.473');
    expect(controls).not.toContain('2.16.840.1.113730.3.4.9');
  });

  test('leads to the NTDS Settings object with the invocation identifier, another one in each start', async () => {
    const client = await directory.client();
    const { dsServiceName, serverName } = await readEntry(client, '', ['dsServiceName', 'serverName']);
    expect(dsServiceName).toBe(`CN=NTDS Settings,${String(serverName)}`);
    const settings = await readEntry(client, String(dsServiceName), ['invocationId']);
    expect(settings['invocationId']).toHaveLength(16);
    const again = await startTestDirectory();
    const other = await readEntry(await again.client(), String(dsServiceName), ['invocationId']);
    await again.stop();
    expect(other['invocationId']).not.toEqual(settings['invocationId']);
  });

  test('tells the groups of who is signed in', async () => {
    const administrator = await directory.client(directory.administrator);
    const domain = await readEntry(administrator, directory.baseDn, ['objectSid']);
    const domainSid = octetsOfBuffer(domain['objectSid'] as Buffer);
    const { tokenGroups } = await readEntry(administrator, '', ['tokenGroups']);
    const sids = (tokenGroups as Buffer[]).map((sid) => octetsOfBuffer(sid));
    for (const rid of [500, 512, 513]) expect(sids).toContain(sidInDomain(domainSid, rid));
    for (const sid of ['S-1-5-11', 'S-1-1-0', 'S-1-5-32-544', 'S-1-5-32-545'])
      expect(sids).toContain(sidFromText(sid));
    const reader = await readEntry(await directory.client(), '', ['tokenGroups']);
    const readerSids = (reader['tokenGroups'] as Buffer[]).map((sid) => textOfSid(octetsOfBuffer(sid)));
    expect(readerSids).not.toContain('S-1-5-32-544');
  });

  test('counts every change', async () => {
    const administrator = await directory.client(directory.administrator);
    const read = async (): Promise<number> =>
      Number((await readEntry(administrator, '', ['highestCommittedUSN']))['highestCommittedUSN']);
    const before = await read();
    expect(await read()).toBe(before);
    await administrator.modify('CN=Sync,CN=Users,DC=north,DC=example', replacing('description', 'changed'));
    expect(await read()).toBe(before + 1);
  });
});
