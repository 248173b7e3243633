import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withTransaction } from '../../../database.js';
import { createInvitationSecrets } from '../../../keys/invitation-secrets.js';
import { createMailTexts } from '../../../mail/mail-texts.js';
import { KeyStand } from '../../../testing/keys/key-service-stand.js';
import { ScriptedMailer } from '../../../testing/mail/scripted-mailer.js';
import { auditOf, somebodyWaits, TEST_ACTOR } from '../../../testing/stored-people.js';
import { deliverMail } from '../../outbox/deliver-mail.js';
import { actOnKeysOfEmployees } from '../act-on-keys-of-employees.js';
import { attemptActivation } from './attempt-activation.js';
import { expireCodes } from './expire-codes.js';

const texts = createMailTexts({ publicUrl: undefined, runGlobalId: (runId) => runId });

let stand: KeyStand;

beforeAll(async () => {
  stand = await KeyStand.open();
});

afterAll(() => stand.close());

const refusals = async (keyId: string): Promise<string[]> =>
  (await auditOf(stand.pool, keyId))
    .filter(({ outcome }) => outcome === 'REFUSED')
    .map(
      ({ action, details }) => `${action} ${String(details['code'] ?? JSON.stringify(details['refusals']))}`,
    );

/** A code that is not the right one. */
const wrong = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, '0');

async function passDays(keyId: string): Promise<void> {
  await stand.pool.query(
    `update activation set expires_at = now() - interval '1 second' where key_id = $1 and state = 'PENDING'`,
    [keyId],
  );
}

/** Everything that any table holds, as text. */
async function everything(): Promise<string> {
  const { rows } = await stand.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const results = await Promise.all(
    rows.map(({ name }) => stand.pool.query<{ text: string }>(`select t::text as text from "${name}" t`)),
  );
  return results.flatMap((result) => result.rows.map(({ text }) => text)).join('\n');
}

describe('a look at an activation code', () => {
  test('shows the same eight digits each time, and each is an event of its own', async () => {
    const { keyId } = await stand.reservedKey();
    const first = await stand.keys.showCode(TEST_ACTOR, keyId);
    expect(first.code).toMatch(/^[0-9]{8}$/);
    const days = (first.expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
    expect(await stand.keys.showCode(TEST_ACTOR, keyId)).toEqual({ ...first, attemptsLeft: 3 });
    const looks = (await auditOf(stand.pool, keyId)).filter(({ action }) => action === 'key.show-code');
    expect(looks.map(({ outcome }) => outcome)).toEqual(['DONE', 'DONE']);
    expect(await everything()).not.toContain(first.code);
  });

  test('is refused, and that is audited too, when the key waits for none', async () => {
    const keyId = await stand.importKey();
    await expect(stand.codeOf(keyId)).rejects.toMatchObject({ code: 'ACTIVATION_CODE_MISSING' });
    const active = await stand.activeKey();
    await expect(stand.codeOf(active.keyId)).rejects.toMatchObject({ code: 'ACTIVATION_CODE_MISSING' });
    const reserved = await stand.reservedKey();
    await passDays(reserved.keyId);
    await expect(stand.codeOf(reserved.keyId)).rejects.toMatchObject({ code: 'ACTIVATION_CODE_EXPIRED' });
    expect(await refusals(keyId)).toEqual([expect.stringContaining('key.show-code')]);
  });
});

describe('an attempt', () => {
  test('with the right code activates the key, consumes the code and leaves the link to be told', async () => {
    const { keyId, ownerId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    const typed = `${code.slice(0, 4)} ${code.slice(4)}`;
    expect(await stand.attempt(keyId, typed)).toMatchObject({ outcome: 'ACTIVATED', ownerId });
    expect(await stand.row(keyId)).toMatchObject({ status: 'ACTIVE', confirmed_status: 'RESERVED' });
    expect(await stand.activations(keyId)).toEqual(['USED']);
    expect(await stand.tasks(keyId)).toEqual(['LINK PENDING']);
    expect(await stand.attempt(keyId, code)).toMatchObject({
      outcome: 'REFUSED',
      refusal: { code: 'ACTIVATION_CODE_MISSING' },
    });
    expect(await stand.tasks(keyId)).toEqual(['LINK PENDING']);
  });

  test('is there three times: the third may still be the right one', async () => {
    const { keyId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    for (const attemptsLeft of [2, 1]) {
      expect(await stand.attempt(keyId, wrong(code))).toMatchObject({
        outcome: 'REFUSED',
        attemptsLeft,
        refusal: { code: 'ACTIVATION_CODE_WRONG' },
      });
    }
    expect(await stand.keys.showCode(TEST_ACTOR, keyId)).toMatchObject({ attemptsLeft: 1 });
    expect(await stand.attempt(keyId, code)).toMatchObject({ outcome: 'ACTIVATED' });
  });

  test('that is wrong for the third time locks the key, and the right code comes too late', async () => {
    const { keyId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    const codes = [];
    for (let count = 0; count < 3; count += 1) codes.push(await stand.attempt(keyId, wrong(code)));
    expect(codes.at(-1)).toMatchObject({ refusal: { code: 'ACTIVATION_ATTEMPTS_GONE' }, attemptsLeft: 0 });
    expect(await stand.row(keyId)).toMatchObject({ status: 'LOCKED', reason: 'INVALID_ACTIVATION_CODE' });
    expect(await stand.activations(keyId)).toEqual(['LOCKED_OUT']);
    expect(await stand.attempt(keyId, code)).toMatchObject({ refusal: { code: 'ACTIVATION_ATTEMPTS_GONE' } });
    expect(await refusals(keyId)).toEqual([
      'key.activate ACTIVATION_CODE_WRONG',
      'key.activate ACTIVATION_CODE_WRONG',
      'key.activate ACTIVATION_ATTEMPTS_GONE',
      'key.activate ACTIVATION_ATTEMPTS_GONE',
    ]);
    await stand.keys.unlock(TEST_ACTOR, keyId);
    expect(await stand.attempt(keyId, code)).toMatchObject({ attemptsLeft: 2 });
    expect(await stand.attempt(keyId, await stand.codeOf(keyId))).toMatchObject({ outcome: 'ACTIVATED' });
  });

  test('is looked at three times in all, however many come at once', async () => {
    const { keyId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    const guesses = Array.from({ length: 100 }, (_, at) => String(at).padStart(8, '0')).filter(
      (guess) => guess !== code,
    );
    const outcomes = await Promise.all(guesses.map((guess) => stand.attempt(keyId, guess)));
    const answers = outcomes.map((each) => (each.outcome === 'REFUSED' ? each.refusal.code : each.outcome));
    expect(answers.filter((answer) => answer === 'ACTIVATION_CODE_WRONG')).toHaveLength(2);
    expect(answers.filter((answer) => answer === 'ACTIVATION_ATTEMPTS_GONE')).toHaveLength(
      guesses.length - 2,
    );
    expect(await stand.row(keyId)).toMatchObject({ status: 'LOCKED', code_attempts: 3 });
    expect(await stand.attempt(keyId, code)).toMatchObject({ outcome: 'REFUSED' });
  });

  test('with the right code wins once, however many bring it at once', async () => {
    const { keyId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => stand.attempt(keyId, code)));
    expect(outcomes.filter(({ outcome }) => outcome === 'ACTIVATED')).toHaveLength(1);
    expect(await stand.tasks(keyId)).toEqual(['LINK PENDING']);
  });

  test('waits for whoever is changing the owner, and neither stands in the other’s way', async () => {
    const { keyId, ownerId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    const { attempt } = await withTransaction(stand.pool, async (sql) => {
      await sql.query(`update employee set state = 'DEACTIVATED' where id = $1`, [ownerId]);
      await sql.query(`select 1 from employee where id = $1 for update`, [ownerId]);
      const waiting = stand.attempt(keyId, code);
      await somebodyWaits(stand.pool);
      await actOnKeysOfEmployees(sql, [ownerId]);
      return { attempt: waiting };
    });
    expect(await attempt).toMatchObject({ refusal: { code: 'ACTIVATION_CODE_MISSING' } });
    expect(await stand.row(keyId)).toMatchObject({ status: 'SUSPENDED' });
  });

  test('that is undone by its caller has not been', async () => {
    const { keyId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    const undone = withTransaction(stand.pool, async (sql) => {
      await attemptActivation(sql, { actor: TEST_ACTOR, codes: stand.codes }, { keyId, code });
      throw new Error('what belongs to it failed');
    });
    await expect(undone).rejects.toThrow('what belongs to it failed');
    expect(await stand.row(keyId)).toMatchObject({ status: 'RESERVED', code_attempts: 0 });
    expect(await stand.attempt(keyId, code)).toMatchObject({ outcome: 'ACTIVATED' });
  });

  test.each(['', '1234567', '123456789', '1234567a', '１２３４５６７８', '1'.repeat(10_000)])(
    'with %j is no attempt and costs none',
    async (typed) => {
      const { keyId } = await stand.reservedKey();
      await expect(stand.attempt(keyId, typed)).rejects.toMatchObject({ code: 'BAD_INPUT' });
      expect(await stand.row(keyId)).toMatchObject({ code_attempts: 0 });
    },
  );

  test('comes too late when the days are over, costs nothing, and the code is erased', async () => {
    const { keyId } = await stand.reservedKey();
    const code = await stand.codeOf(keyId);
    await passDays(keyId);
    expect(await stand.attempt(keyId, code)).toMatchObject({ refusal: { code: 'ACTIVATION_CODE_EXPIRED' } });
    expect(await stand.activations(keyId)).toEqual(['EXPIRED']);
    expect(await stand.row(keyId)).toMatchObject({ status: 'RESERVED', code_attempts: 0 });
    await stand.keys.reissueCode(TEST_ACTOR, keyId);
    expect(await stand.attempt(keyId, await stand.codeOf(keyId))).toMatchObject({ outcome: 'ACTIVATED' });
  });
});

describe('a code', () => {
  test('that nobody has looked at since it was issued by itself is nobody’s to guess', async () => {
    const { keyId } = await stand.reservedKey();
    await stand.pool.query(`update activation set code_sealed = null, expires_at = null where key_id = $1`, [
      keyId,
    ]);
    expect(await stand.attempt(keyId, '00000000')).toMatchObject({ attemptsLeft: 2 });
    expect(await stand.attempt(keyId, await stand.codeOf(keyId))).toMatchObject({ outcome: 'ACTIVATED' });
  });

  test('gives way to the one issued in its place, and attempts begin anew', async () => {
    const { keyId } = await stand.reservedKey();
    const old = await stand.codeOf(keyId);
    await stand.attempt(keyId, wrong(old));
    await stand.keys.reissueCode(TEST_ACTOR, keyId);
    expect(await stand.activations(keyId)).toEqual(['CANCELLED', 'PENDING sealed']);
    const fresh = await stand.codeOf(keyId);
    // One chance in a hundred million: both are the same.
    const other = fresh === old ? wrong(old) : old;
    expect(await stand.attempt(keyId, other)).toMatchObject({ attemptsLeft: 2 });
    expect(await stand.attempt(keyId, fresh)).toMatchObject({ outcome: 'ACTIVATED' });
  });

  test('is not issued for a key that waits for none', async () => {
    const active = await stand.activeKey();
    await expect(stand.keys.reissueCode(TEST_ACTOR, active.keyId)).rejects.toMatchObject({
      code: 'KEY_TRANSITION_REFUSED',
    });
  });

  test('is erased by itself when its days are over', async () => {
    await expireCodes(stand.pool);
    const { keyId } = await stand.reservedKey();
    const other = await stand.reservedKey();
    await passDays(keyId);
    expect(await expireCodes(stand.pool)).toBe(1);
    expect(await expireCodes(stand.pool)).toBe(0);
    expect(await stand.activations(keyId)).toEqual(['EXPIRED']);
    expect(await stand.activations(other.keyId)).toEqual(['PENDING sealed']);
    expect((await auditOf(stand.pool, keyId)).at(-1)).toMatchObject({ action: 'key.code-expired' });
    expect((await stand.events()).at(-1)).toBe('key.code-expired RESERVED');
  });
});

describe('a mailed code', () => {
  async function mailed() {
    const key = await stand.reservedKey();
    await stand.keys.mailCode(TEST_ACTOR, key.keyId);
    return key;
  }

  async function deliver(): Promise<ScriptedMailer> {
    const mailer = new ScriptedMailer();
    const secrets = { codes: stand.codes, invitations: createInvitationSecrets(randomBytes(32)) };
    await deliverMail({ pool: stand.pool, mailer, texts, secrets }, new AbortController().signal);
    return mailer;
  }

  test('goes to the owner of the key, and is in the mail alone', async () => {
    const { keyId, ownerId } = await mailed();
    const { taken } = await deliver();
    const code = await stand.codeOf(keyId);
    expect(taken).toMatchObject([{ to: `${ownerId}@north.example`, text: expect.stringContaining(code) }]);
    expect(taken[0]?.subject).not.toContain(code);
    expect(await everything()).not.toContain(code);
    expect((await auditOf(stand.pool, keyId)).map(({ action }) => action)).toContain('key.mail-code');
    await stand.keys.mailCode(TEST_ACTOR, keyId);
    expect((await deliver()).taken).toHaveLength(1);
  });

  test('is not sent when it can no longer be used: the mail says why it never left', async () => {
    const used = await mailed();
    await stand.attempt(used.keyId, await stand.codeOf(used.keyId));
    const late = await mailed();
    await passDays(late.keyId);
    const replaced = await mailed();
    await stand.keys.reissueCode(TEST_ACTOR, replaced.keyId);
    expect((await deliver()).offered).toEqual([]);
    const { rows } = await stand.pool.query<{ state: string; last_error: string }>(
      `select state, last_error from mail where state <> 'SENT'`,
    );
    expect(rows.map(({ state }) => state)).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
    expect(rows[0]?.last_error).toContain('was used, replaced, cancelled, or has expired');
  });

  test('needs an address', async () => {
    const { keyId, ownerId } = await stand.reservedKey();
    await stand.pool.query('update employee set email = null, email_key = null where id = $1', [ownerId]);
    await expect(stand.keys.mailCode(TEST_ACTOR, keyId)).rejects.toMatchObject({
      code: 'EMAIL_ADDRESS_MISSING',
    });
    expect(await refusals(keyId)).toEqual([expect.stringContaining('key.mail-code')]);
  });
});
