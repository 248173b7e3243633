import { Session } from '../../entities/session.js';
import { KnownDevice } from '../../entities/sign-in/known-device.js';
import { User } from '../../entities/user.js';
import { AppError } from '../../errors.js';
import { recordAudit } from '../audit/record-audit.js';
import type { Caller } from '../caller.js';
import type { Principal, UserPrincipal } from './principal.js';
import { inUse } from './in-use.js';

export interface RevokeAll {
  /** Whose sessions; the caller's own when absent. */
  readonly userId: string | undefined;
  /** Leave the session open that asks. */
  readonly keepCurrent: boolean;
}

/**
 * Ends sessions before their time: the caller's own, or, for an administrator, anybody's. What was signed in with is no
 * known device any more: whoever has it may be why.
 */
export interface SessionService {
  /**
   * Ends one session at once, with every WebSocket opened by it. Does nothing when it is over already. Fails with
   * NOT_FOUND where there is none that the caller may see, and with FORBIDDEN where it may be seen and not ended.
   */
  revoke(caller: Caller, principal: Principal, sessionId: string): Promise<Session>;
  /** Ends every open session of a user and returns how many there were. Fails like `revoke`. */
  revokeAll(caller: Caller, principal: Principal, request: RevokeAll): Promise<number>;
}

export const sessionService: SessionService = {
  async revoke({ actor, em }, principal, sessionId) {
    const by = userOf(principal);
    return em.transactional(async (own) => {
      const session = await own.findOne(Session, { id: sessionId });
      if (session === null || (session.user !== by.userId && by.role === 'EMPLOYEE')) {
        throw new AppError('NOT_FOUND', 'There is no such session.');
      }
      assertMayEnd(by, session.user);
      const open = { id: sessionId, ...inUse() };
      const ended = await own.nativeUpdate(Session, open, { revokedAt: new Date() });
      const forgotten = await own.nativeDelete(KnownDevice, { session: sessionId });
      if (ended + forgotten > 0) {
        const details = { userId: session.user };
        recordAudit(own, actor, {
          action: 'session.revoke',
          targetType: 'Session',
          targetId: sessionId,
          details,
        });
      }
      return own.refreshOrFail(session);
    });
  },

  async revokeAll({ actor, em }, principal, { userId, keepCurrent }) {
    const by = userOf(principal);
    const owner = userId ?? by.userId;
    return em.transactional(async (own) => {
      if (owner !== by.userId) {
        if (by.role === 'EMPLOYEE' || (await own.count(User, { id: owner })) === 0) {
          throw new AppError('NOT_FOUND', 'There is no such user.');
        }
        assertMayEnd(by, owner);
      }
      const open = { user: owner, ...inUse() };
      const but = keepCurrent ? { id: { $ne: by.sessionId } } : {};
      const ended = await own.nativeUpdate(Session, { ...open, ...but }, { revokedAt: new Date() });
      const others = { $or: [{ session: null }, { session: { $ne: by.sessionId } }] };
      await own.nativeDelete(KnownDevice, { user: owner, ...(keepCurrent ? others : {}) });
      recordAudit(own, actor, {
        action: 'session.revoke-all',
        targetType: 'User',
        targetId: owner,
        details: { ended },
      });
      return ended;
    });
  },
};

function userOf(principal: Principal): UserPrincipal {
  if (principal.kind === 'user') return principal;
  throw new AppError('FORBIDDEN', 'Only somebody who is signed in can end sessions.');
}

function assertMayEnd({ userId, role }: UserPrincipal, owner: string): void {
  if (owner === userId || role === 'ADMINISTRATOR') return;
  throw new AppError('FORBIDDEN', 'Only an administrator ends the sessions of others.');
}
