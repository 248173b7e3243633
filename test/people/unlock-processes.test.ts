import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OfferAuthenticatorAppDocument } from '../../src/generated/operations.js';
import { SimulatedApp } from '../../src/sandbox/simulated-app/simulated-app.js';
import type { AppUnlocks } from '../../src/sandbox/simulated-app/app-unlocks.js';
import type { SimulatedWorkstation } from '../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { done } from '../../src/sandbox/simulated-workstation/workstation-calls.js';
import { AT_ONCE_MS } from '../../src/testing/at-once.js';
import { startWorkstation } from '../../src/testing/workstations/simulated-workstations.js';
import { startTwoServers, type TwoServers } from '../kill/two-servers.js';

let servers: TwoServers;
let workstation: SimulatedWorkstation;
let app: SimulatedApp;
let unlocks: AppUnlocks;

beforeAll(async () => {
  servers = await startTwoServers('unlock-processes', { LATCHKEY_PUBLIC_URL: 'http://localhost:4000' });
  const { administrator, urls } = servers;
  workstation = await startWorkstation({ url: urls.dying, administrator });
  const { uri } = done(
    (await administrator.request(OfferAuthenticatorAppDocument, {})).offerAuthenticatorApp,
  );
  app = await SimulatedApp.enrol(uri ?? '', { name: 'A telephone', platform: 'Simulated' }, urls.staying);
  unlocks = await app.unlocks(urls.staying);
});

afterAll(async () => {
  await unlocks.close();
  await workstation.stop();
  await servers.stop();
});

test('a workstation at one server process is unlocked within a second by an app at another', async () => {
  const { uri, paired } = await workstation.unlocks.offer();
  await unlocks.pair(uri);
  const challenges = unlocks.challenges();
  const { number, unlockId, outcome } = await workstation.unlocks.ask(await paired);
  const { value: challenge } = await challenges.next();
  expect(challenge).toMatchObject({ unlockId, workstationId: workstation.id });
  const answeredAt = performance.now();
  await unlocks.answer(challenge!, number);
  expect(await outcome).toEqual({ state: 'ACCEPTED', code: null, unlocked: true });
  expect(performance.now() - answeredAt).toBeLessThan(AT_ONCE_MS);
  await challenges.return();
});

test('an app finds what was asked while it had no connection, at whichever server it connects to', async () => {
  const { number, outcome } = await workstation.unlocks.ask(workstation.unlocks.apps[0]!);
  const here = await app.unlocks(servers.urls.dying);
  const { value: challenge } = await here.challenges().next();
  await here.answer(challenge!, number);
  expect(await outcome).toMatchObject({ unlocked: true });
  await here.close();
});
