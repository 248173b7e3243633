import { hintWorkstations } from '../../key-tasks/delivery/hints.js';
import { eraseCopies } from '../copies/copies.js';
import { errorPatch, keyGone, NO_ERROR } from '../rows/failure.js';
import { end, wakeOthers, type Run, type StepResult } from '../turns/run.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChange, type ChangePatch } from '../rows/write-change.js';
import { supersedeAhead } from './ahead.js';

/**
 * The directory has the password, and the key gets it when it is next connected: until then nobody logs on. From here on
 * nothing is kept but what was sealed to the key, and other changes of the account may go on. What the directory had before
 * is not brought to a key any more.
 */
export async function goAhead(run: Run, change: StoredChange, patch: ChangePatch = {}): Promise<StepResult> {
  await run.turn.commit(change, async (sql, locked) => {
    const verified = await writeChange(sql, locked, {
      ...NO_ERROR,
      ...patch,
      stage: 'VERIFIED',
      intent: null,
    });
    await supersedeAhead(sql, locked);
    await sql.query(
      `update domain_account set password_holder = 'DIRECTORY_AHEAD', password_known_since = null where id = $1`,
      [locked.accountId],
    );
    await eraseCopies(sql, [locked.id]);
    const after = await writeChange(sql, verified, { stage: 'WAITING_FOR_KEY', holdsClaim: false });
    if (locked.keyId !== null) await hintWorkstations(sql, [locked.keyId]);
    await wakeOthers(run, sql, [locked]);
    return after;
  });
  return 'GO_ON';
}

/** The key that was to get it is gone, or was told to forget about it: nobody has what the directory takes. */
export function loseAhead(run: Run, change: StoredChange): Promise<StepResult> {
  return end(run, change, { stage: 'FAILED', ...errorPatch(keyGone()) }, { losesPassword: true });
}
