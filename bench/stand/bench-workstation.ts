import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  AcknowledgeKeyTaskDocument,
  ActivateKeyDocument,
  ApproveWorkstationDocument,
  KeyChallengeDocument,
  ReportPresenceDocument,
  WorkstationStatusDocument,
  WorkstationTasksDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { done, openSession, register } from '../../src/sandbox/simulated-workstation/workstation-calls.js';
import { newWorkstationKey } from '../../src/sandbox/simulated-workstation/workstation-key.js';
import type { MemoryKey } from './memory-key.js';
import { clock, type Span } from './spans.js';

const FAREWELL_MILLISECONDS = 2_000;

export interface WorkstationRequest {
  readonly url: string;
  readonly administrator: ApiClient;
  readonly enrolmentToken: string;
}

/**
 * A workstation that carries envelopes over one WebSocket and does nothing else. It notes when an envelope was here: from
 * its arrival until the acknowledgement leaves, which is not the server's time.
 */
export class BenchWorkstation {
  readonly busy: Span[] = [];
  private readonly keys = new Map<string, MemoryKey>();
  /** Acknowledgements that are not answered yet. */
  private readonly brought = new Set<Promise<void>>();

  private constructor(private readonly session: ApiClient) {}

  /** One that is approved and connected. */
  static async connect({
    url,
    administrator,
    enrolmentToken,
  }: WorkstationRequest): Promise<BenchWorkstation> {
    const key = newWorkstationKey();
    const anonymous = new ApiClient({ url });
    const facts = {
      machineName: `BENCH-${randomUUID().slice(0, 8)}`,
      joinedDomain: 'north.example',
      operatingSystem: 'none',
      clientVersion: '0',
    };
    const { id } = await register(anonymous, key, facts, enrolmentToken);
    const { approveWorkstation } = await administrator.request(ApproveWorkstationDocument, { input: { id } });
    done(approveWorkstation);
    const token = await openSession(anonymous, key, id, facts);
    const workstation = new BenchWorkstation(new ApiClient({ url, token }));
    await workstation.begin();
    return workstation;
  }

  /** Puts a key in, beside those that are. */
  insert(key: MemoryKey): Promise<void> {
    return this.insertAll([key]);
  }

  async insertAll(keys: readonly MemoryKey[]): Promise<void> {
    for (const key of keys) this.keys.set(key.serial, key);
    const input = { controllerInReach: true, connectedKeys: [...this.keys.keys()] };
    done((await this.ask(ReportPresenceDocument, { input })).reportPresence);
  }

  remove(key: MemoryKey): void {
    this.keys.delete(key.serial);
  }

  /** Types a code; answers the change that begins with it: each owner has one account. */
  async activate(key: MemoryKey, code: string): Promise<string> {
    const keySerial = key.serial;
    const { keyChallenge } = await this.ask(KeyChallengeDocument, { keySerial });
    const { challenge, nonce } = keyChallenge;
    const signature = key.signAttempt(Buffer.from(nonce, 'base64'), code);
    const input = { keySerial, code, challenge, signature };
    const { activateKey } = await this.ask(ActivateKeyDocument, { input });
    return done(activateKey).passwordChangeIds?.[0] ?? '';
  }

  /** What was brought is answered first, unless nobody answers any more. */
  async close(): Promise<void> {
    await Promise.race([
      Promise.all(this.brought),
      setTimeout(FAREWELL_MILLISECONDS, undefined, { ref: false }),
    ]);
    await this.session.close();
  }

  private async begin(): Promise<void> {
    const presence = { controllerInReach: true, connectedKeys: [] };
    const statuses = this.session.subscribe(WorkstationStatusDocument, { after: 0, presence });
    await statuses.next();
    void drain(statuses);
    void this.carry();
  }

  private async carry(): Promise<void> {
    for await (const { workstationTasks } of this.session.subscribe(WorkstationTasksDocument, { after: 0 })) {
      const from = clock();
      const acknowledgement = this.keys.get(workstationTasks.keySerial)?.deliver(workstationTasks.envelope);
      if (acknowledgement === undefined) continue;
      const input = { taskId: workstationTasks.taskId, acknowledgement };
      const answer = this.ask(AcknowledgeKeyTaskDocument, { input });
      this.busy.push({ from, to: clock() });
      // The next envelope may come before this answer does.
      const brought = answer
        .then(({ acknowledgeKeyTask }) => void done(acknowledgeKeyTask))
        .catch(this.failed);
      this.brought.add(brought);
      void brought.then(() => this.brought.delete(brought));
    }
  }

  private readonly failed = (error: unknown): void => {
    process.emitWarning(`An acknowledgement was not taken: ${String(error)}`);
  };

  private async ask<Data, Variables extends Record<string, unknown>>(
    ...[document, variables]: Parameters<typeof ApiClient.prototype.subscribe<Data, Variables>>
  ): Promise<Data> {
    for await (const data of this.session.subscribe(document, variables)) return data;
    throw new Error('The server has not answered.');
  }
}

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events);
}
