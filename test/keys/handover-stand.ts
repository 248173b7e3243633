import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ActivationCodeDocument,
  AssignKeyDocument,
  EmployeesDocument,
  ImportKeyDocument,
  KeyDocument,
  PasswordChangeProgressDocument,
  SyncProgressDocument,
  type PasswordChangeStage,
} from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SandboxDirectory,
} from '../../src/sandbox/sandbox-directory.js';
import { PasswordEditor } from '../../src/sandbox/directory-editor/password-editor.js';
import { newPassword } from '../../src/sandbox/new-password.js';
import { SimulatedKey } from '../../src/sandbox/simulated-key/simulated-key.js';
import { SIMULATED_PIN } from '../../src/sandbox/simulated-workstation/key-slots.js';
import type {
  SimulatedWorkstation,
  SimulatedWorkstationOptions,
} from '../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { someFacts, startWorkstation } from '../../src/testing/workstations/simulated-workstations.js';

const STAFF = 'Staff';
const DNS_NAME = 'north.example';

/** Somebody whose password a key is to hold, and the one they have so far. */
export interface Person {
  readonly login: string;
  readonly logOnName: string;
  readonly oldPassword: string;
  readonly employeeId: string;
  readonly accountId: string;
}

export interface PersonsKey {
  readonly id: string;
  readonly serial: string;
  readonly file: string;
  readonly code: string;
}

/** A domain that is synchronised and may be written to, people for keys, and a whole Latchkey. */
export interface HandoverStand {
  readonly directory: SandboxDirectory;
  readonly editor: DirectoryEditor;
  readonly installation: TestInstallation;
  readonly administrator: ApiClient;
  readonly domainId: string;
  person(login: string): Promise<Person>;
  /** A simulated key, imported and assigned. */
  keyOf(person: Person): Promise<PersonsKey>;
  /** An approved workstation of this domain, stopped with the stand. */
  workstation(own?: SimulatedWorkstationOptions['carriage']): Promise<SimulatedWorkstation>;
  stop(): Promise<void>;
}

/** Starts it with these people. */
export async function startHandoverStand(
  logins: readonly string[],
  startDirectory: (contents: DirectoryContents) => Promise<SandboxDirectory>,
): Promise<HandoverStand> {
  const stops = new StopStack();
  try {
    return await start(logins, startDirectory, stops);
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

async function start(
  logins: readonly string[],
  startDirectory: (contents: DirectoryContents) => Promise<SandboxDirectory>,
  stops: StopStack,
): Promise<HandoverStand> {
  const directory = await startDirectory(contentsOf(logins));
  stops.push('directory', () => directory.stop());
  const editor = await DirectoryEditor.open(directory);
  stops.push('editor', () => editor.close());
  await letReset(directory, logins);
  const installation = await startInstallation();
  stops.push('installation', () => installation.close());
  await installation.startWorker();
  const { administrator } = installation;
  const domainId = await installation.addDomain(directory);
  await synchronise(installation, domainId);
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-handover-'));
  stops.push('folder', () => rm(folder, { recursive: true }));
  return {
    directory,
    editor,
    installation,
    administrator,
    domainId,
    async person(login) {
      const oldPassword = newPassword();
      await editor.setPassword(login, oldPassword);
      return { login, logOnName: `${login}@${DNS_NAME}`, oldPassword, ...(await find(administrator, login)) };
    },
    keyOf: ({ employeeId }) => assignedKey(administrator, folder, employeeId),
    async workstation(carriage) {
      const workstation = await startWorkstation({
        url: installation.api.url,
        administrator,
        facts: someFacts({ joinedDomain: DNS_NAME }),
        own: { controllers: [directory], ...(carriage === undefined ? {} : { carriage }) },
      });
      stops.push('workstation', () => workstation.stop());
      return workstation;
    },
    stop: () => stops.stopAll(),
  };
}

/** Lets Latchkey's account set these passwords, and have them count. */
async function letReset(directory: SandboxDirectory, logins: readonly string[]): Promise<void> {
  await using rights = await PasswordEditor.open(directory);
  const reader = directory.reader.name.split('@')[0] ?? '';
  for (const login of logins) {
    await rights.grantReset(login, reader);
    await rights.grantWriting(login, reader, 'pwdLastSet');
  }
  await rights.grantUnexpire(reader);
}

function contentsOf(logins: readonly string[]): DirectoryContents {
  const people = logins.map((login) => ({
    login,
    commonName: login,
    givenName: login,
    surname: 'Test',
    displayName: `${login} Test`,
    mail: `${login}@${DNS_NAME}`,
    enabled: true,
    groups: [SYNC_GROUP, PASSWORD_GROUP],
    unit: STAFF,
  }));
  return { dnsName: DNS_NAME, units: [STAFF], groups: [SYNC_GROUP, PASSWORD_GROUP], people };
}

async function synchronise(installation: TestInstallation, domainId: string): Promise<void> {
  const { runId } = await installation.syncNow(domainId);
  const progress = installation.administrator.subscribe(SyncProgressDocument, { runId, after: 0 });
  const phases: string[] = [];
  for await (const { syncProgress } of progress) phases.push(syncProgress.phase);
  if (phases.at(-1) !== 'COMPLETED') throw new Error(`the synchronisation ended ${phases.at(-1)}`);
}

async function find(administrator: ApiClient, login: string) {
  const { employees } = await administrator.request(EmployeesDocument, { first: 1, search: login });
  const [employee] = employees.edges.map(({ node }) => node);
  const account = employee?.domainAccounts.find(({ samAccountName }) => samAccountName === login);
  if (employee === undefined || account === undefined) throw new Error(`${login} was not imported`);
  return { employeeId: employee.id, accountId: account.id };
}

let made = 0;

async function assignedKey(
  administrator: ApiClient,
  folder: string,
  employeeId: string,
): Promise<PersonsKey> {
  const serial = `LK-${process.pid}-${(made += 1)}`;
  const file = join(folder, `${serial}.json`);
  const { publicKey } = (await SimulatedKey.create(file, { serial, pin: SIMULATED_PIN })).publicKey;
  const input = { serial, publicKey: Buffer.from(publicKey).toString('hex') };
  const { importKey } = await administrator.request(ImportKeyDocument, { input });
  const id = expectDone(importKey).key?.id ?? '';
  const { assignKey } = await administrator.request(AssignKeyDocument, { input: { keyId: id, employeeId } });
  expectDone(assignKey);
  const { activationCode } = await administrator.request(ActivationCodeDocument, { keyId: id });
  return { id, serial, file, code: activationCode.code };
}

/** Every stage of a change, in their order, until it has ended. */
export async function stagesOf(administrator: ApiClient, changeId: string): Promise<PasswordChangeStage[]> {
  const stages: PasswordChangeStage[] = [];
  const progress = administrator.subscribe(PasswordChangeProgressDocument, { changeId, after: 0 });
  for await (const { passwordChangeProgress } of progress) {
    if (stages.at(-1) !== passwordChangeProgress.stage) stages.push(passwordChangeProgress.stage);
  }
  return stages;
}

/** What the server says of a key. */
export async function keyNow(administrator: ApiClient, id: string) {
  const { key } = await administrator.request(KeyDocument, { id });
  if (key === null) throw new Error('the key is gone');
  return key;
}
