import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Person } from '../../testing/passwords/change-stand.js';
import { RotationStand } from '../../testing/passwords/rotation-stand.js';
import { WriteWitness } from '../../testing/passwords/write-witness.js';
import { addStoredAccount } from '../../testing/stored-people.js';
import { keysConnected } from '../key-tasks/keys-connected.js';
import { insertRow } from '../rows.js';

const HOUR_MS = 3_600_000;
const KEYS = 1_000;

let stand: RotationStand;
beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());
afterEach(() => {
  jest.restoreAllMocks();
});

/** A window that was opened within the last two hours and closes within the next two. */
function openWindow(): object {
  const hour = new Date().getUTCHours() + 24;
  const clock = (at: number): string => `${String(at % 24).padStart(2, '0')}:00`;
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  return { days, start: clock(hour - 1), end: clock(hour + 2) };
}

/** A cohort of which one key has been given a password and has yet to answer, while something happens. */
async function whileOneIsUnderWay(person: Person, happens: () => void | Promise<void>): Promise<void> {
  stand.silent.add(person);
  const cohort = stand.cohort();
  await stand.reached(person, 'WAITING_FOR_KEY');
  try {
    await happens();
  } finally {
    stand.silent.clear();
    await cohort;
  }
  for (const each of stand.people) await stand.changes.assertNobodyIsLockedOut(each);
}

const set = async ({ accountId }: Person, what: string): Promise<void> =>
  void (await stand.pool.query(`update domain_account set ${what} where id = $1`, [accountId]));

describe('in the middle of a cohort', () => {
  it('the window closes: what has asked nothing of the directory goes back, and is made at the next opening', async () => {
    const slow = await stand.addManaged(29);
    const quick = await stand.addManaged(29);
    await stand.setDomain({ window: openWindow() });
    await stand.scan();
    const now = performance.now.bind(performance);
    await whileOneIsUnderWay(slow, async () => {
      await stand.reachedEnd(quick);
      jest.spyOn(performance, 'now').mockImplementation(() => now() + 3 * HOUR_MS);
    });
    jest.restoreAllMocks();
    expect(await stand.changeOf(slow)).toMatchObject({ stage: 'WAITING_FOR_KEY', resets: 0 });
    expect((await stand.changeOf(quick))?.stage).toBe('COMPLETED');
    await stand.setDomain({});
    await stand.rotate();
    expect(await stand.changeOf(slow)).toMatchObject({ stage: 'COMPLETED', resets: 1 });
    await stand.changes.assertNobodyIsLockedOut(slow);
  });

  it('the period is changed: what waits is not due any more, what is under way comes to its end', async () => {
    const begun = await stand.addManaged(29);
    const away = await stand.addManaged(29);
    await stand.changes.disconnect(away);
    await stand.scan();
    await whileOneIsUnderWay(begun, async () => {
      await stand.setDomain({ periodDays: 60 });
      expect(await stand.scan()).toMatchObject({ dropped: 1 });
    });
    await stand.rotate();
    expect(await stand.stagesOf([begun, away])).toEqual(['COMPLETED', 'CANCELLED']);
    expect(await stand.rotations()).toMatchObject([{ state: 'COMPLETED', completed: 1, cancelled: 1 }]);
  });

  it('the owner leaves the password group: what has begun comes to its end, and none follows', async () => {
    const person = await stand.addManaged();
    await stand.scan();
    const witness = new WriteWitness(stand.changes, person);
    await whileOneIsUnderWay(person, () => set(person, `in_password_group = false`));
    await stand.scan();
    await stand.rotate();
    expect(witness.faults).toEqual([]);
    expect(await stand.changeOf(person)).toMatchObject({ stage: 'COMPLETED', resets: 1 });
    expect(await stand.scan()).toMatchObject({ added: 0 });
  });

  it.each<[what: string, stage: string, code: string, happens: (person: Person) => void]>([
    [
      'disabled',
      'CANCELLED',
      'ACCOUNT_DISABLED',
      ({ guid }) => void stand.changes.domain.changePerson(guid, { userAccountControl: 0x202 }),
    ],
    ['removed', 'FAILED', 'ACCOUNT_GONE', ({ guid }) => stand.changes.domain.remove(guid)],
  ])(
    'the owner is %s in the directory: it ends %s (%s), the key drops what it was given, and nobody else is held up',
    async (_what, stage, code, happens) => {
      const person = await stand.addManaged();
      const other = await stand.addManaged();
      const before = stand.changes.inDirectory(person);
      await stand.scan();
      await whileOneIsUnderWay(person, () => happens(person));
      await stand.rotate();
      expect(await stand.changeOf(person)).toMatchObject({ stage, code, resets: 0 });
      expect(stand.changes.inDirectory(person)).toBe(before);
      await stand.changes.deliver(person);
      expect((await stand.changes.slots(person)).pending).toBeUndefined();
      expect((await stand.changeOf(other))?.stage).toBe('COMPLETED');
      expect(await stand.rotations()).toMatchObject([{ stopReason: null }]);
    },
  );
});

describe('while it waits', () => {
  it('a key is swapped for another one, which gets the password', async () => {
    const person = await stand.addManaged();
    await stand.changes.disconnect(person);
    await stand.scan();
    await stand.changes.withdraw(person);
    await stand.pool.query(`update key set owner_id = null where id = $1`, [person.keyId]);
    const { keyId, key } = await stand.addManaged(1);
    await stand.pool.query(`update key set owner_id = $2 where id = $1`, [keyId, person.employeeId]);
    const swapped: Person = { ...person, keyId, key };
    stand.people.push(swapped);
    const witness = new WriteWitness(stand.changes, person);
    await stand.rotate();
    expect(await stand.changeOf(person)).toMatchObject({ stage: 'COMPLETED', resets: 1 });
    expect((await stand.changes.slots(swapped)).active).toBe(stand.changes.inDirectory(person));
    expect((await stand.changes.slots(person)).active).toBeUndefined();
    expect([witness.faults, witness.writes.length]).toEqual([[], 1]);
  });

  it('1,000 keys are connected within a second: each has one change, and the domain is told to go on, not each of them', async () => {
    const serials = await addCrowd(KEYS);
    expect(await stand.scan()).toMatchObject({ added: KEYS });
    const { pool, parts } = stand;
    const told: string[] = [];
    const workflows = {
      ...parts.workflows,
      advanceChange: async (changeId: string): Promise<void> => void told.push(changeId),
    };
    // As reports come: many at a time, some of them twice.
    const reports = Array.from({ length: 20 }, (_, at) => serials.slice(at * 50, at * 50 + 100));
    await Promise.all(reports.map((some) => keysConnected({ pool, workflows, log: parts.log }, some)));
    expect(told).toEqual([]);
    expect(stand.told.length).toBeLessThanOrEqual(reports.length);
    expect(await stand.scan()).toMatchObject({ added: 0, dropped: 0 });
    const { rows } = await pool.query<{ changes: number; accounts: number }>(
      `select count(*)::int as changes, count(distinct account_id)::int as accounts
       from password_change where kind = 'ROTATION' and ended_at is null`,
    );
    expect(rows).toEqual([{ changes: KEYS, accounts: KEYS }]);
  });
});

/** People whose passwords are due, each with a key that is known by its serial only. */
async function addCrowd(count: number): Promise<string[]> {
  const serials: string[] = [];
  for (let at = 0; at < count; at += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - at) }, async (_, each) => {
        const serial = `LK-CROWD-${at + each}`;
        serials.push(serial);
        const old = new Date(Date.now() - 40 * 24 * HOUR_MS);
        const { employeeId } = await addStoredAccount(stand.pool, stand.changes.domainId, {
          passwordHolder: 'MANAGED',
          inPasswordGroup: true,
          pwdLastSet: old,
          passwordShownAt: old,
          passwordChangedAt: old,
        });
        await insertRow(stand.pool, 'key', {
          id: randomUUID(),
          serial,
          name: serial,
          publicKey: randomBytes(32),
          status: 'ACTIVE',
          confirmedStatus: 'ACTIVE',
          linkedAt: old,
          ownerId: employeeId,
          searchText: serial.toLowerCase(),
        });
      }),
    );
  }
  await stand.pool.query(`update workstation_presence set connected_keys = connected_keys || $1::text[]`, [
    serials,
  ]);
  return serials;
}
