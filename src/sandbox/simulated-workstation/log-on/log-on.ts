import type { BindProof, LogOnRestriction } from '../../../directory/password-directory.js';
import type { KeySlot } from '../../../generated/operations.js';
import type { Credential } from '../../../keys/protocol/sealed-content.js';
import type { LogOnRead } from '../../simulated-key/simulated-key.js';

/** What a workstation asks, in this order at most, to let somebody in. */
export interface LogOnStand {
  /** Whether a domain controller is in reach, as far as the workstation knows. */
  readonly controllerInReach: boolean;
  /** What the key gives away for a log-on, once its PIN was typed. */
  read(slot: KeySlot): Promise<LogOnRead>;
  /** One LDAP bind at a controller. A wrong one counts towards a lock-out. */
  bind(credential: Credential): Promise<BindProof>;
  /** Whether the directory has, or may have, the pending password. Undefined: the server cannot be asked. */
  pendingIsInDirectory(): Promise<boolean | undefined>;
  /** Whether it is what somebody last logged on with here while a controller was in reach. */
  isCached(credential: Credential): boolean;
}

export type LogOnRefusal =
  | LogOnRestriction
  | 'WRONG_PASSWORD'
  /** The directory has locked the account: this says nothing about the password. */
  | 'ACCOUNT_LOCKED'
  | 'LOG_ON_TYPE_REFUSED'
  /** No slot that may be tried holds anything. */
  | 'NO_PASSWORD'
  /** No controller is in reach, and nothing on the key is what was used here last. */
  | 'NOT_CACHED'
  /** The key is locked, by the server or by its PIN. */
  | 'KEY_LOCKED'
  | 'WRONG_PIN';

export interface LogOnOutcome {
  readonly loggedOn: boolean;
  /** The slot whose password was right, whether or not somebody was let in. */
  readonly slot: KeySlot | null;
  /** How often a controller was asked: two times at most. */
  readonly binds: number;
  /** True: no controller had a say, Windows compared with what it had kept. */
  readonly cached: boolean;
  /** Why nobody was let in; null when somebody was. */
  readonly refusal: LogOnRefusal | null;
}

/**
 * What is tried at a controller, in this order. What was pending becomes active at any moment, also between two looks: then the
 * active one is another than before.
 */
const AT_CONTROLLER: readonly KeySlot[] = ['ACTIVE', 'PENDING', 'ACTIVE'];
const MOST_BINDS = 2;
/** What is compared with Windows' own memory, in this order. */
const FROM_CACHE: readonly KeySlot[] = ['ACTIVE', 'PENDING', 'PREVIOUS'];

/**
 * Logs on with a key: with the active password; where that is refused, once with the pending one, if the directory has it or
 * nobody can say; and only where no controller answers, with what Windows remembers, the previous password included.
 */
export async function logOnWithKey(stand: LogOnStand): Promise<LogOnOutcome> {
  const atController = stand.controllerInReach ? await logOnAtController(stand) : 0;
  return typeof atController === 'number' ? logOnFromCache(stand, atController) : atController;
}

/** Answers the number of binds when no controller answered. */
async function logOnAtController(stand: LogOnStand): Promise<LogOnOutcome | number> {
  let binds = 0;
  let refused: Credential | undefined;
  for (const slot of AT_CONTROLLER) {
    const read = await readAllowed(stand, slot);
    if (read.outcome === 'EMPTY_SLOT' || isSame(read, refused)) continue;
    if (read.outcome !== 'READ') return refusedLogOn(refusalOf(read), binds);
    if (binds === MOST_BINDS) break;
    binds += 1;
    const outcome = outcomeOf(await stand.bind(read.credential), slot, binds);
    if (outcome === 'NO_CONTROLLER') return binds;
    if (outcome.refusal !== 'WRONG_PASSWORD') return outcome;
    refused = read.credential;
  }
  return refusedLogOn(binds === 0 ? 'NO_PASSWORD' : 'WRONG_PASSWORD', binds);
}

function isSame(read: LogOnRead, refused: Credential | undefined): boolean {
  return read.outcome === 'READ' && read.credential.password === refused?.password;
}

/** Logs on with what somebody types: one bind. */
export async function logOnTyped(bind: () => Promise<BindProof>): Promise<LogOnOutcome> {
  const outcome = outcomeOf(await bind(), null, 1);
  return outcome === 'NO_CONTROLLER' ? refusedLogOn('NOT_CACHED', 1) : outcome;
}

function outcomeOf(proof: BindProof, slot: KeySlot | null, binds: number): LogOnOutcome | 'NO_CONTROLLER' {
  switch (proof.outcome) {
    case 'PROVED':
      return { loggedOn: true, slot, binds, cached: false, refusal: null };
    case 'PROVED_BUT_RESTRICTED':
      return { ...refusedLogOn(proof.restriction, binds), slot };
    case 'WRONG':
      return refusedLogOn('WRONG_PASSWORD', binds);
    case 'LOCKED':
      return refusedLogOn('ACCOUNT_LOCKED', binds);
    case 'LOG_ON_TYPE_REFUSED':
      return refusedLogOn('LOG_ON_TYPE_REFUSED', binds);
    case 'UNANSWERED':
      return 'NO_CONTROLLER';
  }
}

async function logOnFromCache(stand: LogOnStand, binds: number): Promise<LogOnOutcome> {
  let tried = 0;
  for (const slot of FROM_CACHE) {
    const read = await readAllowed(stand, slot);
    if (read.outcome === 'EMPTY_SLOT') continue;
    if (read.outcome !== 'READ') return refusedLogOn(refusalOf(read), binds);
    tried += 1;
    if (stand.isCached(read.credential)) return { loggedOn: true, slot, binds, cached: true, refusal: null };
  }
  return refusedLogOn(tried === 0 ? 'NO_PASSWORD' : 'NOT_CACHED', binds);
}

/** The pending password counts as not there while the server says that the directory does not have it. */
async function readAllowed(stand: LogOnStand, slot: KeySlot): Promise<LogOnRead> {
  const read = await stand.read(slot);
  if (slot !== 'PENDING' || read.outcome !== 'READ') return read;
  return (await stand.pendingIsInDirectory()) === false ? { outcome: 'EMPTY_SLOT' } : read;
}

function refusalOf(read: { readonly outcome: 'WRONG_PIN' | 'LOCKED' }): LogOnRefusal {
  return read.outcome === 'LOCKED' ? 'KEY_LOCKED' : 'WRONG_PIN';
}

/** Nobody was let in, and no password was shown to be right. */
export function refusedLogOn(refusal: LogOnRefusal, binds: number): LogOnOutcome {
  return { loggedOn: false, slot: null, binds, cached: false, refusal };
}
