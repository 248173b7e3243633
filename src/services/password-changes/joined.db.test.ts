import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../database.js';
import { StoredChanges } from '../../testing/passwords/stored-changes.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import { createChanges, type NewChange } from './create-changes.js';

let stand: StoredChanges;
beforeAll(async () => {
  stand = await StoredChanges.open();
});
afterAll(() => stand.close());

async function want(request: NewChange): Promise<string> {
  const [id = ''] = await withTransaction(stand.pool, (sql) => createChanges(sql, TEST_ACTOR, [request]));
  return id;
}

describe('a second request for the same', () => {
  test('joins the one that waits, in the order that is wanted now', async () => {
    const { accountId, key } = await stand.addAccount();
    const id = await want({ accountId, kind: 'ADMIN_GENERATE', keyId: key.id });
    expect(await stand.change(id)).toMatchObject({ changeOrder: 'KEY_FIRST', revision: 0 });
    const again = { accountId, kind: 'ADMIN_GENERATE', keyId: key.id, order: 'DIRECTORY_FIRST' } as const;
    expect(await want(again)).toBe(id);
    // Whoever was about to go on with it looks again.
    expect(await stand.change(id)).toMatchObject({ changeOrder: 'DIRECTORY_FIRST', revision: 1 });
  });

  test('does not join one that has claimed the account', async () => {
    const { accountId, key } = await stand.addAccount();
    const id = await want({ accountId, kind: 'ROTATION', keyId: key.id });
    await stand.claim({ id });
    expect(await want({ accountId, kind: 'ROTATION', keyId: key.id })).not.toBe(id);
  });

  test('does not join one whose password the directory has, though that waits without a claim', async () => {
    const { accountId, key } = await stand.addAccount();
    const id = await want({ accountId, kind: 'ADMIN_SET', keyId: key.id, order: 'DIRECTORY_FIRST' });
    await stand.pool.query(
      `update password_change set stage = 'WAITING_FOR_KEY', sent_at = now() where id = $1`,
      [id],
    );
    const second = await want({ accountId, kind: 'ADMIN_SET', keyId: key.id });
    expect(second).not.toBe(id);
    expect(await want({ accountId, kind: 'ADMIN_SET', keyId: key.id })).toBe(second);
  });

  test('forgets what was typed for the first', async () => {
    const { accountId } = await stand.addAccount();
    const id = await want({ accountId, kind: 'HAND_BACK', isTyped: true });
    await stand.addCopy({ id }, 60_000);
    await want({ accountId, kind: 'HAND_BACK', isTyped: true });
    const { rowCount } = await stand.pool.query(`select 1 from password_copy where change_id = $1`, [id]);
    expect(rowCount).toBe(0);
  });

  test('is whose it is now: what was typed last is in the name of who typed it', async () => {
    const { accountId, key } = await stand.addAccount();
    const id = await want({ accountId, kind: 'ADMIN_SET', keyId: key.id, isTyped: true });
    await stand.pool.query(`update password_change set attempts = 4, last_error = 'x' where id = $1`, [id]);
    const actor = {
      kind: 'USER',
      id: '0b6a8f0a-5a3e-4b0e-8a4d-2d9f5a1f6c12',
      name: 'somebody else',
    } as const;
    await withTransaction(stand.pool, (sql) =>
      createChanges(sql, actor, [{ accountId, kind: 'ADMIN_SET', keyId: key.id, isTyped: true }]),
    );
    expect(await stand.change(id)).toMatchObject({
      wantedBy: 'somebody else',
      wantedById: actor.id,
      attempts: 0,
      lastError: null,
    });
  });

  test('stays in the rotation that the first was a part of', async () => {
    const { accountId, key } = await stand.addAccount();
    const rotationId = '0b6a8f0a-5a3e-4b0e-8a4d-2d9f5a1f6c11';
    const id = await want({ accountId, kind: 'ROTATION', keyId: key.id, rotationId });
    await want({ accountId, kind: 'ROTATION', keyId: key.id });
    expect(await stand.change(id)).toMatchObject({ rotationId });
  });
});
