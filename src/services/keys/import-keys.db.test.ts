import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KeyStand, newPublicKey } from '../../testing/keys/key-service-stand.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';

let stand: KeyStand;

beforeAll(async () => {
  stand = await KeyStand.open();
});

afterAll(() => stand.close());

const actions = async (keyId: string): Promise<string[]> =>
  (await auditOf(stand.pool, keyId)).map(({ action, outcome }) => `${action} ${outcome}`);

describe('importing', () => {
  test('adds a ready key, audited and told', async () => {
    const keyId = await stand.keys.import(TEST_ACTOR, {
      serial: ' hk-north-1 ',
      publicKey: newPublicKey(),
      firmware: '1.2',
    });
    expect(await stand.row(keyId)).toMatchObject({
      serial: 'HK-NORTH-1',
      name: 'HK-NORTH-1',
      firmware: '1.2',
      status: 'READY',
      confirmed_status: 'READY',
      owner_id: null,
    });
    expect(await actions(keyId)).toEqual(['key.import DONE']);
    expect((await stand.events()).at(-1)).toBe('key.import READY');
  });

  test('refuses a serial and a public key that are there, and names every fault of the input', async () => {
    const publicKey = newPublicKey();
    await stand.keys.import(TEST_ACTOR, { serial: 'HK-TWICE', publicKey });
    const again = (serial: string, key: string) => stand.keys.import(TEST_ACTOR, { serial, publicKey: key });
    await expect(again('hk-twice', newPublicKey())).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      inputPath: ['input', 'serial'],
    });
    await expect(again('HK-OTHER', publicKey)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      inputPath: ['input', 'publicKey'],
    });
    await expect(again('?', 'short')).rejects.toMatchObject({
      all: [
        { code: 'BAD_INPUT', inputPath: ['input', 'serial'] },
        { code: 'BAD_INPUT', inputPath: ['input', 'publicKey'] },
      ],
    });
  });

  test('of a list takes the good lines and names the bad ones, and again takes none', async () => {
    const known = newPublicKey();
    await stand.keys.import(TEST_ACTOR, { serial: 'HK-KNOWN', publicKey: known });
    const csv = [
      'serial,publicKey,name',
      `hk-l1,${newPublicKey()},First`,
      `hk-known,${newPublicKey()}`,
      'hk-l3,short',
      `hk-l4,${known}`,
      `hk-l5,${newPublicKey()}`,
    ].join('\n');
    const first = await stand.keys.importList(TEST_ACTOR, csv);
    expect(first.keyIds).toHaveLength(2);
    expect(first.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'ALREADY_EXISTS'],
      [4, 'BAD_INPUT'],
      [5, 'ALREADY_EXISTS'],
    ]);
    expect(await stand.row(first.keyIds[0]!)).toMatchObject({ serial: 'HK-L1', name: 'First' });
    expect(await actions(first.keyIds[1]!)).toEqual(['key.import DONE']);
    expect((await stand.events()).slice(-2)).toEqual(['key.import READY', 'key.import READY']);
    const second = await stand.keys.importList(TEST_ACTOR, csv);
    expect(second.keyIds).toEqual([]);
    expect(second.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });

  test('of something that is no list is refused as a whole', async () => {
    await expect(stand.keys.importList(TEST_ACTOR, 'hello')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      inputPath: ['input', 'csv'],
    });
  });
});
