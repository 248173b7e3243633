import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignInDocument } from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { programEnvironment, startServerProgram } from '../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator } from '../../src/sandbox/demo/prepare-database.js';
import { demoSettings } from '../../src/sandbox/demo/settings.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { createTestDatabase } from '../../src/testing/database/test-database.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';
import { Revivable } from './revivable.js';

const BUILT = fileURLToPath(new URL('../../dist/src', import.meta.url));

/** Two servers of one installation, as processes of their own; the one that is to die, and the one that stays. */
export interface TwoServers {
  readonly databaseUrl: string;
  readonly dying: Revivable;
  readonly urls: { readonly dying: string; readonly staying: string };
  /** Signed in at the one that stays. */
  readonly administrator: ApiClient;
  stop(): Promise<void>;
}

/** @param more environment variables of both besides */
export async function startTwoServers(name: string, more: NodeJS.ProcessEnv = {}): Promise<TwoServers> {
  const folder = await installationFolder(name);
  const stops = new StopStack();
  const { masterKeyFile, administrator: user } = await demoSettings(folder);
  const database = await createTestDatabase();
  stops.push('database', () => database.drop());
  await addAdministrator(database.url, user);
  const server = async (part: string): Promise<[Revivable, string]> => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const settings = { databaseUrl: database.url, temporalAddress: '127.0.0.1:1', masterKeyFile, port };
    const environment = { ...programEnvironment(settings), ...more };
    const logFolder = join(folder, part);
    await mkdir(logFolder, { recursive: true });
    const program = { environment, logFolder, built: BUILT, onDeath: () => undefined };
    const revivable = new Revivable(() => startServerProgram({ ...program, url }));
    stops.push(part, () => revivable.kill());
    await revivable.start();
    return [revivable, url];
  };
  const [[dying, dyingUrl], [, staying]] = [await server('dying'), await server('staying')];
  const { email, password } = user;
  const { signIn } = await new ApiClient({ url: staying }).request(SignInDocument, {
    input: { email, password },
  });
  const administrator = new ApiClient({ url: staying, token: signIn.token ?? '' });
  stops.push('administrator', () => administrator.close());
  const urls = { dying: dyingUrl, staying };
  return { databaseUrl: database.url, dying, urls, administrator, stop: () => stops.stopAll() };
}
