import type { Sql } from '../../database.js';
import type { AuthenticatorKind } from '../../domain/states.js';
import { insertAudit } from '../audit/record-audit.js';
import { actorOf, type Principal } from '../sign-in/principal.js';

/** Somebody has begun to add an authenticator: whoever holds what they were given may finish it. */
export async function auditOffer(sql: Sql, principal: Principal, kind: AuthenticatorKind): Promise<void> {
  await insertAudit(sql, actorOf(principal), {
    action: 'authenticator.offer',
    ...targetOf(principal),
    details: { kind },
  });
}

function targetOf(principal: Principal): { targetType?: string; targetId?: string } {
  if (principal.kind === 'user') return { targetType: 'User', targetId: principal.userId };
  if (principal.kind === 'invitee') return { targetType: 'Employee', targetId: principal.employeeId };
  return {};
}
