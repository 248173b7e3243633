import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PairWorkstationDocument } from '../../generated/operations.js';
import { done } from '../../sandbox/simulated-workstation/workstation-calls.js';
import { refusalOf, UnlockStand, uuidOf } from '../../testing/people/unlock-stand.js';
import { startWorkstation } from '../../testing/workstations/simulated-workstations.js';

const YEAR = 365 * 86_400_000;

let stand: UnlockStand;

beforeAll(async () => {
  stand = await UnlockStand.open();
});
afterAll(() => stand.close());

async function appOfSomebody() {
  const { app, employee } = await stand.people.withApp('Ada Lovelace');
  return { app, employee, unlocks: await stand.unlocksOf(app) };
}

describe('pairing by the code that a workstation shows', () => {
  test('lets the app unlock that workstation for a year, and tells the workstation whose app it is', async () => {
    const workstation = await stand.workstation();
    const { app, unlocks } = await appOfSomebody();
    const { uri, paired } = await workstation.unlocks.offer();
    const shown = await unlocks.look(uri);
    expect(shown).toMatchObject({ workstationId: workstation.id, joinedDomain: 'north.example' });
    const credential = await unlocks.pair(uri);
    expect(credential).toMatchObject({
      state: 'ACTIVE',
      workstationName: shown.workstationName,
      ownerName: 'Ada Lovelace',
    });
    const ends = new Date(credential.expiresAt).getTime() - Date.now();
    expect(ends).toBeGreaterThan(YEAR - 60_000);
    expect(ends).toBeLessThan(YEAR + 2 * 86_400_000);
    expect(await paired).toMatchObject({
      credentialId: credential.id,
      authenticatorId: app.kept.authenticatorId,
      ownerName: 'Ada Lovelace',
    });
    expect((await workstation.unlocks.credentials()).map(({ id }) => id)).toEqual([credential.id]);
  });

  test('is done once with each code; the very same again is answered again and changes nothing', async () => {
    const workstation = await stand.workstation();
    const [ada, bea] = [await appOfSomebody(), await appOfSomebody()];
    const { uri } = await workstation.unlocks.offer();
    const input = ada.unlocks.pairingOf(uri, workstation.id);
    const again = async () =>
      done((await ada.unlocks.session.request(PairWorkstationDocument, { input })).pairWorkstation).credential
        ?.id;
    const first = await again();
    expect(await again()).toBe(first);
    const other = { input: bea.unlocks.pairingOf(uri, workstation.id) };
    const { pairWorkstation } = await bea.unlocks.session.request(PairWorkstationDocument, other);
    expect(await refusalOf(Promise.resolve().then(() => done(pairWorkstation)))).toBe('SCAN_OVER');
    expect(await stand.lastRefusal('unlock.pair')).toEqual(['SCAN_OVER']);
    expect(await refusalOf(bea.unlocks.look(uri))).toBe('SCAN_OVER');
    expect(await workstation.unlocks.credentials()).toHaveLength(1);
  });

  test('is over after five minutes, and with the next code', async () => {
    const workstation = await stand.workstation();
    const { unlocks } = await appOfSomebody();
    const late = await workstation.unlocks.offer();
    late.paired.catch(() => undefined);
    await stand.pool.query(
      `update unlock_pairing set expires_at = expires_at - interval '5 minutes 1 second' where workstation_id = $1`,
      [uuidOf(workstation.id)],
    );
    const input = unlocks.pairingOf(late.uri, workstation.id);
    const pair = async (given: typeof input) =>
      refusalOf(
        unlocks.session
          .request(PairWorkstationDocument, { input: given })
          .then(({ pairWorkstation }) => done(pairWorkstation)),
      );
    expect(await pair(input)).toBe('SCAN_OVER');
    const earlier = await workstation.unlocks.offer();
    earlier.paired.catch(() => undefined);
    const next = await workstation.unlocks.offer();
    expect(await refusalOf(unlocks.pair(earlier.uri))).toBe('SCAN_OVER');
    await unlocks.pair(next.uri);
    await next.paired;
  });

  test('takes the signature of that app for that workstation only', async () => {
    const [one, another] = [await stand.workstation(), await stand.workstation()];
    const [ada, bea] = [await appOfSomebody(), await appOfSomebody()];
    const { uri, paired } = await one.unlocks.offer();
    const pair = async (input: ReturnType<typeof ada.unlocks.pairingOf>) =>
      refusalOf(
        ada.unlocks.session
          .request(PairWorkstationDocument, { input })
          .then(({ pairWorkstation }) => done(pairWorkstation)),
      );
    expect(await pair(ada.unlocks.pairingOf(uri, another.id))).toBe('SIGNATURE_INVALID');
    expect(await pair(bea.unlocks.pairingOf(uri, one.id))).toBe('SIGNATURE_INVALID');
    await ada.unlocks.pair(uri);
    await paired;
  });

  test('of the same two anew ends what was before', async () => {
    const { workstation, unlocks, paired } = await stand.pair();
    const { uri } = await workstation.unlocks.offer();
    const fresh = await unlocks.pair(uri);
    expect((await unlocks.credentials()).map(({ id, state, revocation }) => [id, state, revocation])).toEqual(
      [
        [fresh.id, 'ACTIVE', null],
        [paired.credentialId, 'REVOKED', 'REPLACED'],
      ],
    );
  });
});

describe('nothing is paired', () => {
  test('while the alarm stands', async () => {
    const workstation = await stand.workstation();
    const { unlocks } = await appOfSomebody();
    const { uri, paired } = await workstation.unlocks.offer();
    await stand.duringAlarm(async () => {
      expect(await refusalOf(workstation.unlocks.offer())).toBe('ALARM_RAISED');
      expect(await stand.lastRefusal('unlock.offer-pairing')).toEqual(['ALARM_RAISED']);
      expect(await refusalOf(unlocks.pair(uri))).toBe('ALARM_RAISED');
      expect(await stand.lastRefusal('unlock.pair')).toEqual(['ALARM_RAISED']);
    });
    await unlocks.pair(uri);
    await paired;
  });

  test('with a workstation that waits for approval, or was revoked after it showed the code', async () => {
    const { api, admin } = stand.people;
    const pending = await startWorkstation({ url: api.url, administrator: admin, approved: false });
    expect(await refusalOf(pending.unlocks.offer())).toBe('FORBIDDEN');
    await pending.stop();
    const workstation = await stand.workstation();
    const { unlocks } = await appOfSomebody();
    const { uri, paired } = await workstation.unlocks.offer();
    paired.catch(() => undefined);
    const input = unlocks.pairingOf(uri, workstation.id);
    await stand.revokeWorkstation(workstation);
    const { pairWorkstation } = await unlocks.session.request(PairWorkstationDocument, { input });
    expect(pairWorkstation.userErrors.map(({ code }) => code)).toEqual(['WORKSTATION_REFUSED']);
    expect(await stand.lastRefusal('unlock.pair')).toEqual(['WORKSTATION_REFUSED']);
  });

  test('for somebody whose account was told by an e-mail address alone', async () => {
    const workstation = await stand.workstation();
    const { employee, unlocks } = await appOfSomebody();
    const account = await stand.addAccount(employee.id, { confirmed: false });
    const { uri, paired } = await workstation.unlocks.offer();
    expect(await refusalOf(unlocks.pair(uri))).toBe('ACCOUNT_UNCONFIRMED');
    expect(await stand.lastRefusal('unlock.pair')).toEqual(['ACCOUNT_UNCONFIRMED']);
    await stand.pool.query('update domain_account set confirmed = true where id = $1', [account.id]);
    await unlocks.pair(uri);
    await paired;
  });
});
