import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ActivationCodeDocument,
  AssignKeyDocument,
  ImportKeyDocument,
  KeyDocument,
  WithdrawKeyDocument,
} from '../../src/generated/operations.js';
import { SIMULATED_PIN } from '../../src/sandbox/simulated-workstation/key-slots.js';
import type {
  CarriedMessage,
  Carriage,
  CarriagePoint,
} from '../../src/sandbox/simulated-workstation/carriage.js';
import type { SimulatedWorkstation } from '../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { SimulatedKey } from '../../src/sandbox/simulated-key/simulated-key.js';
import { eventually } from '../../src/testing/eventually.js';
import { KeyApi } from '../../src/testing/keys/key-api.js';
import { startWorkstation } from '../../src/testing/workstations/simulated-workstations.js';

let stand: KeyApi;
let folder: string;
let workstation: SimulatedWorkstation;
/** Where a message is lost or held: asked for each message. */
let carriage: (message: CarriedMessage) => Carriage | Promise<Carriage>;

beforeAll(async () => {
  stand = await KeyApi.open();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-station-'));
});

afterAll(async () => {
  await stand.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  carriage = () => 'CARRY';
  workstation = await startWorkstation({
    url: stand.api.url,
    administrator: stand.administrator,
    own: { carriage: (message) => carriage(message) },
  });
});

afterEach(() => workstation.stop());

interface AssignedKey {
  readonly id: string;
  readonly serial: string;
  readonly file: string;
  readonly code: string;
}

let made = 0;

/** A simulated key, imported and assigned to somebody without accounts for a key. */
async function assignedKey(): Promise<AssignedKey> {
  const serial = `LK-${(made += 1)}-${process.pid}`;
  const file = join(folder, `${serial}.json`);
  const { publicKey } = (await SimulatedKey.create(file, { serial, pin: SIMULATED_PIN })).publicKey;
  const input = { serial, publicKey: Buffer.from(publicKey).toString('hex') };
  const { importKey } = await stand.administrator.request(ImportKeyDocument, { input });
  const id = importKey.key?.id ?? '';
  const employeeId = await stand.addEmployee();
  await stand.administrator.request(AssignKeyDocument, { input: { keyId: id, employeeId } });
  const { activationCode } = await stand.administrator.request(ActivationCodeDocument, { keyId: id });
  return { id, serial, file, code: activationCode.code };
}

async function keyNow(id: string) {
  const { key } = await stand.administrator.request(KeyDocument, { id });
  if (key === null) throw new Error('the key is gone');
  return { status: key.status, confirmedStatus: key.confirmedStatus, reason: key.reason };
}

/** The key as the server has it, once it confirms this status. */
function keyConfirmed(id: string, status: string): ReturnType<typeof keyNow> {
  return eventually(async () => {
    const key = await keyNow(id);
    if (key.confirmedStatus !== status) throw new Error(`the key is ${JSON.stringify(key)}`);
    return key;
  });
}

const LINKED = { status: 'ACTIVE', reason: null };

/** Loses the first message that passes a point; the others are carried. Settles when it has. */
function loseFirst(point: CarriagePoint, how: 'LOSE' | 'CUT'): Promise<CarriedMessage> {
  const struck = Promise.withResolvers<CarriedMessage>();
  let lost = false;
  carriage = (message) => {
    if (lost || message.point !== point) return 'CARRY';
    lost = true;
    struck.resolve(message);
    return how;
  };
  return struck.promise;
}

const isLinked = ({ server }: { readonly server: object | null }): boolean => server !== null;

describe('a key at a simulated workstation', () => {
  test('is activated with its code, linked, and Active without an account', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    const answer = await workstation.activate(serial, code);
    expect(answer).toMatchObject({ activated: true, passwordChangeIds: [], userErrors: [] });
    await workstation.keyThat(serial, isLinked);
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
    expect(await workstation.logOn(serial)).toMatchObject({ loggedOn: false, refusal: 'NO_PASSWORD' });
  });

  test('is locked after three wrong codes, and then not even the right one helps', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const left: unknown[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      left.push((await workstation.activate(serial, wrong)).attemptsLeft);
    }
    expect(left).toEqual([2, 1, 0]);
    expect(await keyNow(id)).toMatchObject({ status: 'LOCKED', reason: 'INVALID_ACTIVATION_CODE' });
    expect(await workstation.activate(serial, code)).toMatchObject({
      activated: false,
      userErrors: [{ code: 'ACTIVATION_ATTEMPTS_GONE' }],
    });
    expect(isLinked(workstation.statusOf(serial))).toBe(false);
  });

  test('is locked when its PIN was wrong too often', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    await workstation.activate(serial, code);
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
    const key = await SimulatedKey.open(file);
    for (let attempt = 0; attempt < 5; attempt += 1) await key.readForLogOn('0000', id, 'active');
    await workstation.insertKey(key);
    expect(await keyNow(id)).toMatchObject({ status: 'LOCKED', reason: 'INVALID_PIN' });
  });

  test('is Ready again when it was withdrawn and wiped', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    await workstation.activate(serial, code);
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
    const input = { keyId: id, note: 'the owner leaves' };
    await stand.administrator.request(WithdrawKeyDocument, { input });
    await workstation.keyThat(serial, (state) => !isLinked(state));
    expect(await keyConfirmed(id, 'READY')).toMatchObject({ status: 'READY' });
  });

  test.each<[CarriagePoint, 'LOSE' | 'CUT']>([
    ['ENVELOPE', 'LOSE'],
    ['ENVELOPE', 'CUT'],
    ['ACKNOWLEDGEMENT', 'LOSE'],
    ['ACKNOWLEDGEMENT', 'CUT'],
    ['ACKNOWLEDGEMENT_ANSWER', 'CUT'],
  ])('is linked all the same when the first %s is lost (%s)', async (point, how) => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    const struck = loseFirst(point, how);
    await workstation.activate(serial, code);
    expect(await struck).toMatchObject({ point, serial, kind: 'LINK' });
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
  });

  test('is activated once when the answer to its attempt was lost', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    const struck = loseFirst('ATTEMPT_ANSWER', 'CUT');
    await expect(workstation.activate(serial, code)).rejects.toThrow('lost: ATTEMPT_ANSWER');
    await struck;
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
  });

  test('is linked after it lost its power with the envelope written and not acknowledged', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(await SimulatedKey.open(file, (at) => at === 'AFTER_WRITE'));
    await workstation.activate(serial, code);
    await workstation.keyOut(serial);
    await workstation.insertKey(file);
    expect(isLinked(workstation.statusOf(serial))).toBe(true);
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
  });

  test('is linked by a workstation that was killed before it got the envelope, and started again', async () => {
    const { id, serial, file, code } = await assignedKey();
    await workstation.insertKey(file);
    const held = Promise.withResolvers<void>();
    carriage = ({ point }) => {
      if (point !== 'ENVELOPE') return 'CARRY';
      held.resolve();
      return new Promise<Carriage>(() => undefined);
    };
    await workstation.activate(serial, code);
    await held.promise;
    await workstation.kill();
    carriage = () => 'CARRY';
    const other = await startWorkstation({ url: stand.api.url, administrator: stand.administrator });
    await other.insertKey(file);
    expect(await keyConfirmed(id, 'ACTIVE')).toMatchObject(LINKED);
    await other.stop();
  });
});
