import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from './audit/record-audit.js';

/** What a service is called with: who acts, and the unit of work of their request. */
export interface Caller {
  readonly actor: Actor;
  /** Forked for one request or one event; a service opens its transaction on it. */
  readonly em: EntityManager;
}
