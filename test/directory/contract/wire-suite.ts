import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AndFilter, Client, EqualityFilter, ExtensibleFilter, PresenceFilter, type Filter } from 'ldapts';
import { objectGuidToBytes, type ObjectGuid } from '../../../src/domain/identifiers.js';
import { controlOid } from '../../../src/sandbox/embedded-directory/search/search-controls.js';
import { cookieOf, WireClient } from '../../../src/sandbox/embedded-directory/testing/wire-client.js';
import { SYNC_GROUP } from '../../../src/sandbox/sandbox-directory.js';
import { newcomer, synchronised } from './contract-contents.js';
import { peopleOf, type ContractStand } from './contract-stand.js';

const IN_CHAIN = '1.2.840.113556.1.4.1941';
const NO_COOKIE = Buffer.alloc(0);

/** What the product's reading rests on, byte by byte: where two directories differ here, one of them misleads the tests. */
export function describeWire(stand: ContractStand): void {
  describe('on the wire', () => {
    describeRequests(stand);
  });
}

function describeRequests(stand: ContractStand): void {
  let client: Client;
  const wires: WireClient[] = [];

  const signedIn = async (): Promise<WireClient> => {
    const { url, caCertificate, reader } = stand.directory;
    const wire = await WireClient.connect(url, caCertificate);
    wires.push(wire);
    await wire.bind(reader.name, reader.password);
    return wire;
  };
  /** The reader sees these people, by log-on name. */
  const loginsFound = async (filter: Filter): Promise<string[]> => {
    const attributes = ['sAMAccountName'];
    const options = { filter, attributes, paged: { pageSize: 500 } };
    const { searchEntries } = await client.search(stand.directory.baseDn, options);
    return searchEntries.map((entry) => String(entry['sAMAccountName'])).toSorted();
  };

  beforeAll(async () => {
    const { url, caCertificate, reader } = stand.directory;
    client = new Client({ url, tlsOptions: { ca: [caCertificate] } });
    await client.bind(reader.name, reader.password);
  });
  afterAll(async () => {
    for (const wire of wires) wire.close();
    await client?.unbind();
  });

  describe('pages', () => {
    const people = async () => ({
      base: stand.directory.baseDn,
      filter: '(&(sAMAccountType=805306368)(mail=*))',
      attributes: ['sAMAccountName'],
    });

    it.each([7, 250, 1_000, 5_000])(
      'of %d hold everybody once, and only the last has an empty cookie',
      async (size) => {
        const wire = await signedIn();
        const replies = await wire.pages(await people(), size);
        const logins = replies.flatMap(({ entries }) =>
          entries.map(({ attributes }) => attributes.get('sAMAccountName')?.[0]?.toString()),
        );
        expect(new Set(logins).size).toBe(logins.length);
        expect(logins.length).toBeGreaterThan(1_500);
        expect(replies.map(({ code }) => code)).toEqual(replies.map(() => 0));
        expect(replies.map((reply) => cookieOf(reply).length > 0)).toEqual(
          replies.map((_reply, at) => at < replies.length - 1),
        );
      },
    );

    it('go on with a cookie only on the connection it was given to', async () => {
      const [here, there] = [await signedIn(), await signedIn()];
      const cookie = cookieOf(await here.page(await people(), 10, NO_COOKIE));
      expect(cookie.length).toBeGreaterThan(0);
      expect((await there.page(await people(), 10, cookie)).code).not.toBe(0);
      expect((await here.page(await people(), 10, cookie)).code).toBe(0);
    });
  });

  describe('a range of members', () => {
    it.each([
      ['10-19', 10, 'member;range=10-19'],
      ['0-0', 1, 'member;range=0-0'],
    ])('%s is what was asked for', async (range, count, name) => {
      const wire = await signedIn();
      const { entries } = await wire.search({
        base: stand.directory.baseDn,
        filter: `(&(objectClass=group)(sAMAccountName=${SYNC_GROUP}))`,
        attributes: [`member;range=${range}`],
      });
      const values = entries[0]?.attributes.get(name);
      expect([...(entries[0]?.attributes.keys() ?? [])]).toEqual([name]);
      expect(values).toHaveLength(count);
    });

    it('from within to the end says that it is the end', async () => {
      const wire = await signedIn();
      const from = synchronised.length - 20;
      const { entries } = await wire.search({
        base: stand.directory.baseDn,
        filter: `(&(objectClass=group)(sAMAccountName=${SYNC_GROUP}))`,
        attributes: [`member;range=${from}-*`],
      });
      expect(entries[0]?.attributes.get(`member;range=${from}-*`)).toHaveLength(20);
    });
  });

  describe('filters', () => {
    const guidFilter = (guid: ObjectGuid): Filter =>
      new EqualityFilter({ attribute: 'objectGUID', value: Buffer.from(objectGuidToBytes(guid)) });

    it('find people by the bytes of their objectGUID, whatever bytes those are', async () => {
      const people = [...(await peopleOf(stand.session, [SYNC_GROUP])).values()].slice(0, 300);
      const odd = people.filter(({ objectGuid }) => /28|29|2a|5c|00/.test(objectGuid)).slice(0, 20);
      expect(odd).toHaveLength(20);
      for (const { objectGuid: guid, samAccountName } of odd)
        expect(await loginsFound(guidFilter(guid))).toEqual([samAccountName]);
    });

    it('with the rule that walks a chain of links find whom walking the groups finds', async () => {
      await stand.editor.addGroup('Chain top');
      await stand.editor.addGroup('Chain middle');
      await stand.editor.rename('Chain middle', '#Chain, "middle" \\ +');
      await stand.editor.nestGroup('Chain top', 'Chain middle');
      await stand.editor.nestGroup('Chain middle', 'Chain top');
      await stand.editor.addPerson(newcomer('chain.person', ['Chain middle']));
      const value = await stand.editor.dnOf('Chain top');
      const isPerson = new EqualityFilter({ attribute: 'sAMAccountType', value: '805306368' });
      const inChain = new ExtensibleFilter({ matchType: 'memberOf', rule: IN_CHAIN, value });
      expect(await loginsFound(new AndFilter({ filters: [isPerson, inChain] }))).toEqual(['chain.person']);
      const top = await stand.session.findGroup({ name: 'Chain top' });
      expect((await stand.session.nestedGroups(top)).map(({ name }) => name)).toEqual(['Chain middle']);
    });
  });

  describe('an attribute that may not be read', () => {
    it('has no value, and a filter that asks for one does not find it', async () => {
      await stand.editor.addPerson({ ...newcomer('partly.hidden'), title: 'Secret Keeper' });
      const isHidden = new EqualityFilter({ attribute: 'sAMAccountName', value: 'partly.hidden' });
      const title = new PresenceFilter({ attribute: 'title' });
      const withTitle = new AndFilter({ filters: [isHidden, title] });
      expect(await loginsFound(withTitle)).toEqual(['partly.hidden']);
      const restore = await stand.editor.denyReading('partly.hidden', stand.readerLogin, 'title');
      expect(await loginsFound(isHidden)).toEqual(['partly.hidden']);
      expect(await loginsFound(withTitle)).toEqual([]);
      const guid = await stand.editor.guidOf('partly.hidden');
      expect(await stand.session.lookUp([guid])).toMatchObject([{ type: 'PERSON', person: { title: null } }]);
      await restore();
      expect(await loginsFound(withTitle)).toEqual(['partly.hidden']);
    });
  });

  it('answers every page with the paging control alone', async () => {
    const wire = await signedIn();
    const search = { base: stand.directory.baseDn, filter: '(objectClass=group)', attributes: ['cn'] };
    const reply = await wire.page(search, 5, NO_COOKIE);
    expect([...reply.controls.keys()]).toEqual([controlOid.pagedResults]);
  });
}
