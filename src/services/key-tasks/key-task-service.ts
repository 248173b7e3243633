import type { KeyStatus } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import type { Actor } from '../audit/record-audit.js';
import type { Principal, WorkstationPrincipal } from '../sign-in/principal.js';
import {
  acknowledgeTask,
  type AcknowledgementOutcome,
  type GivenAcknowledgement,
} from './answers/acknowledge-task.js';
import { acknowledgingTogether } from './answers/acknowledging-together.js';
import { activateKey, type ActivationAnswer, type GivenActivation } from './activation/activate-key.js';
import { keyChallenge, type KeyChallenge } from './key-challenge.js';
import type { KeyTaskParts } from './key-task-parts.js';
import { passwordOnKey } from './answers/password-on-key.js';
import { reportKeyStatus, type GivenStatus } from './answers/report-key-status.js';
import { deliveringTogether } from './delivery/delivering-together.js';
import { watchTasks, type TaskEvent } from './delivery/watch-tasks.js';

export type KeyTaskService = ReturnType<typeof createKeyTaskService>;

/** What goes on between keys and us, carried by workstations. What each promises stands at the function behind it. */
export function createKeyTaskService(parts: KeyTaskParts) {
  const delivering = deliveringTogether(parts);
  const acknowledging = acknowledgingTogether(parts);
  return {
    challenge: (principal: Principal, keySerial: string): KeyChallenge => {
      workstationOf(principal);
      return keyChallenge(parts, keySerial);
    },

    /** Every envelope that is to be delivered at this workstation, now and later. */
    watch(
      principal: Principal,
      { after, signal }: { readonly after: number; readonly signal: AbortSignal },
    ): AsyncGenerator<TaskEvent, void, void> {
      const { workstationId } = workstationOf(principal);
      return watchTasks(parts, delivering, { workstationId, after, signal });
    },

    acknowledge: (
      actor: Actor,
      principal: Principal,
      given: GivenAcknowledgement,
    ): Promise<AcknowledgementOutcome> =>
      acknowledgeTask(parts, { actor, ...workstationOf(principal) }, given, acknowledging),

    activate: (actor: Actor, principal: Principal, given: GivenActivation): Promise<ActivationAnswer> =>
      activateKey(parts, { actor, ...workstationOf(principal) }, given),

    reportStatus: (actor: Actor, principal: Principal, given: GivenStatus): Promise<KeyStatus> =>
      reportKeyStatus(parts, { actor, ...workstationOf(principal) }, given),

    passwordOnKey: (
      principal: Principal,
      asked: { readonly keySerial: string; readonly accountId: string },
    ): Promise<{ readonly pendingIsInDirectory: boolean }> => {
      const { workstationId } = workstationOf(principal);
      return passwordOnKey(parts, { workstationId, ...asked });
    },
  };
}

function workstationOf(principal: Principal): WorkstationPrincipal {
  if (principal.kind === 'workstation') return principal;
  throw new AppError('FORBIDDEN', 'Only a workstation does this, with a session of its own.');
}
