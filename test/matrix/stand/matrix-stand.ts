import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { fromGlobalId } from '../../../src/api/relay/global-id.js';
import { readConfig } from '../../../src/config.js';
import { createPool, type Pool } from '../../../src/database.js';
import {
  CreateDomainDocument,
  EmployeesDocument,
  PauseScheduleDocument,
  SyncNowDocument,
  SyncProgressDocument,
} from '../../../src/generated/operations.js';
import type { ApiClient } from '../../../src/sandbox/api-client.js';
import { createPasswordCopies, type PasswordCopies } from '../../../src/keys/password-copies.js';
import { expectDone, signedInClient } from '../../../src/sandbox/demo/demo-client.js';
import { DirectoryEditor } from '../../../src/sandbox/directory-editor.js';
import { PasswordEditor } from '../../../src/sandbox/directory-editor/password-editor.js';
import { StopStack } from '../../../src/sandbox/processes/stop-stack.js';
import type { LogOnController } from '../../../src/sandbox/simulated-workstation/log-on/bind-at-controller.js';
import type { Workflows } from '../../../src/services/workflows.js';
import { createTemporalClient, TemporalWorkflows } from '../../../src/temporal/temporal-workflows.js';
import { installationFolder } from '../../../src/testing/services/test-run-folder.js';
import { enrolmentToken } from '../../../src/testing/workstations/simulated-workstations.js';
import { Halts } from '../control/halts.js';
import { DNS_NAME } from './people.js';
import { startSharedParts, type SharedParts } from './shared-parts.js';

/** Somebody nobody has used yet. */
export interface Unused {
  readonly login: string;
  /** Global id. */
  readonly employeeId: string;
  /** As the database has it. */
  readonly accountId: string;
}

/** A whole Latchkey on a real domain controller, which can be halted at every checkpoint and killed part by part. */
export interface MatrixStand extends SharedParts {
  readonly halts: Halts;
  readonly administrators: ApiClient;
  /** The test's own look into the database. It outlives the database. */
  readonly pool: Pool;
  /** Where what was typed is kept, as the server keeps it. */
  readonly copies: PasswordCopies;
  readonly domainId: string;
  readonly keysFolder: string;
  readonly enrolmentToken: string;
  /** What people first log on with, before a key has taken over. */
  readonly initialPassword: string;
  readonly controllers: () => readonly LogOnController[];
  /** Aborted, with the end of its log, when server or worker ends without having been killed. */
  readonly broken: AbortSignal;
  /** The product's way of having a change go on. */
  readonly workflows: Workflows;
  nextPerson(): Unused;
  stop(): Promise<void>;
}

export async function startMatrixStand(name: string): Promise<MatrixStand> {
  const stops = new StopStack();
  try {
    return await start(await installationFolder(name), stops);
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

async function start(folder: string, stops: StopStack): Promise<MatrixStand> {
  const died = new AbortController();
  const halts = await Halts.listen();
  stops.push('the control channel', () => halts.close());
  await mkdir(join(folder, 'second'), { recursive: true });
  const shared = await startSharedParts(
    { folder, control: halts.url, onDeath: (error) => died.abort(error) },
    stops,
  );
  const samba = shared.directory.now;
  await using editor = await DirectoryEditor.open(samba);
  await editor.grantPasswords(samba.reader.name.split('@')[0] ?? '');
  // Owners change a password that is of this minute.
  await using policies = await PasswordEditor.open(samba);
  await policies.changePolicy({ minPwdAge: '0' });
  const administrators = await signedInClient(shared.url, shared.administrator);
  stops.push('the administrator', () => administrators.close());
  const pool = createPool(shared.databaseUrl, 8);
  stops.push('the connections of the test', () => pool.end());
  const config = readConfig(shared.environment);
  const temporal = createTemporalClient(config);
  stops.push('the workflows of the test', () => temporal.connection.close());
  const domainId = await addDomain(administrators, shared);
  const unused = await everybody(administrators);
  const keysFolder = join(folder, 'keys');
  await mkdir(keysFolder, { recursive: true });
  const { token } = await enrolmentToken(administrators, unused.length);
  return {
    ...shared,
    halts,
    administrators,
    pool,
    copies: createPasswordCopies(config.masterKey),
    domainId,
    keysFolder,
    enrolmentToken: token,
    initialPassword: samba.initialPassword,
    controllers: () => [shared.directory.now],
    broken: died.signal,
    workflows: new TemporalWorkflows(temporal, config.temporal.taskQueue),
    nextPerson() {
      const next = unused.shift();
      if (next === undefined) throw new Error('There are more cells than people in the domain.');
      return next;
    },
    stop: () => stops.stopAll(),
  };
}

/** Adds the domain and reads it once; its schedule does not come into the way. */
async function addDomain(client: ApiClient, { directory }: SharedParts): Promise<string> {
  const { dnsName, url, reader, caCertificate } = directory.now;
  const { createDomain } = await client.request(CreateDomainDocument, {
    input: {
      dnsName,
      controllers: [url],
      bindAccount: reader.name,
      bindSecret: reader.password,
      caCertificates: [caCertificate],
    },
  });
  const domainId = expectDone(createDomain).domain?.id ?? '';
  const { pauseSchedule } = await client.request(PauseScheduleDocument, { input: { domainId } });
  expectDone(pauseSchedule);
  const { syncNow } = await client.request(SyncNowDocument, { input: { domainIds: [domainId] } });
  const batchId = expectDone(syncNow).batch?.id ?? '';
  // The stream of a batch ends with the batch.
  for await (const _ of client.subscribe(SyncProgressDocument, { batchId }));
  return domainId;
}

async function everybody(client: ApiClient): Promise<Unused[]> {
  const found: Unused[] = [];
  for (let after: string | null = null; ;) {
    const { employees }: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(client, after);
    for (const { node } of employees.edges) {
      const account = node.domainAccounts.find(({ domain }) => domain?.dnsName === DNS_NAME);
      if (account === undefined) continue;
      found.push({
        login: account.samAccountName ?? '',
        employeeId: node.id,
        accountId: fromGlobalId('DomainAccount', account.id),
      });
    }
    if (!employees.pageInfo.hasNextPage) break;
    after = employees.pageInfo.endCursor ?? null;
  }
  return found.toSorted((one, other) => one.login.localeCompare(other.login));
}

function pageAfter(client: ApiClient, after: string | null) {
  return client.request(EmployeesDocument, { first: 100, after });
}
