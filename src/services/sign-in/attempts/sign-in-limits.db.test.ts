import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../../../database.js';
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.js';
import { SignInLimits, TooManyRequests, type Attempt } from './sign-in-limits.js';
import { StoredAttempts } from './stored-attempts.js';

const options = {
  perAccountAndAddress: { attempts: 3, windowSeconds: 60 },
  perAddress: { attempts: 6, windowSeconds: 60 },
  perWideNetwork: { attempts: 12, windowSeconds: 60 },
  perAccount: { attempts: 5, windowSeconds: 60 },
  perDevice: { attempts: 3, windowSeconds: 60 },
  perSharedDevice: { attempts: 8, windowSeconds: 60 },
};

let database: TestDatabase;
let pool: Pool;
let limits: SignInLimits;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});
beforeEach(async () => {
  await pool.query('truncate attempt_window');
  limits = aServer();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** The limits as one server has them. */
function aServer(): SignInLimits {
  return new SignInLimits(new StoredAttempts(pool), options);
}

function attempt(account: string, address: string, addressKnown = false): Attempt {
  return { account, address, addressKnown };
}

const OF_ANN = { id: 'of ann', shared: 'of all' };

async function refused(given: Attempt, by: SignInLimits = limits): Promise<boolean> {
  try {
    (await by.begin(given)).end();
    return false;
  } catch (error) {
    if (error instanceof TooManyRequests) return true;
    throw error;
  }
}

describe('the limits on signing in', () => {
  test('slow down one address at one account', async () => {
    for (let each = 0; each < 3; each += 1) expect(await refused(attempt('ann', '192.0.2.1'))).toBe(false);
    expect(await refused(attempt('ann', '192.0.2.1'))).toBe(true);
    expect(await refused(attempt('ann', '192.0.2.2'))).toBe(false);
  });

  test('slow down one address at many accounts', async () => {
    for (let each = 0; each < 6; each += 1)
      expect(await refused(attempt(`a${each}`, '192.0.2.1'))).toBe(false);
    expect(await refused(attempt('another', '192.0.2.1'))).toBe(true);
    expect(await refused(attempt('another', '192.0.2.2'))).toBe(false);
  });

  test('slow down many addresses at one account, but not its owner where they signed in before', async () => {
    for (let each = 0; each < 5; each += 1)
      expect(await refused(attempt('ann', `192.0.2.${each}`))).toBe(false);
    expect(await refused(attempt('ann', '192.0.2.1'))).toBe(true);
    expect(await refused(attempt('ann', '203.0.113.7', true))).toBe(false);
  });

  test('let the first attempt of an owner pass where they signed in before, however a neighbour guesses from there', async () => {
    for (let each = 0; each < 100; each += 1) await refused(attempt(`a${each}`, '192.0.2.1'));
    expect(await refused(attempt('stranger', '192.0.2.1'))).toBe(true);
    const owner = attempt('ann', '192.0.2.1', true);
    const begun = await limits.begin(owner);
    begun.end();
    await begun.succeeded();
    // What was not counted is not given back: a neighbour with an account of their own gains nothing by it.
    expect(await refused(attempt('stranger', '192.0.2.1'))).toBe(true);
    expect(await refused(owner)).toBe(false);
    expect(await refused(owner)).toBe(true);
  });

  test('hold for all servers together, and on after one is started anew', async () => {
    const [one, other] = [aServer(), aServer()];
    for (const server of [one, other, one])
      expect(await refused(attempt('ann', '192.0.2.1'), server)).toBe(false);
    expect(await refused(attempt('ann', '192.0.2.1'), other)).toBe(true);
    expect(await refused(attempt('ann', '192.0.2.1'), aServer())).toBe(true);
  });

  test('let no more pass of many at the same instant, through whichever server', async () => {
    const servers = Array.from({ length: 8 }, aServer);
    const all = await Promise.all(servers.map((server) => refused(attempt('ann', '192.0.2.1'), server)));
    expect(all.filter((one) => !one)).toHaveLength(options.perAccountAndAddress.attempts);
  });

  test('say how long to wait, and are over then', async () => {
    for (let each = 0; each < 3; each += 1) await refused(attempt('ann', '192.0.2.1'));
    const refusal = await limits.begin(attempt('ann', '192.0.2.1')).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TooManyRequests);
    const { retryAfterSeconds } = refusal as TooManyRequests;
    expect(retryAfterSeconds).toBeGreaterThan(50);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
    await pool.query(`update attempt_window set ends_at = ends_at - interval '1 minute'`);
    expect(await refused(attempt('ann', '192.0.2.1'))).toBe(false);
  });

  test('keep nothing for longer than it counts, and nothing that somebody has typed', async () => {
    for (let each = 0; each < 6; each += 1) await refused(attempt(`secret-${each}`, '192.0.2.1'));
    const { rows } = await pool.query<{ text: string }>(`select w::text as text from attempt_window w`);
    expect(rows.length).toBeGreaterThan(6);
    const hex = Buffer.from('secret-').toString('hex');
    expect(rows.filter(({ text }) => text.includes(hex) || text.includes('secret-'))).toEqual([]);
    await pool.query(`update attempt_window set ends_at = ends_at - interval '1 hour'`);
    await refused(attempt('ann', '198.51.100.1'));
    const left = await pool.query(`select 1 from attempt_window where ends_at < now()`);
    expect(left.rowCount).toBe(0);
  });

  test('count nothing against an account from an address that is refused anyway', async () => {
    for (let each = 0; each < 6; each += 1) await refused(attempt(`a${each}`, '203.0.113.7'));
    for (let each = 0; each < 100; each += 1) expect(await refused(attempt('ann', '203.0.113.7'))).toBe(true);
    for (let each = 0; each < 3; each += 1) expect(await refused(attempt('ann', '192.0.2.1'))).toBe(false);
  });

  test('look at the first attempt from anywhere, so that the right password gets its owner in however others guess', async () => {
    for (let each = 0; each < 100; each += 1) await refused(attempt('ann', `192.0.2.${each}`));
    const owner = attempt('ann', '198.51.100.1');
    const begun = await limits.begin(owner);
    begun.end();
    await begun.succeeded();
    expect(await refused(owner)).toBe(false);
    expect(await refused(owner)).toBe(true);
  });

  test('take a whole IPv6 /48 for one place where there are many guesses', async () => {
    for (let each = 0; each < 5; each += 1) await refused(attempt('ann', `2001:db8:1:${each}::1`));
    expect(await refused(attempt('ann', '2001:db8:1:99::1'))).toBe(true);
    for (let each = 6; each < 12; each += 1) await refused(attempt(`a${each}`, `2001:db8:1:${each}::1`));
    expect(await refused(attempt('another', '2001:db8:1:aaaa::1'))).toBe(true);
    expect(await refused(attempt('another', '2001:db8:2:aaaa::1'))).toBe(false);
  });

  test('let one address have only so many attempts looked at at the same time', async () => {
    const begun = await Promise.all(
      ['a', 'b', 'c', 'd'].map((account) => limits.begin(attempt(account, '192.0.2.1'))),
    );
    expect(await refused(attempt('e', '192.0.2.1'))).toBe(true);
    expect(await refused(attempt('e', '192.0.2.2'))).toBe(false);
    begun[0]?.end();
    expect(await refused(attempt('e', '192.0.2.1'))).toBe(false);
  });

  test('leave a known device alone whatever else comes from its address, at this very account and under way as well', async () => {
    const strangers = await Promise.all(
      ['ann', 'b', 'c', 'd'].map((account) => limits.begin(attempt(account, '192.0.2.1'))),
    );
    for (let each = 0; each < 100; each += 1) await refused(attempt('ann', '192.0.2.1'));
    expect(await refused(attempt('ann', '192.0.2.1', true))).toBe(true);
    const owner = { ...attempt('ann', '192.0.2.1', true), device: OF_ANN };
    for (let each = 0; each < 10; each += 1) {
      const begun = await limits.begin(owner);
      begun.end();
      await begun.succeeded();
      expect(begun.from).toBe('known device');
    }
    strangers.forEach(({ end }) => end());
    for (let each = 0; each < 2; each += 1) await refused(attempt('ann', '192.0.2.1'));
    expect(await refused(attempt('ann', '192.0.2.1'))).toBe(true);
  });

  test('slow down a known device as well, for all servers together, and count what is beyond like any other', async () => {
    const [one, another] = [aServer(), aServer()];
    const stolen = { ...attempt('ann', '192.0.2.1'), device: OF_ANN };
    const begun: string[] = [];
    for (const server of [one, another, one, another, one, another]) {
      const { from, end } = await server.begin(stolen);
      begun.push(from);
      end();
    }
    expect(begun).toEqual([...Array(3).fill('known device'), ...Array(3).fill('anywhere')]);
    expect(await refused(stolen, one)).toBe(true);
    expect(await refused(stolen, another)).toBe(true);
  });

  test('slow down a device that many share at all of them together, and what one of them does well forgives no other', async () => {
    const tried = async (owner: string, address: string, isGood = false): Promise<string> => {
      const device = { id: `of ${owner}`, shared: 'of all' };
      const begun = await limits.begin({ ...attempt(owner, address), device });
      begun.end();
      if (isGood) await begun.succeeded();
      return begun.from;
    };
    const from: string[] = [];
    for (const owner of ['ann', 'ben', 'cy', 'dee']) {
      for (let each = 0; each < 3; each += 1) from.push(await tried(owner, `192.0.2.${from.length}`));
      await tried(owner, '198.51.100.1', true);
    }
    expect(from).toEqual([...Array(8).fill('known device'), ...Array(4).fill('anywhere')]);
    // What was not looked at with the device was not taken from its owner.
    await pool.query(`delete from attempt_window where key = sha256('shared device of all')`);
    expect(await tried('dee', '198.51.100.2')).toBe('known device');
  });

  test('let one device have one attempt looked at at a time, whoever shares it', async () => {
    const sharedBy = (owner: string) => ({ id: `of ${owner}`, shared: 'of all' });
    const first = await limits.begin({ ...attempt('ann', '192.0.2.1'), device: sharedBy('ann') });
    const second = await limits.begin({ ...attempt('ben', '192.0.2.1'), device: sharedBy('ben') });
    expect([first.from, second.from]).toEqual(['known device', 'anywhere']);
    first.end();
    const third = await limits.begin({ ...attempt('ben', '192.0.2.1'), device: sharedBy('ben') });
    expect(third.from).toBe('known device');
  });

  test.each([
    ['from anywhere', undefined],
    ['with a known device', OF_ANN],
  ])('count nothing for an attempt %s that was not looked at after all', async (_whence, device) => {
    const given = { ...attempt('ann', '192.0.2.1'), device };
    for (let each = 0; each < 20; each += 1) {
      const begun = await limits.begin(given);
      begun.end();
      await begun.undone();
      expect(begun.from).toBe(device === undefined ? 'anywhere' : 'known device');
    }
  });

  test('leave its first attempt to an owner of which it was not looked at', async () => {
    for (let each = 0; each < 100; each += 1) await refused(attempt('ann', `192.0.2.${each}`));
    const begun = await limits.begin(attempt('ann', '198.51.100.1'));
    begun.end();
    await begun.undone();
    expect(await refused(attempt('ann', '198.51.100.1'))).toBe(false);
    expect(await refused(attempt('ann', '198.51.100.1'))).toBe(true);
  });

  test('do not count attempts that were good', async () => {
    for (let each = 0; each < 50; each += 1) {
      const good = attempt('ann', '192.0.2.1');
      const begun = await limits.begin(good);
      begun.end();
      await begun.succeeded();
    }
    expect(await refused(attempt('ann', '192.0.2.1'))).toBe(false);
  });
});
