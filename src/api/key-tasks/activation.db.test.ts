import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PasswordHolder } from '../../domain/states.js';
import { fromGlobalId } from '../relay/global-id.js';
import { KeyTaskStand, type HeldKey } from '../../testing/key-tasks/key-task-stand.js';
import { base64, TestWorkstation } from '../../testing/key-tasks/test-workstation.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import type { TestApi } from '../../testing/start-api.js';

let stand: KeyTaskStand;
let workstation: TestWorkstation;

beforeAll(async () => {
  stand = await KeyTaskStand.open();
});

beforeEach(async () => {
  workstation = await stand.workstation();
});

afterAll(() => stand.close());

async function connected(...holders: PasswordHolder[]): Promise<HeldKey> {
  const key = await stand.reserved(...holders);
  await workstation.connect([key.serial]);
  return key;
}

/** A code that is not the right one. */
async function wrongFor(key: HeldKey): Promise<string> {
  return (await stand.codeOf(key)) === '00000000' ? '11111111' : '00000000';
}

describe('the right code', () => {
  test('activates the key, and begins one change for each account whose password it gets', async () => {
    const key = await connected('AWAITING_KEY', 'NO_ONE_HAS_IT', 'UNMANAGED', 'MANAGED');
    const answer = await workstation.guess(key.simulated, await stand.codeOf(key));
    expect(answer).toMatchObject({ activated: true, attemptsLeft: null, userErrors: [] });
    const ids = (answer.passwordChangeIds ?? []).map((id) => fromGlobalId('PasswordChange', id));
    const { rows } = await stand.pool.query(
      `select c.kind, c.stage, c.key_id, a.password_holder from password_change c join domain_account a on a.id = c.account_id
       where c.id = any($1::uuid[]) order by a.password_holder`,
      [ids],
    );
    const change = { kind: 'ACTIVATION', stage: 'QUEUED', key_id: key.id };
    expect(rows).toEqual([
      { ...change, password_holder: 'AWAITING_KEY' },
      { ...change, password_holder: 'NO_ONE_HAS_IT' },
    ]);
    expect(stand.advanced).toEqual(expect.arrayContaining(ids));
    expect(await stand.keyRow(key)).toMatchObject({ status: 'ACTIVE', confirmed_status: 'RESERVED' });
    expect(await stand.tasksOf(key)).toEqual(['LINK PENDING']);
  });

  test('of an owner without managed accounts activates an empty key', async () => {
    const key = await connected('UNMANAGED');
    const answer = await workstation.guess(key.simulated, await stand.codeOf(key));
    expect(answer).toMatchObject({ activated: true, passwordChangeIds: [] });
  });
});

describe('a burst of guesses', () => {
  test('gets three in all, whatever is parallel: requests, aliases, batches, connections and servers', async () => {
    const key = await connected('AWAITING_KEY');
    const wrong = await wrongFor(key);
    const second = await stand.secondServer();
    try {
      const guesses = await Promise.all(
        Array.from({ length: 100 }, async () => {
          const { challenge, nonce } = await workstation.challenge(key.serial);
          const signature = await key.simulated.signAttempt({
            nonce: Buffer.from(nonce, 'base64'),
            code: wrong,
          });
          return { keySerial: key.serial, code: wrong, challenge, signature: base64(signature) };
        }),
      );
      const answers = await Promise.all([
        ...guesses.slice(0, 40).map((input) => workstation.activate(input).then((answer) => [answer])),
        ...inTens(guesses.slice(40, 70)).map((inputs) => byAliases(workstation, inputs)),
        ...guesses.slice(70).map((input) => overNewConnection(second, workstation, input)),
      ]);
      const codes = answers.flat().map(({ userErrors }) => userErrors[0]?.code);
      expect(codes).toHaveLength(100);
      const count = (code: string): number => codes.filter((each) => each === code).length;
      expect(count('ACTIVATION_CODE_WRONG')).toBe(2);
      expect(count('ACTIVATION_ATTEMPTS_GONE')).toBe(98);
      expect(await stand.keyRow(key)).toMatchObject({ code_attempts: 3, status: 'LOCKED' });
      const right = await workstation.guess(key.simulated, wrong);
      expect(right.userErrors).toMatchObject([{ code: 'ACTIVATION_ATTEMPTS_GONE' }]);
    } finally {
      await second.close();
    }
  });

  test('of which the third is right gets in, and the code is used up', async () => {
    const key = await connected('AWAITING_KEY');
    const [wrong, code] = [await wrongFor(key), await stand.codeOf(key)];
    expect(await workstation.guess(key.simulated, wrong)).toMatchObject({ attemptsLeft: 2 });
    expect(await workstation.guess(key.simulated, wrong)).toMatchObject({
      attemptsLeft: 1,
      activated: false,
    });
    expect(await workstation.guess(key.simulated, code)).toMatchObject({ activated: true });
    const again = await workstation.guess(key.simulated, code);
    expect(again.userErrors).toMatchObject([{ code: 'ACTIVATION_CODE_MISSING' }]);
  });
});

describe('a guess is not counted', () => {
  async function expectUncounted(key: HeldKey): Promise<void> {
    expect(await stand.keyRow(key)).toMatchObject({ code_attempts: 0, status: 'RESERVED' });
  }

  test('without the signature of the key over this nonce and this code', async () => {
    const key = await connected('AWAITING_KEY');
    const other = await stand.reserved('AWAITING_KEY');
    const code = await wrongFor(key);
    const { challenge, nonce } = await workstation.challenge(key.serial);
    const bytes = Buffer.from(nonce, 'base64');
    const signatures = [
      await other.simulated.signAttempt({ nonce: bytes, code }),
      await key.simulated.signAttempt({ nonce: bytes, code: '22222222' }),
      await key.simulated.signAttempt({ nonce: Buffer.alloc(32), code }),
      Buffer.alloc(64),
    ];
    for (const signature of signatures) {
      const input = { keySerial: key.serial, code, challenge, signature: base64(signature) };
      const { userErrors } = await workstation.activate(input);
      expect(userErrors).toMatchObject([{ code: 'SIGNATURE_INVALID', path: ['input', 'signature'] }]);
    }
    await expectUncounted(key);
  });

  test('when its nonce is another key’s, made up, over, or was taken before', async () => {
    const key = await connected('AWAITING_KEY');
    const other = await stand.reserved();
    const code = await wrongFor(key);
    const guess = async (challenge: string, nonce: string) => {
      const signature = await key.simulated.signAttempt({ nonce: Buffer.from(nonce, 'base64'), code });
      return workstation.activate({
        keySerial: key.serial,
        code,
        challenge,
        signature: base64(signature),
      });
    };
    const foreign = await workstation.challenge(other.serial);
    const over = [{ code: 'CHALLENGE_OVER', path: ['input', 'challenge'] }];
    expect((await guess(foreign.challenge, foreign.nonce)).userErrors).toMatchObject(over);
    expect((await guess('x'.repeat(75), foreign.nonce)).userErrors).toMatchObject(over);
    await expectUncounted(key);
    const own = await workstation.challenge(key.serial);
    const twice = await Promise.all([guess(own.challenge, own.nonce), guess(own.challenge, own.nonce)]);
    expect(twice.map(({ userErrors }) => userErrors[0]?.code).toSorted()).toEqual([
      'ACTIVATION_CODE_WRONG',
      'CHALLENGE_OVER',
    ]);
    expect(await stand.keyRow(key)).toMatchObject({ code_attempts: 1 });
  });

  test('when the key is not connected to the workstation that brings it', async () => {
    const key = await stand.reserved('AWAITING_KEY');
    await workstation.connect(['LK-OTHER']);
    const { userErrors } = await workstation.guess(key.simulated, await stand.codeOf(key));
    expect(userErrors).toMatchObject([{ code: 'KEY_NOT_CONNECTED' }]);
    await expectUncounted(key);
  });

  test('while the alarm stands', async () => {
    const key = await connected('AWAITING_KEY');
    const { workstations } = stand.api.backend.services;
    const alarmId = await workstations.lockAll(TEST_ACTOR, 'fire');
    const refused = await workstation.guess(key.simulated, await stand.codeOf(key));
    expect(refused.userErrors).toMatchObject([{ code: 'ALARM_RAISED' }]);
    await expectUncounted(key);
    await workstations.liftLock(TEST_ACTOR, { alarmId, reason: null });
    expect(await workstation.guess(key.simulated, await stand.codeOf(key))).toMatchObject({
      activated: true,
    });
  });

  test('when it is no code at all', async () => {
    const key = await connected('AWAITING_KEY');
    const { challenge } = await workstation.challenge(key.serial);
    const input = { keySerial: key.serial, code: '1234', challenge, signature: base64(Buffer.alloc(64)) };
    expect((await workstation.activate(input)).userErrors).toMatchObject([
      { code: 'BAD_INPUT', path: ['input', 'code'] },
    ]);
    await expectUncounted(key);
  });
});

test('each attempt is in the audit, by the workstation that brought it', async () => {
  const key = await connected('AWAITING_KEY');
  await workstation.guess(key.simulated, await wrongFor(key));
  await workstation.guess(key.simulated, await stand.codeOf(key));
  const attempts = (await auditOf(stand.pool, key.id)).filter(({ action }) => action === 'key.activate');
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['REFUSED', 'DONE']);
  const { rows } = await stand.pool.query(
    `select distinct actor_kind, actor_id from audit_event where action = 'key.activate' and target_id = $1`,
    [key.id],
  );
  expect(rows).toEqual([{ actor_kind: 'WORKSTATION', actor_id: workstation.workstationId }]);
});

test('an account that became managed after the activation gets its change when its key connects, once', async () => {
  const key = await stand.linked(workstation, 'UNMANAGED');
  const [accountId = ''] = key.accountIds;
  await stand.pool.query(`update domain_account set password_holder = 'AWAITING_KEY' where id = $1`, [
    accountId,
  ]);
  await workstation.reportKeys();
  const told = stand.nextAdvanced();
  await workstation.reportKeys(key.serial);
  await told;
  const [change] = await stand.changesOf(accountId);
  expect(change).toMatchObject({ kind: 'ACTIVATION' });
  // One that has just failed is not tried again at once; ten minutes later it is.
  await stand.pool.query(`update password_change set stage = 'FAILED', ended_at = now() where id = $1`, [
    change!.id,
  ]);
  await stand.keysConnected(key.serial);
  expect(await stand.changesOf(accountId)).toHaveLength(1);
  await stand.pool.query(
    `update password_change set ended_at = now() - interval '11 minutes' where id = $1`,
    [change!.id],
  );
  await stand.keysConnected(key.serial);
  expect(await stand.changesOf(accountId)).toHaveLength(2);
});

type Guess = Parameters<TestWorkstation['activate']>[0];
type Answer = Pick<Awaited<ReturnType<TestWorkstation['activate']>>, 'userErrors'>;

function inTens<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 10) }, (_, at) => all.slice(10 * at, 10 * at + 10));
}

/** All of them in one request. */
async function byAliases({ api }: TestWorkstation, inputs: readonly Guess[]): Promise<Answer[]> {
  const variables = inputs.map((_, at) => `$g${at}: ActivateKeyInput!`).join(', ');
  const fields = inputs.map((_, at) => `g${at}: activateKey(input: $g${at}) { userErrors { code message } }`);
  const { data } = await api.post<Record<string, Answer>>(
    `mutation (${variables}) { ${fields.join(' ')} }`,
    Object.fromEntries(inputs.map((input, at) => [`g${at}`, input])),
  );
  return Object.values(data ?? {});
}

/** Over a WebSocket of its own, on another server. */
async function overNewConnection(server: TestApi, from: TestWorkstation, input: Guess): Promise<Answer[]> {
  const client = from.another(server);
  try {
    const text =
      'mutation ($input: ActivateKeyInput!) { activateKey(input: $input) { userErrors { code message } } }';
    for await (const { data } of client.iterate<{ activateKey: Answer }>(text, { input })) {
      return data ? [data.activateKey] : [];
    }
    return [];
  } finally {
    await client.close();
  }
}
