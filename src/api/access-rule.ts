import type { TokenScope, UserRole } from '../domain/states.js';
import type { Principal } from '../services/sign-in/principal.js';

/** Which actors may use a field. Whoever is not named may not. */
export interface AccessRule {
  readonly anonymous?: true;
  readonly roles: readonly UserRole[];
  /** A token needs one of these. */
  readonly scopes: readonly TokenScope[];
  /** Workstations that have been approved. */
  readonly workstations?: true;
  /** Workstations that wait for approval, besides. */
  readonly pendingWorkstations?: true;
  /** Whoever has the link of an invitation that can be used. */
  readonly invitees?: true;
  /** Whoever has the link of one that is over, besides. */
  readonly pastInvitees?: true;
  /** Authenticator apps, with a session of their own. */
  readonly authenticators?: true;
}

export type AccessTable = Readonly<Record<string, AccessRule>>;

/** The line that counts for a field such as `Employee.email`; undefined: whoever can reach it may use it. */
export function ruleOf(table: AccessTable, field: string): AccessRule | undefined {
  if (field.endsWith('.__typename')) return undefined;
  return table[field] ?? table[`${field.slice(0, field.indexOf('.'))}.*`];
}

export function mayUse(principal: Principal, rule: AccessRule): boolean {
  switch (principal.kind) {
    case 'anonymous':
      return rule.anonymous === true;
    case 'user':
      return rule.roles.includes(principal.role);
    case 'token':
      return rule.scopes.some((scope) => principal.scopes.includes(scope));
    case 'workstation':
      return (principal.approved && rule.workstations === true) || rule.pendingWorkstations === true;
    case 'invitee':
      return (principal.state === 'PENDING' && rule.invitees === true) || rule.pastInvitees === true;
    case 'authenticator':
      return rule.authenticators === true;
  }
}
