import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../errors.js';
import { ChangeWorld, Crash } from '../../testing/password-changes/change-world.js';
import { FORWARD, heal, LOSSES, TRIGGERS, type Step } from '../../testing/password-changes/random-steps.js';
import { Scene, type SceneKey } from '../../testing/password-changes/scene.js';
import { mendElsewhere, WISHES } from '../../testing/password-changes/wishes.js';

let world: ChangeWorld;

beforeAll(async () => {
  world = await ChangeWorld.open();
});

afterAll(() => world.close());

const ALL: Readonly<Record<string, Step>> = { ...FORWARD, ...LOSSES, ...TRIGGERS, ...WISHES };

interface Happening {
  readonly name: string;
  /** To the other key. */
  readonly turned: boolean;
  readonly seed: number;
}

/** Mostly what brings changes on, and mostly with the key that is in use: else few would get far. */
const happening = fc.record<Happening>({
  name: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...Object.keys(FORWARD)) },
    { weight: 4, arbitrary: fc.constantFrom('crash', 'loseAnswer', 'carryBadly') },
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(LOSSES)) },
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(WISHES)) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(TRIGGERS)) },
  ),
  turned: fc.integer({ min: 0, max: 7 }).map((drawn) => drawn === 0),
  seed: fc.nat(1_000),
});

/** So every sequence begins: the key is in the workstation, and its code was typed. */
const BEGINNING: readonly Happening[] = ['connect', 'rightCode'].map((name) => ({
  name,
  turned: false,
  seed: 0,
}));

/** Refused is fine, and so is a process that died; anything else that fails, such as a deadlock, is not. */
async function done(scene: Scene, step: Promise<unknown>): Promise<void> {
  await step.catch((error: unknown) => {
    if (!(error instanceof AppError || error instanceof Crash)) throw error;
  });
  await scene.quiet();
}

async function happen(scene: Scene, { name, turned, seed }: Happening): Promise<void> {
  const [one, other] = turned ? ([scene.keys[1], scene.keys[0]] as const) : scene.keys;
  await done(scene, ALL[name]!(scene, one, other, seed));
  await scene.witness.looks(`after ${name}`);
  expect(scene.witness.faults).toEqual([]);
}

/** Goes on with everything until nothing is left to go on with. */
async function settle(scene: Scene): Promise<void> {
  await heal(scene);
  await goOn(scene);
  if (await mendElsewhere(scene)) await goOn(scene);
}

async function goOn(scene: Scene): Promise<void> {
  for (let round = 0; round < 25; round += 1) {
    for (const key of scene.keys) await scene.connect(key);
    let moved = false;
    for (const key of scene.keys) while (await scene.carry(key, 'DONE')) moved = true;
    const open = await scene.openChanges();
    for (const id of open) await scene.advance(id);
    await scene.quiet();
    expect(scene.witness.faults).toEqual([]);
    if (!moved && open.length === 0) return;
    await scene.passTime(700);
    for (const { passwords } of scene.accounts) passwords.replicate();
  }
}

interface Standing {
  readonly serial: string;
  readonly stuck: string;
}

/** Accounts of somebody who has an active key, and who cannot log on with it; what became of their changes. */
async function lockedOut(scene: Scene): Promise<string[]> {
  const { rows } = await world.pool.query<Standing>(
    `select k.serial, '' as stuck from key k join employee e on e.id = k.owner_id
     where k.owner_id = $1 and k.status = 'ACTIVE' and k.linked_at is not null and e.state = 'ACTIVE'`,
    [scene.employeeId],
  );
  const key = scene.keys.find(({ serial }) => serial === rows[0]?.serial);
  return key === undefined ? [] : whoCannot(scene, key);
}

async function whoCannot(scene: Scene, key: SceneKey): Promise<string[]> {
  const found: string[] = [];
  for (const account of scene.accounts) {
    const { rows } = await world.pool.query<{ text: string }>(
      `select a.password_holder || ': ' || coalesce(string_agg(c.kind || ' ' || c.stage || ' ' || coalesce(c.intent, '')
         || ' ' || coalesce(c.last_error_code, ''), '; ' order by c.created_at), '') as text
       from domain_account a left join password_change c on c.account_id = a.id where a.id = $1 group by a.id`,
      [account.id],
    );
    const text = rows[0]?.text ?? '';
    if (!text.startsWith('MANAGED') || !(await scene.logsOn(key, account))) found.push(text);
  }
  return found;
}

/** Which kinds of changes have come to their end, in which order. */
async function completed(): Promise<Set<string>> {
  const { rows } = await world.pool.query<{ way: string }>(
    `select distinct kind || ' ' || change_order as way from password_change where stage = 'COMPLETED'`,
  );
  return new Set(rows.map(({ way }) => way));
}

const EVERY_WAY = [
  'ACTIVATION KEY_FIRST',
  'ROTATION KEY_FIRST',
  'ADMIN_GENERATE KEY_FIRST',
  'ADMIN_GENERATE DIRECTORY_FIRST',
  'ADMIN_SET KEY_FIRST',
  'ADMIN_SET DIRECTORY_FIRST',
  'USER_CHANGE KEY_FIRST',
  'USER_KEY_ONLY KEY_ONLY',
  'COMPROMISE DIRECTORY_ONLY',
];

test('whatever happens to keys, workstations and controllers, and whatever is wanted meanwhile, a key holds what the directory takes at every moment or is about to be given it, changes of one account do not overlap, and in the end whoever has an active key logs on', async () => {
  const story = fc.record({
    happenings: fc.array(happening, { minLength: 10, maxLength: 50, size: 'max' }),
    /** Whether the key has the passwords before anything happens. */
    isManaged: fc.boolean(),
  });
  let loggedOn = 0;
  const property = fc.asyncProperty(story, async ({ happenings, isManaged }) => {
    const scene = await Scene.open(world);
    for (const each of BEGINNING) await happen(scene, each);
    if (isManaged) await goOn(scene);
    for (const each of happenings) await happen(scene, each);
    await settle(scene);
    expect(await lockedOut(scene)).toEqual([]);
    for (const key of scene.keys)
      for (const account of scene.accounts) if (await scene.logsOn(key, account)) loggedOn += 1;
    await scene.close();
  });
  await fc.assert(property, { seed: 20_261_128, numRuns: 80, endOnFailure: true });
  // Or the sequences would prove little.
  expect(loggedOn).toBeGreaterThan(40);
  expect(world.crashed.size).toBeGreaterThan(12);
  expect(await completed()).toEqual(new Set(EVERY_WAY));
}, 300_000);
