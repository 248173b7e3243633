import { randomBytes, randomUUID } from 'node:crypto';
import { createPool, type Pool } from '../../database.js';
import { createActivationCodes, type ActivationCodes } from '../../keys/activation-codes.js';
import { createBindSecrets } from '../../keys/bind-secrets.js';
import { createChallenges } from '../../keys/challenges.js';
import { createPasswordCopies } from '../../keys/password-copies.js';
import { createServerIdentities } from '../../keys/server-identities.js';
import { createLog } from '../../log.js';
import type { KeyTaskParts } from '../../services/key-tasks/key-task-parts.js';
import { ownIdentity } from '../../services/key-tasks/server-identity.js';
import { createEmployeeService, type EmployeeService } from '../../services/employees/employee-service.js';
import { createKeyService, type KeyService } from '../../services/keys/key-service.js';
import type { AdvanceParts } from '../../services/password-changes/advance-parts.js';
import type { Checkpoint, Checkpoints } from '../../services/password-changes/checkpoints.js';
import type { Workflows } from '../../services/workflows.js';
import { createTestDatabase, type TestDatabase } from '../database/test-database.js';
import { noEvents } from '../keys/key-service-stand.js';
import { ScriptedDirectory } from '../scripted-directory/scripted-directory.js';
import type { ScriptedDomain } from '../scripted-directory/scripted-domain.js';
import { addStoredDomain } from '../stored-people.js';
import { idleWorkflows } from '../waiting-run.js';

/** A process died here. */
export class Crash extends Error {
  override readonly name = 'Crash';

  constructor(readonly point: Checkpoint) {
    super(`Crashed at ${point}.`);
  }
}

/** A domain of which both sides are known. */
export interface WorldDomain {
  readonly id: string;
  readonly scripted: ScriptedDomain;
}

/**
 * The services that change passwords over a database of their own, with a scripted directory. Nobody drives the changes but
 * the test: what a workflow would be told is in `told`.
 */
export class ChangeWorld {
  /** Changes that may go on. */
  readonly told = new Set<string>();
  /** Points at which the process that reaches one dies, once. */
  readonly crashes = new Set<Checkpoint>();
  readonly crashed = new Set<Checkpoint>();
  readonly keyParts: KeyTaskParts;
  readonly advanceParts: AdvanceParts;
  readonly keys: KeyService;
  readonly employees: EmployeeService;
  readonly codes: ActivationCodes;
  private readonly directory: ScriptedDirectory;

  private constructor(
    private readonly database: TestDatabase,
    readonly pool: Pool,
    private readonly masterKey: Buffer,
  ) {
    const checkpoints: Checkpoints = { reached: async (point) => this.dieAt(point) };
    const workflows: Workflows = {
      ...idleWorkflows,
      advanceChange: async (changeId) => void this.told.add(changeId),
    };
    this.directory = new ScriptedDirectory();
    this.codes = createActivationCodes(masterKey, 7);
    this.keyParts = {
      pool,
      workflows,
      codes: this.codes,
      events: noEvents,
      challenges: createChallenges(masterKey, 'key'),
      identity: ownIdentity(pool, createServerIdentities(masterKey)),
      checkpoints,
      log: createLog('test', 'silent'),
    };
    this.advanceParts = {
      pool,
      passwords: this.directory.passwords,
      bindSecrets: createBindSecrets(masterKey),
      copies: createPasswordCopies(masterKey),
      random: randomBytes,
      checkpoints,
    };
    const { copies } = this.advanceParts;
    this.keys = createKeyService({ pool, codes: this.codes, workflows, events: noEvents, copies });
    this.employees = createEmployeeService(pool);
  }

  static async open(): Promise<ChangeWorld> {
    const database = await createTestDatabase();
    const pool = createPool(database.url);
    pool.on('error', () => undefined);
    return new ChangeWorld(database, pool, randomBytes(32));
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  /** A domain with two writable controllers, which trusts whoever is joined to the one named. */
  async addDomain(trusted: string): Promise<WorldDomain> {
    const dnsName = `d${randomUUID().slice(0, 8)}.example`;
    const scripted = this.directory.addDomain(dnsName);
    scripted.passwords.addController();
    const id = await addStoredDomain(this.pool, dnsName, {
      controllers: scripted.controllers,
      bindAccount: scripted.bindAccount,
      trustedBy: [trusted],
    });
    const sealed = createBindSecrets(this.masterKey).seal(scripted.bindSecret, id);
    await this.pool.query(`update domain set bind_secret_sealed = $2 where id = $1`, [id, sealed]);
    return { id, scripted };
  }

  private dieAt(point: Checkpoint): void {
    if (!this.crashes.delete(point)) return;
    this.crashed.add(point);
    throw new Crash(point);
  }
}
