import { randomBytes } from 'node:crypto';
import { createPool, type Pool } from '../database.js';
import { createBindSecrets, type BindSecrets } from '../keys/bind-secrets.js';
import type { DomainInput } from '../services/domains/domain-input.js';
import { createDomainService, type DomainService } from '../services/domains/domain-service.js';
import { InMemorySchedules } from './in-memory-schedules.js';
import { ScriptedDirectory } from './scripted-directory/scripted-directory.js';
import type { ScriptedDomain } from './scripted-directory/scripted-domain.js';
import { createTestDatabase } from './database/test-database.js';

/** The service for domains over a database of its own and directories in memory. */
export interface DomainStage {
  readonly pool: Pool;
  readonly bindSecrets: BindSecrets;
  readonly directory: ScriptedDirectory;
  readonly schedules: InMemorySchedules;
  readonly domains: DomainService;
  close(): Promise<void>;
}

export async function openDomainStage(): Promise<DomainStage> {
  const database = await createTestDatabase();
  const pool = createPool(database.url);
  const directory = new ScriptedDirectory();
  const schedules = new InMemorySchedules();
  const bindSecrets = createBindSecrets(randomBytes(32));
  return {
    pool,
    bindSecrets,
    directory,
    schedules,
    domains: createDomainService({ pool, directory, bindSecrets, schedules }),
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

/** Input that a scripted domain lets in. */
export function inputFor(domain: ScriptedDomain, more: DomainInput = {}): DomainInput {
  const { dnsName, controllers, bindAccount, bindSecret } = domain;
  return { dnsName, controllers, bindAccount, bindSecret, ...more };
}
