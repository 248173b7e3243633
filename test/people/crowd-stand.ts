import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createPool, type Pool } from '../../src/database.js';

import {
  AskAppSignInDocument,
  AppSignInProgressDocument,
  BeginPasskeySignInDocument,
  CompleteAppSignInDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { programEnvironment, startServerProgram } from '../../src/sandbox/demo/latchkey-programs.js';
import { addAdministrator } from '../../src/sandbox/demo/prepare-database.js';
import { demoSettings } from '../../src/sandbox/demo/settings.js';
import { freePort } from '../../src/sandbox/processes/free-port.js';
import { StopStack } from '../../src/sandbox/processes/stop-stack.js';
import { SimulatedApp } from '../../src/sandbox/simulated-app/simulated-app.js';
import { createTestDatabase } from '../../src/testing/database/test-database.js';
import { addCrowd, type CrowdMember } from '../../src/testing/people/stored-crowd.js';
import { installationFolder } from '../../src/testing/services/test-run-folder.js';

const BUILT = fileURLToPath(new URL('../../dist/src', import.meta.url));

/** A server as a process of its own, and people who have accepted their invitations. */
export interface CrowdStand {
  readonly url: string;
  readonly pool: Pool;
  readonly administrator: ApiClient;
  readonly people: readonly CrowdMember[];
  stop(): Promise<void>;
}

export async function startCrowd(count: number): Promise<CrowdStand> {
  const stops = new StopStack();
  const folder = await installationFolder('crowd');
  const { masterKeyFile, administrator: user } = await demoSettings(folder);
  const database = await createTestDatabase();
  stops.push('the database', () => database.drop());
  const pool = createPool(database.url, 2);
  stops.push('the pool', () => pool.end());
  await addAdministrator(database.url, user);
  const port = await freePort();
  const environment = {
    ...programEnvironment({
      databaseUrl: database.url,
      temporalAddress: '127.0.0.1:1',
      masterKeyFile,
      port,
    }),
    LATCHKEY_PUBLIC_URL: `http://localhost:${port}`,
  };
  const url = `http://127.0.0.1:${port}`;
  const program = { environment, logFolder: folder, built: BUILT, onDeath: () => undefined };
  const server = await startServerProgram({ ...program, url });
  stops.push('the server', () => server.stop());
  const { email, password } = user;
  const { signIn } = await new ApiClient({ url }).request(SignInDocument, { input: { email, password } });
  const administrator = new ApiClient({ url, token: signIn.token ?? '' });
  const masterKey = Buffer.from(await readFile(masterKeyFile, 'utf8'), 'base64');
  const people = await addCrowd(pool, count, { url: `http://localhost:${port}`, masterKey });
  return { url, pool, administrator, people, stop: () => stops.stopAll() };
}

/** Signs a page in, as somebody's browser and telephone do; answers its session. */
export async function signInPage(url: string, { by }: CrowdMember): Promise<string> {
  const page = new ApiClient({ url });
  if (by instanceof SimulatedApp) {
    const { askAppSignIn } = await page.request(AskAppSignInDocument, {});
    await by.answer(askAppSignIn.uri ?? '', true, url);
    const input = { secret: askAppSignIn.secret ?? '' };
    const { completeAppSignIn } = await page.request(CompleteAppSignInDocument, { input });
    return completeAppSignIn.token ?? '';
  }
  const { beginPasskeySignIn } = await page.request(BeginPasskeySignInDocument, {});
  const input = { answer: by.get(beginPasskeySignIn.options ?? '') };
  const { signInWithPasskey } = await page.request(SignInWithPasskeyDocument, { input });
  return signInWithPasskey.token ?? '';
}

/** A page of somebody who is signed in, with a subscription that is open: it waits for an app. */
export class OpenPage {
  /** What it was told. */
  readonly told: number[] = [];
  /** Settles when the first event is there. */
  readonly ready: Promise<void>;
  /** Settles when the second is. */
  readonly toldAgain: Promise<void>;
  /** Settles with the code the server closed the connection with, and when; undefined when it ended in good order. */
  readonly closed: Promise<{ readonly code: unknown; readonly at: number }>;

  private readonly client: ApiClient;

  constructor(
    url: string,
    readonly token: string,
    secret: string,
  ) {
    this.client = new ApiClient({ url, token });
    const [ready, again] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    [this.ready, this.toldAgain] = [ready.promise, again.promise];
    // Of those that are lost nobody waits for more.
    this.toldAgain.catch(() => undefined);
    const onEvent = (): void => (this.told.length === 1 ? ready : again).resolve();
    this.closed = this.follow(secret, onEvent).catch((error: unknown) => {
      ready.reject(error);
      again.reject(error);
      return { code: (error as { code?: unknown }).code, at: performance.now() };
    });
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private async follow(secret: string, onEvent: () => void): Promise<{ code: unknown; at: number }> {
    for await (const { appSignInProgress } of this.client.subscribe(AppSignInProgressDocument, { secret })) {
      this.told.push(appSignInProgress.sequence);
      onEvent();
    }
    return { code: undefined, at: performance.now() };
  }
}
