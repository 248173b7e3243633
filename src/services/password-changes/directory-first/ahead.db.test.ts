import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  advanceWithoutKey,
  personWithKeyAway,
  reconnect,
  wantAsAdministrator,
} from '../../../testing/passwords/administrators-changes.js';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';

const TYPED = 'Kx7-typed-for-somebody';

let stand: ChangeStand;
beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());
beforeEach(() => stand.reset());

const away = (): Promise<Person> => personWithKeyAway(stand);
const want = (person: Person, typed?: string): Promise<string> =>
  wantAsAdministrator(stand, person, { order: 'DIRECTORY_FIRST', ...(typed === undefined ? {} : { typed }) });
const advanceAll = (changeId: string) => advanceWithoutKey(stand, changeId);
const returned = (person: Person, changeId: string) => reconnect(stand, person, changeId);

async function stagesOf(changeId: string): Promise<string[]> {
  const { rows } = await stand.pool.query<{ stage: string }>(
    `select e.payload->>'stage' as stage from stream_event e where e.stream_id = $1 order by e.sequence`,
    [changeId],
  );
  return rows.map(({ stage }) => stage).filter((stage, at, all) => stage !== all[at - 1]);
}

describe('a password that the directory gets while the key is away', () => {
  test('is there at once, and the key gets it when it is connected', async () => {
    const person = await away();
    const old = stand.inDirectory(person);
    const id = await want(person);
    expect(await advanceAll(id)).toMatchObject({ stage: 'WAITING_FOR_KEY', holdsClaim: false, resets: 1 });
    const set = stand.inDirectory(person);
    expect(set).not.toBe(old);
    expect(await stand.holderOf(person)).toBe('DIRECTORY_AHEAD');
    // Claim and copy are over; what is left opens to the key alone.
    expect(await stand.hasCopy(id)).toBe(false);
    expect(await stand.tasks(person)).toEqual([
      'WRITE_PENDING ACKNOWLEDGED',
      'COMMIT ACKNOWLEDGED',
      'WRITE_PENDING PENDING',
    ]);
    expect(await returned(person, id)).toMatchObject({ stage: 'COMPLETED' });
    expect(await stand.slots(person)).toMatchObject({ active: set, pending: undefined, previous: old });
    expect(await stand.holderOf(person)).toBe('MANAGED');
    expect(await stagesOf(id)).toEqual([
      'QUEUED',
      'IN_DIRECTORY',
      'VERIFIED',
      'WAITING_FOR_KEY',
      'ON_KEY',
      'COMPLETED',
    ]);
  });

  test('is not handed to the key before the directory has it', async () => {
    const person = await away();
    await stand.connect(person);
    const id = await want(person);
    let handed: string[] = [];
    stand.onCheckpoint = async (point) => {
      if (point === 'reset.before' || point === 'verify.before') handed = await stand.deliver(person);
      expect((await stand.slots(person)).pending).toBeUndefined();
    };
    await advanceAll(id);
    expect(handed).toEqual([]);
  });

  test('is known to somebody where it was typed, and due to be rotated once the key has it', async () => {
    const person = await away();
    const known = async () => {
      const { rows } = await stand.pool.query<{ since: Date | null }>(
        `select password_known_since as since from domain_account where id = $1`,
        [person.accountId],
      );
      return rows[0]?.since;
    };
    const id = await want(person, TYPED);
    await advanceAll(id);
    expect(stand.inDirectory(person)).toBe(TYPED);
    expect(await known()).toBeNull();
    expect((await returned(person, id)).stage).toBe('COMPLETED');
    expect((await stand.slots(person)).active).toBe(TYPED);
    expect(await known()).toBeInstanceOf(Date);
    await stand.runToEnd(person, await stand.want(person, 'ROTATION'));
    expect(await known()).toBeNull();
  });

  test('changes nothing where the policy refuses what was typed', async () => {
    const person = await away();
    const old = stand.inDirectory(person);
    const id = await want(person, 'Kx7!');
    const failed = await advanceAll(id);
    expect(failed).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_POLICY_REFUSED', sentAt: null });
    expect(failed.lastError).toContain('too short');
    expect([stand.inDirectory(person), await stand.holderOf(person)]).toEqual([old, 'MANAGED']);
  });

  test('is another, longer one where the policy refused the first, and the key gets only that', async () => {
    const person = await away();
    const id = await want(person);
    const { passwords } = stand.domain;
    passwords.onStep = ({ call, at }) => {
      if (call === 'resetPassword')
        passwords.policy = { ...passwords.policy!, minLength: at === 'BEFORE' ? 20 : 7 };
    };
    expect(await advanceAll(id)).toMatchObject({ stage: 'WAITING_FOR_KEY', generations: 2 });
    expect((await returned(person, id)).stage).toBe('COMPLETED');
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('is not set at all where the directory may not be written', async () => {
    const person = await away();
    const old = stand.inDirectory(person);
    stand.domain.passwords.mayReset = false;
    const id = await want(person);
    expect(await advanceAll(id)).toMatchObject({ stage: 'FAILED', lastErrorCode: 'PASSWORD_RIGHT_MISSING' });
    expect([stand.inDirectory(person), await stand.holderOf(person)]).toEqual([old, 'MANAGED']);
    expect((await stand.tasks(person)).at(-1)).toBe('WRITE_PENDING CANCELLED');
  });

  test('is the same one when the answer of the directory was lost', async () => {
    const person = await away();
    stand.once('resetPassword', 'AFTER', () => {
      throw new Error('the connection broke');
    });
    const id = await want(person);
    expect(await advanceAll(id)).toMatchObject({ stage: 'WAITING_FOR_KEY', generations: 1 });
    expect((await returned(person, id)).stage).toBe('COMPLETED');
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test('still reaches the key where its copy was over before the answer was known', async () => {
    const person = await away();
    stand.once('resetPassword', 'AFTER', () => {
      throw new Error('the connection broke');
    });
    const id = await want(person);
    await stand.advance(id);
    await stand.loseCopy(id);
    await stand.makeDue(id);
    expect(await advanceAll(id)).toMatchObject({ stage: 'WAITING_FOR_KEY', holdsClaim: false });
    await returned(person, id);
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
  });

  test.each([
    'generate.before',
    'generate.during',
    'generate.after',
    'reset.before',
    'reset.during',
    'reset.after',
    'verify.before',
    'verify.during',
    'verify.after',
    'complete.before',
    'complete.during',
    'complete.after',
  ] as const)('gets to the key though the worker dies at %s', async (fatal) => {
    const person = await away();
    const id = await want(person);
    let isDead = false;
    stand.onCheckpoint = (point) => {
      if (point !== fatal || isDead) return;
      isDead = true;
      throw new Error('the worker died');
    };
    const tolerant = async (work: () => Promise<unknown>): Promise<void> => {
      await work().catch((error: Error) => {
        if (error.message !== 'the worker died') throw error;
      });
    };
    await stand.connect(person);
    for (let turns = 0; turns < 8; turns += 1) {
      await tolerant(() => stand.advance(id));
      await stand.deliver(person);
      await stand.makeDue(id);
    }
    expect(isDead).toBe(true);
    expect(await stand.change(id)).toMatchObject({ stage: 'COMPLETED' });
    expect((await stand.slots(person)).active).toBe(stand.inDirectory(person));
    expect(await stand.holderOf(person)).toBe('MANAGED');
  });
});
