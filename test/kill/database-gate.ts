import { setInterval as ticks } from 'node:timers/promises';
import pg from 'pg';
import { onServer } from '../../src/testing/database/database-server.js';

const POLL_MS = 20;

/** Where a run can be made to wait inside the database, and the statement that waits there. */
const GATES = {
  /** Somebody asks for the run, and nothing of the request is committed. */
  ASKED_FOR: `before insert on sync_run for each row execute function wait_at_gate('ASKED_FOR')`,
  /** The first step has begun, and nothing says so yet. */
  REQUESTED: `before update on sync_run for each row when (old.phase = 'REQUESTED' and new.phase = 'READING')
    execute function wait_at_gate('REQUESTED')`,
  /** The first page of people is stored, and not committed. */
  PAGE_STORED: `before update on sync_run for each row when (new.phase = 'READING' and new.read > old.read)
    execute function wait_at_gate('PAGE_STORED')`,
  /** Some of the plan is written and none of it committed. */
  PLANNING: `before insert on sync_item for each row when (new.position = 700)
    execute function wait_at_gate('PLANNING')`,
  /** The first batch is written to its end and not committed. */
  WITHIN_BATCH: `before update on sync_run for each row when (old.applied = 0 and new.applied > 0)
    execute function wait_at_gate('WITHIN_BATCH')`,
  /** The first batch is committed, and nothing of the second is written. */
  BETWEEN_BATCHES: `before update on sync_item for each row when (old.batch_number = 2 and old.state = 'PLANNED' and new.state = 'APPLIED')
    execute function wait_at_gate('BETWEEN_BATCHES')`,
  /** Everything is applied, and the end is not committed. */
  FINISHING: `before update on sync_run for each row when (old.phase = 'APPLYING' and new.phase = 'COMPLETED')
    execute function wait_at_gate('FINISHING')`,
} as const;

export type DatabasePlace = keyof typeof GATES;

const KEY = `hashtextextended($1, 0)`;

/** Prepares a test's database so that gates can be closed in it; open ones hold nobody up. */
export async function installGates(databaseUrl: string): Promise<void> {
  await onServer(
    databaseUrl,
    `create function wait_at_gate() returns trigger language plpgsql as $$
     begin
       perform pg_advisory_xact_lock_shared(hashtextextended(tg_argv[0] || ' ' || (
         select dns_name from domain where id = coalesce(
           (to_jsonb(new) ->> 'domain_id')::uuid,
           (select domain_id from sync_run where id = (to_jsonb(new) ->> 'run_id')::uuid))), 0));
       return new;
     end $$`,
  );
  for (const [place, trigger] of Object.entries(GATES)) {
    await onServer(databaseUrl, `create trigger gate_${place.toLowerCase()} ${trigger}`);
  }
}

/** A place that runs of one domain cannot pass until it is opened, or until the database dies. */
export class DatabaseGate {
  private constructor(private readonly client: pg.Client) {}

  static async close(databaseUrl: string, place: DatabasePlace, dnsName: string): Promise<DatabaseGate> {
    const client = new pg.Client({ connectionString: databaseUrl });
    // The gate falls with the database; nobody waits at it any more then.
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`select pg_advisory_lock(${KEY})`, [`${place} ${dnsName}`]);
    return new DatabaseGate(client);
  }

  /** Resolves when a run waits at the gate. */
  async reached(): Promise<void> {
    for await (const _ of ticks(POLL_MS)) {
      const { rowCount } = await this.client.query(
        `select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`,
      );
      if (rowCount !== 0) return;
    }
  }

  async open(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
