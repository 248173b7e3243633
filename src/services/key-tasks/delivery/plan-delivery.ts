import type { Sql } from '../../../database.js';
import { mayHandOver, whyWaiting, type PlaceFacts, type Waiting } from '../../../domain/key-task/may-go.js';
import type { KeyTaskKind } from '../../../domain/states.js';
import { IS_AHEAD, IS_HELD_BACK } from '../../password-changes/directory-first/ahead.js';
import { IS_ONLINE } from '../../workstations/lease.js';
import { prepared } from '../../prepared.js';

/** A key at a workstation. */
export interface KeyAtWorkstation {
  readonly workstationId: string;
  readonly keyId: string;
}

/** What is to be done about a key at a workstation. */
export interface DeliveryPlan {
  readonly place: Place;
  /** The task whose envelope is to go; undefined when none may. */
  readonly task: PlannedTask | undefined;
  /** Changes whose password this workstation may not hand over. */
  readonly notJoined: readonly string[];
}

/** Where a task would go. */
export interface Place extends PlaceFacts {
  readonly serial: string;
  readonly publicKey: Buffer;
  readonly nextSequence: bigint;
  readonly joinedDomain: string | null;
}

export interface PlannedTask {
  readonly id: string;
  readonly kind: KeyTaskKind;
  readonly changeId: string | null;
  readonly isDelivered: boolean;
  /** Of its envelope; null until one is made. */
  readonly number: bigint | null;
}

interface OpenTask extends PlannedTask {
  readonly hasClaim: boolean;
  readonly isHeldBack: boolean;
  readonly dnsName: string | null;
  readonly trustedBy: readonly string[] | null;
}

/**
 * Looks which task of a key may go at a workstation: the one whose envelope was given out and not acknowledged, before any
 * other, since a key is told one thing at a time; else the oldest that may. Undefined when nothing waits for the key, when it is
 * not connected there, or the workstation is not approved (any more).
 */
export async function planDelivery(sql: Sql, at: KeyAtWorkstation): Promise<DeliveryPlan | undefined> {
  const [plan] = await planDeliveries(sql, [at]);
  return plan;
}

/** The same for several, in their order: one statement, whatever their number. */
export async function planDeliveries(
  sql: Sql,
  asked: readonly KeyAtWorkstation[],
): Promise<readonly (DeliveryPlan | undefined)[]> {
  if (asked.length === 0) return [];
  const each = new Map(asked.map((at) => [nameOf(at), at]));
  const waiting = Map.groupBy(await placedTasks(sql, [...each.values()]), nameOf);
  return asked.map((at) => {
    const tasks = waiting.get(nameOf(at));
    return tasks && planAt(tasks[0]!, tasks);
  });
}

function planAt(place: Place, tasks: readonly OpenTask[]): DeliveryPlan {
  const delivered = tasks.filter(({ isDelivered }) => isDelivered);
  const waiting = new Map((delivered.length > 0 ? delivered : tasks).map((task) => [task, why(task, place)]));
  const [task] = [...waiting].flatMap(([each, reason]) => (reason === undefined ? [each] : []));
  const notJoined = [...waiting].flatMap(([{ changeId }, reason]) =>
    reason === 'NOT_JOINED' && changeId !== null ? [changeId] : [],
  );
  return { place, task, notJoined };
}

function why({ dnsName, trustedBy, ...task }: OpenTask, place: Place): Waiting | undefined {
  const domain = dnsName === null ? undefined : { dnsName, trustedBy: trustedBy ?? [] };
  const hasWay = domain !== undefined && mayHandOver(domain, place.joinedDomain);
  return whyWaiting({ ...task, mayHandOver: hasWay }, place);
}

function nameOf({ workstationId, keyId }: KeyAtWorkstation): string {
  return `${workstationId} ${keyId}`;
}

interface PlacedTask extends KeyAtWorkstation, Place, OpenTask {}

/** Approval and connection are looked up each time: a hint or a session is no proof of them. */
async function placedTasks(sql: Sql, asked: readonly KeyAtWorkstation[]): Promise<readonly PlacedTask[]> {
  const { rows } = await sql.query<PlacedTask>(
    prepared(
      `select w.id as "workstationId", k.id as "keyId", k.serial, k.public_key as "publicKey",
            k.next_sequence as "nextSequence", k.status, k.linked_at is not null as "isLinked",
            w.joined_domain as "joinedDomain", exists (select 1 from alarm where lifted_at is null) as alarm,
            t.id, t.kind, t.change_id as "changeId", t.state = 'DELIVERED' as "isDelivered",
            t.sequence as number, coalesce(c.holds_claim or ${IS_AHEAD('c')}, false) as "hasClaim",
            coalesce(${IS_HELD_BACK('c')}, false) as "isHeldBack", d.dns_name as "dnsName", d.trusted_by as "trustedBy"
     from unnest($1::uuid[], $2::uuid[]) as asked (key_id, workstation_id)
     join key_task t on t.key_id = asked.key_id and t.state in ('PENDING', 'DELIVERED')
     join key k on k.id = asked.key_id
     join workstation_presence p on p.workstation_id = asked.workstation_id
       and k.serial = any(p.connected_keys) and ${IS_ONLINE}
     join workstation w on w.id = p.workstation_id and w.state = 'APPROVED'
     left join password_change c on c.id = t.change_id
     left join domain_account a on a.id = t.account_id left join domain d on d.id = a.domain_id
     order by t.created_at, t.id`,
      [asked.map(({ keyId }) => keyId), asked.map(({ workstationId }) => workstationId)],
    ),
  );
  return rows;
}
