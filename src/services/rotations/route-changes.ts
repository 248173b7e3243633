import type { Pool } from '../../database.js';
import { IS_AHEAD } from '../password-changes/directory-first/ahead.js';
import { prepared } from '../prepared.js';
import { Sets } from '../sets.js';
import type { Workflows } from '../workflows.js';

/** A domain is told at most so often, however many of its keys are connected at once. */
const TOLD_EVERY_MS = 500;

/** Changes whose domain is looked up at once. */
const MOST_LOOKED_UP = 100;

/**
 * Has changes that are part of a rotation driven by it, in a cohort, and all others each by itself. What is told of one domain
 * in quick succession is told once.
 */
export function routingRotations(pool: Pool, workflows: Workflows): Workflows {
  const domains = new Sets<string, string | 'ALONE' | undefined>(
    async (changeIds) => {
      const rotated = await rotatedDomains(pool, changeIds).catch(() => undefined);
      return changeIds.map((id) => (rotated === undefined ? 'ALONE' : rotated.get(id)));
    },
    { most: MOST_LOOKED_UP },
  );
  const rotate = coalesced((domainId) => workflows.rotate(domainId));
  return {
    requestSync: (request) => workflows.requestSync(request),
    cancelSync: (request) => workflows.cancelSync(request),
    deliverMail: () => workflows.deliverMail(),
    rotate,
    async advanceChange(changeId) {
      const found = await domains.add(changeId);
      const domainId = found === 'ALONE' ? (await rotatedDomains(pool, [changeId])).get(changeId) : found;
      await (domainId === undefined ? workflows.advanceChange(changeId) : rotate(domainId));
    },
  };
}

/** By change. None for one that goes by itself: the directory has its password already, and only its key is missing. */
async function rotatedDomains(
  pool: Pool,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; domainId: string }>(
    prepared(
      `select c.id, r.domain_id as "domainId" from password_change c join rotation r on r.id = c.rotation_id
     where c.id = any($1::uuid[]) and not ${IS_AHEAD('c')}`,
      [changeIds],
    ),
  );
  return new Map(rows.map(({ id, domainId }) => [id, domainId]));
}

/** The first call goes at once; those that come right after it are one call together, later, which nobody waits for. */
function coalesced(call: (id: string) => Promise<void>): (id: string) => Promise<void> {
  const lately = new Map<string, { isWanted: boolean }>();
  return async (id) => {
    const last = lately.get(id);
    if (last !== undefined) {
      last.isWanted = true;
      return;
    }
    const entry = { isWanted: false };
    lately.set(id, entry);
    const timer = setTimeout(() => {
      lately.delete(id);
      // What does not get through, the look for open changes does.
      if (entry.isWanted) call(id).catch(() => undefined);
    }, TOLD_EVERY_MS);
    timer.unref();
    await call(id);
  };
}
