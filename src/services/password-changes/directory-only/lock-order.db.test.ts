import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { withTransaction } from '../../../database.js';
import { AppError } from '../../../errors.js';
import { createActivationCodes } from '../../../keys/activation-codes.js';
import { ChangeStand, type Person } from '../../../testing/passwords/change-stand.js';
import { retireKeyOf } from '../../../testing/passwords/retirements.js';
import { TEST_ACTOR } from '../../../testing/stored-people.js';
import { idleWorkflows } from '../../../testing/waiting-run.js';
import { createEmployeeService } from '../../employees/employee-service.js';
import { keysConnected } from '../../key-tasks/keys-connected.js';
import { attemptActivation } from '../../keys/codes/attempt-activation.js';
import { reprofileEmployees } from '../../sync/reprofile-employees.js';
import { handBackPassword } from '../hand-back.js';

const PEOPLE = 4;
const ROUNDS = 16;
const TYPED = 'Temporary-1-for-them';

let stand: ChangeStand;

beforeAll(async () => {
  stand = await ChangeStand.open();
});
afterAll(() => stand.close());

/** What may happen to one person at the same time, from any side. */
const ACTS: Readonly<Record<string, (person: Person, changeId: string) => Promise<unknown>>> = {
  reportLost: (person) => retireKeyOf(stand, person, { passwords: 'HAND_BACK', temporaryPassword: TYPED }),
  withdraw: (person) =>
    retireKeyOf(stand, person, { trigger: 'WITHDRAW', passwords: 'HAND_BACK', temporaryPassword: TYPED }),
  handBack: ({ accountId }) => {
    const { pool, copies } = stand.parts;
    const parts = { pool, copies, workflows: idleWorkflows };
    return handBackPassword(parts, TEST_ACTOR, { accountId, temporaryPassword: TYPED });
  },
  advance: (_person, changeId) => stand.advance(changeId),
  deliver: (person) => stand.deliver(person),
  deactivate: ({ employeeId }) => createEmployeeService(stand.pool).deactivate(TEST_ACTOR, employeeId, null),
  connect: ({ key }) =>
    keysConnected({ pool: stand.pool, workflows: idleWorkflows, log: pino({ level: 'silent' }) }, [
      key.publicKey.serial,
    ]),
  attempt: ({ employeeId, keyId }) =>
    withTransaction(stand.pool, async (sql) => {
      await sql.query(`select id from domain_account where employee_id = $1 order by id for no key update`, [
        employeeId,
      ]);
      const codes = createActivationCodes(Buffer.alloc(32), 7);
      await attemptActivation(sql, { actor: TEST_ACTOR, codes }, { keyId, code: '00000000' });
    }),
  synchronise: ({ employeeId }) =>
    withTransaction(stand.pool, async (sql) => {
      await sql.query(
        `update domain_account set last_seen_at = now(), values_hash = null where employee_id = $1`,
        [employeeId],
      );
      await reprofileEmployees(sql, [employeeId]);
    }),
};

const names = Object.keys(ACTS);

function draw(): string[] {
  return Array.from({ length: 3 }, () => names[randomInt(names.length)]!);
}

/** Refusals are as good as any other end; what the database has to break off is not. */
async function act(name: string, person: Person, changeId: string): Promise<string | undefined> {
  try {
    await ACTS[name]!(person, changeId);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? undefined : `${name}: ${String(error)}`;
  }
}

test('whatever happens to keys, accounts and people at the same time, nobody waits for one who waits for them', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const people: { person: Person; changeId: string; drawn: string[] }[] = [];
    for (let at = 0; at < PEOPLE; at += 1) {
      const person = await stand.addPerson(at % 2 === 0 ? 'NO_ONE_HAS_IT' : 'AWAITING_KEY');
      const changeId = await stand.want(person);
      await stand.advance(changeId);
      if (at < 2) await stand.deliver(person);
      if (at % 2 === 1)
        await stand.pool.query(`update domain_account set password_holder = 'MANAGED' where id = $1`, [
          person.accountId,
        ]);
      people.push({ person, changeId, drawn: draw() });
    }
    const failures = await Promise.all(
      people.flatMap(({ person, changeId, drawn }) => drawn.map((name) => act(name, person, changeId))),
    );
    const broken = failures.filter((each) => each !== undefined);
    expect({ drawn: people.map(({ drawn }) => drawn), broken }).toMatchObject({ broken: [] });
  }
  await expectOneClaimEach();
});

/** And whatever came out of it, no two changes of one account have its claim. */
async function expectOneClaimEach(): Promise<void> {
  const { rows } = await stand.pool.query(
    `select account_id from password_change where holds_claim group by account_id having count(*) > 1`,
  );
  expect(rows).toEqual([]);
}
