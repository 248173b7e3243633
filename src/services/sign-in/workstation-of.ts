import type { Pool } from '../../database.js';
import { prepared } from '../prepared.js';
import { Sets } from '../sets.js';
import type { WorkstationPrincipal } from './principal.js';

interface WorkstationSessionRow {
  readonly id: string;
  readonly expires_at: Date;
  readonly stale: boolean;
  readonly hash: string;
  readonly workstation_id: string;
  readonly machine_name: string;
  readonly approved: boolean;
}

/** A workstation that waits may connect, to learn what becomes of it; one that was rejected or revoked may not. */
export const MAY_CONNECT = `w.state in ('PENDING', 'APPROVED')`;

/** Workstations come with what their keys answer, many at a time: what they ask for comes together when they do. */
const workstationsOf = new WeakMap<Pool, ReturnType<typeof lookingUpTogether>>();
const MOST_LOOKED_UP = 100;

/** The workstation whose session this is the hash of the secret of, while it may connect. */
export async function workstationOf(pool: Pool, hash: Buffer): Promise<WorkstationPrincipal | undefined> {
  const together = workstationsOf.get(pool) ?? lookingUpTogether(pool);
  workstationsOf.set(pool, together);
  const found = await together.add(hash);
  if (found !== 'ALONE') return found;
  return (await lookUpWorkstations(pool, [hash])).get(hash.toString('hex'));
}

/** What fails for many is asked for each alone: one of them may be why. */
function lookingUpTogether(pool: Pool): Sets<Buffer, WorkstationPrincipal | 'ALONE' | undefined> {
  return new Sets(
    async (hashes) => {
      const found = await lookUpWorkstations(pool, hashes).catch(() => undefined);
      return hashes.map((each) => (found === undefined ? 'ALONE' : found.get(each.toString('hex'))));
    },
    { most: MOST_LOOKED_UP, gathers: true },
  );
}

/** By the hash of the session's secret, in hexadecimal. */
async function lookUpWorkstations(
  pool: Pool,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<string, WorkstationPrincipal>> {
  const { rows } = await pool.query<WorkstationSessionRow>(
    prepared(
      `select s.id, encode(s.token_hash, 'hex') as hash, s.expires_at, s.last_used_at < now() - interval '1 minute' as stale,
            w.id as workstation_id, w.machine_name, w.state = 'APPROVED' as approved
     from workstation_session s join workstation w on w.id = s.workstation_id
     where s.token_hash = any($1::bytea[]) and s.revoked_at is null and s.expires_at > now() and ${MAY_CONNECT}`,
      [hashes],
    ),
  );
  const stale = rows.flatMap((row) => (row.stale ? [row.id] : []));
  if (stale.length > 0) {
    // One that is being ended at this moment keeps no other waiting.
    await pool.query(
      `update workstation_session set last_used_at = now() where id in (
         select id from workstation_session where id = any($1::uuid[]) order by id for no key update skip locked)`,
      [stale],
    );
  }
  return new Map(
    rows.map((row) => {
      const { id: sessionId, workstation_id: workstationId, machine_name: machineName, approved } = row;
      const { hash, expires_at: expiresAt } = row;
      return [hash, { kind: 'workstation', workstationId, machineName, approved, sessionId, expiresAt }];
    }),
  );
}
