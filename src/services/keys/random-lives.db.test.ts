import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../errors.js';
import { KeyStand } from '../../testing/keys/key-service-stand.js';
import { TEST_ACTOR } from '../../testing/stored-people.js';
import { createEmployeeService, type EmployeeService } from '../employees/employee-service.js';

let stand: KeyStand;
let employees: EmployeeService;

beforeAll(async () => {
  stand = await KeyStand.open();
  employees = createEmployeeService(stand.pool);
});

afterAll(() => stand.close());

/** What must hold of every key at every moment that somebody else can see. Each answers the keys of which it does not. */
const INVARIANTS = {
  'waits for a code exactly when it is reserved or suspended and its owner is active': `
    select k.id from key k where (k.status in ('RESERVED', 'SUSPENDED') and not k.owner_deactivated)
      <> exists (select 1 from activation a where a.key_id = k.id and a.state = 'PENDING')`,
  'has erased every code that is over': `
    select key_id as id from activation where state <> 'PENDING' and code_sealed is not null`,
  'follows its owner': `
    select k.id from key k join employee e on e.id = k.owner_id
    where k.status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED') and k.owner_deactivated <> (e.state = 'DEACTIVATED')`,
  'is not in use while its owner is deactivated': `
    select k.id from key k join employee e on e.id = k.owner_id
    where k.status in ('RESERVED', 'ACTIVE') and e.state = 'DEACTIVATED'`,
  'is told to be wiped when it is deactivated, and nothing else': `
    select k.id from key k where k.status = 'DEACTIVATED' and (
      select array_agg(t.kind) from key_task t where t.key_id = k.id and t.state in ('PENDING', 'DELIVERED')
    ) is distinct from '{WIPE}'`,
  'is told nothing when it is ready or compromised': `
    select k.id from key k join key_task t on t.key_id = k.id
    where k.status in ('READY', 'COMPROMISED') and t.state in ('PENDING', 'DELIVERED')`,
  'has its events numbered without gaps': `
    select stream_id as id from stream_event group by stream_id having max(sequence) <> count(*)`,
} as const;

type Step = (keyId: string, otherId: string, people: readonly string[]) => Promise<unknown>;

/** What may happen to a key, from any side. */
const STEPS: Readonly<Record<string, Step>> = {
  assign: (keyId, _other, [employeeId = '']) => stand.keys.assign(TEST_ACTOR, { keyId, employeeId }),
  assignToOther: (keyId, _other, [, employeeId = '']) => stand.keys.assign(TEST_ACTOR, { keyId, employeeId }),
  rightCode: async (keyId) => stand.attempt(keyId, await stand.codeOf(keyId)),
  wrongCode: (keyId) => stand.attempt(keyId, '00000000'),
  wrongCodes: async (keyId) => {
    for (let count = 0; count < 3; count += 1) await stand.attempt(keyId, '00000000');
  },
  acknowledge: async (keyId) => {
    const { status } = await stand.row(keyId);
    if (status === 'ACTIVE' || status === 'SUSPENDED') await stand.acknowledge(keyId);
  },
  suspend: (keyId) => stand.keys.suspend(TEST_ACTOR, keyId, 'a note'),
  unlock: (keyId) => stand.keys.unlock(TEST_ACTOR, keyId),
  reissue: (keyId) => stand.keys.reissueCode(TEST_ACTOR, keyId),
  withdraw: (keyId) => stand.retire(keyId),
  replace: (keyId, other) => stand.retire(keyId, { passwords: 'REPLACEMENT', replacementKeyId: other }),
  broken: (keyId) => stand.retire(keyId, { trigger: 'REPORT_BROKEN' }),
  deactivate: (_key, _other, [id = '']) => employees.deactivate(TEST_ACTOR, id, null),
  reactivate: (_key, _other, [id = '']) => employees.reactivate(TEST_ACTOR, id),
  remove: (_key, _other, [, id = '']) => employees.delete(TEST_ACTOR, id),
};

/** Refused is fine; anything else that fails, such as a deadlock, is not. */
async function done(step: Promise<unknown>): Promise<void> {
  await step.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

async function broken(): Promise<string[]> {
  const faults = Object.entries(INVARIANTS).map(async ([name, text]) => {
    const { rowCount } = await stand.pool.query(text);
    return rowCount === 0 ? [] : [name];
  });
  return (await Promise.all(faults)).flat();
}

test('whatever happens to keys and their owners, two at a time, each key stays what its status says', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.boolean());
  const pairs = fc.array(fc.tuple(step, step), { minLength: 1, maxLength: 25, size: 'max' });
  const property = fc.asyncProperty(pairs, async (all) => {
    const keys = [await stand.importKey(), await stand.importKey()] as const;
    const people = [await stand.addEmployee(), await stand.addEmployee()];
    await stand.keys.assign(TEST_ACTOR, { keyId: keys[0], employeeId: people[0]! });
    for (const pair of all) {
      const both = pair.map(([name, turned]) => {
        const [one, other] = turned ? [keys[1], keys[0]] : keys;
        return done(STEPS[name]!(one, other, people));
      });
      await Promise.all(both);
      expect(await broken()).toEqual([]);
    }
  });
  await fc.assert(property, { seed: 20_261_128, numRuns: 60, endOnFailure: true });
  const { rows } = await stand.pool.query<{ action: string }>(
    `select distinct action from audit_event where outcome = 'DONE'`,
  );
  // Or the sequences would prove little.
  const met = ['activate', 'suspend', 'lock', 'unlock', 'withdraw', 'report-broken', 'reissue-code'];
  const followed = ['owner-deactivated', 'owner-restored', 'owner-deleted'];
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([...met, ...followed].map((name) => `key.${name}`)),
  );
}, 120_000);
