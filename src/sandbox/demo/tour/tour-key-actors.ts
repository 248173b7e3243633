import { EmployeeDocument, EmployeesDocument } from '../../../generated/operations.js';
import type { ApiClient } from '../../api-client.js';
import { SandboxError } from '../../sandbox-error.js';
import type { DemoDomains } from '../add-domains.js';
import type { TourActor } from './tour-actors.js';

/** Somebody who waits for a key. */
export interface KeyActor extends TourActor {
  readonly email: string;
  readonly accountId: string;
  readonly logOnName: string;
}

const MOST_PAGES = 50;

/** The first so many active people of the north alone, with an e-mail address, whose password a key is to hold. */
export async function chooseKeyActors(
  client: ApiClient,
  { north }: DemoDomains,
  wanted: number,
): Promise<KeyActor[]> {
  const found: KeyActor[] = [];
  let after: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const filter = { domainIds: [north.id], states: ['ACTIVE' as const] };
    const { employees } = await client.request(EmployeesDocument, {
      first: 100,
      after: after ?? null,
      filter,
    });
    for (const { node } of employees.edges) {
      const actor: KeyActor | undefined = await keyActor(client, node.id);
      if (actor !== undefined) found.push(actor);
      if (found.length === wanted) return found;
    }
    after = employees.pageInfo.endCursor;
    if (!employees.pageInfo.hasNextPage) break;
  }
  throw new SandboxError('Too few people wait for a key.');
}

async function keyActor(client: ApiClient, id: string): Promise<KeyActor | undefined> {
  const { employee } = await client.request(EmployeeDocument, { id });
  const [account, ...others] = employee?.domainAccounts ?? [];
  if (!employee?.email || account?.passwordHolder !== 'AWAITING_KEY' || others.length > 0) return undefined;
  const { samAccountName: login, userPrincipalName: logOnName } = account;
  if (!login || !logOnName || !/^[a-z.]+$/.test(login) || login.startsWith('awk')) return undefined;
  const { displayName: name, email } = employee;
  return { id, name, login, email, accountId: account.id, logOnName };
}
