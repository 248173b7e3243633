import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from '../database.js';
import type { Services } from './context.js';

/** What the API stands on. src/wiring.ts makes it. */
export interface Backend {
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly services: Services;
  /** Whether administrators and auditors give a passkey besides the password. */
  readonly requirePasskey: boolean;
  /** Calls `listener` whenever somebody's right to be here may have ended; returns what ends that. */
  readonly onAccessChange: (listener: () => void) => () => void;
}
