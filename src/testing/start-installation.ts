import { randomUUID } from 'node:crypto';
import type { Config } from '../config.js';
import { CreateDomainDocument, SyncNowDocument } from '../generated/operations.js';
import { createLog } from '../log.js';
import { runWorker } from '../run-worker.js';
import type { SandboxDirectory } from '../sandbox/sandbox-directory.js';
import type { RunningWorker } from '../temporal/start-worker.js';
import { createTemporalClient } from '../temporal/temporal-workflows.js';
import type { ApiClient } from '../sandbox/api-client.js';
import { startApi, type TestApi } from './start-api.js';
import { TEST_MASTER_KEY } from './test-master-key.js';
import { clearTaskQueue } from './services/clear-task-queue.js';
import { testTemporal } from './services/test-temporal.js';
import { testWorkflowBundle } from './services/test-workflow-bundle.js';

/** A whole Latchkey of this process: a server, and a worker on a real Temporal server, on a task queue of its own. */
export interface TestInstallation {
  readonly api: TestApi;
  readonly administrator: ApiClient;
  /** Undefined while no worker runs. */
  readonly worker: RunningWorker | undefined;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** Another server process's part: the same database and workflows, its own port. */
  secondServer(): Promise<TestApi>;
  /** Adds a sandbox directory as a domain through the API; answers its global id. */
  addDomain(directory: SandboxDirectory, settings?: DomainSettings): Promise<string>;
  /** Asks for a synchronisation of one domain. */
  syncNow(domainId: string): Promise<{ runId: string; batchId: string; joined: boolean }>;
  close(): Promise<void>;
}

export interface DomainSettings {
  readonly priority?: number;
  readonly mailSuffixes?: string[];
  readonly nestedGroups?: boolean;
  readonly syncGroupName?: string;
  readonly singleSignOn?: boolean;
  /** Default: a week, so that no start of the schedule comes into a test's way. */
  readonly syncIntervalMinutes?: number;
}

export interface InstallationOptions {
  /** A Temporal server of the test's own; default: the one of the test run. */
  readonly temporalAddress?: string;
  /** Settings that differ from those of a test. */
  readonly config?: Partial<Config>;
}

export async function startInstallation({
  temporalAddress,
  config: own = {},
}: InstallationOptions = {}): Promise<TestInstallation> {
  const temporal = {
    address: temporalAddress ?? testTemporal().address,
    namespace: 'default',
    taskQueue: `test-${randomUUID()}`,
  };
  const api = await startApi({ config: { temporal, masterKey: TEST_MASTER_KEY, ...own } });
  const administrator = await api.signedIn('ADMINISTRATOR');
  const others: TestApi[] = [];
  let worker: RunningWorker | undefined;
  const stopWorker = async (): Promise<void> => {
    await worker?.stop();
    worker = undefined;
  };
  return {
    api,
    administrator,
    get worker() {
      return worker;
    },
    async startWorker() {
      worker = await runWorker(api.config, workerLog(api.config), { workflowBundle: testWorkflowBundle() });
    },
    stopWorker,
    async secondServer() {
      const other = await startApi({ config: api.config });
      others.push(other);
      return other;
    },
    addDomain: (directory, settings) => addDomain(administrator, directory, settings),
    async syncNow(domainId) {
      const { syncNow } = await administrator.request(SyncNowDocument, { input: { domainIds: [domainId] } });
      const [answer] = syncNow.answers ?? [];
      return {
        runId: answer?.run?.id ?? '',
        batchId: syncNow.batch?.id ?? '',
        joined: answer?.joined ?? false,
      };
    },
    async close() {
      await stopWorker();
      for (const other of others) await other.close();
      await api.close();
      await leaveTemporal(api.config);
    },
  };
}

async function leaveTemporal(config: Config): Promise<void> {
  const client = createTemporalClient(config);
  await clearTaskQueue(client, config.temporal.taskQueue);
  await client.connection.close();
}

function workerLog({ logLevel }: Config) {
  return createLog('test-worker', logLevel);
}

async function addDomain(
  client: ApiClient,
  directory: SandboxDirectory,
  settings: DomainSettings = {},
): Promise<string> {
  const input = {
    dnsName: directory.dnsName,
    controllers: [directory.url],
    bindAccount: directory.reader.name,
    bindSecret: directory.reader.password,
    caCertificates: [directory.caCertificate],
    syncIntervalMinutes: 10_080,
    ...settings,
  };
  const { createDomain } = await client.request(CreateDomainDocument, { input });
  const [fault] = createDomain.userErrors;
  if (fault !== undefined) throw new Error(`${fault.code}: ${fault.message}`);
  return createDomain.domain!.id;
}
