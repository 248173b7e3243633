import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ed25519PublicKey, isSignedBy } from '../../../keys/ed25519.js';
import { EventOutbox } from '../event-outbox.js';
import { SimulatedKey } from '../../simulated-key/simulated-key.js';
import { SIMULATED_PIN } from '../key-slots.js';
import { makeKey } from './make-key.js';
import { obey, type Desk } from './run-workstation.js';
import { fileOfKey } from './sim-workstation.js';
import { keyInWords, logOnInWords } from '../task-words.js';
import { readSimOptions } from './sim-options.js';
import { keptWorkstationKey } from '../workstation-key.js';

describe('the key of a simulated workstation', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-sim-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  test('is kept in a file that only its owner reads, and signs as a real one', async () => {
    const file = join(folder, 'sub', 'key.pem');
    const key = await keptWorkstationKey(file);
    const again = await keptWorkstationKey(file);
    expect(again.publicKey).toEqual(key.publicKey);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const message = Buffer.from('x');
    const publicKey = ed25519PublicKey(key.publicKey.toString('base64'));
    expect(isSignedBy(publicKey!, message, again.sign(message))).toBe(true);
  });
});

describe('what waits to be reported', () => {
  test('is sent again under the same id when the answer was lost, and in order', async () => {
    const sent: string[][] = [];
    let lost = true;
    const outbox = new EventOutbox(async (events) => {
      sent.push(events.map(({ id }) => id));
      if (lost) throw new Error('the answer was lost');
    });
    outbox.add({ kind: 'LOCK' });
    outbox.add({ kind: 'UNLOCK' });
    await expect(outbox.flush()).rejects.toThrow('lost');
    lost = false;
    await outbox.flush();
    expect(sent[1]).toEqual(sent[0]);
    expect(outbox.isEmpty).toBe(true);
  });

  test('goes a hundred at a time', async () => {
    const sizes: number[] = [];
    const outbox = new EventOutbox(async (events) => void sizes.push(events.length));
    for (let each = 0; each < 250; each += 1) outbox.add({ kind: 'LOCK' });
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(sizes).toEqual([100, 100, 50]);
  });
});

describe('a line that is typed', () => {
  const done: unknown[] = [];
  const said: string[] = [];
  let keysFolder: string;
  const state = { server: null, locked: false, pinLocked: false, lastSequence: 0n, accounts: [] };
  const outcome = { loggedOn: true, slot: 'ACTIVE', binds: 1, cached: false, refusal: null } as const;
  const workstation: Desk['workstation'] = {
    hasKey: (serial) => serial === 'LK-2',
    connectKey: async (serial) => void done.push(['in', serial]),
    insertKey: async (source) => {
      done.push(['key in', source]);
      return 'LK-2';
    },
    removeKey: async (serial) => void done.push(['out', serial]),
    reachController: async (inReach) => void done.push(['reach', inReach]),
    report: async (event) => void done.push(event),
    changePassword: async (wishes) => {
      done.push(['change', wishes]);
      return {
        stage: 'COMPLETED',
        lastErrorCode: null,
        lastError: null,
        attention: null,
        verification: null,
      };
    },
    correctKey: async (correction) => {
      done.push(['correct', correction]);
      const lastError = 'dc1 does not take this password.';
      return {
        stage: 'FAILED',
        lastErrorCode: 'PASSWORD_WRONG',
        lastError,
        attention: null,
        verification: null,
      };
    },
    statusOf: () => state,
    unlocks: {
      apps: [],
      offer: async () => ({ uri: 'latchkey://unlock?…', paired: new Promise(() => undefined) }),
      ask: async ({ credentialId }) => {
        done.push(['ask', credentialId]);
        return {
          number: 42,
          unlockId: 'question',
          outcome: Promise.resolve({ state: 'DECLINED', code: null, unlocked: false }),
        };
      },
    },
    logOn: async (serial, wishes) => {
      done.push(['log-on', serial, wishes]);
      return outcome;
    },
    activate: async (serial, code) => {
      done.push(['activate', serial, code]);
      const userErrors = [{ code: 'ACTIVATION_CODE_WRONG' as const, message: 'wrong code', path: null }];
      return { activated: false, passwordChangeIds: [], attemptsLeft: 2, userErrors };
    },
  };
  const obeyed = async (line: string): Promise<unknown[]> => {
    done.length = 0;
    said.length = 0;
    await obey({ workstation, keysFolder, say: (text) => said.push(text) }, line);
    return [...done];
  };

  beforeAll(async () => {
    keysFolder = await mkdtemp(join(tmpdir(), 'latchkey-sim-'));
    await SimulatedKey.create(join(keysFolder, 'LK-2.json'), { serial: 'LK-2', pin: SIMULATED_PIN });
  });

  afterAll(() => rm(keysFolder, { recursive: true }));

  test.each([
    ['in LK-1', [['in', 'LK-1']]],
    [' out  LK-1 ', [['out', 'LK-1']]],
    ['out lk-2', [['out', 'LK-2']]],
    ['reach yes', [['reach', true]]],
    ['reach no', [['reach', false]]],
    ['log-on LK-1', [{ kind: 'LOG_ON', keySerial: 'LK-1' }]],
    ['log-on lk-2', [['log-on', 'LK-2', {}]]],
    ['log-on LK-2 1234', [['log-on', 'LK-2', { pin: '1234' }]]],
    ['activate LK-2 12345678', [['activate', 'LK-2', '12345678']]],
    ['change lk-2', [['change', { account: 'LK-2' }]]],
    ['change LK-2 New-1', [['change', { account: 'LK-2', typed: 'New-1' }]]],
    ['change LK-2 New-1 Old-1', [['change', { account: 'LK-2', typed: 'New-1', old: 'Old-1' }]]],
    ['correct LK-2 That-1', [['correct', { account: 'LK-2', typed: 'That-1', insist: false }]]],
    ['correct LK-2 That-1 insist', [['correct', { account: 'LK-2', typed: 'That-1', insist: true }]]],
    ['correct LK-2', []],
    ['lock', [{ kind: 'LOCK' }]],
    ['unlock', [{ kind: 'UNLOCK' }]],
    ['app-unlock', []],
    ['app-unlock VW5s', [['ask', 'VW5s']]],
    ['', []],
    ['dance', []],
    ['in', []],
  ])('%j does %j', async (line, expected) => {
    expect(await obeyed(line)).toEqual(expected);
  });

  test('in takes the key out of its file where there is one', async () => {
    expect(await obeyed('in lk-2')).toEqual([['key in', join(keysFolder, 'LK-2.json')]]);
  });

  test.each([
    ['dance', '"dance" is nothing it can do.'],
    ['in LK-1', 'LK-1 is a mere name'],
    ['key LK-2', 'it obeys no server'],
    ['log-on LK-2', 'logged on (active password) with 1 bind at the controller'],
    ['activate LK-2 12345678', 'wrong code\nattempts left: 2'],
    ['change LK-2', 'the key has the new password, and uses it'],
    ['correct LK-2 x', 'not changed: PASSWORD_WRONG: dc1 does not take this password.'],
    ['pair', 'scan this with an app: latchkey://unlock?'],
    ['app-unlock', 'no app was paired'],
    ['app-unlock VW5s', 'pick 42 there'],
  ])('%j is answered %j', async (line, expected) => {
    await obeyed(line);
    expect(said.join('\n')).toContain(expected);
  });
});

describe('make-key', () => {
  test('makes a key once, and says what importKey needs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-sim-'));
    const options = {
      command: 'make-key',
      serial: 'LK-9',
      pin: '1111',
      keysFolder: join(folder, 'keys'),
    } as const;
    const texts: string[] = [];
    await makeKey(options, (text) => texts.push(text));
    await makeKey({ ...options, pin: '2222' }, (text) => texts.push(text));
    const key = await SimulatedKey.open(fileOfKey(options.keysFolder, 'LK-9'));
    const publicKey = Buffer.from(key.publicKey.publicKey).toString('hex');
    for (const text of texts) {
      expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual({
        input: { serial: 'LK-9', publicKey, firmware: 'simulated' },
      });
    }
    expect(texts[0]).toContain('1111');
    expect(texts[1]).toContain('there already');
    expect(texts[1]).not.toContain('2222');
    await rm(folder, { recursive: true });
  });
});

describe('what is said of a key', () => {
  test('tells the slots apart', () => {
    const server = { version: 3, publicKey: new Uint8Array(32) };
    const accounts = [{ accountId: 'a', active: 4n, pending: null, previous: 2n }];
    expect(keyInWords({ server, locked: true, pinLocked: true, lastSequence: 4n, accounts })).toBe(
      'obeys server identity 3; locked by the server; PIN locked; a: active no. 4, pending empty, previous no. 2',
    );
  });

  test.each([
    [
      { loggedOn: true, slot: 'PENDING', binds: 2, cached: false, refusal: null },
      'logged on (pending password) with 2 binds at the controller',
    ],
    [
      { loggedOn: true, slot: 'PREVIOUS', binds: 0, cached: true, refusal: null },
      'logged on (previous password) by what Windows remembers',
    ],
    [
      { loggedOn: false, slot: null, binds: 1, cached: false, refusal: 'WRONG_PASSWORD' },
      'not logged on: WRONG_PASSWORD, with 1 bind at the controller',
    ],
  ] as const)('%j is %j', (outcome, words) => {
    expect(logOnInWords(outcome)).toBe(words);
  });
});

test('each name keeps a key file of its own, wherever the name would lead', () => {
  const options = readSimOptions(
    ['workstation', '--name', '../../etc/x', '--enrolment-token', 't'],
    '/state',
  );
  expect(options).toMatchObject({
    url: 'http://127.0.0.1:4000',
    enrolmentToken: 't',
    keyFile: '/state/workstation-.._.._etc_x.pem',
  });
});

test('serials are taken in capitals, as the server keeps them', () => {
  expect(readSimOptions(['make-key', '--serial', ' lk-1 '], '/state')).toEqual({
    command: 'make-key',
    serial: 'LK-1',
    pin: SIMULATED_PIN,
    keysFolder: '/state/keys',
  });
  expect(readSimOptions(['activate', '--serial', 'lk-1', '--code', '12345678'], '/state')).toMatchObject({
    command: 'activate',
    serial: 'LK-1',
    code: '12345678',
    name: 'SIM-PC-1',
    seconds: 60,
  });
});
