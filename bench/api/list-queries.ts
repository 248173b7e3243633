/** One thing to ask for, in two languages. */
export interface ListQuery {
  readonly ours: string;
  readonly peers: string;
}

export const PAGE = 50;

/** What is asked of each employee: the profile, their domain accounts and the domain's name. */
const OUR_NODE = `id displayName givenName surname email telephoneNumber position department company state
  domainAccounts { id samAccountName userPrincipalName enabled domain { id dnsName } }`;
const PEERS_NODE = `id displayName givenName surname email telephoneNumber position department company state
  domainAccountsByEmployeeId(condition: { closedAt: null }) { nodes {
    id samAccountName userPrincipalName enabled domainByDomainId { id dnsName }
  } }`;

/**
 * The first 50 by name.
 *
 * @param total whether to ask how many there are in all as well
 */
export function firstPage(total: boolean): ListQuery {
  const count = total ? 'totalCount' : '';
  return {
    ours: `query List { employees(first: ${PAGE}) { ${count} edges { node { ${OUR_NODE} } } } }`,
    peers: `query List { employees: allEmployees(first: ${PAGE}, orderBy: DISPLAY_NAME_ASC) { ${count} edges { node { ${PEERS_NODE} } } } }`,
  };
}

/** The 50 behind `$after`. */
export const pageBehind: ListQuery = behind({ ours: OUR_NODE, peers: PEERS_NODE }, '');

/** The names of the 50 behind `$after`, and where the next page begins. */
export const namesBehind: ListQuery = behind(
  { ours: 'displayName', peers: 'displayName' },
  'pageInfo { endCursor hasNextPage }',
);

function behind(node: ListQuery, more: string): ListQuery {
  return {
    ours: `query List($after: String) { employees(first: ${PAGE}, after: $after) { ${more} edges { node { ${node.ours} } } } }`,
    peers: `query List($after: Cursor) { employees: allEmployees(first: ${PAGE}, after: $after, orderBy: DISPLAY_NAME_ASC) { ${more} edges { node { ${node.peers} } } } }`,
  };
}
