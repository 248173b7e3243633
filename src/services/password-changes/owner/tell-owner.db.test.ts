import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction, type Pool } from '../../../database.js';
import type { PasswordChangeKind } from '../../../domain/states.js';
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.js';
import { addStoredAccount, addStoredDomain, TEST_ACTOR } from '../../../testing/stored-people.js';
import { createChanges } from '../create-changes.js';
import { readChange, type StoredChange } from '../rows/stored-change.js';
import { tellOwner } from './tell-owner.js';
import { writeChange } from '../rows/write-change.js';

let database: TestDatabase;
let pool: Pool;
let domainId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  domainId = await addStoredDomain(pool, 'north.example');
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function addChange(kind: PasswordChangeKind, mail: string | null): Promise<StoredChange> {
  const { id: accountId } = await addStoredAccount(pool, domainId, { mail, samAccountName: 'ada' });
  const [id = ''] = await withTransaction(pool, (sql) =>
    createChanges(sql, TEST_ACTOR, [{ accountId, kind }]),
  );
  const change = await readChange(pool, id);
  if (change === undefined) throw new Error('the change was not stored');
  return change;
}

async function mailsAbout({ id }: StoredChange): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select recipient, template, parameters ->> 'kind' as kind, parameters ->> 'accountName' as account
     from mail where cause = $1`,
    [`password-changed/${id}`],
  );
  return rows;
}

describe('the owner of an account whose password was changed', () => {
  test('is mailed once for each change, however often that change is found to be complete', async () => {
    const change = await addChange('ACTIVATION', 'Ada@North.example');
    const told = await Promise.all(Array.from({ length: 10 }, () => tellOwner(pool, change)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await mailsAbout(change)).toEqual([
      { recipient: 'ada@north.example', template: 'password-changed', kind: 'ACTIVATION', account: 'ada' },
    ]);
  });

  test('is mailed again for another change', async () => {
    const first = await addChange('COMPROMISE', 'eve@north.example');
    expect(await tellOwner(pool, first)).toBe(true);
    expect(await tellOwner(pool, { ...first, id: first.accountId, kind: 'HAND_BACK' })).toBe(true);
  });

  test('is not mailed about one that is taken back', async () => {
    const change = await addChange('HAND_BACK', 'bob@north.example');
    const failing = withTransaction(pool, async (sql) => {
      await writeChange(sql, change, { stage: 'COMPLETED' });
      await tellOwner(sql, change);
      throw new Error('the commit fails');
    });
    await expect(failing).rejects.toThrow('the commit fails');
    expect(await mailsAbout(change)).toEqual([]);
  });

  test('is not mailed without an address, and the change completes all the same', async () => {
    const change = await addChange('ACTIVATION', null);
    expect(await tellOwner(pool, change)).toBe(false);
    expect(await mailsAbout(change)).toEqual([]);
  });
});
