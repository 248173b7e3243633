import { randomUUID } from 'node:crypto';
import { objectGuid, type ObjectGuid } from '../../domain/identifiers.js';
import type { PolicyValues } from '../../domain/password/password-policy.js';

/** What one controller knows of one account's password. */
export interface PasswordState {
  readonly password: string;
  /** Newest first. */
  readonly earlier: readonly string[];
  /** File time; 0: must be changed at the next log-on. */
  readonly lastSet: bigint;
  readonly badPwdCount: number;
  readonly lockedAt: Date | null;
  /** Counts the writes of the domain: the higher one wins when controllers tell each other. */
  readonly version: number;
}

/** One controller of a scripted domain. What is written to it is known to no other until `replicate`. */
export interface ScriptedController {
  readonly address: string;
  readonly dnsHostName: string;
  readonly invocationId: ObjectGuid;
  readonly states: Map<ObjectGuid, PasswordState>;
  isReadOnly: boolean;
  /** False: nothing answers there, and what it knew is out of reach. */
  isUp: boolean;
}

/** One thing a session is asked for. */
export interface PasswordStep {
  readonly call:
    | 'open'
    | 'readAccount'
    | 'readPolicy'
    | 'resetPassword'
    | 'changePassword'
    | 'verifyBind'
    | 'writePwdLastSet'
    | 'switchAccount';
  /** `AFTER`: it was done, and the answer is about to be sent. */
  readonly at: 'BEFORE' | 'AFTER';
  readonly controller: ScriptedController;
  readonly account: ObjectGuid | undefined;
}

const DAY_MS = 86_400_000;
const TICKS_TO_1970 = 116_444_736_000_000_000n;
const TICKS_PER_MILLISECOND = 10_000n;
/** The policy of a fresh Windows domain. */
const FRESH_POLICY: PolicyValues = {
  minLength: 7,
  isComplex: true,
  history: 24,
  minAge: DAY_MS,
  maxAge: 42 * DAY_MS,
  lockoutThreshold: 0,
  lockoutDuration: 1_800_000,
};

/** What applies where it cannot be read. */
const HIDDEN_POLICY: PolicyValues = { ...FRESH_POLICY, minLength: 30 };

/** Passwords, policies and rights of a scripted domain, and its controllers. */
export class ScriptedPasswords {
  readonly controllers: ScriptedController[];
  pdcEmulator: ScriptedController;
  /** The domain's; undefined: hidden from the bind account. */
  policy: PolicyValues | undefined = FRESH_POLICY;
  /** Policies that apply to single people in place of the domain's. `UNREADABLE`: the controller knows, we do not. */
  readonly fineGrained = new Map<ObjectGuid, PolicyValues | 'UNREADABLE'>();
  /** Rights of the bind account. */
  mayReset = true;
  mayUnexpire = true;
  mayDisable = true;
  /** People whom no right of the bind account reaches, for whatever reason. */
  readonly outOfReach = new Set<ObjectGuid>();
  /** Members of protected groups (adminCount), whom none reaches either. */
  readonly protectedPeople = new Set<ObjectGuid>();
  /** How long the previous password still passes a bind. */
  oldPasswordAllowedMs = 0;
  now: () => Date = () => new Date();
  /**
   * Awaited before and after each step. What it throws before a write keeps it from being sent, and after one is the
   * answer that was lost; what it changes is seen by what follows.
   */
  onStep: (step: PasswordStep) => void | Promise<void> = () => undefined;
  private version = 0;
  private lastTicks = 0n;

  constructor(
    private readonly dnsName: string,
    invocationId: ObjectGuid,
  ) {
    this.pdcEmulator = this.newController('dc1', invocationId);
    this.controllers = [this.pdcEmulator];
  }

  /** A further writable controller that knows what the first one knows. */
  addController(): ScriptedController {
    const guid = objectGuid(randomUUID());
    if (guid === undefined) throw new Error('a random UUID is a GUID');
    const added = this.newController(`dc${this.controllers.length + 1}`, guid);
    for (const [account, state] of this.pdcEmulator.states) added.states.set(account, state);
    this.controllers.push(added);
    return added;
  }

  /** Everybody who is up learns what is newest among those who are up. */
  replicate(): void {
    const up = this.controllers.filter(({ isUp }) => isUp);
    for (const from of up)
      for (const [account, state] of from.states)
        for (const to of up)
          if ((to.states.get(account)?.version ?? 0) < state.version) to.states.set(account, state);
  }

  /** Gives an account a password on every controller, as an administrator does elsewhere. */
  setPassword(account: ObjectGuid, password: string): void {
    for (const controller of this.controllers) this.write(controller, account, { password });
  }

  stateOf(controller: ScriptedController, account: ObjectGuid): PasswordState {
    const known = controller.states.get(account);
    if (known !== undefined) return known;
    const unknown = { password: randomUUID(), earlier: [], badPwdCount: 0, lockedAt: null };
    const fresh: PasswordState = { ...unknown, lastSet: this.ticks(), version: 0 };
    controller.states.set(account, fresh);
    return fresh;
  }

  /** Changes what one controller knows. A new password puts the present one among the earlier ones. */
  write(controller: ScriptedController, account: ObjectGuid, parts: Partial<PasswordState>): void {
    const before = this.stateOf(controller, account);
    const isNew = parts.password !== undefined;
    controller.states.set(account, {
      ...before,
      ...(isNew ? { earlier: [before.password, ...before.earlier], lastSet: this.ticks() } : {}),
      ...parts,
      version: (this.version += 1),
    });
  }

  /** The policy the controller goes by, whether the bind account can see it or not. */
  policyOf(account: ObjectGuid): PolicyValues {
    const inForce = this.fineGrained.get(account) ?? this.policy ?? FRESH_POLICY;
    return inForce === 'UNREADABLE' ? HIDDEN_POLICY : inForce;
  }

  /** The clock as file time, and never the same twice. */
  ticks(): bigint {
    const now = BigInt(this.now().getTime()) * TICKS_PER_MILLISECOND + TICKS_TO_1970;
    this.lastTicks = now > this.lastTicks ? now : this.lastTicks + 1n;
    return this.lastTicks;
  }

  private newController(name: string, invocationId: ObjectGuid): ScriptedController {
    const dnsHostName = `${name}.${this.dnsName}`;
    const address = `ldaps://${dnsHostName}:636`;
    return { address, dnsHostName, invocationId, states: new Map(), isReadOnly: false, isUp: true };
  }
}

/** File time as a date; null for 0. */
export function dateOfTicks(ticks: bigint): Date | null {
  return ticks === 0n ? null : new Date(Number((ticks - TICKS_TO_1970) / TICKS_PER_MILLISECOND));
}
