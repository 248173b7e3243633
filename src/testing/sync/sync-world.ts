import { randomBytes, randomUUID } from 'node:crypto';
import { createPool, type Pool } from '../../database.js';
import { ActiveDirectory } from '../../directory/active-directory.js';
import type { Directory } from '../../directory/directory.js';
import { AppError } from '../../errors.js';
import { createBindSecrets } from '../../keys/bind-secrets.js';
import { PASSWORD_GROUP, SYNC_GROUP, type SandboxDirectory } from '../../sandbox/sandbox-directory.js';
import type { Actor } from '../../services/audit/record-audit.js';
import { finishRun } from '../../services/sync/finish-run.js';
import { planAndApply } from '../../services/sync/plan-and-apply.js';
import { readDirectory } from '../../services/sync/reading/read-directory.js';
import { approveRemovals } from '../../services/sync/guard/approve-removals.js';
import { rejectRemovals } from '../../services/sync/guard/reject-removals.js';
import { requestSync, type RequestedKind } from '../../services/sync/request-sync.js';
import type { Workflows } from '../../services/workflows.js';
import { createTestDatabase } from '../database/test-database.js';

/** Settings of a test's domain that differ from the usual ones, by column. */
export type DomainColumns = Readonly<Record<string, unknown>>;

/** What a domain needs to know of the directory it reads. */
export type ReadableDirectory = Pick<SandboxDirectory, 'dnsName' | 'url' | 'reader' | 'caCertificate'>;

/** What one run came to. */
export interface RunResult {
  readonly id: string;
  readonly kind: string;
  readonly phase: string;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly attempt: number;
  readonly read: number;
  readonly planned: number;
  readonly applied: number;
  readonly failed: number;
  readonly held: number;
  readonly invited: number;
  readonly counts: Record<string, number>;
  readonly warnings: string[];
}

export interface EmployeeRow {
  readonly id: string;
  readonly display_name: string;
  readonly email: string | null;
  readonly email_key: string | null;
  readonly source: string;
  readonly state: string;
  readonly deactivation_causes: string[];
  readonly primary_account_id: string | null;
  readonly delete_after: Date | null;
  readonly [column: string]: unknown;
}

export interface ItemRow {
  readonly decision: string;
  readonly state: string;
  readonly reason_code: string;
  readonly reason: string;
  readonly person_name: string;
  readonly employee_id: string | null;
  readonly changes: { field: string; before: string | null; after: string | null; held?: true }[] | null;
  readonly held: string[] | null;
  readonly left_out: string | null;
}

export interface HoldRow {
  readonly id: string;
  readonly plan_hash: string;
  readonly reasons: string[];
  readonly fields: string[];
  readonly people: number;
  readonly removals: number;
  readonly disablings: number;
  readonly state: string;
  readonly expires_at: Date;
  readonly decided_by: string | null;
  readonly note: string | null;
}

const ADMINISTRATOR: Actor = { kind: 'COMMAND_LINE', id: null, name: 'test' };
const nobodyToStart: Workflows = {
  requestSync: async () => {},
  cancelSync: async () => {},
  deliverMail: async () => {},
  advanceChange: async () => {},
  rotate: async () => {},
};

/**
 * A database of its own, and the steps of a synchronisation called one after another as the workflow does, without a
 * workflow server: for claims about what a synchronisation does to people.
 */
export class SyncWorld {
  private constructor(
    readonly pool: Pool,
    readonly databaseUrl: string,
    private readonly directory: Directory,
    private readonly drop: () => Promise<void>,
    private readonly masterKey: Buffer,
  ) {}

  static async create(directory: Directory = new ActiveDirectory()): Promise<SyncWorld> {
    const database = await createTestDatabase();
    const pool = createPool(database.url);
    // An ended pool may still be closing connections when the database is dropped under them.
    pool.on('error', () => undefined);
    return new SyncWorld(pool, database.url, directory, () => database.drop(), randomBytes(32));
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.drop();
  }

  /** Adds a domain that reads a directory. */
  async addDomain(from: ReadableDirectory, columns: DomainColumns = {}): Promise<string> {
    const id = randomUUID();
    const row: Record<string, unknown> = {
      id,
      dns_name: from.dnsName,
      controllers: [from.url],
      bind_account: from.reader.name,
      bind_secret_sealed: createBindSecrets(this.masterKey).seal(from.reader.password, id),
      ca_certificates: [from.caCertificate],
      sync_group_name: SYNC_GROUP,
      password_group_name: PASSWORD_GROUP,
      nested_groups: false,
      mail_suffixes: [],
      priority: 100,
      sync_interval_minutes: 60,
      removed_user_policy: 'DEACTIVATE',
      deletion_grace_days: 30,
      removal_limit_people: 5,
      removal_limit_percent: 10,
      single_sign_on: false,
      rotation_period_days: 28,
      time_zone: 'UTC',
      rotation_grace_hours: 72,
      rotation_failure_limit: 5,
      write_budget_per_minute: 600,
      ...columns,
    };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    await this.pool.query(
      `insert into domain (${names.join(', ')}) values (${places.join(', ')})`,
      Object.values(row),
    );
    return id;
  }

  async change(domainId: string, columns: DomainColumns): Promise<void> {
    for (const [name, value] of Object.entries(columns)) {
      await this.pool.query(`update domain set ${name} = $2 where id = $1`, [domainId, value]);
    }
  }

  /** One whole run. A directory's fault ends in a FAILED run, as it does under the workflow. */
  async sync(domainId: string, kind?: RequestedKind): Promise<RunResult> {
    return this.carryOut(await this.request(domainId, kind));
  }

  /** Every step of a run that was recorded. */
  async carryOut(runId: string): Promise<RunResult> {
    const { signal } = new AbortController();
    try {
      await this.read(runId, signal);
      await planAndApply(this.pool, runId, signal);
      await finishRun(this.pool, runId, { phase: 'COMPLETED' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await finishRun(this.pool, runId, { phase: 'FAILED', code: error.code, message: error.message });
    }
    return this.run(runId);
  }

  async request(domainId: string, kind?: RequestedKind): Promise<string> {
    const parts = { pool: this.pool, workflows: nobodyToStart };
    const { runs } = await requestSync(parts, ADMINISTRATOR, [domainId], kind);
    return runs[0]!.runId;
  }

  /** Approves what a run holds, as it was seen; answers the approval's run, which is still to be carried out. */
  async approve(runId: string, planHash: string): Promise<string> {
    const parts = { pool: this.pool, workflows: nobodyToStart };
    return (await approveRemovals(parts, ADMINISTRATOR, { runId, planHash })).runId;
  }

  async reject(runId: string, planHash: string, note: string | null = null): Promise<void> {
    await rejectRemovals(this.pool, ADMINISTRATOR, { runId, planHash, note });
  }

  /** What a run holds back, if anything. */
  async hold(runId: string): Promise<HoldRow | undefined> {
    const { rows } = await this.pool.query<HoldRow>('select * from sync_hold where run_id = $1', [runId]);
    return rows[0];
  }

  /** The reading step alone. */
  async read(runId: string, signal: AbortSignal = new AbortController().signal): Promise<void> {
    const bindSecrets = createBindSecrets(this.masterKey);
    await readDirectory({ pool: this.pool, directory: this.directory, bindSecrets }, runId, signal);
  }

  /** The step after reading alone. */
  async planAndApply(runId: string, signal: AbortSignal = new AbortController().signal): Promise<void> {
    await planAndApply(this.pool, runId, signal);
  }

  async run(runId: string): Promise<RunResult> {
    const { rows } = await this.pool.query<RunResult>('select * from sync_run where id = $1', [runId]);
    return rows[0]!;
  }

  /** What a run decided, by the person's name. */
  async items(runId: string): Promise<ItemRow[]> {
    const { rows } = await this.pool.query<ItemRow>(
      'select * from sync_item where run_id = $1 order by position',
      [runId],
    );
    return rows;
  }

  async item(runId: string, personName: string): Promise<ItemRow | undefined> {
    return (await this.items(runId)).find((item) => item.person_name === personName);
  }

  async employees(): Promise<EmployeeRow[]> {
    const { rows } = await this.pool.query<EmployeeRow>('select * from employee order by display_name, id');
    return rows;
  }

  /** The employee an account of this login leads to; closed accounts count. */
  async employeeOf(login: string, domainId: string): Promise<EmployeeRow | undefined> {
    const { rows } = await this.pool.query<EmployeeRow>(
      `select o.* from employee o join domain_account a on a.employee_id = o.id
       where a.sam_account_name = $1 and a.domain_id = $2`,
      [login, domainId],
    );
    return rows[0];
  }

  async account(login: string, domainId: string): Promise<Record<string, unknown> | undefined> {
    const { rows } = await this.pool.query<Record<string, unknown>>(
      'select * from domain_account where sam_account_name = $1 and domain_id = $2',
      [login, domainId],
    );
    return rows[0];
  }

  /** Every row of every table that says something about people, without what a repeated run may touch. */
  async count(table: 'employee' | 'domain_account' | 'audit_event' | 'sync_item'): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]!.count;
  }
}
