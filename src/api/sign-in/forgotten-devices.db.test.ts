import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateEmployeeDocument,
  DeactivateEmployeeDocument,
  ReactivateEmployeeDocument,
  RevokeSessionDocument,
  RevokeSessionsDocument,
} from '../../generated/operations.js';
import { done } from '../../sandbox/simulated-workstation/workstation-calls.js';
import { DeviceStand, markIn, type Tried } from '../../testing/people/device-stand.js';
import type { TestUser } from '../../testing/start-api.js';

let stand: DeviceStand;
beforeAll(async () => {
  stand = await DeviceStand.start();
});
afterAll(() => stand.close());

describe('a browser is known no more', () => {
  type End = (owner: TestUser & Pick<Tried, 'token'>) => Promise<unknown>;
  const administrator = () => stand.api.signedIn('ADMINISTRATOR');
  const change =
    (set: string): End =>
    ({ id }) =>
      stand.api.backend.pool.query(`update app_user set ${set} where id = $1`, [id]);
  test.each<readonly [string, End]>([
    [
      'when its owner ends all sessions',
      ({ token }) =>
        stand.api.client({ token }).request(RevokeSessionsDocument, { input: { keepCurrent: false } }),
    ],
    [
      'when an administrator ends all sessions of its owner',
      async ({ id }) =>
        (await administrator()).request(RevokeSessionsDocument, {
          input: { userId: Buffer.from(`User:${id}`).toString('base64url'), keepCurrent: false },
        }),
    ],
    [
      'when an administrator ends the one session that was opened in it',
      async ({ id }) => {
        const { rows } = await stand.api.backend.pool.query('select id from session where user_id = $1', [
          id,
        ]);
        const sessionId = Buffer.from(`Session:${rows[0].id}`).toString('base64url');
        return (await administrator()).request(RevokeSessionDocument, { input: { id: sessionId } });
      },
    ],
    ['when its owner gets another role', change(`role = 'AUDITOR'`)],
    [
      'when its owner gets another password',
      change(`password_hash = replace(password_hash, 'm=19456', 'm=19457')`),
    ],
    ['when its owner was kept out for a while', change(`disabled_at = now()`)],
    ['when its owner was deactivated for a while', deactivatedForAWhile],
  ])('%s', async (_when, end) => {
    const owner = await stand.api.createUser('ADMINISTRATOR');
    const signedIn = await stand.tries(owner, { address: '203.0.113.1' });
    const device = markIn(signedIn);
    expect(await stand.devicesOf(owner)).toBe(1);
    await end({ ...owner, token: signedIn.token });
    expect(await stand.devicesOf(owner)).toBe(0);
    await stand.api.backend.pool.query('update app_user set disabled_at = null where id = $1', [owner.id]);
    await stand.wearOut(owner);
    expect((await stand.tries(owner, { device })).codes).toEqual(['TOO_MANY_REQUESTS']);
  });

  test('when its time is over, and its row goes when anybody signs in, not its owner alone', async () => {
    const [gone, other] = [await stand.api.createUser('AUDITOR'), await stand.api.createUser('AUDITOR')];
    await stand.markOf(gone);
    const kept = await stand.markOf(gone);
    await stand.markOf(gone, kept);
    await stand.api.backend.pool.query(
      `update known_device set expires_at = now() where user_id = $1 and last_used_at = created_at`,
      [gone.id],
    );
    await stand.markOf(other);
    expect(await stand.devicesOf(gone)).toBe(1);
  });

  test('but it is when its owner has signed out, and when they end all sessions but the one in it', async () => {
    const owner = await stand.api.createUser('ADMINISTRATOR');
    const elsewhere = await stand.markOf(owner);
    const signedIn = await stand.tries(owner);
    const { token } = signedIn;
    expect(await stand.devicesOf(owner)).toBe(2);
    const device = markIn(signedIn);
    await stand.api.client({ token }).request(RevokeSessionsDocument, { input: { keepCurrent: true } });
    await stand.api.client({ token }).post('mutation { signOut { userErrors { code } } }');
    await stand.wearOut(owner);
    expect((await stand.tries(owner, { device: elsewhere })).codes).toEqual(['TOO_MANY_REQUESTS']);
    expect((await stand.tries(owner, { device })).codes).toEqual([]);
  });
});

async function deactivatedForAWhile({ id }: TestUser): Promise<void> {
  const admin = await stand.api.signedIn('ADMINISTRATOR');
  const { createEmployee } = await admin.request(CreateEmployeeDocument, {
    input: { displayName: 'Ada Lovelace', email: 'ada@north.example' },
  });
  const input = { id: done(createEmployee).employee?.id ?? '' };
  const [, employeeId] = Buffer.from(input.id, 'base64url').toString().split(':');
  await stand.api.backend.pool.query('update app_user set employee_id = $2 where id = $1', [id, employeeId]);
  await admin.request(DeactivateEmployeeDocument, { input });
  await admin.request(ReactivateEmployeeDocument, { input });
}
