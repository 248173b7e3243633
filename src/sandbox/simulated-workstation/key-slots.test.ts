import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { globalId } from '../../api/relay/global-id.js';
import { verifyAcknowledgement } from '../../keys/protocol/acknowledgement.js';
import { ACTIVATED, envelope, KEY, NORTH, SERVER, SOUTH, write } from '../../testing/keys/key-stand.js';
import { PowerLost, type PowerLossPoint } from '../simulated-key/power.js';
import { SimulatedKey } from '../simulated-key/simulated-key.js';
import { KeySlots, SIMULATED_PIN } from './key-slots.js';

/** The seed of `KEY`. */
const seed = Uint8Array.from({ length: 32 }, (_, at) => (128 + at) & 0xff);
const { serial } = KEY;

let folder: string;
let file: string;
let dark: string[];
let slots: KeySlots;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-slots-'));
  file = join(folder, 'key.json');
  const key = await SimulatedKey.create(file, { serial, pin: SIMULATED_PIN, seed });
  for (const bytes of ACTIVATED) await key.deliver(bytes);
  dark = [];
  slots = new KeySlots((gone) => dark.push(gone));
});

afterEach(() => rm(folder, { recursive: true }));

describe('the keys in a workstation', () => {
  test('are put in from their files and taken out by their serials', async () => {
    expect(await slots.insert(file)).toBe(serial);
    expect(slots.serials).toEqual([serial]);
    expect(slots.get(serial).state.lastSequence).toBe(3n);
    slots.remove(serial);
    expect(slots.has(serial)).toBe(false);
    expect(() => slots.get(serial)).toThrow('No key with the serial');
  });

  test('are found by serial and by account, however that is written', async () => {
    await slots.insert(file);
    const found = { serial, accountId: NORTH };
    for (const name of [serial, NORTH, globalId('DomainAccount', NORTH)])
      expect(slots.find(name)).toEqual(found);
    expect(slots.find(SOUTH)).toBeUndefined();
  });

  test('give away what is in a slot for their PIN', async () => {
    await slots.insert(file);
    expect(await slots.read(serial, SIMULATED_PIN, NORTH, 'ACTIVE')).toMatchObject({ outcome: 'READ' });
    expect(await slots.read(serial, SIMULATED_PIN, NORTH, 'PREVIOUS')).toEqual({ outcome: 'EMPTY_SLOT' });
    expect(await slots.read(serial, '0000', NORTH, 'ACTIVE')).toMatchObject({ outcome: 'WRONG_PIN' });
  });

  test.each<[PowerLossPoint, bigint]>([
    ['BEFORE_WRITE', 3n],
    ['AFTER_WRITE', 4n],
  ])(
    'are out when they lose their power at %s, and put in again answer the same envelope',
    async (point, kept) => {
      const pending = envelope(4, write(NORTH, 'Second-2'));
      await slots.insert(await SimulatedKey.open(file, (at) => at === point));
      await expect(slots.deliver(serial, pending)).rejects.toThrow(PowerLost);
      expect(dark).toEqual([serial]);
      expect(slots.has(serial)).toBe(false);

      await slots.insert(file);
      expect(slots.get(serial).state.lastSequence).toBe(kept);
      const acknowledgement = await slots.deliver(serial, pending);
      const expected = { key: KEY, server: SERVER, envelope: pending, newestSequence: 3n };
      expect(verifyAcknowledgement(acknowledgement, expected)).toMatchObject({
        ok: true,
        value: { outcome: 'DONE' },
      });
    },
  );

  test('a key that is already out of a workstation is not missed twice', async () => {
    const failing = await SimulatedKey.open(file, () => true);
    await slots.insert(failing);
    const delivery = slots.deliver(serial, envelope(4, write(NORTH, 'Second-2'))).catch(String);
    slots.remove(serial);
    await slots.insert(file);
    expect(await delivery).toContain('PowerLost');
    expect(dark).toEqual([]);
    expect(slots.has(serial)).toBe(true);
  });
});
