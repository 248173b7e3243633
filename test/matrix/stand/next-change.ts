import { fromGlobalId } from '../../../src/api/relay/global-id.js';
import { withTransaction } from '../../../src/database.js';
import { createActivationCodes } from '../../../src/keys/activation-codes.js';
import { DirectoryEditor } from '../../../src/sandbox/directory-editor.js';
import { newPassword } from '../../../src/sandbox/new-password.js';
import { retireKey } from '../../../src/services/keys/retire-key.js';
import { keepCopy } from '../../../src/services/password-changes/copies/copies.js';
import { createChanges } from '../../../src/services/password-changes/create-changes.js';
import { handBackPassword } from '../../../src/services/password-changes/hand-back.js';
import { idleWorkflows } from '../../../src/testing/waiting-run.js';
import { WAYS, type Way } from '../ways.js';
import { recordCohort } from './cohort.js';
import type { MatrixStand } from './matrix-stand.js';
import { ASKING, type Owner } from './owner.js';

/** Shown to nobody. */
const codes = createActivationCodes(Buffer.alloc(32), 7);

/** A change that waits to be begun. */
export interface RecordedChange {
  readonly changeId: string;
  /** What the owner knows from now on, which the directory has or is about to have. */
  readonly known?: string;
  /** The product's way of having it go on. */
  go(): Promise<void>;
}

/** Records a further change of a password that is on a key, as the product does for each way; nothing goes on yet. */
export async function recordNextChange(stand: MatrixStand, owner: Owner, way: Way): Promise<RecordedChange> {
  if (WAYS[way].inCohort) {
    const changeId = await recordCohort(stand, owner, WAYS[way].order);
    return { changeId, go: () => stand.workflows.rotate(fromGlobalId('Domain', stand.domainId)) };
  }
  const recorded = await record(stand, owner, way);
  return { ...recorded, go: () => stand.workflows.advanceChange(recorded.changeId) };
}

type Recorded = Omit<RecordedChange, 'go'>;

function record(stand: MatrixStand, owner: Owner, way: Way): Promise<Recorded> {
  switch (way) {
    case 'COMPROMISE':
      return reportStolen(stand, owner);
    case 'HAND_BACK':
      return handBack(stand, owner);
    case 'USER_KEY_ONLY':
      return correctKey(stand, owner);
    default:
      return recordForKey(stand, owner, way);
  }
}

async function recordForKey(
  { pool, copies }: MatrixStand,
  { accountId, keyId, present }: Owner,
  way: Way,
  typed?: string,
): Promise<Recorded> {
  const { kind, order } = WAYS[way];
  const password = kind === 'ADMIN_SET' || kind === 'USER_CHANGE' ? newPassword() : typed;
  const old = kind === 'USER_CHANGE' ? await present() : undefined;
  const isTyped = password !== undefined;
  return withTransaction(pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for no key update`, [accountId]);
    const [changeId = ''] = await createChanges(sql, ASKING, [{ accountId, kind, keyId, order, isTyped }]);
    if (isTyped) await keepCopy(sql, copies, { changeId, password });
    if (old !== undefined) await keepCopy(sql, copies, { changeId, password: old, part: 'OLD' });
    return { changeId };
  });
}

/** Somebody has set the password in the directory, past Latchkey. Its owner knows it, and wants the key to have it. */
async function correctKey(stand: MatrixStand, owner: Owner): Promise<Recorded> {
  const known = newPassword();
  await using editor = await DirectoryEditor.open(stand.directory.now);
  await editor.setPassword(owner.login, known);
  return { ...(await recordForKey(stand, owner, 'USER_KEY_ONLY', known)), known };
}

async function handBack({ pool, copies }: MatrixStand, { accountId }: Owner): Promise<Recorded> {
  const known = newPassword();
  const parts = { pool, copies, workflows: idleWorkflows };
  const changeId = await handBackPassword(parts, ASKING, { accountId, temporaryPassword: known });
  return { changeId, known };
}

async function reportStolen({ pool, copies }: MatrixStand, { keyId, serial }: Owner): Promise<Recorded> {
  const [changeId = ''] = await retireKey({ pool, copies, codes, workflows: idleWorkflows }, ASKING, {
    keyId,
    trigger: 'MARK_COMPROMISED',
    passwords: 'LEAVE_WITHOUT_PASSWORD',
    replacementKeyId: null,
    temporaryPassword: null,
    disablesAccounts: false,
    confirmSerial: serial,
    note: null,
  });
  return { changeId };
}
