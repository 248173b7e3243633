import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fromGlobalId } from '../../../src/api/relay/global-id.js';
import {
  ActivationCodeDocument,
  ApproveWorkstationDocument,
  AssignKeyDocument,
  ImportKeyDocument,
} from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import type { LogOnOutcome } from '../../../src/sandbox/simulated-workstation/log-on/log-on.js';
import { SimulatedWorkstation } from '../../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { newWorkstationKey } from '../../../src/sandbox/simulated-workstation/workstation-key.js';
import { IS_ONLINE } from '../../../src/services/workstations/lease.js';
import { someFacts } from '../../../src/testing/workstations/simulated-workstations.js';
import { SIMULATED_PIN } from '../../../src/sandbox/simulated-workstation/key-slots.js';
import type { Way } from '../ways.js';
import { BreakableKey } from './breakable-key.js';
import type { MatrixStand, Unused } from './matrix-stand.js';
import { recordNextChange, type RecordedChange } from './next-change.js';
import { DNS_NAME } from './people.js';
import { untilAhead, untilChangesEnd } from './stored-truth.js';

const RETRY_MS = 100;
const POLL_MS = 5;

/** Somebody with a key, at a workstation of their own. */
export class Person {
  private readonly workstationKey = newWorkstationKey();
  private readonly facts = someFacts({ joinedDomain: DNS_NAME });
  /** Of the workstation, when one runs. */
  private isDead = false;
  private running: SimulatedWorkstation | undefined;
  /** What they would type: at first the password from before there was a key. */
  private known: string;
  /** Others whose passwords are changed in the same cohort. */
  readonly besides: Person[] = [];

  private constructor(
    private readonly stand: MatrixStand,
    readonly who: Unused,
    readonly key: BreakableKey,
    /** As the database has it. */
    readonly keyId: string,
    private readonly code: string,
  ) {
    this.known = stand.initialPassword;
  }

  /** Gives somebody who was not used yet a key, and a workstation in which it is. */
  static prepare(stand: MatrixStand): Promise<Person> {
    const who = stand.nextPerson();
    return Person.give(stand, who, `MATRIX-${who.login.toUpperCase()}`);
  }

  private static async give(stand: MatrixStand, who: Unused, serial: string): Promise<Person> {
    const key = await BreakableKey.create(join(stand.keysFolder, `${serial}.key`), serial);
    const { administrators } = stand;
    const { importKey } = await administrators.request(ImportKeyDocument, {
      input: { serial, publicKey: key.publicKey },
    });
    const keyId = expectDone(importKey).key?.id ?? '';
    const { assignKey } = await administrators.request(AssignKeyDocument, {
      input: { keyId, employeeId: who.employeeId },
    });
    expectDone(assignKey);
    const { activationCode } = await administrators.request(ActivationCodeDocument, { keyId });
    const person = new Person(stand, who, key, fromGlobalId('Key', keyId), activationCode?.code ?? '');
    await person.startWorkstation();
    await administrators.request(ApproveWorkstationDocument, { input: { id: person.workstation.id } });
    await person.workstation.statusThat(({ state }) => state === 'APPROVED');
    await person.insertKey();
    return person;
  }

  get workstation(): SimulatedWorkstation {
    if (this.running === undefined) throw new Error(`${this.who.login} has no workstation that runs.`);
    return this.running;
  }

  /** Types the code, and again as long as the attempt is lost on its way. Settles when the server has taken it. */
  async activate(): Promise<void> {
    for (;;) {
      if (await this.isActivated().catch(() => false)) return;
      try {
        const { userErrors } = await this.workstation.activate(this.key.serial, this.code);
        if (userErrors.length === 0) return;
      } catch {
        // Lost: the person types it once more.
      }
      await pause(RETRY_MS);
    }
  }

  /** Activates the key and waits until it has the password of the account. */
  async getManaged(): Promise<void> {
    await this.activate();
    await this.workstation.keyThat(
      this.key.serial,
      ({ accounts }) => accounts[0]?.active !== null && accounts[0]?.active !== undefined,
    );
    await this.untilChangesEnd();
  }

  untilChangesEnd(): Promise<void> {
    return untilChangesEnd(this.stand.pool, this.who.accountId);
  }

  /** The same person, when their key is lost: with another one, at another workstation. */
  getAnotherKey(): Promise<Person> {
    return Person.give(this.stand, this.who, `MATRIX-${this.who.login.toUpperCase()}-B`);
  }

  /** Records a further change of the password. Nobody is told. */
  async recordNextChange(way: Way): Promise<RecordedChange> {
    const { keyId, who, stand, key } = this;
    const owner = {
      ...who,
      keyId,
      serial: key.serial,
      besides: this.besides.map((other) => other.who.accountId),
      present: () => this.passwordOnKey(),
    };
    const recorded = await recordNextChange(stand, owner, way);
    if (recorded.known !== undefined) this.known = recorded.known;
    return recorded;
  }

  /** Settles when the directory has what the key, which is away, is yet to get. */
  untilAhead(changeId: string): Promise<void> {
    return untilAhead(this.stand.pool, changeId);
  }

  get isKeyIn(): boolean {
    return this.running !== undefined && this.running.hasKey(this.key.serial);
  }

  /** Takes the key out, as somebody does, or its power does. What it was told and had not written is gone. */
  removeKey(): Promise<void> {
    return this.workstation.removeKey(this.key.serial);
  }

  /** Settles when the workstation has noticed that the key has no power. */
  async untilKeyIsOut(): Promise<void> {
    while (this.workstation.hasKey(this.key.serial)) await pause(POLL_MS);
  }

  async insertKey(): Promise<void> {
    await this.workstation.insertKey(await this.key.open());
  }

  /** Ends the workstation at once: its connection breaks, and nothing it had in its hands arrives. */
  async killWorkstation(): Promise<void> {
    const { workstation } = this;
    this.isDead = true;
    workstation.cutConnection();
    await workstation.stop();
    this.running = undefined;
  }

  /** Whether the server counts the workstation as connected, and the key as connected to it. */
  async seenByServer(): Promise<{ readonly workstation: boolean; readonly key: boolean }> {
    const { rows } = await this.stand.pool.query<{ keys: string[] }>(
      `select p.connected_keys as keys from workstation_presence p join workstation w on w.id = p.workstation_id
       where w.machine_name = $1 and ${IS_ONLINE}`,
      [this.facts.machineName],
    );
    return { workstation: rows.length > 0, key: rows.some(({ keys }) => keys.includes(this.key.serial)) };
  }

  /** Starts the same workstation again, with the key in it. */
  async reviveWorkstation(): Promise<void> {
    this.isDead = false;
    await this.startWorkstation();
    await this.insertKey();
  }

  /** By the procedure of a workstation, with the key. */
  logOn(online = true): Promise<LogOnOutcome> {
    return this.workstation.logOn(this.who.accountId, { online });
  }

  /** With what they know. Whoever must type another one then is let in with that. */
  async logOnByHand(): Promise<LogOnOutcome> {
    const outcome = await this.workstation.logOnByHand(`${this.who.login}@${DNS_NAME}`, this.known);
    return outcome.refusal === 'MUST_CHANGE' ? { ...outcome, loggedOn: true, refusal: null } : outcome;
  }

  /** With the key; where it has no password that works yet, with what the person knows. */
  async logOnSomehow(): Promise<LogOnOutcome> {
    const withKey = await this.logOn();
    return withKey.loggedOn ? withKey : this.logOnByHand();
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
    for (const other of this.besides) await other.stop();
  }

  private async passwordOnKey(): Promise<string> {
    const key = await this.key.open();
    const read = await key.readForLogOn(SIMULATED_PIN, this.who.accountId, 'active');
    if (read.outcome !== 'READ') throw new Error(`The key of ${this.who.login} gives nothing away.`);
    return read.credential.password;
  }

  private async isActivated(): Promise<boolean> {
    const { rows } = await this.stand.pool.query<{ status: string }>(`select status from key where id = $1`, [
      this.keyId,
    ]);
    return rows[0]?.status === 'ACTIVE';
  }

  private async startWorkstation(): Promise<void> {
    const { stand, key } = this;
    this.running = new SimulatedWorkstation({
      url: stand.url,
      key: this.workstationKey,
      facts: this.facts,
      enrolmentToken: stand.enrolmentToken,
      retryMilliseconds: RETRY_MS,
      controllers: stand.controllers,
      carriage: ({ point, kind }) => {
        if (this.isDead) return 'CUT';
        if (point === 'ENVELOPE') key.onEnvelope(kind);
        return 'CARRY';
      },
    });
    await this.running.start();
  }
}
