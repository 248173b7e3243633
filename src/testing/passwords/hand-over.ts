import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { KeyTaskKind } from '../../domain/states.js';
import { sealLink, signEnvelope, verifyAcknowledgement, type Instruction } from '../../keys/key-protocol.js';
import type { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import { afterKeyTask } from '../../services/password-changes/after-key-task.js';
import { IS_HELD_BACK } from '../../services/password-changes/directory-first/ahead.js';
import { SERVER } from '../keys/key-stand.js';

interface Task {
  readonly id: string;
  readonly kind: KeyTaskKind;
  readonly accountId: string | null;
  readonly changeId: string | null;
  readonly write: bigint | null;
  readonly sealed: Buffer | null;
  readonly sequence: bigint;
}

/**
 * Hands everything that waits for a key to it, one task after the other, as the server and a workstation do between them.
 * Answers the ids of changes that may go on.
 */
export async function handOver(pool: Pool, keyId: string, key: SimulatedKey): Promise<string[]> {
  const woken: string[] = [];
  for (;;) {
    const task = await nextTask(pool, keyId);
    if (task === undefined) return woken;
    woken.push(...(await handOne(pool, keyId, key, task)));
  }
}

async function nextTask(pool: Pool, keyId: string): Promise<Task | undefined> {
  return withTransaction(pool, async (sql) => {
    await sql.query(`select id from key where id = $1 for update`, [keyId]);
    const { rows } = await sql.query<Task>(
      `update key_task t set state = 'DELIVERED', sequence = coalesce(t.sequence, k.next_sequence)
       from key k where k.id = t.key_id and t.id = (
         select t.id from key_task t left join password_change c on c.id = t.change_id
         where t.key_id = $1 and t.state in ('PENDING', 'DELIVERED')
           and (t.kind <> 'WRITE_PENDING' or ${IS_HELD_BACK('c')} is not true)
         order by t.state, t.created_at, t.id limit 1)
       returning t.id, t.kind, t.account_id as "accountId", t.change_id as "changeId", t.write, t.sealed, t.sequence`,
      [keyId],
    );
    const [task] = rows;
    if (task !== undefined) {
      await sql.query(`update key set next_sequence = greatest(next_sequence, $2 + 1) where id = $1`, [
        keyId,
        task.sequence,
      ]);
    }
    return task;
  });
}

async function handOne(pool: Pool, keyId: string, key: SimulatedKey, task: Task): Promise<readonly string[]> {
  const { id: taskId, sequence, kind, changeId } = task;
  const { serial } = key.publicKey;
  const envelope = signEnvelope(SERVER, { serial, taskId, sequence, instruction: instructionOf(key, task) });
  const acknowledgement = await key.deliver(envelope);
  const expected = { key: key.publicKey, server: SERVER, envelope, newestSequence: 0n };
  const verdict = verifyAcknowledgement(acknowledgement, expected);
  if (!verdict.ok) throw new Error(`the acknowledgement is not taken: ${verdict.refusal}`);
  const { outcome } = verdict.value;
  return withTransaction(pool, async (sql) => {
    await lockAll(sql, keyId, task);
    const { rowCount } = await sql.query(
      `update key_task set state = case when $2 then 'ACKNOWLEDGED' else 'REFUSED' end, ended_at = now(), sealed = null
       where id = $1 and state = 'DELIVERED'`,
      [taskId, outcome === 'DONE'],
    );
    if (rowCount === 0) return [];
    if (kind === 'LINK') await sql.query(`update key set linked_at = now() where id = $1`, [keyId]);
    if (changeId === null) return [];
    const answered = { kind, changeId, sequence };
    return afterKeyTask(sql, {
      task: answered,
      outcome: outcome === 'DONE' ? { outcome } : { outcome: 'REFUSED', reason: outcome },
    });
  });
}

async function lockAll(sql: Sql, keyId: string, { id, accountId }: Task): Promise<void> {
  await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
  await sql.query(`select id from key where id = $1 for update`, [keyId]);
  await sql.query(`select id from key_task where id = $1 for update`, [id]);
}

function instructionOf(key: SimulatedKey, { kind, accountId, write, sealed }: Task): Instruction {
  switch (kind) {
    case 'LINK':
      return { kind, sealed: sealLink(key.publicKey, SERVER) };
    case 'WRITE_PENDING':
      return { kind, accountId: accountId ?? '', sealed: sealed ?? new Uint8Array() };
    case 'COMMIT':
    case 'DISCARD':
      return { kind, accountId: accountId ?? '', write: write ?? 0n };
    case 'FORGET_ACCOUNT':
    case 'RENEW_CACHED_LOGON':
      return { kind, accountId: accountId ?? '' };
    default:
      return { kind };
  }
}
