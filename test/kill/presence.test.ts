import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignInDocument } from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { programEnvironment, startServerProgram } from '../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator } from '../../src/sandbox/demo/prepare-database.js';
import { demoSettings } from '../../src/sandbox/demo/settings.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { createTestDatabase } from '../../src/testing/database/test-database.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import {
  PresenceWatch,
  startWorkstation,
  workstationNow,
} from '../../src/testing/workstations/simulated-workstations.js';
import { Revivable } from './revivable.js';

const BUILT = fileURLToPath(new URL('../../dist/src', import.meta.url));

/** Two servers of one installation, as processes of their own; the one that is to die, and the one that stays. */
let dying: Revivable;
let urls: { readonly dying: string; readonly staying: string };
let administrator: ApiClient;
const stops = new StopStack();

beforeAll(async () => {
  const folder = await installationFolder('presence');
  const { masterKeyFile, administrator: user } = await demoSettings(folder);
  const database = await createTestDatabase();
  stops.push('database', () => database.drop());
  await addAdministrator(database.url, user);
  const server = async (name: string): Promise<[Revivable, string]> => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = programEnvironment({
      databaseUrl: database.url,
      temporalAddress: '127.0.0.1:1',
      masterKeyFile,
      port,
    });
    const logFolder = join(folder, name);
    await mkdir(logFolder, { recursive: true });
    const program = { environment, logFolder, built: BUILT, onDeath: () => undefined };
    const part = new Revivable(() => startServerProgram({ ...program, url }));
    stops.push(name, () => part.kill());
    await part.start();
    return [part, url];
  };
  const [first, staying] = [await server('dying'), await server('staying')];
  dying = first[0];
  urls = { dying: first[1], staying: staying[1] };
  const { email, password } = user;
  const { signIn } = await new ApiClient({ url: urls.staying }).request(SignInDocument, {
    input: { email, password },
  });
  administrator = new ApiClient({ url: urls.staying, token: signIn.token ?? '' });
});

afterAll(async () => {
  await administrator?.close();
  await stops.stopAll();
});

describe('when the server dies that held the sockets of workstations', () => {
  test('one that finds another server is right at once, and one that does not is gone within half a minute', async () => {
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
    expect(performance.now() - killed).toBeLessThan(10_000);
    const gone = await watch.eventThat(lost.id, ({ online }) => !online);
    expect(performance.now() - killed).toBeLessThan(30_000);
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
