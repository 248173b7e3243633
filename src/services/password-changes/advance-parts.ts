import type { Pool } from '../../database.js';
import type { PasswordDirectory } from '../../directory/password-directory.js';
import type { keyFirstStep } from '../../domain/password-change/key-first-step.js';
import type { RandomBytes } from '../../domain/password/generate-password.js';
import type { BindSecrets } from '../../keys/bind-secrets.js';
import type { PasswordCopies } from '../../keys/password-copies.js';
import type { Checkpoints } from './checkpoints.js';
import type { Conversation } from './turns/open-session.js';

/** What changes of passwords stand on. */
export interface AdvanceParts {
  readonly pool: Pool;
  readonly passwords: PasswordDirectory;
  readonly bindSecrets: BindSecrets;
  readonly copies: PasswordCopies;
  /** What passwords are drawn from. */
  readonly random: RandomBytes;
  readonly checkpoints?: Checkpoints | undefined;
  /** What comes next of a change that the key gets first; `keyFirstStep` when left out. */
  readonly nextStep?: typeof keyFirstStep | undefined;
  /** Sessions that changes of one domain share, and that are not closed here; one of its own for each turn when left out. */
  readonly conversation?: Conversation | undefined;
  /** Milliseconds of `performance.now()`, by which claims are fenced. */
  readonly now?: (() => number) | undefined;
}

/**
 * Where a change stands once nothing more can be done at this moment, and which others may go on now.
 * `WAITING_FOR_KEY`: its key has to do or show something first. `WAITING_FOR_CLAIM`: another change of the account goes
 * first. `AGAIN`: after this time, or as soon as something happens.
 */
export type AdvanceOutcome = { readonly wake: readonly string[] } & (
  | { readonly state: 'ENDED' | 'WAITING_FOR_KEY' | 'WAITING_FOR_CLAIM' }
  | { readonly state: 'AGAIN'; readonly afterMilliseconds: number }
);
