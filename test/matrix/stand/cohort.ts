import type { PasswordChangeOrder } from '../../../src/domain/states.js';
import { rotateNow } from '../../../src/services/rotations/request-rotation.js';
import { eventually } from '../../../src/testing/eventually.js';
import { idleWorkflows } from '../../../src/testing/waiting-run.js';
import type { MatrixStand } from './matrix-stand.js';
import { ASKING, type Owner } from './owner.js';

/**
 * Records a rotation of somebody and of others beside them, who are one cohort once it begins. Answers the change of the first.
 * Where the directory is to be asked first it is an emergency, which does not wait for keys that are away: asked for in that
 * way it would be everybody's.
 */
export async function recordCohort(
  stand: MatrixStand,
  { accountId, besides }: Owner,
  order: PasswordChangeOrder,
): Promise<string> {
  const { pool } = stand;
  await untilNoneIsOpen(stand);
  const {
    rotationIds: [rotationId],
    skipped,
  } = await rotateNow({ pool, workflows: idleWorkflows }, ASKING, {
    reason: 'a cell of the matrix',
    accountIds: [accountId, ...besides],
  });
  if (skipped.length > 0) throw new Error(`Left out of the cohort: ${JSON.stringify(skipped)}`);
  if (order === 'DIRECTORY_FIRST') {
    await pool.query(
      `update rotation set reason = 'EMERGENCY', keys_away = 'DIRECTORY_FIRST' where id = $1`,
      [rotationId],
    );
  }
  const { rows } = await pool.query<{ id: string }>(
    `select id from password_change where account_id = $1 and rotation_id = $2`,
    [accountId, rotationId],
  );
  const [change] = rows;
  if (change === undefined) throw new Error('The rotation has no change of this account.');
  return change.id;
}

/** A domain has one cohort at a time: what an earlier cell has begun is over. What is due by itself waits for people who are gone. */
function untilNoneIsOpen({ pool }: MatrixStand): Promise<void> {
  return eventually(async () => {
    const { rows } = await pool.query<{ state: string }>(
      `select state from rotation where ended_at is null and reason <> 'SCHEDULED'`,
    );
    if (rows.length > 0) throw new Error(`A rotation is not over: ${rows.map(({ state }) => state).join()}`);
  });
}
