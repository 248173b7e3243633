import { Connection } from '@temporalio/client';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { Piece, Place } from '../place.js';

const NAMESPACE = 'default';
const NEW_LINE = Buffer.from('\n');

/**
 * What Temporal knows of every workflow and schedule, with everything that was encrypted decrypted; of one workflow alone
 * where others have been encrypted under another key.
 */
export function workflowHistories(address: string, codec: PayloadCodec, only?: string): Place {
  return { name: 'workflow histories', pieces: () => histories(address, codec, only) };
}

async function* histories(address: string, codec: PayloadCodec, only?: string): AsyncGenerator<Piece> {
  const connection = await Connection.connect({ address });
  const { workflowService } = connection;
  try {
    for await (const execution of executions(connection, only)) {
      const where = `workflow ${execution.workflowId}`;
      const request = { namespace: NAMESPACE, execution };
      const description = await workflowService.describeWorkflowExecution(request);
      yield { where, bytes: await opened(description, codec) };
      for await (const page of pages((nextPageToken) =>
        workflowService.getWorkflowExecutionHistory({ ...request, nextPageToken }),
      ))
        yield { where, bytes: await opened(page.history, codec) };
    }
    if (only !== undefined) return;
    for await (const { schedules } of pages((nextPageToken) =>
      workflowService.listSchedules({ namespace: NAMESPACE, nextPageToken }),
    )) {
      for (const { scheduleId } of schedules ?? []) {
        const schedule = await workflowService.describeSchedule({ namespace: NAMESPACE, scheduleId });
        yield { where: `schedule ${scheduleId}`, bytes: await opened(schedule, codec) };
      }
    }
  } finally {
    await connection.close();
  }
}

async function* executions({ workflowService }: Connection, only?: string) {
  const query = only === undefined ? '' : `WorkflowId = '${only}'`;
  for await (const { executions: found } of pages((nextPageToken) =>
    workflowService.listWorkflowExecutions({ namespace: NAMESPACE, query, nextPageToken }),
  )) {
    for (const { execution } of found ?? [])
      yield { workflowId: execution?.workflowId ?? '', runId: execution?.runId ?? '' };
  }
}

async function* pages<Page extends { nextPageToken?: Uint8Array | null }>(
  ask: (token: Uint8Array) => Promise<Page>,
): AsyncGenerator<Page> {
  let token: Uint8Array = new Uint8Array();
  do {
    const page = await ask(token);
    yield page;
    token = page.nextPageToken ?? new Uint8Array();
  } while (token.length > 0);
}

/** Every text and every run of bytes in a message, payloads decoded. */
async function opened(message: unknown, codec: PayloadCodec): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const walk = async (value: unknown): Promise<void> => {
    if (typeof value === 'string') parts.push(Buffer.from(value), NEW_LINE);
    else if (value instanceof Uint8Array) parts.push(value, NEW_LINE);
    else if (isPayload(value)) {
      const [plain] = await codec.decode([value]);
      if (plain?.data?.length) parts.push(plain.data, NEW_LINE);
      // A payload in a payload, or names that say something.
      await walk(Object.entries(plain?.metadata ?? {}).flat());
    } else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        parts.push(Buffer.from(name), NEW_LINE);
        await walk(inner);
      }
  };
  await walk(message);
  return Buffer.concat(parts);
}

function isPayload(value: unknown): value is Payload {
  const isMessage = typeof value === 'object' && value !== null && 'metadata' in value && 'data' in value;
  // One that is empty has a list where the bytes would be.
  return isMessage && value.data instanceof Uint8Array;
}
