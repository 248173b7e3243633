import { MikroORM } from '@mikro-orm/postgresql';
import type { Backend } from './api/backend.js';
import type { Config } from './config.js';
import { createPool, type Pool } from './database.js';
import { ActiveDirectory } from './directory/active-directory.js';
import type { Directory } from './directory/directory.js';
import { createActivationCodes, type ActivationCodes } from './keys/activation-codes.js';
import { createBindSecrets } from './keys/bind-secrets.js';
import { createPasswordCopies, type PasswordCopies } from './keys/password-copies.js';
import { EventHub } from './events/event-hub.js';
import type { Log } from './log.js';
import { watchPool } from './metrics/registry.js';
import { ServerMetrics } from './metrics/server-metrics.js';
import { ormOptions } from './orm.config.js';
import { createRecordRefusal } from './services/audit/record-refusal.js';
import { createDomainService } from './services/domains/domain-service.js';
import { createKeyService } from './services/keys/key-service.js';
import { keepErasingCopies } from './services/password-changes/copies/erase-copies.js';
import { createPasswordChangeService } from './services/password-changes/password-change-service.js';
import { createMailService, type MailService } from './services/outbox/mail-service.js';
import { createSyncService } from './services/sync/sync-service.js';
import { createEmployeeService } from './services/employees/employee-service.js';
import { noCheckpoints, type Checkpoints } from './services/password-changes/checkpoints.js';
import { createRotationService } from './services/rotations/rotation-service.js';
import { routingRotations } from './services/rotations/route-changes.js';
import type { Schedules } from './services/schedules/schedules.js';
import type { Workflows } from './services/workflows.js';
import { closeClient } from './temporal/call-temporal.js';
import { TemporalSchedules } from './temporal/temporal-schedules.js';
import { createTemporalClient, TemporalWorkflows } from './temporal/temporal-workflows.js';
import { sessionService } from './services/sign-in/sessions.js';
import { createSignIn } from './services/sign-in/sign-in.js';
import { tokenService } from './services/tokens/tokens.js';
import { mailTextsOf } from './wiring/wire-mail.js';
import { wireKeyTasks } from './wiring/wire-key-tasks.js';
import { wirePeople } from './wiring/wire-people.js';
import { wireWorkstations } from './wiring/wire-workstations.js';

/** What a server stands on, and how to put it away again. */
export interface Wired {
  readonly backend: Backend;
  /** In the reverse order of making; nothing may use the backend any longer. */
  close(): Promise<void>;
}

/** Adapters that a test puts its own in place of. */
export interface Adapters {
  readonly directory?: Directory;
  readonly workflows?: Workflows;
  readonly schedules?: Schedules;
  /** Where a handed-over password can be stopped. */
  readonly checkpoints?: Checkpoints;
}

/** Hands the adapters to the services. Waits for no connection: a database that is down shows in `/readyz`. */
export async function wire(
  config: Config,
  log: Log,
  adapters: Adapters = {},
  metrics: ServerMetrics = new ServerMetrics(),
): Promise<Wired> {
  const orm = await MikroORM.init({
    ...ormOptions(config.databaseUrl),
    logger: (message) => log.debug(message),
  });
  const pool = createPool(config.databaseUrl);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'));
  const directory = adapters.directory ?? new ActiveDirectory({ log });
  const bindSecrets = createBindSecrets(config.masterKey);
  const temporal = createTemporalClient(config);
  const workflows = routingRotations(
    pool,
    adapters.workflows ?? new TemporalWorkflows(temporal, config.temporal.taskQueue),
  );
  const schedules = adapters.schedules ?? new TemporalSchedules(temporal, config.temporal.taskQueue);
  const events = startEvents(config, { pool, log, metrics });
  watchPool(metrics.registry, pool);
  const codes = createActivationCodes(config.masterKey, config.activationDays);
  const copies = createPasswordCopies(config.masterKey);
  const passwords = wirePasswords({ pool, workflows, events, codes, copies });
  const { checkpoints = noCheckpoints } = adapters;
  const keyTasks = wireKeyTasks(config, { pool, log, events, codes, copies, workflows, checkpoints });
  const workstations = wireWorkstations(config, { pool, log, events, news: keyTasks.news });
  const eraser = keepErasingCopies({ pool, workflows, log });
  const people = wirePeople(config, { pool, log, events, workflows });
  const services = {
    signIn: createSignIn({ ...config, pool, secondFactor: people.secondFactor }),
    sessions: sessionService,
    tokens: tokenService,
    domains: createDomainService({ pool, directory, bindSecrets, schedules }),
    employees: createEmployeeService(pool, config.requirePasskey),
    sync: createSyncService({ pool, workflows, events }),
    keyTasks: keyTasks.service,
    ownPasswords: keyTasks.ownPasswords,
    mail: wireMailService(config, { pool, workflows }),
    ...passwords,
    workstations: workstations.service,
    ...people.services,
    recordRefusal: createRecordRefusal(),
  };
  return {
    backend: { orm, pool, services, ...accessOf(config, events) },
    async close() {
      await workstations.stop();
      await eraser.stop();
      await events.stop();
      await closeClient(temporal);
      await pool.end();
      await orm.close();
    },
  };
}

/** The services through which passwords are wanted: keys that are taken away, changes, rotations. */
function wirePasswords(parts: {
  pool: Pool;
  workflows: Workflows;
  events: EventHub;
  codes: ActivationCodes;
  copies: PasswordCopies;
}): Pick<Backend['services'], 'keys' | 'passwordChanges' | 'rotations'> {
  return {
    keys: createKeyService(parts),
    passwordChanges: createPasswordChangeService(parts),
    rotations: createRotationService(parts),
  };
}

function wireMailService(config: Config, parts: { pool: Pool; workflows: Workflows }): MailService {
  return createMailService({ ...parts, texts: mailTextsOf(config), isConfigured: config.mail !== undefined });
}

function accessOf(
  { requirePasskey }: Config,
  events: EventHub,
): Pick<Backend, 'requirePasskey' | 'onAccessChange'> {
  return { requirePasskey, onAccessChange: (listener) => events.onAccessChange(listener) };
}

function startEvents(
  { databaseUrl }: Config,
  { pool, log, metrics }: { pool: Pool; log: Log; metrics: ServerMetrics },
): EventHub {
  const events = new EventHub({ pool, databaseUrl, log, onDelivered: () => metrics.eventDelivered() });
  metrics.watchSubscribers(() => events.subscribers);
  events.start();
  return events;
}
