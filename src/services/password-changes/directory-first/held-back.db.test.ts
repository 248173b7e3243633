import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { KeyTaskStand } from '../../../testing/key-tasks/key-task-stand.js';
import { planDelivery } from '../../key-tasks/delivery/plan-delivery.js';

let stand: KeyTaskStand;
beforeAll(async () => {
  stand = await KeyTaskStand.open();
});
afterAll(() => stand.close());

test('what the directory is to have first is delivered to the key once it does, also while the alarm stands', async () => {
  const workstation = await stand.workstation();
  const key = await stand.managed(workstation);
  const changeId = await stand.claimed(key);
  await stand.pool.query(
    `update password_change set kind = 'ADMIN_GENERATE', change_order = 'DIRECTORY_FIRST', stage = 'QUEUED' where id = $1`,
    [changeId],
  );
  await stand.addWrite(key, { changeId, password: 'Kx7-for-later' });
  const at = { workstationId: workstation.workstationId, keyId: key.id };
  for (const stage of ['QUEUED', 'IN_DIRECTORY']) {
    await stand.pool.query(`update password_change set stage = $2, sent_at = now() where id = $1`, [
      changeId,
      stage,
    ]);
    expect((await planDelivery(stand.pool, at))?.task).toBeUndefined();
  }
  await stand.pool.query(
    `update password_change set stage = 'WAITING_FOR_KEY', holds_claim = false where id = $1`,
    [changeId],
  );
  expect((await planDelivery(stand.pool, at))?.task).toMatchObject({ kind: 'WRITE_PENDING', changeId });
  await stand.pool.query(`insert into alarm (raised_by, reason) values ('test', 'test')`);
  expect((await planDelivery(stand.pool, at))?.task).toMatchObject({ kind: 'WRITE_PENDING', changeId });
});
