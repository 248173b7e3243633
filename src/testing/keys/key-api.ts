import { randomUUID } from 'node:crypto';
import { fromGlobalId, globalId } from '../../api/relay/global-id.js';
import { AssignKeyDocument, ImportKeyDocument } from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { startApi, type TestApi } from '../start-api.js';
import { addStoredAccount, addStoredDomain } from '../stored-people.js';
import { idleWorkflows } from '../waiting-run.js';
import { newPublicKey } from './key-service-stand.js';

/** A key as these tests go on with it; ids are global ids. */
export interface OwnedKey {
  readonly id: string;
  readonly serial: string;
  readonly employeeId: string;
}

/** An API with keys and people, and an administrator who asks. */
export class KeyApi {
  private constructor(
    readonly api: TestApi,
    readonly administrator: ApiClient,
    private readonly domainId: string,
  ) {}

  static async open(): Promise<KeyApi> {
    const api = await startApi({ adapters: { workflows: idleWorkflows } });
    const domainId = await addStoredDomain(api.backend.pool, 'north.example');
    return new KeyApi(api, await api.signedIn('ADMINISTRATOR'), domainId);
  }

  close(): Promise<void> {
    return this.api.close();
  }

  async importKey(): Promise<{ readonly id: string; readonly serial: string }> {
    const input = { serial: `HK-${randomUUID()}`, publicKey: newPublicKey() };
    const { importKey } = await this.administrator.request(ImportKeyDocument, { input });
    if (importKey.key === null) throw new Error('the key was not imported');
    return importKey.key;
  }

  /** An employee with one account. Answers their id. */
  async addEmployee(passwordHolder = 'UNMANAGED'): Promise<string> {
    const values = { mail: `${randomUUID()}@north.example`, passwordHolder };
    const { employeeId } = await addStoredAccount(this.api.backend.pool, this.domainId, values);
    return globalId('Employee', employeeId);
  }

  /** A key assigned to a new employee. */
  async reserved(passwordHolder?: string): Promise<OwnedKey> {
    const [key, employeeId] = [await this.importKey(), await this.addEmployee(passwordHolder)];
    const input = { keyId: key.id, employeeId };
    await this.administrator.request(AssignKeyDocument, { input });
    return { ...key, employeeId };
  }

  /** The same, as an activation leaves it when the key has acknowledged it. */
  async active(passwordHolder?: string): Promise<OwnedKey> {
    const key = await this.reserved(passwordHolder);
    const values = [fromGlobalId('Key', key.id)];
    const { pool } = this.api.backend;
    await pool.query(
      `update key set status = 'ACTIVE', confirmed_status = 'ACTIVE', linked_at = now() where id = $1`,
      values,
    );
    await pool.query(`update activation set state = 'USED', code_sealed = null where key_id = $1`, values);
    return key;
  }
}
