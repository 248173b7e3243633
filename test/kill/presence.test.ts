import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AT_ONCE_MS } from '../../src/testing/at-once.js';
import {
  PresenceWatch,
  startWorkstation,
  workstationNow,
} from '../../src/testing/workstations/simulated-workstations.js';
import { startTwoServers, type TwoServers } from './two-servers.js';

/** Twenty-five seconds, of the lease and until somebody looks, and as many again for a busy machine. */
const LEASE_IS_OVER_MS = 50_000;

let servers: TwoServers;

beforeAll(async () => {
  servers = await startTwoServers('presence');
});

afterAll(() => servers.stop());

describe('when the server dies that held the sockets of workstations', () => {
  test('one that finds another server is right at once, and one that does not is gone within half a minute', async () => {
    const { urls, administrator, dying } = servers;
    let url = urls.dying;
    const watch = new PresenceWatch(administrator, 0);
    const lost = await startWorkstation({ url: urls.dying, administrator });
    const moving = await startWorkstation({ url: () => url, administrator });
    await lost.connectKey('LOST');
    await moving.connectKey('MOVED');
    await watch.eventThat(lost.id, ({ connectedKeys }) => connectedKeys.length === 1);
    await watch.eventThat(moving.id, ({ connectedKeys }) => connectedKeys.length === 1);

    const seen = watch.events.length;
    await dying.kill();
    const killed = performance.now();
    // Nobody has told anybody.
    expect(await workstationNow(administrator, lost.id)).toMatchObject({ online: true });
    url = urls.staying;
    // While it was away a key was taken out of it.
    await moving.removeKey('MOVED');
    const back = await watch.eventThat(
      moving.id,
      ({ online, connectedKeys, sequence }) => sequence > seen && online && connectedKeys.length === 0,
    );
    expect(performance.now() - killed).toBeLessThan(AT_ONCE_MS);
    const gone = await watch.eventThat(lost.id, ({ online }) => !online);
    expect(performance.now() - killed).toBeLessThan(LEASE_IS_OVER_MS);
    expect(gone.connectedKeys).toEqual([]);
    expect(await workstationNow(administrator, lost.id)).toMatchObject({ online: false, connectedKeys: [] });
    // It was never told to be gone in between.
    expect(watch.events.some(({ workstationId, online }) => workstationId === moving.id && !online)).toBe(
      false,
    );
    expect(await workstationNow(administrator, moving.id)).toMatchObject({ online: true, connectedKeys: [] });
    expect(back.sequence).toBe(seen + 1);
    await Promise.all([lost.stop(), moving.stop()]);
  });
});
