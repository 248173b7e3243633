import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction } from '../../../database.js';
import type { Person } from '../../../testing/passwords/change-stand.js';
import { RotationStand } from '../../../testing/passwords/rotation-stand.js';
import type { Checkpoint } from '../../password-changes/checkpoints.js';
import { claimAccount } from '../../password-changes/rows/claims.js';
import { lockChange } from '../../password-changes/rows/stored-change.js';
import { rotateCohort } from './rotate-cohort.js';

const PEOPLE = 7;

let stand: RotationStand;
beforeAll(async () => {
  stand = await RotationStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const POINTS: readonly Checkpoint[] = (['generate', 'reset', 'verify', 'complete'] as const).flatMap((step) =>
  (['before', 'during', 'after'] as const).map((moment) => `${step}.${moment}` as const),
);

/** People whose passwords are due in a cohort that is not the first, and the change of each. */
async function crowd(): Promise<{ people: Person[]; idOf: (person: Person) => string }> {
  const people: Person[] = [];
  while (people.length < PEOPLE) people.push(await stand.addManaged());
  await stand.scan();
  await stand.pool.query(`update rotation set cohorts = 1`);
  const ids = new Map<Person, string>();
  for (const person of people) ids.set(person, (await stand.changeOf(person))!.id);
  return { people, idOf: (person) => ids.get(person)! };
}

async function assertNobodyIsLockedOut(people: readonly Person[]): Promise<void> {
  for (const person of people) await stand.changes.assertNobodyIsLockedOut(person);
}

/** The connections of a worker, which go with it. */
const WORKER = 'worker-that-dies';

/** Drives a cohort until so many of its changes have come to a point, where the worker dies with all its connections. */
async function dieAt(point: Checkpoint, arrivals: number): Promise<void> {
  const url = new URL(stand.changes.databaseUrl);
  url.searchParams.set('application_name', WORKER);
  const pool = createPool(url.href);
  let seen = 0;
  let isDead = false;
  const reached = async (at: Checkpoint): Promise<void> => {
    if (at === point) seen += 1;
    if (seen >= arrivals && !isDead) {
      isDead = true;
      void pool.end();
      await stand.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`,
        [WORKER],
      );
    }
    // Whoever is dead goes on with nothing.
    if (isDead) throw new Error('the worker died');
  };
  const changing = { ...stand.changes.parts, pool, checkpoints: { reached } };
  const parts = { ...stand.parts, pool, changing };
  const died = new AbortController();
  const keys = stand.answering(died.signal);
  try {
    await expect(rotateCohort(parts, stand.changes.domainId, died.signal)).rejects.toThrow(Error);
  } finally {
    died.abort();
    await keys;
  }
  expect(isDead).toBe(true);
}

describe('a worker that dies while changes go on together', () => {
  test.each(POINTS)(
    'at %s leaves all of them to another one, which brings each to its end',
    async (point) => {
      const { people, idOf } = await crowd();
      await dieAt(point, 3);
      await assertNobodyIsLockedOut(people);
      await stand.pool.query(`update password_change set next_attempt_at = null where ended_at is null`);
      await stand.rotate();
      for (const person of people) {
        const change = await stand.changes.change(idOf(person));
        expect([change.stage, change.generations, change.attention]).toEqual(['COMPLETED', 1, null]);
        // What was in doubt was set once more, with the same value.
        expect(change.resets).toBeLessThanOrEqual(2);
        expect((await stand.changes.slots(person)).active).toBe(stand.changes.inDirectory(person));
      }
    },
  );
});

/** The account is claimed by the report of a stolen key, as `retireKey` does it. */
async function reportStolen(person: Person): Promise<void> {
  const id = await stand.changes.want(person, 'COMPROMISE');
  await withTransaction(stand.pool, async (sql) => {
    const change = await lockChange(sql, id);
    await claimAccount(sql, change!);
  });
}

const sql = (text: string) => async (_: Person, id: string) => void (await stand.pool.query(text, [id]));

/** What happens to one of them, where, and how it ends. */
const ODD: readonly [
  what: string,
  point: Checkpoint,
  stage: string,
  happens: (person: Person, id: string) => void | Promise<void>,
][] = [
  [
    'meets a policy that wants longer passwords',
    'reset.before',
    'COMPLETED',
    ({ guid }) => {
      const { passwords } = stand.changes.domain;
      passwords.fineGrained.set(guid, { ...passwords.policy!, minLength: 30 });
    },
  ],
  ['is reported stolen before anything is intended', 'reset.before', 'CANCELLED', reportStolen],
  ['is reported stolen while it is written', 'reset.during', 'CANCELLED', reportStolen],
  ['is reported stolen while it is tried', 'verify.during', 'CANCELLED', reportStolen],
  ['loses its key', 'reset.before', 'CANCELLED', (person) => stand.changes.withdraw(person)],
  [
    'was moved on by somebody else before it was begun',
    'generate.during',
    'COMPLETED',
    sql(`update password_change set revision = revision + 1 where id = $1`),
  ],
  [
    'was moved on by somebody else before it was written',
    'reset.before',
    'COMPLETED',
    sql(`update password_change set revision = revision + 1 where id = $1`),
  ],
  [
    'was moved on by somebody else before it was over',
    'complete.before',
    'COMPLETED',
    sql(`update password_change set revision = revision + 1 where id = $1`),
  ],
  [
    'is disabled in the directory',
    'reset.before',
    'CANCELLED',
    ({ guid }) => void stand.changes.domain.changePerson(guid, { userAccountControl: 0x202 }),
  ],
  [
    'belongs to a person the directory lets in no more after the write',
    'verify.before',
    'NEEDS_ATTENTION',
    ({ guid }) => void stand.changes.domain.changePerson(guid, { userAccountControl: 0x202 }),
  ],
];

describe('one of several that go on together', () => {
  test.each(ODD)(
    '%s (%s) ends %s, and the others as if it were not there',
    async (_, point, stage, happens) => {
      const { people, idOf } = await crowd();
      const odd = people[2]!;
      let hasHappened = false;
      stand.changes.onCheckpoint = async (at, id) => {
        if (at !== point || id !== idOf(odd) || hasHappened) return;
        hasHappened = true;
        await happens(odd, id);
      };
      await stand.rotate();
      expect(hasHappened).toBe(true);
      expect((await stand.changes.change(idOf(odd))).stage).toBe(stage);
      const others = people.filter((person) => person !== odd);
      for (const person of others) {
        const change = await stand.changes.change(idOf(person));
        expect([change.stage, change.resets, change.attempts]).toEqual(['COMPLETED', 1, 0]);
        expect((await stand.changes.slots(person)).active).toBe(stand.changes.inDirectory(person));
      }
      await assertNobodyIsLockedOut(others);
    },
  );
});
