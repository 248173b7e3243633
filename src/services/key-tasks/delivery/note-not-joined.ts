import { withTransaction, type Pool } from '../../../database.js';
import { lockChange } from '../../password-changes/rows/stored-change.js';
import { writeChange } from '../../password-changes/rows/write-change.js';

const CODE = 'WORKSTATION_NOT_JOINED';

/** Notes at changes that wait for their key why it is not enough that it is connected; once, until something else is noted. */
export async function noteNotJoined(
  pool: Pool,
  changeIds: readonly string[],
  joinedDomain: string | null,
): Promise<void> {
  for (const id of changeIds) {
    await withTransaction(pool, async (sql) => {
      const change = await lockChange(sql, id);
      if (change === undefined || change.endedAt !== null || change.lastErrorCode === CODE) return;
      const where = joinedDomain === null ? 'no domain' : joinedDomain;
      await writeChange(sql, change, {
        lastErrorCode: CODE,
        lastError: `The key is connected to a workstation that is joined to ${where}, which is neither the domain of the account nor one that it trusts.`,
      });
    });
  }
}
