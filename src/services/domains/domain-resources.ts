import type { Pool } from '../../database.js';
import type { Directory } from '../../directory/directory.js';
import type { BindSecrets } from '../../keys/bind-secrets.js';
import type { Schedules } from '../schedules/schedules.js';

/** What services about domains stand on. src/wiring.ts hands it in. */
export interface DomainResources {
  readonly pool: Pool;
  readonly directory: Directory;
  readonly bindSecrets: BindSecrets;
  readonly schedules: Schedules;
}
