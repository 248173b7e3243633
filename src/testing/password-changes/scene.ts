import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFile } from '../../sandbox/simulated-key/key-file.js';
import { PowerLost, type PowerLossPoint } from '../../sandbox/simulated-key/power.js';
import { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';
import { acknowledgeTask } from '../../services/key-tasks/answers/acknowledge-task.js';
import { activateKey, type ActivationAnswer } from '../../services/key-tasks/activation/activate-key.js';
import { keyChallenge } from '../../services/key-tasks/key-challenge.js';
import { keysConnected } from '../../services/key-tasks/keys-connected.js';
import { nextEnvelope } from '../../services/key-tasks/delivery/next-envelope.js';
import { reportKeyStatus } from '../../services/key-tasks/answers/report-key-status.js';
import { advanceChange } from '../../services/password-changes/advance-change.js';
import type { AdvanceOutcome } from '../../services/password-changes/advance-parts.js';
import { eraseCopies } from '../../services/password-changes/copies/erase-copies.js';
import { addWorkstation } from '../credentials.js';
import type { PasswordStep } from '../scripted-directory/scripted-passwords.js';
import { addStoredAccount, TEST_ACTOR } from '../stored-people.js';
import type { ChangeWorld, WorldDomain } from './change-world.js';
import { Witness, type WatchedAccount } from './witness.js';

const WORKSTATION_DOMAIN = 'north.example';

/** What becomes of an envelope on its way to a key, and of its acknowledgement. */
export type Delivery = 'DONE' | 'LOST' | 'NOT_ACKNOWLEDGED' | 'ACKNOWLEDGED_TWICE' | PowerLossPoint;

export interface SceneKey {
  readonly id: string;
  readonly serial: string;
  readonly file: string;
}

export interface SceneAccount extends WatchedAccount {
  readonly domain: WorldDomain;
  /** The person's own password, before any key. */
  readonly own: string;
}

/** One person with an account in each of two domains, two keys in files, and a workstation. */
export class Scene {
  readonly witness: Witness;
  /** Keys that are in the workstation. */
  readonly connected = new Set<string>();
  /** Given to the directory beside the witness, before a step and after it. */
  onStep: (step: PasswordStep) => void = () => undefined;
  /** Accounts whose password somebody has set past us. */
  readonly elsewhere = new Set<string>();
  private readonly steps = new Set<Promise<void>>();

  private constructor(
    readonly world: ChangeWorld,
    private readonly folder: string,
    readonly workstationId: string,
    readonly employeeId: string,
    readonly accounts: readonly SceneAccount[],
    readonly keys: readonly [SceneKey, SceneKey],
  ) {
    this.witness = new Witness(world.pool, accounts, (id) => this.keyOf(id).file);
    for (const { domain } of accounts) domain.scripted.passwords.onStep = (step) => this.seen(step);
  }

  /** The first key is the person's, and waits for its code. */
  static async open(world: ChangeWorld): Promise<Scene> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-scene-'));
    const employeeId = randomUUID();
    const accounts = [await account(world, employeeId), await account(world, employeeId)];
    const keys = [await newKey(world, folder), await newKey(world, folder)] as const;
    const workstationId = await addWorkstation(world.pool, 'APPROVED');
    await world.pool.query(`update workstation set joined_domain = $2 where id = $1`, [
      workstationId,
      WORKSTATION_DOMAIN,
    ]);
    await world.keys.assign(TEST_ACTOR, { keyId: keys[0].id, employeeId });
    return new Scene(world, folder, workstationId, employeeId, accounts, keys);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  get bringer() {
    return { actor: TEST_ACTOR, workstationId: this.workstationId };
  }

  async connect(key: SceneKey): Promise<void> {
    this.connected.add(key.serial);
    await this.storePresence();
    await keysConnected(this.world.keyParts, [key.serial]);
  }

  async disconnect(key: SceneKey): Promise<void> {
    this.connected.delete(key.serial);
    await this.storePresence();
  }

  /** Types a code into the workstation that the key is in. */
  async activate(key: SceneKey, code: string): Promise<ActivationAnswer> {
    const { challenge, nonce } = keyChallenge(this.world.keyParts, key.serial);
    const simulated = await SimulatedKey.open(key.file);
    const signed = await simulated.signAttempt({ nonce: Buffer.from(nonce, 'base64'), code });
    const signature = Buffer.from(signed).toString('base64');
    return activateKey(this.world.keyParts, this.bringer, {
      keySerial: key.serial,
      code,
      challenge,
      signature,
    });
  }

  async rightCode(key: SceneKey): Promise<string> {
    return (await this.world.keys.showCode(TEST_ACTOR, key.id)).code;
  }

  /** Carries the next envelope to a key that is connected; answers whether there was one. */
  async carry(key: SceneKey, fate: Delivery): Promise<boolean> {
    if (!this.connected.has(key.serial)) return false;
    const at = { workstationId: this.workstationId, keyId: key.id };
    const delivered = await nextEnvelope(this.world.keyParts, at);
    if (delivered === undefined) return false;
    if (fate === 'LOST') return true;
    const acknowledgement = await this.deliver(key, delivered.envelope, fate);
    await this.witness.looks(`after ${delivered.kind} (${fate})`);
    if (acknowledgement === undefined || fate === 'NOT_ACKNOWLEDGED') return true;
    const given = {
      taskId: delivered.taskId,
      acknowledgement: Buffer.from(acknowledgement).toString('base64'),
    };
    await acknowledgeTask(this.world.keyParts, this.bringer, given);
    if (fate === 'ACKNOWLEDGED_TWICE') await acknowledgeTask(this.world.keyParts, this.bringer, given);
    return true;
  }

  /** Says what the key is: after a reset by hand, for example. */
  async reportStatus(key: SceneKey): Promise<void> {
    const { challenge, nonce } = keyChallenge(this.world.keyParts, key.serial);
    const signed = await (await SimulatedKey.open(key.file)).signStatus(Buffer.from(nonce, 'base64'));
    const status = Buffer.from(signed).toString('base64');
    const given = { keySerial: key.serial, challenge, status, batteryPercent: null };
    await reportKeyStatus(this.world.keyParts, this.bringer, given);
  }

  async resetByHand(key: SceneKey): Promise<void> {
    await (await SimulatedKey.open(key.file)).reset();
    this.witness.forgets(key.id);
  }

  /** Goes on with a change; whoever it tells of is told. */
  async advance(changeId: string): Promise<AdvanceOutcome> {
    this.world.told.delete(changeId);
    const outcome = await advanceChange(this.world.advanceParts, changeId);
    for (const id of outcome.wake) this.world.told.add(id);
    return outcome;
  }

  async openChanges(accounts: readonly SceneAccount[] = this.accounts): Promise<string[]> {
    const { rows } = await this.world.pool.query<{ id: string }>(
      `select id from password_change where account_id = any($1::uuid[]) and ended_at is null order by created_at, id`,
      [accounts.map(({ id }) => id)],
    );
    return rows.map(({ id }) => id);
  }

  /** Lets so much time pass, as far as anybody measures it. Nothing is under way. */
  async passTime(seconds: number): Promise<void> {
    const ago = `interval '${seconds} seconds'`;
    await this.world.pool.query(
      `update password_change set sent_at = sent_at - ${ago}, accepted_at = accepted_at - ${ago},
              next_attempt_at = next_attempt_at - ${ago}, struck_at = struck_at - ${ago}, created_at = created_at - ${ago},
              updated_at = updated_at - ${ago}, ended_at = ended_at - ${ago}
       where account_id = any($1::uuid[])`,
      [this.accounts.map(({ id }) => id)],
    );
    await this.world.pool.query(
      `update password_copy set created_at = created_at - ${ago}, expires_at = expires_at - ${ago}`,
    );
    await eraseCopies({ ...this.world.keyParts });
  }

  /** Somebody sets a password in the directory, on all its controllers: the key knows nothing of that. */
  setElsewhere({ id, guid, passwords }: SceneAccount, password: string): void {
    passwords.setPassword(guid, password);
    this.elsewhere.add(id);
    this.witness.forgetsAccount(id);
  }

  /** Settles when nothing that was begun is under way any more, also of a process that died meanwhile. */
  async quiet(): Promise<void> {
    do {
      await Promise.allSettled(this.steps);
      await new Promise<void>((resolve) => void setImmediate(resolve));
    } while (this.steps.size > 0);
  }

  /** Whether the key's slot in use holds what every controller of the account's domain has. */
  async logsOn(key: SceneKey, { id, guid, domain }: SceneAccount): Promise<boolean> {
    const { memory } = await keyFile(key.file).read();
    const active = memory.accounts.find((each) => each.accountId === id)?.active?.password;
    const { passwords } = domain.scripted;
    return passwords.controllers.every(
      (controller) => passwords.stateOf(controller, guid).password === active,
    );
  }

  private keyOf(id: string): SceneKey {
    const found = this.keys.find((key) => key.id === id);
    if (found === undefined) throw new Error(`there is no key ${id}`);
    return found;
  }

  private async deliver(
    key: SceneKey,
    envelope: Uint8Array,
    fate: Delivery,
  ): Promise<Uint8Array | undefined> {
    try {
      return await (await SimulatedKey.open(key.file, (point) => point === fate)).deliver(envelope);
    } catch (error) {
      if (error instanceof PowerLost) return undefined;
      throw error;
    }
  }

  private async storePresence(): Promise<void> {
    // Nobody renews it: it is from a moment that is yet to come.
    await this.world.pool.query(
      `insert into workstation_presence (workstation_id, connection_id, seen_at, controller_in_reach, connected_keys)
       values ($1, $2, now() + interval '1 day', true, $3)
       on conflict (workstation_id) do update set connected_keys = excluded.connected_keys`,
      [this.workstationId, randomUUID(), [...this.connected].toSorted()],
    );
  }

  private async seen(step: PasswordStep): Promise<void> {
    const seeing = this.witness.sees(step);
    this.steps.add(seeing);
    await seeing.finally(() => this.steps.delete(seeing));
    this.onStep(step);
  }
}

async function account(world: ChangeWorld, employeeId: string): Promise<SceneAccount> {
  const domain = await world.addDomain(WORKSTATION_DOMAIN);
  const { passwords } = domain.scripted;
  // Owners may change what was set a moment ago.
  passwords.policy = { ...passwords.policy!, minAge: 0 };
  const {
    objectGuid: guid,
    samAccountName,
    userPrincipalName,
  } = domain.scripted.addPerson({ displayName: 'Anna Berg' });
  const own = `Own-${randomUUID()}`;
  passwords.setPassword(guid, own);
  const { id } = await addStoredAccount(world.pool, domain.id, {
    employeeId,
    objectGuid: guid,
    samAccountName,
    userPrincipalName,
    passwordHolder: 'AWAITING_KEY',
    inPasswordGroup: true,
  });
  return { id, guid, passwords, domain, own };
}

async function newKey(world: ChangeWorld, folder: string): Promise<SceneKey> {
  const serial = `HK-${randomUUID()}`.toUpperCase();
  const file = join(folder, `${serial}.json`);
  const { publicKey } = await SimulatedKey.create(file, { serial, pin: '2580' });
  const bytes = Buffer.from(publicKey.publicKey).toString('base64');
  return { id: await world.keys.import(TEST_ACTOR, { serial, publicKey: bytes }), serial, file };
}
