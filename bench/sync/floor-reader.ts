import { text } from 'node:stream/consumers';
import { parseControllerAddress } from '../../src/domain/active-directory/controller-address.js';
import { findGroup } from '../../src/directory/groups/group-lookup.js';
import { PERSON_ATTRIBUTES } from '../../src/directory/people/person-decoder.js';
import { searchPeople } from '../../src/directory/people/people-search.js';
import { DirectoryReader } from '../../src/directory/wire/directory-reader.js';
import { LdapConnection } from '../../src/directory/wire/ldap-connection.js';
import { readRootDse } from '../../src/directory/wire/root-dse.js';
import { DEFAULT_TIMEOUTS } from '../../src/directory/wire/timeouts.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import type { FloorTarget, FloorReading } from './floor.js';

/**
 * A program of its own, as a worker is one: reads the people of each domain side by side, over one connection each,
 * with the client, filter, attributes and page size of a synchronisation, and throws them away. Takes the targets as
 * JSON on its standard input, answers a FloorReading on its standard output.
 */
async function main(): Promise<void> {
  const targets = JSON.parse(await text(process.stdin)) as FloorTarget[];
  const readers = await Promise.all(targets.map(signIn));
  const began = performance.now();
  const counts = await Promise.all(readers.map(({ read }) => read()));
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(readers.map(({ close }) => close()));
  const reading: FloorReading = { seconds, people: counts.reduce((sum, count) => sum + count, 0) };
  process.stdout.write(`${JSON.stringify(reading)}\n`);
}

async function signIn({ url, caCertificate, account, password }: FloorTarget) {
  const parsed = parseControllerAddress(url);
  if (parsed.fault) throw new Error(`${url}: ${parsed.message}`);
  const connection = await LdapConnection.open(parsed.address, {
    caCertificates: [caCertificate],
    timeouts: DEFAULT_TIMEOUTS,
  });
  await connection.bind(account, password);
  const reader = new DirectoryReader(connection, await readRootDse(connection));
  const group = await findGroup(reader, { name: SYNC_GROUP });
  const base = reader.rootDse.defaultNamingContext;
  return {
    read: async () => {
      let people = 0;
      for await (const page of searchPeople(reader, base, [group], PERSON_ATTRIBUTES)) people += page.length;
      return people;
    },
    close: () => connection.close(),
  };
}

await main();
