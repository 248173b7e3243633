import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BindProof } from '../../../directory/password-directory.js';
import type { KeySlot } from '../../../generated/operations.js';
import { AppError } from '../../../errors.js';
import { logOnTyped, logOnWithKey, type LogOnOutcome, type LogOnStand } from './log-on.js';

type Answer = BindProof['outcome'] | 'MUST_CHANGE';
type Slots = Partial<Record<KeySlot, string>>;

interface Stand {
  readonly key: Slots | 'LOCKED' | 'WRONG_PIN';
  /** What a controller says to a password; `WRONG` where it is not named. No controller in reach when left out. */
  readonly directory?: Readonly<Record<string, Answer>>;
  readonly server?: boolean | undefined;
  readonly cached?: string;
}

const failure = new AppError('DIRECTORY_TIMEOUT', 'no answer');

function proofOf(answer: Answer): BindProof {
  if (answer === 'MUST_CHANGE') return { outcome: 'PROVED_BUT_RESTRICTED', restriction: 'MUST_CHANGE' };
  if (answer === 'PROVED_BUT_RESTRICTED') return { outcome: answer, restriction: 'DISABLED' };
  return answer === 'UNANSWERED' ? { outcome: answer, failure } : { outcome: answer };
}

/** The stand, and everything that was tried or asked, in order. */
function standOf({ key, directory, server, cached }: Stand): { stand: LogOnStand; done: string[] } {
  const done: string[] = [];
  const stand: LogOnStand = {
    controllerInReach: directory !== undefined,
    async read(slot) {
      if (key === 'LOCKED') return { outcome: 'LOCKED' };
      if (key === 'WRONG_PIN') return { outcome: 'WRONG_PIN', attemptsLeft: 4 };
      const password = key[slot];
      if (password === undefined) return { outcome: 'EMPTY_SLOT' };
      return { outcome: 'READ', credential: { accountId: 'a', logOnName: 'NORTH\\ada', password } };
    },
    async bind({ password }) {
      done.push(`bind ${password}`);
      return proofOf(directory?.[password] ?? 'WRONG');
    },
    async pendingIsInDirectory() {
      done.push('ask');
      return server;
    },
    isCached: ({ password }) => password === cached,
  };
  return { stand, done };
}

const ALL: Slots = { ACTIVE: 'new', PENDING: 'next', PREVIOUS: 'old' };

function outcome(own: Partial<LogOnOutcome>): LogOnOutcome {
  return { loggedOn: false, slot: null, binds: 0, cached: false, refusal: null, ...own };
}

describe('a log-on with a key', () => {
  test.each<[string, Stand, string[], LogOnOutcome]>([
    [
      'uses active and asks nobody when the directory takes it',
      { key: ALL, directory: { new: 'PROVED' }, server: true },
      ['bind new'],
      outcome({ loggedOn: true, slot: 'ACTIVE', binds: 1 }),
    ],
    [
      'uses pending when active is refused and the server says that the directory has it',
      { key: ALL, directory: { next: 'PROVED' }, server: true },
      ['bind new', 'ask', 'bind next'],
      outcome({ loggedOn: true, slot: 'PENDING', binds: 2 }),
    ],
    [
      'uses pending when active is refused and the server cannot be asked',
      { key: ALL, directory: { next: 'PROVED' }, server: undefined },
      ['bind new', 'ask', 'bind next'],
      outcome({ loggedOn: true, slot: 'PENDING', binds: 2 }),
    ],
    [
      'never tries pending while the server says that the directory has not got it',
      { key: ALL, directory: { next: 'PROVED' }, server: false },
      ['bind new', 'ask'],
      outcome({ binds: 1, refusal: 'WRONG_PASSWORD' }),
    ],
    [
      'never tries previous at a controller',
      { key: ALL, directory: { old: 'PROVED' }, server: true, cached: 'old' },
      ['bind new', 'ask', 'bind next'],
      outcome({ binds: 2, refusal: 'WRONG_PASSWORD' }),
    ],
    [
      'uses pending alone on a key that has no active password yet',
      { key: { PENDING: 'next' }, directory: { next: 'PROVED' }, server: true },
      ['ask', 'bind next'],
      outcome({ loggedOn: true, slot: 'PENDING', binds: 1 }),
    ],
    [
      'asks no controller with a key that holds nothing',
      { key: {}, directory: {}, server: true },
      [],
      outcome({ refusal: 'NO_PASSWORD' }),
    ],
    [
      'asks no controller with a key whose only password the directory does not have',
      { key: { PENDING: 'next' }, directory: { next: 'PROVED' }, server: false },
      ['ask'],
      outcome({ refusal: 'NO_PASSWORD' }),
    ],
    [
      'stops at a password that is right and does not let in, and says why',
      { key: ALL, directory: { new: 'MUST_CHANGE', next: 'PROVED' }, server: true },
      ['bind new'],
      outcome({ slot: 'ACTIVE', binds: 1, refusal: 'MUST_CHANGE' }),
    ],
    [
      'stops at a locked account: another password would show nothing and cost another strike',
      { key: ALL, directory: { new: 'LOCKED' }, server: true },
      ['bind new'],
      outcome({ binds: 1, refusal: 'ACCOUNT_LOCKED' }),
    ],
    [
      'stops where this kind of log-on is refused',
      { key: ALL, directory: { new: 'LOG_ON_TYPE_REFUSED' }, server: true },
      ['bind new'],
      outcome({ binds: 1, refusal: 'LOG_ON_TYPE_REFUSED' }),
    ],
    [
      'takes what Windows remembers when the controller does not answer',
      { key: ALL, directory: { new: 'UNANSWERED' }, server: true, cached: 'old' },
      ['bind new', 'ask'],
      outcome({ loggedOn: true, slot: 'PREVIOUS', binds: 1, cached: true }),
    ],
    [
      'does so too when the controller goes silent at the second bind',
      { key: ALL, directory: { next: 'UNANSWERED' }, server: true, cached: 'new' },
      ['bind new', 'ask', 'bind next'],
      outcome({ loggedOn: true, slot: 'ACTIVE', binds: 2, cached: true }),
    ],
    [
      'without a controller takes active when that was used here last',
      { key: ALL, server: true, cached: 'new' },
      [],
      outcome({ loggedOn: true, slot: 'ACTIVE', cached: true }),
    ],
    [
      'without a controller takes previous when that was used here last',
      { key: ALL, server: undefined, cached: 'old' },
      ['ask'],
      outcome({ loggedOn: true, slot: 'PREVIOUS', cached: true }),
    ],
    [
      'without a controller takes pending when that was used here last and the server cannot be asked',
      { key: ALL, server: undefined, cached: 'next' },
      ['ask'],
      outcome({ loggedOn: true, slot: 'PENDING', cached: true }),
    ],
    [
      'without a controller lets nobody in who never logged on here',
      { key: ALL, server: undefined },
      ['ask'],
      outcome({ refusal: 'NOT_CACHED' }),
    ],
    [
      'is refused by a locked key before anybody is asked',
      { key: 'LOCKED', directory: { new: 'PROVED' }, cached: 'new' },
      [],
      outcome({ refusal: 'KEY_LOCKED' }),
    ],
    [
      'is refused by a key whose PIN is wrong, in the cache as well',
      { key: 'WRONG_PIN', cached: 'new' },
      [],
      outcome({ refusal: 'WRONG_PIN' }),
    ],
  ])('%s', async (_claim, given, tried, expected) => {
    const { stand, done } = standOf(given);
    expect(await logOnWithKey(stand)).toEqual(expected);
    expect(done).toEqual(tried);
  });

  test('never binds more than twice, nor twice with one password, nor at all with previous', async () => {
    const answers = fc.constantFrom<Answer>('PROVED', 'WRONG', 'LOCKED', 'MUST_CHANGE', 'UNANSWERED');
    const slot = (password: string) => fc.option(fc.constant(password), { nil: undefined });
    const stands = fc.record({
      key: fc
        .record({ ACTIVE: slot('new'), PENDING: slot('next'), PREVIOUS: slot('old') })
        .map((slots) => slots as Slots),
      directory: fc.record({ new: answers, next: answers, old: answers }),
      server: fc.constantFrom(true, false, undefined),
      cached: fc.constantFrom('new', 'next', 'old'),
    });
    await fc.assert(
      fc.asyncProperty(stands, async (given) => {
        const { stand, done } = standOf(given);
        const { binds } = await logOnWithKey(stand);
        const tried = done.filter((each) => each.startsWith('bind'));
        expect(tried.length).toBe(binds);
        expect(binds).toBeLessThanOrEqual(2);
        expect(new Set(tried).size).toBe(tried.length);
        expect(tried).not.toContain('bind old');
      }),
    );
  });
});

describe('a log-on with what somebody types', () => {
  test.each<[Answer, Partial<LogOnOutcome>]>([
    ['PROVED', { loggedOn: true }],
    ['WRONG', { refusal: 'WRONG_PASSWORD' }],
    ['MUST_CHANGE', { refusal: 'MUST_CHANGE' }],
    ['LOCKED', { refusal: 'ACCOUNT_LOCKED' }],
    ['UNANSWERED', { refusal: 'NOT_CACHED' }],
  ])('is one bind, and %s makes it %j', async (answer, expected) => {
    expect(await logOnTyped(async () => proofOf(answer))).toEqual(outcome({ binds: 1, ...expected }));
  });
});

test('a commit between two looks at the key keeps nobody out: the active password is another one then', async () => {
  const key: Slots = { ACTIVE: 'old', PENDING: 'new' };
  const { stand, done } = standOf({ key, directory: { new: 'PROVED' }, server: true });
  const bind = stand.bind.bind(stand);
  stand.bind = async (credential) => {
    const proof = await bind(credential);
    if (credential.password === 'old') {
      key.ACTIVE = 'new';
      delete key.PENDING;
    }
    return proof;
  };
  expect(await logOnWithKey(stand)).toEqual(outcome({ loggedOn: true, slot: 'ACTIVE', binds: 2 }));
  expect(done).toEqual(['bind old', 'bind new']);
});
