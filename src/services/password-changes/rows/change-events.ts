import type { Sql } from '../../../database.js';
import type {
  PasswordChangeKind,
  PasswordChangeStage,
  PasswordVerification,
} from '../../../domain/states.js';
import { recordEventEach } from '../../../events/record-event.js';
import { insertAuditEach, type ActedEntry, type Actor } from '../../audit/record-audit.js';
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

/** Puts the stages that changes have reached into the audit. */
export async function auditStages(sql: Sql, changes: readonly StoredChange[]): Promise<void> {
  await insertAuditEach(sql, changes.map(stageReached));
}

function stageReached(change: StoredChange): ActedEntry {
  const { kind, stage, lastErrorCode, attention, accountId } = change;
  return {
    actor: actorOf(change),
    entry: {
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
    },
  };
}

/**
 * Tells whoever watches these changes, or all of their accounts'. Among the last statements of a transaction: hints for
 * workstations come before it, events of keys after it. No two of one account.
 */
export async function recordProgress(sql: Sql, changes: readonly StoredChange[]): Promise<void> {
  await recordEventEach(
    sql,
    changes.flatMap((change) => {
      const payload = progressOf(change);
      const { id, accountId, endedAt } = change;
      return [
        { streamId: id, payload, ends: endedAt !== null },
        { streamId: accountId, payload },
      ];
    }),
  );
}

function progressOf(change: StoredChange): ChangeProgress {
  const { id, accountId, kind, stage, attempts, lastErrorCode, lastError, attention, verification } = change;
  return {
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
}
