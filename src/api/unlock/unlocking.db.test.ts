import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AnswerUnlockDocument,
  RemoveAuthenticatorDocument,
  UnlockProgressDocument,
} from '../../generated/operations.js';
import { withTransaction, type Sql } from '../../database.js';
import { revokeOfDeactivated } from '../../services/unlock/revoke-credentials.js';
import { lockDecisions } from '../../services/workstations/workstation-streams.js';
import { AT_ONCE_MS } from '../../testing/at-once.js';
import { addWorkstationSession } from '../../testing/credentials.js';
import { somebodyWaits } from '../../testing/stored-people.js';
import { refusalOf, UnlockStand, uuidOf, type Asked, type Pair } from '../../testing/people/unlock-stand.js';

let stand: UnlockStand;

beforeAll(async () => {
  stand = await UnlockStand.open();
});
afterAll(() => stand.close());

const wrongNumber = ({ number, challenge }: Asked): number =>
  challenge.numbers.find((other) => other !== number) ?? 0;

describe('a workstation that asks an app, which is connected to another server', () => {
  test('hears within a second that the app said yes: signed, for its name and its number', async () => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    expect(asked.challenge).toMatchObject({
      workstationName: (await pair.unlocks.credentials())[0]?.workstationName,
      workstationId: pair.workstation.id,
    });
    expect(asked.challenge.numbers).toContain(asked.number);
    expect(new Set(asked.challenge.numbers).size).toBe(3);
    const before = performance.now();
    await pair.unlocks.answer(asked.challenge, asked.number);
    expect(await asked.outcome).toEqual({ state: 'ACCEPTED', code: null, unlocked: true });
    expect(performance.now() - before).toBeLessThan(AT_ONCE_MS);
    const [credential] = await pair.unlocks.credentials();
    expect(credential?.lastUsedAt).not.toBeNull();
  });

  test('hears that it said no', async () => {
    const pair = await stand.pair();
    const { challenge, outcome } = await stand.ask(pair);
    await pair.unlocks.answer(challenge, 'no');
    expect(await outcome).toEqual({ state: 'DECLINED', code: null, unlocked: false });
    expect((await pair.unlocks.credentials())[0]?.lastUsedAt).toBeNull();
  });

  test('is answered by an app that connects later, which hears nothing of what is over', async () => {
    const pair = await stand.pair();
    const first = await stand.ask(pair);
    await pair.unlocks.answer(first.challenge, 'no');
    const asked = await pair.workstation.unlocks.ask(pair.paired);
    const later = await stand.unlocksOf(pair.app);
    const { value } = await later.challenges().next();
    expect(value?.unlockId).toBe(asked.unlockId);
    await later.answer(value!, asked.number);
    expect(await asked.outcome).toMatchObject({ unlocked: true });
  });

  test('that asks again has asked once: the earlier question is over', async () => {
    const pair = await stand.pair();
    const first = await stand.ask(pair);
    const second = await stand.ask(pair);
    expect(await first.outcome).toMatchObject({ state: 'SUPERSEDED', unlocked: false });
    expect(await refusalOf(pair.unlocks.answer(first.challenge, first.number))).toBe('UNLOCK_OVER');
    await pair.unlocks.answer(second.challenge, second.number);
    expect(await second.outcome).toMatchObject({ unlocked: true });
  });

  test('may do so ten times in five minutes', async () => {
    const pair = await stand.pair();
    for (let times = 0; times < 10; times += 1) await pair.workstation.unlocks.ask(pair.paired);
    expect(await refusalOf(pair.workstation.unlocks.ask(pair.paired))).toBe('TOO_MANY_REQUESTS');
    expect(await stand.lastRefusal('unlock.ask')).toEqual(['TOO_MANY_REQUESTS']);
  });
});

describe('an answer is refused and audited', () => {
  const answered = async ({ unlocks }: Pair, { challenge, number }: Asked): Promise<string> =>
    refusalOf(unlocks.answer(challenge, number));

  test('with a wrong number, which ends the question', async () => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    expect(await refusalOf(pair.unlocks.answer(asked.challenge, wrongNumber(asked)))).toBe(
      'UNLOCK_NUMBER_WRONG',
    );
    expect(await stand.lastRefusal('unlock.answer')).toEqual(['UNLOCK_NUMBER_WRONG']);
    expect(await asked.outcome).toEqual({ state: 'REFUSED', code: 'UNLOCK_NUMBER_WRONG', unlocked: false });
    expect(await answered(pair, asked)).toBe('UNLOCK_OVER');
  });

  test('of another app, which ends nothing', async () => {
    const pair = await stand.pair();
    const stranger = await stand.pair({ workstation: pair.workstation });
    const asked = await stand.ask(pair);
    expect(await answered(stranger, asked)).toBe('UNLOCK_FOREIGN');
    expect(await stand.lastRefusal('unlock.answer')).toEqual(['UNLOCK_FOREIGN']);
    await pair.unlocks.answer(asked.challenge, asked.number);
    expect(await asked.outcome).toMatchObject({ unlocked: true });
  });

  test('a second time, and for another question than it was signed for', async () => {
    const pair = await stand.pair();
    const first = await stand.ask(pair);
    await pair.unlocks.answer(first.challenge, first.number);
    expect(await answered(pair, first)).toBe('UNLOCK_OVER');
    expect(await stand.lastRefusal('unlock.answer')).toEqual(['UNLOCK_OVER']);
    const second = await stand.ask(pair);
    const { signature } = pair.unlocks.answerTo(first.challenge, second.number);
    const input = { ...pair.unlocks.answerTo(second.challenge, second.number), signature };
    const { answerUnlock } = await pair.unlocks.session.request(AnswerUnlockDocument, { input });
    expect(answerUnlock.userErrors.map(({ code }) => code)).toEqual(['SIGNATURE_INVALID']);
    expect(await stand.lastRefusal('unlock.answer')).toEqual(['SIGNATURE_INVALID']);
  });

  test('seven times of eight at the same instant at two servers', async () => {
    const pair = await stand.pair();
    const { challenge, number, outcome } = await stand.ask(pair);
    const here = await pair.app.unlocks(stand.people.api.url);
    const eight = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? pair.unlocks : here));
    const all = await Promise.allSettled(eight.map((unlocks) => unlocks.answer(challenge, number)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await outcome).toMatchObject({ unlocked: true });
    await here.close();
  });

  test('after a minute', async () => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    await stand.pool.query(
      `update unlock_request set expires_at = expires_at - interval '1 minute' where id = $1`,
      [asked.challenge.unlockId],
    );
    expect(await answered(pair, asked)).toBe('UNLOCK_OVER');
    expect(await stand.lastRefusal('unlock.answer')).toEqual(['UNLOCK_OVER']);
  });

  const reasons: readonly [string, string, (pair: Pair) => Promise<void>][] = [
    [
      'UNLOCK_CREDENTIAL_EXPIRED',
      'when the year has ended',
      async ({ paired }) => {
        await stand.pool.query(
          `update unlock_credential set expires_at = now() - interval '1 second' where id = $1`,
          [uuidOf(paired.credentialId)],
        );
      },
    ],
    [
      'UNLOCK_CREDENTIAL_REVOKED',
      'when the credential was revoked',
      async ({ unlocks, paired }) => unlocks.revoke(paired.credentialId),
    ],
    [
      'ACCOUNT_UNCONFIRMED',
      'when whose account it is there was told by an e-mail address alone',
      async ({ employee, workstation }) => {
        await stand.addAccount(employee.id, { confirmed: true });
        const { id } = await stand.addAccount(employee.id, { confirmed: false });
        await stand.pool.query(
          `update workstation w set joined_domain = d.dns_name from domain d join domain_account a on a.domain_id = d.id
           where w.id = $1 and a.id = $2`,
          [uuidOf(workstation.id), id],
        );
      },
    ],
  ];

  test.each(reasons)('with %s %s, and so is the next question', async (code, _when, happen) => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    await happen(pair);
    expect(await answered(pair, asked)).toBe(code);
    expect(await stand.lastRefusal('unlock.answer')).toEqual([code]);
    expect(await asked.outcome).toEqual({ state: 'REFUSED', code, unlocked: false });
    expect(await refusalOf(pair.workstation.unlocks.ask(pair.paired))).toBe(code);
    expect(await stand.lastRefusal('unlock.ask')).toEqual([code]);
  });

  test('while the alarm stands, and so is the next question', async () => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    await stand.duringAlarm(async () => {
      expect(await answered(pair, asked)).toBe('ALARM_RAISED');
      expect(await stand.lastRefusal('unlock.answer')).toEqual(['ALARM_RAISED']);
      expect(await asked.outcome).toEqual({ state: 'REFUSED', code: 'ALARM_RAISED', unlocked: false });
      expect(await refusalOf(pair.workstation.unlocks.ask(pair.paired))).toBe('ALARM_RAISED');
      expect(await stand.lastRefusal('unlock.ask')).toEqual(['ALARM_RAISED']);
    });
  });

  test('when the workstation is not approved any more', async () => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    asked.outcome.catch(() => undefined);
    await stand.revokeWorkstation(pair.workstation);
    expect(await answered(pair, asked)).toBe('WORKSTATION_REFUSED');
    expect(await stand.lastRefusal('unlock.answer')).toEqual(['WORKSTATION_REFUSED']);
  });

  test('when the app was removed', async () => {
    const pair = await stand.pair();
    const asked = await stand.ask(pair);
    await stand.people.admin.request(RemoveAuthenticatorDocument, {
      input: { id: pair.app.kept.authenticatorId },
    });
    expect(await asked.outcome).toMatchObject({ state: 'REFUSED', code: 'UNLOCK_CREDENTIAL_REVOKED' });
    expect(await answered(pair, asked)).toBe('UNAUTHENTICATED');
    expect(await refusalOf(pair.workstation.unlocks.ask(pair.paired))).toBe('UNLOCK_CREDENTIAL_REVOKED');
  });
});

test('another workstation neither asks with what is not its own nor hears of it', async () => {
  const [pair, other] = [await stand.pair(), await stand.workstation()];
  expect(await refusalOf(other.unlocks.ask(pair.paired))).toBe('NOT_FOUND');
  expect(await stand.lastRefusal('unlock.ask')).toEqual(['NOT_FOUND']);
  const { challenge } = await stand.ask(pair);
  const { token } = await addWorkstationSession(stand.pool, 'APPROVED');
  const { unlockId } = challenge;
  const told = stand.other.client({ token }).subscribe(UnlockProgressDocument, { unlockId });
  expect(await refusalOf(told.next())).toBe('NOT_FOUND');
});

describe('nothing is unlocked behind what has been decided, however close', () => {
  /** Begins what decides, answers beside it, and commits when the answer is seen to wait. */
  async function answeredBeside(pair: Pair, decide: (sql: Sql) => Promise<unknown>): Promise<string> {
    const { challenge, number, outcome } = await stand.ask(pair);
    outcome.catch(() => undefined);
    const answer = await withTransaction(stand.pool, async (sql) => {
      await decide(sql);
      const begun = refusalOf(pair.unlocks.answer(challenge, number));
      await somebodyWaits(stand.pool);
      return { begun };
    });
    return answer.begun;
  }

  test('an alarm', async () => {
    const raise = async (sql: Sql): Promise<void> => {
      await lockDecisions(sql);
      await sql.query(`insert into alarm (raised_by, reason) values ('a test', 'a test')`);
    };
    const pair = await stand.pair();
    try {
      expect(await answeredBeside(pair, raise)).toBe('ALARM_RAISED');
    } finally {
      await stand.pool.query('update alarm set lifted_at = now() where lifted_at is null');
    }
  });

  test('a deactivation', async () => {
    const pair = await stand.pair();
    const deactivate = async (sql: Sql): Promise<void> => {
      const id = uuidOf(pair.employee.id);
      await sql.query(`update employee set state = 'DEACTIVATED' where id = $1`, [id]);
      await revokeOfDeactivated(sql, [id]);
    };
    expect(await answeredBeside(pair, deactivate)).toBe('UNLOCK_CREDENTIAL_REVOKED');
  });
});
