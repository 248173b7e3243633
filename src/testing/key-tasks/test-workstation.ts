import { randomUUID } from 'node:crypto';
import { globalId } from '../../api/relay/global-id.js';
import {
  AcknowledgeKeyTaskDocument,
  ActivateKeyDocument,
  KeyChallengeDocument,
  PasswordOnKeyDocument,
  ReportKeyStatusDocument,
  ReportPresenceDocument,
  ReportWorkstationEventsDocument,
  WorkstationStatusDocument,
  WorkstationTasksDocument,
  type KeySlot,
  type ReportKeyStatusInput,
  type WorkstationTasksSubscription,
} from '../../generated/operations.js';
import type { Pool } from '../../database.js';
import type { ApiClient, ApiClientOptions } from '../../sandbox/api-client.js';
import type { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import { addWorkstationSession } from '../credentials.js';

export type TaskEvent = WorkstationTasksSubscription['workstationTasks'];

/** A server, of this process or another one. */
export interface WorkstationServer {
  readonly backend: { readonly pool: Pool };
  client(options: Omit<ApiClientOptions, 'url'>): ApiClient;
}

/** A subscription to tasks, read event by event. */
export interface TaskReader {
  /** The next envelope; undefined when the subscription has ended. */
  next(): Promise<TaskEvent | undefined>;
  /** The next envelope for this key; those for others are passed over. */
  nextFor(serial: string): Promise<TaskEvent>;
  close(): Promise<void>;
}

/** An approved workstation, as the server sees one: nothing but what it sends. */
export class TestWorkstation {
  private connection: AsyncGenerator<unknown, void> | undefined;

  private constructor(
    readonly workstationId: string,
    private readonly token: string,
    private server: WorkstationServer,
    private client: ApiClient,
  ) {}

  static async add(
    server: WorkstationServer,
    joinedDomain: string | null = 'north.example',
  ): Promise<TestWorkstation> {
    const { workstationId, token } = await addWorkstationSession(server.backend.pool, 'APPROVED');
    await server.backend.pool.query(`update workstation set joined_domain = $2 where id = $1`, [
      workstationId,
      joinedDomain,
    ]);
    return new TestWorkstation(workstationId, token, server, server.client({ token }));
  }

  get id(): string {
    return globalId('Workstation', this.workstationId);
  }

  /** Is connected, with these keys, from now on; over this server where one is named. */
  async connect(connectedKeys: string[] = [], server: WorkstationServer = this.server): Promise<void> {
    await this.client.close();
    this.server = server;
    this.client = server.client({ token: this.token });
    this.connection = this.client.subscribe(WorkstationStatusDocument, { presence: { connectedKeys } });
    // It is present when it hears the first status.
    await this.connection.next();
  }

  async reportKeys(...connectedKeys: string[]): Promise<void> {
    const { reportPresence } = await this.client.request(ReportPresenceDocument, {
      input: { connectedKeys },
    });
    if (reportPresence.userErrors.length > 0) throw new Error(reportPresence.userErrors[0]?.message);
  }

  async disconnect(): Promise<void> {
    await this.client.close();
  }

  /** Begins to read tasks; where the first one is not awaited, the subscription begins with the first `next`. */
  tasks(after = 0): TaskReader {
    const events = this.client.subscribe(WorkstationTasksDocument, { after });
    const next = async (): Promise<TaskEvent | undefined> => (await events.next()).value?.workstationTasks;
    return {
      next,
      async nextFor(serial) {
        for (;;) {
          const event = await next();
          if (event === undefined) throw new Error('the subscription has ended');
          if (event.keySerial === serial) return event;
        }
      },
      close: async () => void (await events.return()),
    };
  }

  async challenge(keySerial: string) {
    return (await this.client.request(KeyChallengeDocument, { keySerial })).keyChallenge;
  }

  /** One guess that the key has signed. */
  async guess(key: SimulatedKey, code: string) {
    const { serial } = key.publicKey;
    const { challenge, nonce } = await this.challenge(serial);
    const signature = await key.signAttempt({ nonce: Buffer.from(nonce, 'base64'), code });
    return this.activate({ keySerial: serial, code, challenge, signature: base64(signature) });
  }

  async activate(input: { keySerial: string; code: string; challenge: string; signature: string }) {
    return (await this.client.request(ActivateKeyDocument, { input })).activateKey;
  }

  /** Gives an envelope to its key, and brings back what it answers. */
  async handOver(key: SimulatedKey, { taskId, envelope }: Pick<TaskEvent, 'taskId' | 'envelope'>) {
    return this.acknowledge(taskId, await key.deliver(Buffer.from(envelope, 'base64')));
  }

  async acknowledge(taskId: string, acknowledgement: Uint8Array) {
    const input = { taskId, acknowledgement: base64(acknowledgement) };
    return (await this.client.request(AcknowledgeKeyTaskDocument, { input })).acknowledgeKeyTask;
  }

  async reportStatus(key: SimulatedKey, batteryPercent: number | null = null) {
    const { serial } = key.publicKey;
    const { challenge, nonce } = await this.challenge(serial);
    const status = base64(await key.signStatus(Buffer.from(nonce, 'base64')));
    return this.bringStatus({ keySerial: serial, challenge, status, batteryPercent });
  }

  async bringStatus(input: ReportKeyStatusInput) {
    return (await this.client.request(ReportKeyStatusDocument, { input })).reportKeyStatus;
  }

  async pendingIsInDirectory(keySerial: string, accountId: string): Promise<boolean> {
    const asked = { keySerial, accountId: globalId('DomainAccount', accountId) };
    return (await this.client.request(PasswordOnKeyDocument, asked)).passwordOnKey.pendingIsInDirectory;
  }

  async logOn(keySerial: string, accountId: string, slot: KeySlot) {
    const account = globalId('DomainAccount', accountId);
    const at = new Date().toISOString();
    const event = { id: randomUUID(), kind: 'LOG_ON', at, keySerial, accountId: account, slot } as const;
    const { reportWorkstationEvents } = await this.client.request(ReportWorkstationEventsDocument, {
      input: { events: [event] },
    });
    return reportWorkstationEvents;
  }

  /** Another connection of this workstation. */
  another(server: WorkstationServer): ApiClient {
    return server.client({ token: this.token });
  }

  /** The API as this workstation sees it. */
  get api(): ApiClient {
    return this.client;
  }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
