import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { withTransaction } from '../../../database.js';
import { advanceWithoutKey, wantAsAdministrator } from '../../../testing/passwords/administrators-changes.js';
import type { Person } from '../../../testing/passwords/change-stand.js';
import { RotationStand } from '../../../testing/passwords/rotation-stand.js';
import { somebodyWaits } from '../../../testing/stored-people.js';
import { drawCohort, type Cohort } from './draw-cohort.js';

let stand: RotationStand;

beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

async function draw(): Promise<Cohort> {
  return (await drawCohort(stand.pool, stand.changes.domainId))!;
}

/** How many cohorts in a row have gone well. */
async function cohorts(): Promise<number> {
  const { rows } = await stand.pool.query<{ cohorts: number }>(`select cohorts from rotation`);
  return rows[0]!.cohorts;
}

describe('the next cohort', () => {
  it('is a handful again where all of the one before vanished: that counts neither way', async () => {
    const people = await stand.addManagedPeople(3);
    for (const person of people) stand.silent.add(person);
    await stand.scan();
    const cohort = stand.cohort();
    for (const person of people) {
      await stand.reached(person, 'WAITING_FOR_KEY');
      await stand.changes.disconnect(person);
    }
    await cohort;
    expect(await cohorts()).toBe(0);
    stand.silent.clear();
    for (const person of people) await stand.changes.connect(person);
    await stand.rotate();
    expect(await stand.rotations()).toMatchObject([{ state: 'COMPLETED', completed: 3 }]);
  });

  it('is wider after one in which nothing failed', async () => {
    await stand.addManagedPeople(12);
    await stand.scan();
    await stand.cohort();
    expect(await cohorts()).toBe(1);
    expect((await draw()).begins).toHaveLength(7);
  });

  it('is a handful again some hours after the last one', async () => {
    await stand.addManagedPeople(12);
    await stand.scan();
    await stand.pool.query(`update rotation set cohorts = 3, cohort_at = now() - interval '7 hours'`);
    expect((await draw()).begins).toHaveLength(5);
    expect(await cohorts()).toBe(0);
  });

  it('is no more than the domain’s budget lets be written while a password is kept', async () => {
    await stand.addManagedPeople(12);
    await stand.scan();
    await stand.pool.query(`update domain set write_budget_per_minute = 2`);
    await stand.pool.query(`update rotation set cohorts = 3, cohort_at = now()`);
    expect((await draw()).begins).toHaveLength(10);
  });
});

describe('nobody is drawn', () => {
  it('whose last password is still on its way to the key', async () => {
    const [person] = (await stand.addManagedPeople(1)) as [Person];
    await stand.changes.disconnect(person);
    await stand.scan();
    const ahead = await wantAsAdministrator(stand.changes, person, { order: 'DIRECTORY_FIRST' });
    expect(await advanceWithoutKey(stand.changes, ahead)).toMatchObject({ stage: 'WAITING_FOR_KEY' });
    expect(await stand.changeOf(person)).toMatchObject({ stage: 'QUEUED' });
    await stand.changes.connect(person);
    stand.silent.add(person);
    expect(await draw()).toMatchObject({ begins: [], underWay: [] });
    // The workflow ends: it does not ask again and again for what has to wait.
    expect(await stand.cohort()).toEqual({ next: 'DONE' });
  });

  it('whose change somebody claims at this moment: its key and its order stay as they are', async () => {
    const [person, other] = (await stand.addManagedPeople(2)) as [Person, Person];
    await stand.scan();
    const { id } = (await stand.changeOf(person))!;
    let drawing: Promise<Cohort> | undefined;
    await withTransaction(stand.pool, async (sql) => {
      await sql.query(`select id from domain_account where id = $1 for no key update`, [person.accountId]);
      drawing = draw();
      await somebodyWaits(stand.pool);
      await sql.query(`update domain_account set claim_number = claim_number + 1 where id = $1`, [
        person.accountId,
      ]);
      await sql.query(
        `update password_change c set holds_claim = true, claim = a.claim_number, key_id = null
         from domain_account a where c.id = $1 and a.id = c.account_id`,
        [id],
      );
    });
    expect((await drawing!).begins).toEqual([(await stand.changeOf(other))!.id]);
    const { rows } = await stand.pool.query(`select key_id as "keyId" from password_change where id = $1`, [
      id,
    ]);
    expect(rows).toEqual([{ keyId: null }]);
  });
});
