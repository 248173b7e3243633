import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MOST_DEVICES } from '../../services/sign-in/devices/known-devices.js';
import { newDeviceSecret } from '../../services/sign-in/devices/device-secret.js';
import { hashPassword } from '../../services/sign-in/password-hash.js';
import { DeviceStand, markIn, SIGN_IN } from '../../testing/people/device-stand.js';
import { startApi, type TestUser } from '../../testing/start-api.js';

let stand: DeviceStand;
beforeAll(async () => {
  stand = await DeviceStand.start();
});
afterAll(() => stand.close());

describe('the owner of an account at which a stranger behind the same address guesses without end', () => {
  test('gets in at once with the browser they signed in with before, again and again, and the stranger gains nothing', async () => {
    const owner = await stand.api.createUser('ADMINISTRATOR');
    const device = await stand.markOf(owner);
    await stand.guessAt(owner);
    for (let each = 0; each < 3; each += 1) {
      expect((await stand.tries(owner, { device })).codes).toEqual([]);
      expect((await stand.tries({ ...owner, password: 'another guess' })).codes).toEqual([
        'TOO_MANY_REQUESTS',
      ]);
      expect((await stand.tries(owner)).codes).toEqual(['TOO_MANY_REQUESTS']);
    }
  });

  test('gets in through another server than the one where the stranger guesses', async () => {
    const owner = await stand.api.createUser('AUDITOR');
    const device = await stand.markOf(owner);
    await stand.guessAt(owner, stand.api);
    expect((await stand.tries(owner, { by: stand.other })).codes).toEqual(['TOO_MANY_REQUESTS']);
    expect((await stand.tries(owner, { device, by: stand.other })).codes).toEqual([]);
  });

  test('may mistype a few times meanwhile', async () => {
    const owner = await stand.api.createUser('AUDITOR');
    const device = await stand.markOf(owner);
    await stand.wearOut(owner);
    for (let each = 0; each < 3; each += 1)
      expect((await stand.tries({ ...owner, password: 'mistyped' }, { device })).codes).toEqual([
        'SIGN_IN_REFUSED',
      ]);
    expect((await stand.tries(owner, { device })).codes).toEqual([]);
  });

  test.each<readonly [string, (owner: TestUser) => Promise<string>]>([
    ['another user', async () => stand.markOf(await stand.api.createUser('AUDITOR'))],
    ['nobody: it was made up', async () => newDeviceSecret()],
    ['nobody: it is none at all', async () => 'x'.repeat(5_000)],
    ['the owner, as the database keeps it', async (owner) => storedHashOf(await stand.markOf(owner), owner)],
    [
      'the owner, until it was over',
      async (owner) => {
        const device = await stand.markOf(owner);
        const past = `update known_device set expires_at = now() - interval '1 second' where user_id = $1`;
        await stand.api.backend.pool.query(past, [owner.id]);
        return device;
      },
    ],
  ])('is not who comes with a mark of %s', async (_whose, mark) => {
    const owner = await stand.api.createUser('ADMINISTRATOR');
    const device = await mark(owner);
    await stand.wearOut(owner);
    expect((await stand.tries(owner, { device })).codes).toEqual(['TOO_MANY_REQUESTS']);
  });
});

async function storedHashOf(device: string, { id }: TestUser): Promise<string> {
  const { rows } = await stand.api.backend.pool.query('select * from known_device where user_id = $1', [id]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(device.slice(5));
  expect(rows[0].token_hash).toHaveLength(32);
  return `lk_d_${rows[0].token_hash.toString('base64url')}`;
}

describe('a mark that was stolen', () => {
  test('gives ten guesses, and then counts like none, through whichever server', async () => {
    const owner = await stand.api.createUser('ADMINISTRATOR');
    const device = await stand.markOf(owner);
    const codes: unknown[] = [];
    for (let each = 0; each < 25; each += 1) {
      const by = each % 2 === 0 ? stand.api : stand.other;
      codes.push(...(await stand.tries({ ...owner, password: `guess ${each}` }, { device, by })).codes);
    }
    // Ten with the mark, and ten that anybody at that address has.
    expect(codes.filter((code) => code === 'SIGN_IN_REFUSED')).toHaveLength(20);
    expect(codes.slice(20)).toEqual(Array.from({ length: 5 }, () => 'TOO_MANY_REQUESTS'));
    expect((await stand.tries(owner, { device })).codes).toEqual(['TOO_MANY_REQUESTS']);
    // It keeps no one out who comes from elsewhere.
    expect((await stand.tries(owner, { address: '192.0.2.77' })).codes).toEqual([]);
  });

  test('is counted for all who share the browser together, and on after it was replaced', async () => {
    const owners = [await stand.api.createUser('ADMINISTRATOR'), await stand.api.createUser('AUDITOR')];
    let device = await stand.markOf(owners[0]!);
    device = await stand.markOf(owners[1]!, device);
    const guess = async (owner: TestUser) =>
      expect((await stand.tries({ ...owner, password: 'a guess' }, { device })).codes).toEqual([
        'SIGN_IN_REFUSED',
      ]);
    const counted = async () => {
      const { rows } = await stand.api.backend.pool.query(
        `select attempts from attempt_window w join known_device d
         on w.key = sha256(convert_to('shared device ' || d.id, 'UTF8')) where d.user_id = $1`,
        [owners[0]!.id],
      );
      return rows[0]?.attempts;
    };
    for (const owner of owners) await guess(owner);
    expect(await counted()).toBe(2);
    owners.push(await stand.api.createUser('AUDITOR'));
    device = await stand.markOf(owners[2]!, device);
    await guess(owners[2]!);
    expect(await counted()).toBe(3);
  });

  test('opens nothing by itself: it is no credential', async () => {
    const device = await stand.markOf(await stand.api.createUser('ADMINISTRATOR'));
    const ways: readonly Record<string, string>[] = [
      { authorization: `Bearer ${device}` },
      { cookie: `latchkey_session=${device}` },
      { cookie: `latchkey_device=${device}` },
    ];
    for (const headers of ways) {
      const { errors } = await stand.api.client({ headers }).post('{ me { id } }');
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED']);
    }
  });
});

describe('an attempt for which the server has no time', () => {
  test.each([
    ['from anywhere', false],
    ['with a mark', true],
  ])('is counted for nothing: %s', async (_whence, isKnown) => {
    const owner = await stand.api.createUser('AUDITOR');
    const device = isKnown ? await stand.markOf(owner) : undefined;
    const { pool } = stand.api.backend;
    await pool.query('delete from attempt_window');
    const over = new AbortController();
    const busy = Array.from({ length: 8 }, async () => {
      while (!over.signal.aborted) await hashPassword('of somebody else');
    });
    const { codes } = await stand.tries(owner, { device }).finally(() => over.abort());
    await Promise.all(busy);
    expect(codes).toEqual(['TOO_MANY_REQUESTS']);
    const { rows } = await pool.query('select sum(attempts)::int as counted from attempt_window');
    expect(rows[0].counted).toBe(0);
  });
});

describe('the mark of a browser', () => {
  test('is out of reach of scripts and other sites, and over TLS bound to this very host', async () => {
    const { cookie } = await stand.tries(await stand.api.createUser('AUDITOR'));
    expect(cookie).toMatch(
      /^latchkey_device=lk_d_[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    const days = (Date.parse(/Expires=([^;]+)/.exec(cookie ?? '')?.[1] ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(179);
    expect(days).toBeLessThan(181);
    const { host } = stand.api.config.http;
    const publicUrl = new URL('https://keys.example/');
    const secure = await startApi({ config: { http: { host, port: 0, publicUrl } } });
    try {
      const answer = await secure
        .client()
        .post(SIGN_IN, { input: await secure.createUser('AUDITOR').then(given) });
      const marks = answer.headers.getSetCookie().filter((text) => text.includes('latchkey_device'));
      expect(marks).toEqual([
        expect.stringMatching(/^__Host-latchkey_device=.*; HttpOnly; Secure; SameSite=Strict$/),
      ]);
    } finally {
      await secure.close();
    }
  });

  test('is one for all who sign in with that browser: whoever joins has it replaced for all of them, and copies of it are worth nothing', async () => {
    const [one, two] = [await stand.api.createUser('ADMINISTRATOR'), await stand.api.createUser('AUDITOR')];
    const before = await stand.markOf(one);
    const device = await stand.markOf(two, before);
    expect(device).not.toBe(before);
    expect(await stand.markOf(one, device)).toBe(device);
    await stand.wearOut(one);
    await stand.wearOut(two);
    expect((await stand.tries(one, { device: before })).codes).toEqual(['TOO_MANY_REQUESTS']);
    expect((await stand.tries(one, { device })).codes).toEqual([]);
    expect((await stand.tries(two, { device })).codes).toEqual([]);
  });

  test('is another one where it was made up: nobody plants one', async () => {
    const owner = await stand.api.createUser('AUDITOR');
    const planted = newDeviceSecret();
    expect(await stand.markOf(owner, planted)).not.toBe(planted);
  });

  test('is kept by the server for so many browsers of a user, those first that were used again', async () => {
    const owner = await stand.api.createUser('AUDITOR');
    const used = await stand.markOf(owner);
    expect(await stand.markOf(owner, used)).toBe(used);
    for (let each = 0; each < MOST_DEVICES + 3; each += 1) await stand.markOf(owner);
    expect(await stand.devicesOf(owner)).toBe(MOST_DEVICES);
    await stand.wearOut(owner);
    expect((await stand.tries(owner, { device: used })).codes).toEqual([]);
  });

  test('outlives what programs leave that keep none, though the browser has signed in once', async () => {
    const owner = await stand.api.createUser('AUDITOR');
    const device = markIn(await stand.tries(owner, { isBrowser: true }));
    for (let each = 0; each < MOST_DEVICES; each += 1) await stand.markOf(owner);
    await stand.wearOut(owner);
    expect((await stand.tries(owner, { device })).codes).toEqual([]);
  });

  test('is given after a right password alone', async () => {
    const owner = await stand.api.createUser('AUDITOR');
    expect((await stand.tries({ ...owner, password: 'wrong' })).cookie).toBeUndefined();
    expect(await stand.devicesOf(owner)).toBe(0);
  });
});

function given({ email, password }: TestUser): Pick<TestUser, 'email' | 'password'> {
  return { email, password };
}
