import {
  CreateDomainDocument,
  DomainsDocument,
  UpdateDomainDocument,
  type DomainFieldsFragment,
} from '../../generated/operations.js';
import type { SandboxDirectory } from '../sandbox-directory.js';
import type { ApiClient } from '../api-client.js';
import { expectDone } from './demo-client.js';
import type { DemoStack } from './start-stack.js';

/** The domains as Latchkey knows them. */
export interface DemoDomains {
  readonly north: DomainFieldsFragment;
  readonly south: DomainFieldsFragment;
}

/** Adds both domains, or brings the address and the secret of those that are there up to date. North's attributes win. */
export async function addDomains(client: ApiClient, { directories }: DemoStack): Promise<DemoDomains> {
  const { domains } = await client.request(DomainsDocument, { first: 100 });
  const known = domains.edges.map(({ node }) => node);
  return {
    north: await addDomain(client, directories.north, 200, known),
    south: await addDomain(client, directories.south, 100, known),
  };
}

async function addDomain(
  client: ApiClient,
  directory: SandboxDirectory,
  priority: number,
  known: readonly DomainFieldsFragment[],
): Promise<DomainFieldsFragment> {
  const input = {
    controllers: [directory.url],
    bindAccount: directory.reader.name,
    bindSecret: directory.reader.password,
    caCertificates: [directory.caCertificate],
  };
  const present = known.find(({ dnsName }) => dnsName === directory.dnsName);
  const payload =
    present === undefined
      ? (
          await client.request(CreateDomainDocument, {
            input: { ...input, dnsName: directory.dnsName, priority },
          })
        ).createDomain
      : (await client.request(UpdateDomainDocument, { input: { ...input, id: present.id } })).updateDomain;
  return expectDone(payload).domain!;
}
