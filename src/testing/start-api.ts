import { randomBytes, randomUUID } from 'node:crypto';
import type { AccessTable } from '../api/access-rule.js';
import { startServer } from '../api/start-server.js';
import type { Backend } from '../api/backend.js';
import type { Config } from '../config.js';
import type { UserRole } from '../domain/states.js';
import { SignInDocument } from '../generated/operations.js';
import { createLog, type Log } from '../log.js';
import { ServerMetrics } from '../metrics/server-metrics.js';
import { createUser } from '../services/users/create-user.js';
import { ownPages } from '../web/pages.js';
import { wire, type Adapters } from '../wiring.js';
import { ApiClient, type ApiClientOptions } from '../sandbox/api-client.js';
import { InMemorySchedules } from './in-memory-schedules.js';
import { createTestDatabase } from './database/test-database.js';

export interface StartApiOptions {
  /** Settings that differ from those of a test: loopback, any free port, a database of its own. */
  readonly config?: Partial<Config>;
  readonly recheckSeconds?: number;
  /** Who may do what, when it is not the table of src/api/access.ts. */
  readonly table?: AccessTable;
  /** Adapters of the test's own, such as a scripted directory. Without a Temporal server schedules are kept in memory. */
  readonly adapters?: Adapters;
  /** Counts what this server does, for tests that look at it. */
  readonly metrics?: ServerMetrics;
  /** What this server logs to, for tests that look at it. */
  readonly log?: Log;
}

/** Somebody who can sign in. */
export interface TestUser {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** A server of this process with a database of its own. */
export interface TestApi {
  readonly url: string;
  readonly config: Config;
  readonly backend: Backend;
  /** A client with a given token, header or none; closed with the server. */
  client(options?: Omit<ApiClientOptions, 'url'>): ApiClient;
  createUser(role: UserRole): Promise<TestUser>;
  /** A client signed in as a new user of this role. */
  signedIn(role: UserRole): Promise<ApiClient>;
  close(): Promise<void>;
}

export async function startApi({
  config: own,
  recheckSeconds,
  adapters,
  table,
  metrics = new ServerMetrics(),
  log: ownLog,
}: StartApiOptions = {}): Promise<TestApi> {
  const database = own?.databaseUrl === undefined ? await createTestDatabase() : undefined;
  const config = testConfig(database?.url ?? '', own);
  const log = ownLog ?? createLog('latchkey-test', config.logLevel);
  const kept = own?.temporal === undefined ? { schedules: new InMemorySchedules() } : {};
  const wired = await wire(config, log, { ...kept, ...adapters }, metrics);
  const putAway = async (): Promise<void> => {
    await wired.close();
    await database?.drop();
  };
  const server = await startServer({
    config,
    log,
    backend: wired.backend,
    pages: ownPages(config.access),
    metrics,
    ...(recheckSeconds === undefined ? {} : { recheckSeconds }),
    ...(table === undefined ? {} : { table }),
  }).catch(async (error: unknown) => {
    await putAway();
    throw error;
  });
  const clients: ApiClient[] = [];
  const client: TestApi['client'] = (options = {}) => {
    const made = new ApiClient({ url: server.url, ...options });
    clients.push(made);
    return made;
  };
  const addUser: TestApi['createUser'] = (role) => newUser(wired.backend, role);
  return {
    url: server.url,
    config,
    backend: wired.backend,
    client,
    createUser: addUser,
    async signedIn(role) {
      const { email, password } = await addUser(role);
      const { signIn } = await client().request(SignInDocument, { input: { email, password } });
      return client({ token: signIn.token ?? '' });
    },
    async close() {
      await Promise.all(clients.map((each) => each.close()));
      await server.close();
      await putAway();
    },
  };
}

function testConfig(databaseUrl: string, own: Partial<Config> | undefined): Config {
  return {
    databaseUrl,
    temporal: { address: '127.0.0.1:1', namespace: 'default', taskQueue: 'latchkey' },
    masterKey: randomBytes(32),
    http: { host: '127.0.0.1', port: 0, publicUrl: undefined },
    access: {
      trustedProxies: [],
      introspection: true,
      graphiql: true,
      sockets: { all: 2_000, perAddress: 100, perPrincipal: 200, subscriptionsPerPrincipal: 2_000 },
    },
    mail: undefined,
    metrics: undefined,
    mailLanguage: 'en',
    sessionHours: 1,
    sessionIdleMinutes: 60,
    requirePasskey: false,
    workstationEnrolment: 'token',
    activationDays: 7,
    logLevel: 'silent',
    ...own,
  };
}

async function newUser({ pool }: Backend, role: UserRole): Promise<TestUser> {
  const email = `${role.toLowerCase()}-${randomUUID()}@latchkey.example`;
  const password = randomBytes(12).toString('base64');
  const actor = { kind: 'COMMAND_LINE', id: null, name: 'test' } as const;
  const id = await createUser(pool, actor, { email, displayName: `Test ${role}`, role, password });
  return { id, email, password };
}
