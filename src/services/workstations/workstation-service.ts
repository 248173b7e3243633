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
import { AttemptLimit } from '../sign-in/attempt-limit.js';
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
import { reportWorkstationEvents } from './report-workstation-events.js';
import { watchPresence, watchStatus, type StatusWatch } from './watch-workstation.js';

export interface WorkstationServiceParts {
  readonly pool: Pool;
  readonly events: Pick<EventHub, 'subscribe'>;
  readonly challenges: Challenges;
  readonly presence: PresenceKeeper;
  readonly enrolment: WorkstationEnrolment;
  readonly sessionHours: number;
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

    reportPresence: (actor: Actor, principal: Principal, given: GivenReport): Promise<PresenceReport> =>
      reportPresence(pool, actor, workstationOf(principal).workstationId, given),

    reportEvents: (
      actor: Actor,
      principal: Principal,
      given: readonly GivenEvent[],
    ): ReturnType<typeof reportWorkstationEvents> =>
      reportWorkstationEvents(pool, actor, workstationOf(principal).workstationId, given),

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

    lockAll: (actor: Actor, reason: string): Promise<string> => lockAllWorkstations(pool, actor, reason),

    liftLock: (
      actor: Actor,
      request: { readonly alarmId: string; readonly reason: string | null },
    ): Promise<void> => liftLock(pool, actor, request),
  };
}

function workstationOf(principal: Principal): WorkstationPrincipal {
  if (principal.kind === 'workstation') return principal;
  throw new AppError('FORBIDDEN', 'Only a workstation does this, with a session of its own.');
}
