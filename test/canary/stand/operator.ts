import { randomUUID } from 'node:crypto';
import {
  AssignKeyDocument,
  CreateApiTokenDocument,
  CreateDomainDocument,
  CreateEnrolmentTokenDocument,
  EmployeesDocument,
  ImportKeyDocument,
  KeyEventsDocument,
  MailActivationCodeDocument,
  PasswordChangeProgressDocument,
  PresenceEventsDocument,
  SignInDocument,
  SyncNowDocument,
  SyncProgressDocument,
} from '../../../src/generated/operations.js';
import { ApiClient } from '../../../src/sandbox/api-client.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import type { Administrator } from '../../../src/sandbox/demo/settings.js';
import type { SandboxDirectory } from '../../../src/sandbox/sandbox-directory.js';
import type { Login } from './people.js';
import type { SecretLedger } from './secret-ledger.js';

const LOOK = `query ActivationCode($keyId: ID!) { activationCode(keyId: $keyId) { code } }`;

const HOUR = 3_600_000;

/** The administrator of an installation; every secret they get to see goes into the ledger. */
export class Operator {
  private constructor(
    readonly client: ApiClient,
    private readonly ledger: SecretLedger,
  ) {}

  static async signIn(
    url: string,
    { email, password }: Administrator,
    ledger: SecretLedger,
  ): Promise<Operator> {
    const { signIn } = await new ApiClient({ url }).request(SignInDocument, { input: { email, password } });
    const token = ledger.text('bearer token', 'of the session', expectDone(signIn).token ?? '');
    return new Operator(new ApiClient({ url, token }), ledger);
  }

  async makeApiToken(): Promise<void> {
    const expiresAt = new Date(Date.now() + HOUR).toISOString();
    const { createApiToken } = await this.client.request(CreateApiTokenDocument, {
      input: { name: 'canary', scopes: ['READ'], expiresAt },
    });
    this.ledger.text('bearer token', 'for the API', expectDone(createApiToken).token ?? '');
  }

  async makeEnrolmentToken(): Promise<string> {
    const expiresAt = new Date(Date.now() + HOUR).toISOString();
    const { createEnrolmentToken } = await this.client.request(CreateEnrolmentTokenDocument, {
      input: { name: 'canary', expiresAt },
    });
    return this.ledger.text('enrolment token', 'of the desk', expectDone(createEnrolmentToken).token ?? '');
  }

  /** Watches keys and workstations until the client is closed. */
  watch(): void {
    void drain(this.client.subscribe(KeyEventsDocument, { after: 0 }));
    void drain(this.client.subscribe(PresenceEventsDocument, { after: 0 }));
  }

  /** Settles when watchers of keys have been told of a key. */
  async heardOf(serial: string): Promise<void> {
    for await (const { keyEvents } of this.client.subscribe(KeyEventsDocument, { after: 0 }))
      if (keyEvents.serial === serial) return;
  }

  /** How a change of a password went: every stage it was in with the code of what had failed by then, to its end. */
  async historyOf(changeId: string): Promise<string[]> {
    const history: string[] = [];
    const progress = this.client.subscribe(PasswordChangeProgressDocument, { changeId, after: 0 });
    for await (const { passwordChangeProgress } of progress) {
      const { stage, lastErrorCode } = passwordChangeProgress;
      history.push(lastErrorCode === null ? stage : `${stage} ${lastErrorCode}`);
    }
    return history;
  }

  /** Adds a directory and reads it; answers people's ids by their log-on names. */
  async readDirectory(directory: SandboxDirectory): Promise<ReadonlyMap<Login, string>> {
    const { createDomain } = await this.client.request(CreateDomainDocument, {
      input: {
        dnsName: directory.dnsName,
        controllers: [directory.url],
        bindAccount: directory.reader.name,
        bindSecret: directory.reader.password,
        caCertificates: [directory.caCertificate],
      },
    });
    const domainIds = [expectDone(createDomain).domain?.id ?? ''];
    const { syncNow } = await this.client.request(SyncNowDocument, { input: { domainIds } });
    const batchId = expectDone(syncNow).batch?.id ?? '';
    // The stream of a batch ends with the batch.
    for await (const _ of this.client.subscribe(SyncProgressDocument, { batchId }));
    const { employees } = await this.client.request(EmployeesDocument, { first: 100 });
    return new Map(
      employees.edges.map(({ node }) => [node.domainAccounts[0]?.samAccountName as Login, node.id]),
    );
  }

  /** Imports a key and assigns it; answers its id. */
  async giveKey(employeeId: string, serial: string, publicKey: string): Promise<string> {
    const { importKey } = await this.client.request(ImportKeyDocument, { input: { serial, publicKey } });
    const keyId = expectDone(importKey).key?.id ?? '';
    const { assignKey } = await this.client.request(AssignKeyDocument, { input: { keyId, employeeId } });
    expectDone(assignKey);
    return keyId;
  }

  async lookAtCode(keyId: string): Promise<string> {
    const { data, errors } = await this.client.post<{ activationCode: { code: string } }>(LOOK, { keyId });
    if (!data) throw new Error(JSON.stringify(errors));
    return this.ledger.code(`of ${keyId}`, data.activationCode.code);
  }

  async mailCode(keyId: string): Promise<void> {
    const { mailActivationCode } = await this.client.request(MailActivationCodeDocument, {
      input: { keyId },
    });
    expectDone(mailActivationCode);
  }
}

/** A serial number that nobody else has. */
export function newSerial(): string {
  return `HK-${randomUUID()}`.toUpperCase();
}

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const _ of events);
  } catch {
    // The server, or the client, was stopped.
  }
}
