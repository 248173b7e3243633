import type { Sql } from '../../../database.js';
import type { KeyTaskKind } from '../../../domain/states.js';
import { sealLink, signEnvelope, type ServerIdentity } from '../../../keys/key-protocol.js';
import { IF_LOCKED, type Locking } from '../../locking.js';
import { prepared } from '../../prepared.js';
import { envelopeOf, isOpen, lockTasks, type StoredTask } from '../stored-task.js';
import { planDeliveries, type DeliveryPlan, type KeyAtWorkstation, type Place } from './plan-delivery.js';

/** An envelope that a workstation is to hand to a key. */
export interface DeliveredEnvelope {
  readonly taskId: string;
  readonly keySerial: string;
  readonly kind: KeyTaskKind;
  readonly envelope: Buffer;
  /** Of the envelope. */
  readonly number: bigint;
  readonly at: Date;
}

/** `CANCELLED`: what its task was about is gone, and another one may go. Undefined: nothing is to go. */
export type Delivery = DeliveredEnvelope | 'CANCELLED' | undefined;

/** Keys that may get an envelope. */
export interface AskedDeliveries {
  readonly server: ServerIdentity;
  /** Each key once. */
  readonly asked: readonly KeyAtWorkstation[];
  /** Left out, those whose key or task somebody else has locked are not answered. */
  readonly locking?: Locking;
}

/**
 * Makes the envelopes that are to go to some keys, and notes that they were given out: a few statements, whatever their number.
 * Looks again with the keys locked: from here on nobody else makes an envelope for them.
 */
export async function deliverEnvelopes(
  sql: Sql,
  { server, asked, locking = 'WAIT' }: AskedDeliveries,
): Promise<ReadonlyMap<KeyAtWorkstation, Delivery>> {
  const locked = await lockKeyRows(sql, asked, locking);
  const present = asked.filter(({ keyId }) => locked.has(keyId));
  const plans = await planDeliveries(sql, present);
  const tasks = await lockTasks(sql, plans.flatMap(taskIdOf), locking);
  const deliveries = new Map<KeyAtWorkstation, Delivery>();
  const made: Made[] = [];
  const over: StoredTask[] = [];
  for (const [at, plan] of new Map(present.map((each, place) => [each, plans[place]]))) {
    const task = plan?.task && tasks.get(plan.task.id);
    if (plan?.task !== undefined && task === undefined && locking === 'SKIP') continue;
    deliveries.set(at, undefined);
    // Cancelled between looking and locking: whoever did that has told of what comes next.
    if (plan === undefined || task === undefined || !isOpen(task)) continue;
    const envelope = envelopeFor(server, task, plan.place);
    if (envelope === undefined) over.push(task);
    else made.push({ at, task, place: plan.place, ...envelope });
    if (envelope === undefined) deliveries.set(at, 'CANCELLED');
  }
  await cancel(sql, over);
  for (const [at, delivered] of await giveOut(sql, made)) deliveries.set(at, delivered);
  return deliveries;
}

async function lockKeyRows(
  sql: Sql,
  asked: readonly KeyAtWorkstation[],
  locking: Locking,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ id: string }>(
    prepared(`select id from key where id = any($1::uuid[]) order by id for update ${IF_LOCKED[locking]}`, [
      asked.map(({ keyId }) => keyId),
    ]),
  );
  return new Set(rows.map(({ id }) => id));
}

function taskIdOf(plan: DeliveryPlan | undefined): readonly string[] {
  return plan?.task === undefined ? [] : [plan.task.id];
}

interface MadeEnvelope {
  readonly number: bigint;
  readonly envelope: Buffer;
}

/** The one that was given out before, or a new one. Undefined where the task has lost what it was about. */
function envelopeFor(
  server: ServerIdentity,
  task: StoredTask,
  { serial, publicKey, nextSequence: number }: Place,
): MadeEnvelope | undefined {
  if (task.envelope !== null && task.sequence !== null) {
    return { number: task.sequence, envelope: task.envelope };
  }
  const sealed = task.kind === 'LINK' ? Buffer.from(sealLink({ publicKey }, server)) : task.sealed;
  const envelope = envelopeOf(task, { serial, sequence: number, sealed: sealed ?? Buffer.alloc(0) });
  return envelope && { number, envelope: Buffer.from(signEnvelope(server, envelope)) };
}

interface Made extends MadeEnvelope {
  readonly at: KeyAtWorkstation;
  readonly task: StoredTask;
  readonly place: Place;
}

/** A number that is used once moves its key on, in the statement that gives the envelope out. */
async function giveOut(sql: Sql, made: readonly Made[]): Promise<Map<KeyAtWorkstation, DeliveredEnvelope>> {
  if (made.length === 0) return new Map();
  const { rows } = await sql.query<{ id: string; at: Date }>(
    prepared(
      `with made as (
       select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[]) as m (key_id, id, number, envelope)
     ), moved as (
       update key k set next_sequence = m.number + 1 from made m
       where k.id = m.key_id and k.next_sequence <= m.number
     )
     update key_task t set sequence = m.number, envelope = m.envelope, state = 'DELIVERED', attempts = t.attempts + 1,
            delivered_at = clock_timestamp()
     from made m where t.id = m.id returning t.id, t.delivered_at as at`,
      [
        made.map(({ at }) => at.keyId),
        made.map(({ task }) => task.id),
        made.map(({ number }) => number),
        made.map(({ envelope }) => envelope),
      ],
    ),
  );
  const moments = new Map(rows.map(({ id, at }) => [id, at]));
  return new Map(
    made.map(({ at, task, place, number, envelope }) => {
      const { id: taskId, kind } = task;
      return [at, { taskId, keySerial: place.serial, kind, number, envelope, at: moments.get(taskId)! }];
    }),
  );
}

/** What they were about is gone: its account was deleted. */
async function cancel(sql: Sql, tasks: readonly StoredTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await sql.query(
    `update key_task set state = 'CANCELLED', ended_at = now(), sealed = null, envelope = null,
            last_error = 'The account it was about is gone.'
     where id = any($1::uuid[])`,
    [tasks.map(({ id }) => id)],
  );
}
