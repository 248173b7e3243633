import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StoredChanges } from '../../../testing/passwords/stored-changes.js';
import { findOpenChanges } from './open-changes.js';
import type { StoredChange } from '../rows/stored-change.js';
import { writeChange } from '../rows/write-change.js';

let stand: StoredChanges;

beforeAll(async () => {
  stand = await StoredChanges.open();
});

afterAll(() => stand.close());

async function isFound({ id }: StoredChange): Promise<boolean> {
  return (await findOpenChanges(stand.pool, { limit: 1_000 })).includes(id);
}

/** Changes of a new account, of which nothing was heard for long; the arrangement says what else. */
async function quietChange(
  arrange: (change: StoredChange, key: { id: string; serial: string }) => Promise<unknown>,
  kind: 'ACTIVATION' | 'ADMIN_SET' | 'COMPROMISE' | 'HAND_BACK' | 'ROTATION' = 'ACTIVATION',
): Promise<StoredChange> {
  const { accountId, key } = await stand.addAccount();
  const change = await stand.addChange(
    accountId,
    kind,
    kind === 'COMPROMISE' || kind === 'HAND_BACK' ? null : key.id,
  );
  await arrange(change, key);
  await stand.quiet(change);
  return change;
}

type Arrangement = Parameters<typeof quietChange>;

const found: readonly [string, ...Arrangement][] = [
  ['whose key is connected', (_, key) => stand.connect(key)],
  ['whose key has no owner any more', (_, key) => retire(key.id, 'DEACTIVATED')],
  ['whose key is compromised', (_, key) => retire(key.id, 'COMPROMISED')],
  ['whose key was deleted', (_, key) => stand.pool.query('delete from key where id = $1', [key.id])],
  [
    'that an administrator wanted, though its domain is paused',
    async (change, key) => {
      await stand.connect(key);
      await pauseDomainOf(change);
    },
    'ADMIN_SET',
  ],
  ['that needs no key', async () => undefined, 'HAND_BACK'],
  ['that has the claim, and whose key owes nothing', (change) => stand.claim(change, 'ON_KEY')],
  [
    'whose key has not answered while its copy was there',
    async (change) => {
      await stand.claim(change);
      await stand.addTask(change, 'WRITE_PENDING', 'PENDING');
    },
  ],
  [
    'that is to be tried again by now',
    async (change) => {
      await stand.claim(change, 'IN_DIRECTORY');
      await tryAgainIn(change, -1);
    },
  ],
];

const left: readonly [string, ...Arrangement][] = [
  ['whose key is not connected', async () => undefined],
  ['whose key is suspended', (_, key) => setStatus(key.id, 'SUSPENDED').then(() => stand.connect(key))],
  [
    'whose key is connected where nothing was heard of for long',
    (_, key) => stand.connect(key, { seenSecondsAgo: 21 }),
  ],
  [
    'whose key is connected at a workstation that is not approved',
    (_, key) => stand.connect(key, { state: 'REVOKED' }),
  ],
  [
    'whose key has its password and is yet to say so',
    async (change, key) => {
      await stand.claim(change);
      await stand.addCopy(change, 60_000);
      await stand.addTask(change, 'WRITE_PENDING', 'DELIVERED');
      await stand.connect(key);
    },
  ],
  [
    'that its key has to commit, with or without a copy',
    async (change) => {
      await stand.claim(change, 'VERIFIED');
      await stand.addTask(change, 'COMMIT', 'PENDING');
    },
  ],
  [
    'that is to be tried again later',
    async (change) => {
      await stand.claim(change, 'IN_DIRECTORY');
      await tryAgainIn(change, 60);
    },
  ],
  [
    'behind another one of its account',
    async ({ accountId }) => stand.claim(await stand.addChange(accountId, 'COMPROMISE'), 'QUEUED'),
    'HAND_BACK',
  ],
  [
    'of a domain whose first passwords are paused',
    async (change, key) => {
      await stand.connect(key);
      await pauseDomainOf(change);
    },
  ],
  [
    'that is a rotation in a domain that is paused',
    async (change, key) => {
      await stand.connect(key);
      await pauseDomainOf(change);
    },
    'ROTATION',
  ],
  ['that an administrator wanted for a key that is not connected', async () => undefined, 'ADMIN_SET'],
  [
    'that has ended',
    async (change, key) => {
      await stand.connect(key);
      await writeChange(stand.pool, change, { stage: 'FAILED' });
    },
  ],
];

function pauseDomainOf({ accountId }: StoredChange): Promise<unknown> {
  return stand.pool.query(
    `update domain set passwords_paused_at = now() where id = (select domain_id from domain_account where id = $1)`,
    [accountId],
  );
}

function setStatus(keyId: string, status: string): Promise<unknown> {
  return stand.pool.query(`update key set status = $2 where id = $1`, [keyId, status]);
}

function retire(keyId: string, status: string): Promise<unknown> {
  return stand.pool.query(`update key set status = $2, owner_id = null where id = $1`, [keyId, status]);
}

function tryAgainIn({ id }: StoredChange, seconds: number): Promise<unknown> {
  return stand.pool.query(
    `update password_change set next_attempt_at = now() + $2 * interval '1 second' where id = $1`,
    [id, seconds],
  );
}

describe('a change of which nothing was heard is begun anew', () => {
  test.each(found)('%s', async (_what, ...arrangement: Arrangement) => {
    expect(await isFound(await quietChange(...arrangement))).toBe(true);
  });

  test('not before half a minute is over', async () => {
    const change = await quietChange((_, key) => stand.connect(key));
    await stand.quiet(change, 10);
    expect(await isFound(change)).toBe(false);
    await stand.quiet(change, 31);
    expect(await isFound(change)).toBe(true);
  });

  test('a limited number at a time, and none is passed over for ever', async () => {
    const wanted = new Set<string>();
    for (let at = 0; at < 5; at += 1) wanted.add((await quietChange((_, key) => stand.connect(key))).id);
    const seen = new Set<string>();
    while (!wanted.isSubsetOf(seen)) {
      const ids = await findOpenChanges(stand.pool, { limit: 2 });
      expect(ids).toHaveLength(2);
      for (const id of ids) seen.add(id);
    }
  });
});

describe('a change is left alone', () => {
  test.each(left)('%s', async (_what, ...arrangement: Arrangement) => {
    expect(await isFound(await quietChange(...arrangement))).toBe(false);
  });
});
