import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ed25519PublicKey, isSignedBy } from '../../keys/ed25519.js';
import { EventOutbox } from './event-outbox.js';
import { obey } from './run-workstation.js';
import { readSimOptions } from './sim-options.js';
import { keptWorkstationKey } from './workstation-key.js';

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
  const workstation = {
    connectKey: async (serial: string) => void done.push(['in', serial]),
    removeKey: async (serial: string) => void done.push(['out', serial]),
    reachController: async (inReach: boolean | null) => void done.push(['reach', inReach]),
    report: async (event: object) => void done.push(event),
  };

  test.each([
    ['in LK-1', [['in', 'LK-1']]],
    [' out  LK-1 ', [['out', 'LK-1']]],
    ['reach yes', [['reach', true]]],
    ['reach no', [['reach', false]]],
    ['log-on LK-1', [{ kind: 'LOG_ON', keySerial: 'LK-1' }]],
    ['lock', [{ kind: 'LOCK' }]],
    ['unlock', [{ kind: 'UNLOCK' }]],
    ['', []],
    ['dance', ['said']],
    ['in', ['said']],
  ])('%j does %j', async (line, expected) => {
    done.length = 0;
    await obey(workstation, line, () => void done.push('said'));
    expect(done).toEqual(expected);
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
