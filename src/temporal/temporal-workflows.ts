import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import {
  CHANGE_PASSWORD,
  DELIVER_MAIL,
  KEY_ANSWERED,
  MAIL_RECORDED,
  mailWorkflowId,
  passwordChangeWorkflowId,
  ROTATE_DOMAIN,
  ROTATION_WANTED,
  rotationWorkflowId,
  RUN_CANCELLED,
  RUN_REQUESTED,
  SYNC_DOMAIN,
  syncWorkflowId,
  type ChangePasswordInput,
  type RotateDomainInput,
  type SyncDomainInput,
  type SyncRunMessage,
} from '../../workflows/messages.js';
import type { Config } from '../config.js';
import { AppError } from '../errors.js';
import type { SyncRequest, Workflows } from '../services/workflows.js';
import { CALL_MILLISECONDS, callTemporal } from './call-temporal.js';
import { createDataConverter } from './data-converter.js';

/** A client that connects when it is first used: the server comes up without Temporal. */
export function createTemporalClient({
  temporal,
  masterKey,
}: Pick<Config, 'temporal' | 'masterKey'>): Client {
  const connection = Connection.lazy({
    address: temporal.address,
    connectTimeout: CALL_MILLISECONDS,
    // Left alone, a server that was away for long would be asked again every two minutes only.
    channelArgs: { 'grpc.max_reconnect_backoff_ms': CALL_MILLISECONDS },
  });
  return new Client({
    connection,
    namespace: temporal.namespace,
    dataConverter: createDataConverter(masterKey),
  });
}

/** Starts and stops workflows on a Temporal server. */
export class TemporalWorkflows implements Workflows {
  constructor(
    private readonly client: Client,
    private readonly taskQueue: string,
  ) {}

  async requestSync({ domainId, runId }: SyncRequest): Promise<void> {
    // Named in both: the input is for a workflow that starts, the signal for one under way.
    const input: SyncDomainInput = { domainId, runIds: [runId] };
    const message: SyncRunMessage = { runId };
    await callTemporal(this.client, () =>
      this.client.workflow.signalWithStart(SYNC_DOMAIN, {
        workflowId: syncWorkflowId(domainId),
        taskQueue: this.taskQueue,
        args: [input],
        signal: RUN_REQUESTED,
        signalArgs: [message],
      }),
    );
  }

  async cancelSync({ domainId, runId }: SyncRequest): Promise<void> {
    const message: SyncRunMessage = { runId };
    const handle = this.client.workflow.getHandle(syncWorkflowId(domainId));
    const told = callTemporal(this.client, () => handle.signal(RUN_CANCELLED, message));
    await told.catch((error: unknown) => {
      if (error instanceof AppError && error.cause instanceof WorkflowNotFoundError) return;
      throw error;
    });
  }

  async deliverMail(): Promise<void> {
    await callTemporal(this.client, () =>
      this.client.workflow.signalWithStart(DELIVER_MAIL, {
        workflowId: mailWorkflowId(this.taskQueue),
        taskQueue: this.taskQueue,
        args: [],
        signal: MAIL_RECORDED,
        signalArgs: [],
      }),
    );
  }
  async advanceChange(changeId: string): Promise<void> {
    const input: ChangePasswordInput = { changeId };
    await callTemporal(this.client, () =>
      this.client.workflow.signalWithStart(CHANGE_PASSWORD, {
        workflowId: passwordChangeWorkflowId(changeId),
        taskQueue: this.taskQueue,
        args: [input],
        signal: KEY_ANSWERED,
        signalArgs: [],
      }),
    );
  }

  async rotate(domainId: string): Promise<void> {
    const input: RotateDomainInput = { domainId };
    await callTemporal(this.client, () =>
      this.client.workflow.signalWithStart(ROTATE_DOMAIN, {
        workflowId: rotationWorkflowId(domainId),
        taskQueue: this.taskQueue,
        args: [input],
        signal: ROTATION_WANTED,
        signalArgs: [],
      }),
    );
  }
}
