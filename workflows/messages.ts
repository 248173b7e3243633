/** Names, ids and shapes that starters of workflows and the workflows themselves share. Values of no other module. */

export interface SyncDomainInput {
  readonly domainId: string;
  /** Runs still to be carried out, oldest first. */
  readonly runIds: readonly string[];
}

/** Names one run of the domain a workflow synchronises. */
export interface SyncRunMessage {
  readonly runId: string;
}

/** One workflow per domain, so that two runs of a domain never overlap. */
export function syncWorkflowId(domainId: string): string {
  return `sync/${domainId}`;
}

export const SYNC_DOMAIN = 'syncDomain';
/** Signal: another run was recorded. Sent together with the start, so that it cannot fall between two executions. */
export const RUN_REQUESTED = 'runRequested';
/** Signal: the run is to stop at its next safe place. */
export const RUN_CANCELLED = 'runCancelled';

export interface ScheduledSyncInput {
  readonly domainId: string;
}

export const REQUEST_SCHEDULED_SYNC = 'requestScheduledSync';

/** Schedules of several installations may stand in one namespace; the task queue tells them apart. */
export function syncScheduleId(taskQueue: string, domainId: string): string {
  return `sync/${taskQueue}/${domainId}`;
}

export const START_OPEN_RUNS = 'startOpenRuns';
export const START_OPEN_RUNS_SCHEDULE = 'start-open-runs';

export const DELIVER_MAIL = 'deliverMail';
/** Signal: another mail was recorded. Sent together with the start, so that it cannot fall between two executions. */
export const MAIL_RECORDED = 'mailRecorded';

/** One delivery per installation, which is what shares a task queue. */
export function mailWorkflowId(taskQueue: string): string {
  return `mail/outbox/${taskQueue}`;
}

export interface ChangePasswordInput {
  readonly changeId: string;
}

/** One workflow per change; one under way is joined. */
export function passwordChangeWorkflowId(changeId: string): string {
  return `password-change/${changeId}`;
}

export const CHANGE_PASSWORD = 'changePassword';
/** Signal: there is something new for the change. Sent together with the start, so that it cannot fall between two executions. */
export const KEY_ANSWERED = 'keyAnswered';

export interface RotateDomainInput {
  readonly domainId: string;
}

/** One workflow per domain drives all its rotations, so that no two cohorts write at once. */
export function rotationWorkflowId(domainId: string): string {
  return `rotation/${domainId}`;
}

export const ROTATE_DOMAIN = 'rotateDomain';
/** Signal: there may be more to do. Sent together with the start, so that it cannot fall between two executions. */
export const ROTATION_WANTED = 'rotationWanted';

/** What the schedule of a domain's rotation starts. */
export const SCAN_DUE = 'scanDue';

export function rotationScheduleId(taskQueue: string, domainId: string): string {
  return `rotation-scan/${taskQueue}/${domainId}`;
}
