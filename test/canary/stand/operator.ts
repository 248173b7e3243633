import { randomUUID } from 'node:crypto';
import {
  AssignKeyDocument,
  CreateApiTokenDocument,
  CreateDomainDocument,
  EmployeesDocument,
  ImportKeyDocument,
  MailActivationCodeDocument,
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
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { createApiToken } = await this.client.request(CreateApiTokenDocument, {
      input: { name: 'canary', scopes: ['READ'], expiresAt },
    });
    this.ledger.text('bearer token', 'for the API', expectDone(createApiToken).token ?? '');
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
