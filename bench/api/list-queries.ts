/** The same question in two languages: the first 50 by name, with their domain accounts and the domain's name. */
export interface ListQuery {
  readonly ours: string;
  readonly peers: string;
}

export const PAGE = 50;

/** @param total whether to ask how many there are in all as well */
export function listQuery(total: boolean): ListQuery {
  const count = total ? 'totalCount' : '';
  return {
    ours: `query List { employees(first: ${PAGE}) { ${count} edges { node {
      id displayName givenName surname email telephoneNumber position department company state
      domainAccounts { id samAccountName userPrincipalName enabled domain { id dnsName } }
    } } } }`,
    peers: `query List { employees: allEmployees(first: ${PAGE}, orderBy: DISPLAY_NAME_ASC) { ${count} edges { node {
      id displayName givenName surname email telephoneNumber position department company state
      domainAccountsByEmployeeId(condition: { closedAt: null }) { nodes {
        id samAccountName userPrincipalName enabled domainByDomainId { id dnsName }
      } }
    } } } }`,
  };
}
