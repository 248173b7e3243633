import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import {
  LiftLockDocument,
  LockAllWorkstationsDocument,
  RevokeWorkstationDocument,
} from '../../generated/operations.js';
import type { AppUnlocks, Challenge } from '../../sandbox/simulated-app/app-unlocks.js';
import type { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import type { SimulatedWorkstation } from '../../sandbox/simulated-workstation/simulated-workstation.js';
import { done, Refused } from '../../sandbox/simulated-workstation/workstation-calls.js';
import type { PairedApp, UnlockOutcome } from '../../sandbox/simulated-workstation/workstation-unlocks.js';
import { startApi, type TestApi } from '../start-api.js';
import { addStoredAccount, addStoredDomain } from '../stored-people.js';
import { startWorkstation } from '../workstations/simulated-workstations.js';
import { PeopleStand, PUBLIC_URL } from './people-stand.js';

/** A person whose app may unlock a workstation. */
export interface Pair {
  readonly employee: { readonly id: string; readonly email: string };
  readonly app: SimulatedApp;
  readonly unlocks: AppUnlocks;
  readonly workstation: SimulatedWorkstation;
  readonly paired: PairedApp;
}

/** A question that the app has heard. */
export interface Asked {
  /** What the workstation shows. */
  readonly number: number;
  readonly challenge: Challenge;
  readonly outcome: Promise<UnlockOutcome>;
}

/** Two servers of one installation: workstations are at one of them and apps at the other. */
export class UnlockStand {
  private readonly endings: (() => Promise<void>)[] = [];

  private constructor(
    readonly people: PeopleStand,
    readonly other: TestApi,
  ) {}

  static async open(): Promise<UnlockStand> {
    const people = await PeopleStand.open();
    const { databaseUrl, masterKey } = people.api.config;
    const http = { host: '127.0.0.1', port: 0, publicUrl: new URL(PUBLIC_URL) };
    return new UnlockStand(people, await startApi({ config: { databaseUrl, masterKey, http } }));
  }

  get pool() {
    return this.people.pool;
  }

  /** One that is approved. */
  async workstation(): Promise<SimulatedWorkstation> {
    const { api, admin } = this.people;
    const workstation = await startWorkstation({ url: api.url, administrator: admin });
    this.endings.push(() => workstation.stop());
    return workstation;
  }

  /** What an app does with workstations, at the other server. */
  async unlocksOf(app: SimulatedApp): Promise<AppUnlocks> {
    const unlocks = await app.unlocks(this.other.url);
    this.endings.push(() => unlocks.close());
    return unlocks;
  }

  /** Somebody new whose app may unlock a workstation, a new one where none is given. */
  async pair(given: { workstation?: SimulatedWorkstation } = {}): Promise<Pair> {
    const workstation = given.workstation ?? (await this.workstation());
    const { employee, app } = await this.people.withApp(`Person ${randomUUID().slice(0, 8)}`);
    const unlocks = await this.unlocksOf(app);
    const { uri, paired } = await workstation.unlocks.offer();
    await unlocks.pair(uri);
    return { employee, app, unlocks, workstation, paired: await paired };
  }

  /** The workstation asks, and the app has heard. */
  async ask({ workstation, paired, unlocks }: Pair): Promise<Asked> {
    const { number, unlockId, outcome } = await workstation.unlocks.ask(paired);
    return { number, outcome, challenge: await this.challenge(unlocks, unlockId) };
  }

  /** What the app hears of this question. */
  async challenge(unlocks: AppUnlocks, unlockId: string): Promise<Challenge> {
    for await (const challenge of unlocks.challenges()) {
      if (challenge.unlockId === unlockId) return challenge;
    }
    throw new Error('the app has not heard of it');
  }

  /** Runs while the alarm stands. */
  async duringAlarm<T>(work: () => Promise<T>): Promise<T> {
    const { admin } = this.people;
    const { lockAllWorkstations } = await admin.request(LockAllWorkstationsDocument, {
      input: { reason: 'a test' },
    });
    const { id } = done(lockAllWorkstations).alarm!;
    try {
      return await work();
    } finally {
      done((await admin.request(LiftLockDocument, { input: { alarmId: id } })).liftLock);
    }
  }

  async revokeWorkstation({ id }: SimulatedWorkstation): Promise<void> {
    done((await this.people.admin.request(RevokeWorkstationDocument, { input: { id } })).revokeWorkstation);
  }

  /** Has a domain know an employee. */
  async addAccount(
    employeeId: string,
    more: { confirmed: boolean; domain?: string },
  ): Promise<{ readonly id: string; readonly employeeId: string }> {
    const { confirmed, domain = `${randomUUID()}.example` } = more;
    const domainId = await addStoredDomain(this.pool, domain);
    return addStoredAccount(this.pool, domainId, { employeeId: uuidOf(employeeId), confirmed });
  }

  /** What the audit has last refused: `action code`. */
  async lastRefusal(action: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ details: Record<string, unknown> }>(
      `select details from audit_event where action = $1 and outcome = 'REFUSED' order by position desc limit 1`,
      [action],
    );
    const { code, refusals = [] } = (rows[0]?.details ?? {}) as {
      code?: string;
      refusals?: readonly { code: string }[];
    };
    return [...(code === undefined ? [] : [code]), ...refusals.map((each) => each.code)];
  }

  async close(): Promise<void> {
    await Promise.all(this.endings.map((end) => end()));
    await this.other.close();
    await this.people.close();
  }
}

/** The UUID in a global id. */
export function uuidOf(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
}

/** The code of a refusal; throws when there was none. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Refused) return failure.code;
  // An operation over a WebSocket that was not even begun.
  if (Array.isArray(failure)) return String((failure as GraphQLFormattedError[])[0]?.extensions?.['code']);
  if (failure instanceof Error && 'code' in failure) return String(failure.code);
  throw failure ?? new Error('it was not refused');
}
