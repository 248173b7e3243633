import { Client } from 'ldapts';
import type { Control, Entry, SearchOptions } from 'ldapts';
import { createCertificateAuthority } from '../../certificates/certificates.js';
import type { CertificateAuthority } from '../../certificates/certificates.js';
import type {
  DirectoryContents,
  SandboxAccount,
  SandboxDirectory,
  SeedPerson,
} from '../../sandbox-directory.js';
import { startEmbeddedDirectory } from '../embedded-directory.js';
import type { EmbeddedDirectoryOptions } from '../embedded-directory.js';
import { WireClient } from './wire-client.js';

const HOST = '127.0.0.1';
let authority: Promise<CertificateAuthority> | undefined;

/** A directory for one test file, with clients that are closed with it. */
export interface TestDirectory extends SandboxDirectory {
  /** A client that is signed in: as the reader unless said otherwise. */
  client(account?: SandboxAccount): Promise<Client>;
  /** A client that is not signed in. */
  stranger(): Client;
  /** A client that sends what it is told to, right or wrong; signed in as the reader unless told not to be. */
  wire(account?: SandboxAccount | null): Promise<WireClient>;
}

/** Starts an embedded directory with a certificate of its own. */
export async function startTestDirectory(
  contents: Partial<DirectoryContents> = {},
  options: Partial<EmbeddedDirectoryOptions> = {},
): Promise<TestDirectory> {
  const directory = await startEmbeddedDirectory({
    contents: { dnsName: 'north.example', units: ['Staff'], groups: ['Sync'], people: [], ...contents },
    certificate: await testCertificate(),
    ...options,
  });
  const clients: Client[] = [];
  const wires: WireClient[] = [];
  const stranger = (): Client => {
    const client = new Client({ url: directory.url, tlsOptions: { ca: directory.caCertificate } });
    clients.push(client);
    return client;
  };
  return {
    ...directory,
    stranger,
    client: async (account = directory.reader) => {
      const client = stranger();
      await client.bind(account.name, account.password);
      return client;
    },
    wire: async (account = directory.reader) => {
      const wire = await WireClient.connect(directory.url, directory.caCertificate);
      wires.push(wire);
      if (account !== null) await wire.bind(account.name, account.password);
      return wire;
    },
    stop: async () => {
      for (const wire of wires) wire.close();
      await Promise.all(clients.map((client) => client.unbind()));
      await directory.stop();
    },
  };
}

async function testCertificate(): Promise<EmbeddedDirectoryOptions['certificate']> {
  authority ??= createCertificateAuthority('Latchkey test authority');
  const { certificate: caCertificate, issue } = await authority;
  const request = { commonName: 'dc1.north.example', dnsNames: ['dc1.north.example'], addresses: [HOST] };
  return { caCertificate, ...(await issue(request)) };
}

/** A person with a login; everything else may be left out. */
export function person(login: string, rest: Partial<SeedPerson> = {}): SeedPerson {
  return { login, commonName: login, enabled: true, groups: [], unit: 'Staff', ...rest };
}

/** The common names of the entries a search finds, in alphabetical order. */
export async function namesFound(
  client: Client,
  base: string,
  filter: SearchOptions['filter'],
  scope: NonNullable<SearchOptions['scope']> = 'sub',
): Promise<string[]> {
  const { searchEntries } = await client.search(base, { filter, scope, attributes: ['name'] });
  return searchEntries.map((entry) => String(entry['name'])).toSorted();
}

/** The one entry of a name. */
export async function readEntry(
  client: Client,
  name: string,
  attributes: string[] = ['*'],
  controls: Control[] = [],
): Promise<Entry> {
  const { searchEntries } = await client.search(
    name,
    {
      scope: 'base',
      attributes,
      explicitBufferAttributes: [
        'objectGUID',
        'objectSid',
        'tokenGroups',
        'invocationId',
        'nTSecurityDescriptor',
      ],
    },
    controls,
  );
  const [entry] = searchEntries;
  if (entry === undefined) throw new Error(`there is no entry ${name}`);
  return entry;
}

/** All values of an attribute, as text. */
export function texts(entry: Entry, attribute: string): string[] {
  const value = entry[attribute];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
