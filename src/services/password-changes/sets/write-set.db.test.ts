import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { withTransaction } from '../../../database.js';
import { AppError } from '../../../errors.js';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';
import { eventually } from '../../../testing/eventually.js';
import { overtakeChanges } from '../overtake-changes.js';
import { readPasswordDomain } from '../policy/account-facts.js';
import { claimAccount } from '../rows/claims.js';
import { lockChange } from '../rows/stored-change.js';
import { Conversation } from '../turns/open-session.js';
import { prepareSet } from './prepare-set.js';
import type { SetParts } from './set.js';
import type { WriteLane } from './write-lane.js';
import { writeSet } from './write-set.js';

let stand: ChangeStand;
let parts: SetParts;
beforeAll(async () => {
  stand = await ChangeStand.open();
  const domain = await readPasswordDomain(stand.pool, stand.domainId);
  parts = { ...stand.parts, conversation: new Conversation(stand.parts, domain!) };
});
afterAll(async () => {
  await parts.conversation.close();
  await stand.close();
});
beforeEach(() => stand.reset());

const lane: WriteLane = {
  enter: async () => undefined,
  leave: () => undefined,
  take: async () => undefined,
  mayGoOn: () => true,
  isOneByOne: true,
  took: () => undefined,
};

interface Changing {
  readonly person: Person;
  readonly id: string;
}

/** Three people whose passwords are to be changed. */
async function three(): Promise<readonly [Changing, Changing, Changing]> {
  const add = async (): Promise<Changing> => {
    const person = await stand.addPerson('MANAGED');
    return { person, id: await stand.want(person, 'ROTATION') };
  };
  return [await add(), await add(), await add()];
}

/** The same whose keys have their new passwords. */
async function threeOnKeys(): ReturnType<typeof three> {
  const all = await three();
  for (const { id, person } of all) {
    await stand.advance(id);
    await stand.deliver(person);
  }
  return all;
}

const idsOf = (all: readonly Changing[]): string[] => all.map(({ id }) => id);

test('one whose account somebody has locked is left out, and the others are begun and written', async () => {
  const all = await three();
  const held = all[1];
  const others = [all[0], all[2]];
  await withTransaction(stand.pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for update`, [held.person.accountId]);
    const { outcomes } = await prepareSet(parts, idsOf(all));
    expect(idsOf(all).map((id) => outcomes.get(id))).toEqual(['WAITING_FOR_KEY', 'ALONE', 'WAITING_FOR_KEY']);
  });
  await stand.advance(held.id);
  for (const { person } of all) await stand.deliver(person);
  await withTransaction(stand.pool, async (sql) => {
    await sql.query(`select id from domain_account where id = $1 for update`, [held.person.accountId]);
    const { outcomes } = await writeSet(parts, idsOf(all), lane);
    expect(idsOf(all).map((id) => outcomes.get(id))).toEqual(['WAITING_FOR_KEY', 'ALONE', 'WAITING_FOR_KEY']);
  });
  expect(await stand.change(held.id)).toMatchObject({ sentAt: null, resets: 0 });
  for (const { id } of others) expect(await stand.change(id)).toMatchObject({ stage: 'VERIFIED', resets: 1 });
});

test('what was written is noted though the account of one is locked, and that one as soon as it is free', async () => {
  const all = await threeOnKeys();
  const [held, ...others] = all;
  const free = Promise.withResolvers<void>();
  let holding: Promise<void> | undefined;
  stand.onCheckpoint = async (point, id) => {
    if (point !== 'reset.during' || id !== held.id) return;
    const isHeld = Promise.withResolvers<void>();
    holding = withTransaction(stand.pool, async (sql) => {
      await sql.query(`select id from domain_account where id = $1 for update`, [held.person.accountId]);
      isHeld.resolve();
      await free.promise;
    });
    await isHeld.promise;
  };
  const writing = writeSet(parts, idsOf(all), lane);
  try {
    await eventually(async () => {
      for (const { id } of others) expect((await stand.change(id)).stage).toBe('VERIFIED');
    }, 10_000);
    expect((await stand.change(held.id)).acceptedAt).toBeNull();
  } finally {
    free.resolve();
    await holding;
  }
  const { outcomes } = await writing;
  expect(new Set(outcomes.values())).toEqual(new Set(['WAITING_FOR_KEY']));
  for (const { id } of all) expect(await stand.change(id)).toMatchObject({ stage: 'VERIFIED', resets: 1 });
});

test('what has not left is taken back, also of one whose key is locked meanwhile', async () => {
  const all = await threeOnKeys();
  let locked: Changing | undefined;
  stand.onCheckpoint = async (point, id) => {
    if (point !== 'reset.during' || locked !== undefined) return;
    const other = all.find((each) => each.id !== id)!;
    locked = other;
    await withTransaction(stand.pool, async (sql) => {
      await sql.query(`update key set status = 'LOCKED' where id = $1`, [other.person.keyId]);
      await overtakeChanges(sql, [other.person.keyId]);
    });
  };
  const mayGoOn = (): boolean => locked === undefined;
  const { outcomes } = await writeSet(parts, idsOf(all), { ...lane, mayGoOn });
  expect([...outcomes.values()].toSorted()).toEqual(['NOT_BEGUN', 'NOT_BEGUN', 'WAITING_FOR_KEY']);
  expect(outcomes.get(locked!.id)).toBe('NOT_BEGUN');
  expect(await stand.change(locked!.id)).toMatchObject({
    stage: 'ON_KEY',
    sentAt: null,
    intent: null,
    undo: 'DISCARD',
  });
});

test('a set whose time is over before the first write is given back, counted, and not tried again at once', async () => {
  const all = await threeOnKeys();
  let late = 0;
  const enter = async (): Promise<void> => void (late = 10_000);
  const began = performance.now();
  const now = () => performance.now() + late;
  const { outcomes } = await writeSet({ ...parts, now }, idsOf(all), { ...lane, enter });
  expect(performance.now() - began).toBeGreaterThan(250);
  expect(new Set(outcomes.values())).toEqual(new Set(['NOT_BEGUN']));
  for (const { id } of all)
    expect(await stand.change(id)).toMatchObject({ sentAt: null, attempts: 1, resets: 0 });
});

test('what one comes to is known though another one cannot be brought to its end', async () => {
  const all = await threeOnKeys();
  const { passwords } = stand.domain;
  const written: string[] = [];
  let stolen = '';
  let replacement = '';
  let refused = '';
  let isGone = false;
  stand.onCheckpoint = async (point, id) => {
    if (point !== 'reset.during') return;
    written.push(id!);
    if (written.length !== 2) return;
    // The second is reported stolen while it is written.
    stolen = id!;
    const { person } = all.find((each) => each.id === id)!;
    replacement = await stand.want(person, 'COMPROMISE');
    await withTransaction(stand.pool, async (sql) => {
      const change = await lockChange(sql, replacement);
      await claimAccount(sql, change!);
    });
  };
  passwords.onStep = ({ call, at, account }) => {
    const { id } = all.find(({ person }) => person.guid === account) ?? {};
    if (call === 'resetPassword' && at === 'BEFORE' && written.length === 2) {
      refused = id ?? '';
      passwords.fineGrained.set(account!, { ...passwords.policy!, minLength: 30 });
    }
    if (call !== 'readPolicy') return;
    isGone = true;
    throw new AppError('DIRECTORY_UNREACHABLE', 'gone');
  };
  const { outcomes, wake } = await writeSet(parts, idsOf(all), lane);
  expect([written[0], stolen, refused].map((id) => outcomes.get(id!))).toEqual([
    'WAITING_FOR_KEY',
    'ALONE',
    'ALONE',
  ]);
  expect(isGone).toBe(true);
  expect([...wake]).toContain(replacement);
});
