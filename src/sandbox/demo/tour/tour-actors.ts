import { EmployeesDocument, type EmployeesQuery } from '../../../generated/operations.js';
import type { ApiClient } from '../../api-client.js';
import { SandboxError } from '../../sandbox-error.js';
import type { DemoDomains } from '../add-domains.js';

export interface TourActor {
  readonly id: string;
  readonly name: string;
  /** In the north. */
  readonly login: string;
}

/** The people the tour does something with. */
export interface TourActors {
  /** Known by both domains. */
  readonly merged: TourActor;
  readonly changed: TourActor;
  readonly leaver: TourActor;
  /** Those who leave together. */
  readonly team: readonly TourActor[];
}

const MOST_PAGES = 50;
const TEAM = 3;
type Employee = EmployeesQuery['employees']['edges'][number]['node'];

/** Goes through the list until there are one person of both domains and enough active ones of the north alone. */
export async function chooseActors(client: ApiClient, { north }: DemoDomains): Promise<TourActors> {
  const merged: TourActor[] = [];
  const northerners: TourActor[] = [];
  let after: string | null | undefined;
  for (let page = 0; page < MOST_PAGES && (merged.length < 1 || northerners.length < 2 + TEAM); page++) {
    const filter = { domainIds: [north.id], states: ['ACTIVE' as const] };
    const { employees } = await client.request(EmployeesDocument, {
      first: 100,
      after: after ?? null,
      filter,
    });
    for (const { node } of employees.edges) {
      const actor = actorOf(node, north.id);
      if (actor === undefined) continue;
      (node.domainAccounts.length > 1 ? merged : northerners).push(actor);
    }
    after = employees.pageInfo.endCursor;
    if (!employees.pageInfo.hasNextPage) break;
  }
  const [[first], [changed, leaver, ...others]] = [merged, northerners];
  const team = others.slice(0, TEAM);
  if (first === undefined || changed === undefined || leaver === undefined || team.length < TEAM) {
    throw new SandboxError('The list has too few people for the tour.');
  }
  return { merged: first, changed, leaver, team };
}

/** Only plain logins: whoever follows the tour in another tool types them. */
function actorOf({ id, displayName, domainAccounts }: Employee, northId: string): TourActor | undefined {
  const login = domainAccounts.find(({ domain }) => domain?.id === northId)?.samAccountName;
  return login && /^[a-z.]+$/.test(login) && !login.startsWith('awk')
    ? { id, name: displayName, login }
    : undefined;
}
