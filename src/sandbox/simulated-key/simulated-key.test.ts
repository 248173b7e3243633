import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verifyAcknowledgement } from '../../keys/protocol/acknowledgement.js';
import { sealCredential, sealLink } from '../../keys/protocol/sealed-content.js';
import { verifyAttempt, verifyStatus } from '../../keys/protocol/nonce-proofs.js';
import { ACTIVATED, envelope, KEY, link, NORTH, SERVER, write } from '../../testing/keys/key-stand.js';
import { delivered, deliveries, explained, issuedEnvelopes } from '../../testing/keys/random-deliveries.js';
import type { Issued } from '../../testing/keys/random-deliveries.js';
import { SandboxError } from '../sandbox-error.js';
import { POWER_LOSS_POINTS, PowerLost } from './power.js';
import type { PowerLossPoint } from './power.js';
import { PIN_ATTEMPTS, SimulatedKey } from './simulated-key.js';

const PIN = '2580';
/** The seed of `KEY`, so that what was sealed for it is for the key in the file. */
const seed = Uint8Array.from({ length: 32 }, (_, at) => (128 + at) & 0xff);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-key-'));
  file = join(folder, 'key.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const makeKey = (): Promise<SimulatedKey> =>
  SimulatedKey.create(file, { serial: KEY.serial, pin: PIN, seed });

async function activatedKey(): Promise<SimulatedKey> {
  const key = await makeKey();
  for (const bytes of ACTIVATED) await key.deliver(bytes);
  return key;
}

/** The key from its file, which loses its power at its `at`-th look at `point`, counted from 0. */
function openCut(point: PowerLossPoint, at = 0): Promise<SimulatedKey> {
  let looks = 0;
  return SimulatedKey.open(file, (where) => where === point && looks++ === at);
}

describe('a simulated key', () => {
  test('is what its file says, and shows its password for its PIN alone', async () => {
    await activatedKey();
    const key = await SimulatedKey.open(file);
    expect(key.publicKey).toEqual({ serial: KEY.serial, publicKey: KEY.publicKey });
    expect(await key.readForLogOn(PIN, NORTH, 'active')).toEqual({
      outcome: 'READ',
      credential: { accountId: NORTH, logOnName: 'NORTH\\ada', password: 'First-Passw0rd-1' },
    });
    expect(await key.readForLogOn(PIN, NORTH, 'pending')).toEqual({ outcome: 'EMPTY_SLOT' });
    expect(await key.readForLogOn('0000', NORTH, 'active')).toEqual({
      outcome: 'WRONG_PIN',
      attemptsLeft: 4,
    });
  });

  test('keeps its file for its owner alone, and leaves nothing beside it', async () => {
    await activatedKey();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['key.json']);
  });

  test('signs attempts and statuses', async () => {
    const key = await activatedKey();
    const attempt = { nonce: randomBytes(32), code: '01234567' };
    expect(verifyAttempt(await key.signAttempt(attempt), key.publicKey, attempt)).toBe(true);
    const status = verifyStatus(await key.signStatus(attempt.nonce), key.publicKey, attempt.nonce);
    expect(status).toMatchObject({ ok: true, value: { lastSequence: 3n, accounts: [{ accountId: NORTH }] } });
  });

  test('has a random identity of its own when none is given', async () => {
    const one = await SimulatedKey.create(file, { serial: 'A', pin: PIN });
    const other = await SimulatedKey.create(join(folder, 'other.json'), { serial: 'B', pin: PIN });
    expect(one.publicKey.publicKey).not.toEqual(other.publicKey.publicKey);
    const sealed = sealLink(one.publicKey, SERVER);
    await one.deliver(envelope(1, { kind: 'LINK', sealed }, { serial: 'A' }));
    const content = { accountId: NORTH, logOnName: 'a', password: 'b' };
    const to = {
      kind: 'WRITE_PENDING',
      accountId: NORTH,
      sealed: sealCredential(one.publicKey, content),
    } as const;
    await one.deliver(envelope(2, to, { serial: 'A' }));
    expect(one.state.accounts).toEqual([{ accountId: NORTH, active: null, pending: 2n, previous: null }]);
  });

  test('is not opened from a file that is missing or damaged', async () => {
    await expect(SimulatedKey.open(file)).rejects.toThrow(SandboxError);
    await makeKey();
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 100));
    await expect(SimulatedKey.open(file)).rejects.toThrow(SandboxError);
  });
});

describe('the PIN of a simulated key', () => {
  test('locks it after five wrong ones in a row, and a link of its server gives them back', async () => {
    const key = await activatedKey();
    for (let left = PIN_ATTEMPTS - 1; left >= 0; left--)
      expect(await key.readForLogOn('0000', NORTH, 'active')).toEqual({
        outcome: 'WRONG_PIN',
        attemptsLeft: left,
      });
    expect(await key.readForLogOn(PIN, NORTH, 'active')).toEqual({ outcome: 'LOCKED' });
    expect((await SimulatedKey.open(file)).state.pinLocked).toBe(true);
    await key.deliver(envelope(4, link()));
    expect(await key.readForLogOn('0000', NORTH, 'active')).toMatchObject({ attemptsLeft: PIN_ATTEMPTS - 1 });
    expect(await key.readForLogOn(PIN, NORTH, 'active')).toMatchObject({ outcome: 'READ' });
  });

  test('is right even at the last attempt, which gives all of them back', async () => {
    const key = await activatedKey();
    for (let at = 1; at < PIN_ATTEMPTS; at++) await key.readForLogOn('0000', NORTH, 'active');
    expect(await key.readForLogOn(PIN, NORTH, 'active')).toMatchObject({ outcome: 'READ' });
    expect(await key.readForLogOn('0000', NORTH, 'active')).toMatchObject({ attemptsLeft: PIN_ATTEMPTS - 1 });
  });

  test('costs an attempt even when the power is cut right after it', async () => {
    await activatedKey();
    const key = await openCut('AFTER_WRITE');
    await expect(key.readForLogOn('0000', NORTH, 'active')).rejects.toThrow(PowerLost);
    const again = await SimulatedKey.open(file);
    expect(await again.readForLogOn('0001', NORTH, 'active')).toMatchObject({
      attemptsLeft: PIN_ATTEMPTS - 2,
    });
  });

  test('is not asked for by a key that the server has locked', async () => {
    const key = await activatedKey();
    await key.deliver(envelope(4, { kind: 'LOCK' }));
    expect(await key.readForLogOn('0000', NORTH, 'active')).toEqual({ outcome: 'LOCKED' });
  });

  test('is beside the point after a reset, which leaves nothing but the place in the sequence', async () => {
    const key = await activatedKey();
    await key.reset();
    expect(await readFile(file, 'utf8')).not.toContain('Passw0rd');
    expect(key.state).toMatchObject({ server: null, lastSequence: 3n, accounts: [] });
    for (const bytes of ACTIVATED) await key.deliver(bytes);
    expect(key.state).toMatchObject({ server: null, lastSequence: 3n, accounts: [] });
  });
});

describe('a loss of power', () => {
  const pending = envelope(4, write(NORTH, 'Second-2'));

  test.each(POWER_LOSS_POINTS)(
    'at %s leaves the old contents or the new ones, and an answer to be had',
    async (point) => {
      await activatedKey();
      const key = await openCut(point);
      await expect(key.deliver(pending)).rejects.toThrow(PowerLost);
      await expect(key.signStatus(randomBytes(32))).rejects.toThrow(PowerLost);

      const back = await SimulatedKey.open(file);
      const written = point === 'AFTER_WRITE' ? 4n : null;
      expect(back.state.accounts).toEqual([
        { accountId: NORTH, active: 2n, pending: written, previous: null },
      ]);
      expect(await back.readForLogOn(PIN, NORTH, 'active')).toMatchObject({ outcome: 'READ' });
      const acknowledgement = await back.deliver(pending);
      const expected = { key: KEY, server: SERVER, envelope: pending, newestSequence: 3n };
      expect(verifyAcknowledgement(acknowledgement, expected)).toMatchObject({
        ok: true,
        value: { outcome: 'DONE', state: { accounts: [{ active: 2n, pending: 4n }] } },
      });
      expect(await readdir(folder)).toEqual(['key.json']);
    },
  );

  test('between any two deliveries and within any of them, a key holds what it has acknowledged or was about to', async () => {
    const history = issuedEnvelopes(8).chain((issued) =>
      fc.record({
        issued: fc.constant(issued),
        arriving: deliveries(issued.length, 8),
        losses: fc.array(fc.option(fc.constantFrom(...POWER_LOSS_POINTS)), { minLength: 1, maxLength: 20 }),
      }),
    );
    const struck = new Set<PowerLossPoint>();
    await fc.assert(
      fc.asyncProperty(history, async ({ issued, arriving, losses }) => {
        await rm(file, { force: true });
        await makeKey();
        const accepted: Issued[] = [];
        for (const [at, delivery] of arriving.entries()) {
          const loss = losses[at % losses.length];
          const key = loss ? await openCut(loss) : await SimulatedKey.open(file);
          const before = key.state.lastSequence;
          await key.deliver(delivered(issued, delivery)).catch((error: unknown) => {
            if (!(error instanceof PowerLost)) throw error;
            struck.add(error.point);
          });
          const { server, accounts, ...state } = (await SimulatedKey.open(file)).state;
          if (state.lastSequence > before) accepted.push(issued[delivery.at]!);
          const model = explained(accepted);
          expect({ linked: server !== null, ...state }).toEqual(model.state);
          const filled = accounts.flatMap((slots) =>
            (['active', 'pending', 'previous'] as const).flatMap((slot) =>
              slots[slot] === null ? [] : [[`${slots.accountId} ${slot}`, `Passw0rd-${slots[slot]}`]],
            ),
          );
          expect(Object.fromEntries(filled)).toEqual(model.slots);
        }
      }),
      { numRuns: 40 },
    );
    expect(struck.size).toBe(POWER_LOSS_POINTS.length);
  });
});
