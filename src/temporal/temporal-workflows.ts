import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import {
  DELIVER_MAIL,
  MAIL_RECORDED,
  mailWorkflowId,
  RUN_CANCELLED,
  RUN_REQUESTED,
  SYNC_DOMAIN,
  syncWorkflowId,
  type SyncDomainInput,
  type SyncRunMessage,
} from '../../workflows/messages.js';
import type { Config } from '../config.js';
import { AppError } from '../errors.js';
import type { SyncRequest, Workflows } from '../services/workflows.js';
import { createDataConverter } from './data-converter.js';

/** How long a request waits for Temporal before the start is left to the worker. */
const CALL_MILLISECONDS = 5_000;

/** A client that connects when it is first used: the server comes up without Temporal. */
export function createTemporalClient({
  temporal,
  masterKey,
}: Pick<Config, 'temporal' | 'masterKey'>): Client {
  const connection = Connection.lazy({ address: temporal.address, connectTimeout: CALL_MILLISECONDS });
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
    await this.call(() =>
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
    await this.call(() => handle.signal(RUN_CANCELLED, message)).catch((error: unknown) => {
      if (error instanceof AppError && error.cause instanceof WorkflowNotFoundError) return;
      throw error;
    });
  }

  async deliverMail(): Promise<void> {
    await this.call(() =>
      this.client.workflow.signalWithStart(DELIVER_MAIL, {
        workflowId: mailWorkflowId(this.taskQueue),
        taskQueue: this.taskQueue,
        args: [],
        signal: MAIL_RECORDED,
        signalArgs: [],
      }),
    );
  }

  private async call(work: () => Promise<unknown>): Promise<void> {
    try {
      await this.client.connection.withDeadline(Date.now() + CALL_MILLISECONDS, work);
    } catch (cause) {
      const message =
        'The workflow server cannot be reached. What was asked for is recorded and begins as soon as it can.';
      throw new AppError('WORKFLOWS_UNAVAILABLE', message, { cause });
    }
  }
}
