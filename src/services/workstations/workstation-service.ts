import type { Pool } from '../../database.js';
import type { WorkstationEnrolment } from '../../domain/states.js';
import { presenceReport, type PresenceReport } from '../../domain/workstation/presence-report.js';
import type { GivenEvent } from '../../domain/workstation/reported-events.js';
import type { WorkstationDecision } from '../../domain/workstation/workstation-transitions.js';
import { AppError } from '../../errors.js';
import type { EventHub } from '../../events/event-hub.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { Challenge, Challenges } from '../../keys/challenges.js';
import { valueOrThrow } from '../app-errors.js';
import type { Actor } from '../audit/record-audit.js';
import { AttemptLimit } from '../sign-in/attempts/attempt-limit.js';
import type { Principal, WorkstationPrincipal } from '../sign-in/principal.js';
import { liftLock, lockAllWorkstations } from './alarm.js';
import { decideWorkstation, deleteWorkstation } from './decide-workstation.js';
import {
  createEnrolmentToken,
  revokeEnrolmentToken,
  type CreatedEnrolmentToken,
  type NewEnrolmentToken,
} from './enrolment-tokens.js';
import {
  openWorkstationSession,
  SESSION_LIMIT,
  type OpenedSession,
  type SessionRequest,
} from './open-workstation-session.js';
import type { PresenceKeeper } from './presence-keeper.js';
import {
  registerWorkstation,
  type RegisteredWorkstation,
  type RegistrationRequest,
} from './register-workstation.js';
import { reportPresence, type GivenReport } from './report-presence.js';
import { reportWorkstationEvents, type RecordedEvents } from './report-workstation-events.js';
import { watchPresence, watchStatus, type StatusWatch } from './watch-workstation.js';

export interface WorkstationServiceParts {
  readonly pool: Pool;
  readonly events: Pick<EventHub, 'subscribe'>;
  readonly challenges: Challenges;
  readonly presence: PresenceKeeper;
  readonly enrolment: WorkstationEnrolment;
  readonly sessionHours: number;
  readonly news: WorkstationNews;
}

/** What others go on with when a workstation has said something. Each returns at once, and never fails. */
export interface WorkstationNews {
  /** Serials of keys that were not connected there before. */
  keysConnected(serials: readonly string[]): void;
  /** Ids of accounts somebody has logged on to with the pending password of a key. */
  pendingWorked(accountIds: readonly string[]): void;
  alarmLifted(): void;
}

export type WorkstationService = ReturnType<typeof createWorkstationService>;

/** What workstations do, and what is decided about them. What each promises stands at the function behind it. */
export function createWorkstationService(parts: WorkstationServiceParts) {
  const { pool, challenges } = parts;
  const limit = new AttemptLimit(SESSION_LIMIT);
  return {
    register: (request: RegistrationRequest): Promise<RegisteredWorkstation> =>
      registerWorkstation(parts, request),

    /** A nonce for one workstation. Nothing is looked up: what there is not cannot sign it. */
    challenge: (workstationId: string): Challenge => challenges.issue(workstationId, new Date()),

    openSession: (request: SessionRequest): Promise<OpenedSession> =>
      openWorkstationSession({ ...parts, limit }, request),

    /** See `watchStatus`. Throws BAD_INPUT; FORBIDDEN for whoever is no workstation. */
    watchStatus(
      principal: Principal,
      { given, ...watch }: Omit<StatusWatch, 'workstationId' | 'report'> & { readonly given: GivenReport },
    ): AsyncGenerator<StreamedEvent, void, void> {
      const { workstationId } = workstationOf(principal);
      const report = valueOrThrow(presenceReport(given));
      return watchStatus(parts, { ...watch, workstationId, report });
    },

    async reportPresence(actor: Actor, principal: Principal, given: GivenReport): Promise<PresenceReport> {
      const { workstationId } = workstationOf(principal);
      const { newKeys, ...report } = await reportPresence(pool, actor, workstationId, given);
      if (newKeys.length > 0) parts.news.keysConnected(newKeys);
      return report;
    },

    async reportEvents(
      actor: Actor,
      principal: Principal,
      given: readonly GivenEvent[],
    ): Promise<Omit<RecordedEvents, 'pendingWorked'>> {
      const { workstationId } = workstationOf(principal);
      const { pendingWorked, ...counts } = await reportWorkstationEvents(pool, actor, workstationId, given);
      if (pendingWorked.length > 0) parts.news.pendingWorked(pendingWorked);
      return counts;
    },

    watchPresence: (after: number | null): Promise<AsyncIterableIterator<StreamedEvent>> =>
      watchPresence(parts, after),

    decide: (
      actor: Actor,
      request: { readonly id: string; readonly decision: WorkstationDecision; readonly note: string | null },
    ): Promise<void> => decideWorkstation(pool, actor, request),

    delete: (actor: Actor, id: string): Promise<void> => deleteWorkstation(pool, actor, id),

    createEnrolmentToken: (actor: Actor, input: NewEnrolmentToken): Promise<CreatedEnrolmentToken> =>
      createEnrolmentToken(pool, actor, input),

    revokeEnrolmentToken: (actor: Actor, id: string): Promise<void> => revokeEnrolmentToken(pool, actor, id),

    ...alarmOf(parts),
  };
}

function alarmOf({ pool, news }: WorkstationServiceParts) {
  return {
    lockAll: (actor: Actor, reason: string): Promise<string> => lockAllWorkstations(pool, actor, reason),

    async liftLock(
      actor: Actor,
      request: { readonly alarmId: string; readonly reason: string | null },
    ): Promise<void> {
      await liftLock(pool, actor, request);
      news.alarmLifted();
    },
  };
}

function workstationOf(principal: Principal): WorkstationPrincipal {
  if (principal.kind === 'workstation') return principal;
  throw new AppError('FORBIDDEN', 'Only a workstation does this, with a session of its own.');
}
