import type { Sql } from '../../database.js';
import type { SyncRunKind } from '../../domain/states.js';

/** A run that has ended, in numbers. */
export interface RunNumbers {
  readonly kind: SyncRunKind;
  readonly phase: 'COMPLETED' | 'FAILED' | 'CANCELLED';
  readonly code: string | null;
  readonly read: number;
  readonly applied: number;
  readonly held: number;
  readonly failed: number;
  /** Null for a phase that it did not get to the end of. Planning begins when the reading was proved complete. */
  readonly seconds: {
    readonly READING: number | null;
    readonly PLANNING: number | null;
    readonly APPLYING: number | null;
  };
}

interface NumbersRow extends Omit<RunNumbers, 'seconds'> {
  readonly reading: number | null;
  readonly planning: number | null;
  readonly applying: number | null;
}

/** Undefined when there is no such run, or it has not ended. */
export async function readRunNumbers(sql: Sql, runId: string): Promise<RunNumbers | undefined> {
  const { rows } = await sql.query<NumbersRow>(
    `select kind, phase, error_code as code, read, applied, held, failed,
            extract(epoch from snapshot_completed_at - started_at)::float8 as reading,
            case when phase = 'COMPLETED' then extract(epoch from phase_started_at - snapshot_completed_at)::float8 end as planning,
            case when phase = 'COMPLETED' then extract(epoch from finished_at - phase_started_at)::float8 end as applying
     from sync_run where id = $1 and phase in ('COMPLETED', 'FAILED', 'CANCELLED')`,
    [runId],
  );
  if (rows[0] === undefined) return undefined;
  const { reading, planning, applying, ...numbers } = rows[0];
  return { ...numbers, seconds: { READING: reading, PLANNING: planning, APPLYING: applying } };
}
