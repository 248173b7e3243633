import type { Sql } from '../../../database.js';
import type {
  PasswordChangeKind,
  PasswordChangeStage,
  PasswordVerification,
} from '../../../domain/states.js';
import { recordEvent } from '../../../events/record-event.js';
import { insertAudit, type Actor } from '../../audit/record-audit.js';
import type { StoredChange } from './stored-change.js';

/** What is told of a change. Every change has a stream of its own, under its id, and every account one of all its changes. */
export interface ChangeProgress {
  readonly changeId: string;
  readonly accountId: string;
  readonly kind: PasswordChangeKind;
  readonly stage: PasswordChangeStage;
  readonly attempts: number;
  readonly lastErrorCode: string | null;
  readonly lastError: string | null;
  readonly attention: string | null;
  /** Absent in what was told by an older version. */
  readonly verification?: PasswordVerification | null;
}

/** Whoever wanted a change is who acts in it. */
export function actorOf({ wantedByKind, wantedById, wantedBy }: StoredChange): Actor {
  return { kind: wantedByKind, id: wantedById, name: wantedBy };
}

/** Puts the stage a change has reached into the audit. */
export async function auditStage(sql: Sql, change: StoredChange): Promise<void> {
  const { kind, stage, lastErrorCode, attention, accountId } = change;
  await insertAudit(sql, actorOf(change), {
    action: 'password-change.stage',
    targetType: 'PasswordChange',
    targetId: change.id,
    outcome: stage === 'FAILED' || stage === 'NEEDS_ATTENTION' ? 'FAILED' : 'DONE',
    details: {
      kind,
      stage,
      accountId,
      ...(lastErrorCode && { code: lastErrorCode }),
      ...(attention && { attention }),
    },
  });
}

/**
 * Tells whoever watches a change, or all of its account's. Among the last statements of a transaction: hints for
 * workstations come before it, events of keys after it.
 */
export async function recordProgress(sql: Sql, change: StoredChange): Promise<void> {
  const { id, accountId, kind, stage, attempts, lastErrorCode, lastError, attention, verification } = change;
  const payload: ChangeProgress = {
    changeId: id,
    accountId,
    kind,
    stage,
    attempts,
    lastErrorCode,
    lastError,
    attention,
    verification,
  };
  await recordEvent(sql, {
    streamIds: [id, accountId],
    payload,
    ends: change.endedAt === null ? [] : [id],
  });
}
