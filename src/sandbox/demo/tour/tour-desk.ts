import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ActivationCodeDocument,
  ApproveWorkstationDocument,
  AssignKeyDocument,
  CreateEnrolmentTokenDocument,
  EmployeeDocument,
  ImportKeyDocument,
  type KeyFieldsFragment,
} from '../../../generated/operations.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { newPassword } from '../../new-password.js';
import { SimulatedKey } from '../../simulated-key/simulated-key.js';
import { SIMULATED_PIN } from '../../simulated-workstation/key-slots.js';
import { SimulatedWorkstation } from '../../simulated-workstation/simulated-workstation.js';
import { newWorkstationKey } from '../../simulated-workstation/workstation-key.js';
import { say } from '../console.js';
import { expectDone } from '../demo-client.js';
import { demand } from './tour-checks.js';
import type { KeyActor } from './tour-key-actors.js';
import type { Tour } from './tour-sync.js';

/** Somebody with a key of their own, and its code. */
export interface KeyOwner extends KeyActor {
  /** What they have logged on with so far. */
  readonly oldPassword: string;
  readonly key: KeyFieldsFragment;
  readonly code: string;
  /** The thing in their hand. */
  readonly device: SimulatedKey;
}

/** What came of a log-on, in short. */
export interface TypedLogOn {
  readonly loggedOn: boolean;
  readonly refusal: string | null;
}

/** A workstation of the north at which the tour shows keys, with the server's side at hand. */
export class TourDesk implements AsyncDisposable {
  private made = 0;

  private constructor(
    readonly tour: Tour,
    readonly workstation: SimulatedWorkstation,
    private readonly folder: string,
  ) {}

  /** Registers a workstation, has it approved, and waits until it knows. */
  static async open(tour: Tour): Promise<TourDesk> {
    const { client, stack } = tour;
    const { north } = stack.directories;
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { createEnrolmentToken } = await client.request(CreateEnrolmentTokenDocument, {
      input: { name: 'for the tour', expiresAt, mostUses: 1 },
    });
    const workstation = new SimulatedWorkstation({
      url: stack.url,
      key: newWorkstationKey(),
      facts: {
        machineName: 'TOUR-PC',
        joinedDomain: north.dnsName,
        operatingSystem: 'simulated',
        clientVersion: 'simulated',
      },
      enrolmentToken: demand(expectDone(createEnrolmentToken).token, 'There is no enrolment token.'),
      controllers: [north],
      retryMilliseconds: 100,
      say: (line) => say(`    TOUR-PC: ${line}`),
    });
    await workstation.start();
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-tour-'));
    await workstation.statusThat(({ state }) => state === 'PENDING');
    const input = { id: workstation.id };
    expectDone((await client.request(ApproveWorkstationDocument, { input })).approveWorkstation);
    await workstation.statusThat(({ state }) => state === 'APPROVED');
    // Passwords are rotated only where people could log on with the new one at once.
    await workstation.reachController(true);
    return new TourDesk(tour, workstation, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.workstation.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Gives people a password they know, as before Latchkey. */
  async knownPasswords(people: readonly KeyActor[]): Promise<Map<KeyActor, string>> {
    const { north } = this.tour.stack.directories;
    await using editor = await DirectoryEditor.open(north);
    const passwords = new Map<KeyActor, string>();
    for (const person of people) {
      const password = newPassword();
      await editor.setPassword(person.login, password);
      passwords.set(person, password);
    }
    return passwords;
  }

  /** A new key in somebody's hand and in the workstation, and its code, which an administrator has looked at. */
  async handOut(person: KeyActor, oldPassword: string): Promise<KeyOwner> {
    const { client } = this.tour;
    const serial = `LK-TOUR-${(this.made += 1)}`;
    const file = join(this.folder, `${serial}.json`);
    const made = await SimulatedKey.create(file, { serial, pin: SIMULATED_PIN });
    const publicKey = Buffer.from(made.publicKey.publicKey).toString('hex');
    const { importKey } = await client.request(ImportKeyDocument, { input: { serial, publicKey } });
    const { id } = demand(expectDone(importKey).key, 'importKey answered without a key.');
    const { assignKey } = await client.request(AssignKeyDocument, {
      input: { keyId: id, employeeId: person.id },
    });
    const key = demand(expectDone(assignKey).key, 'assignKey answered without a key.');
    const { activationCode } = await client.request(ActivationCodeDocument, { keyId: id });
    say(`  ${serial} is imported and assigned to ${person.name}: ${key.status}`);
    await this.workstation.insertKey(made);
    return { ...person, oldPassword, key, code: activationCode.code, device: made };
  }

  /** Who has somebody's password, as Latchkey knows it. */
  async holderOf({ id, accountId }: KeyActor): Promise<string | undefined> {
    const { employee } = await this.tour.client.request(EmployeeDocument, { id });
    return employee?.domainAccounts.find((account) => account.id === accountId)?.passwordHolder;
  }

  /** What comes of a log-on without a key. */
  async logOnTyped({ logOnName }: Pick<KeyOwner, 'logOnName'>, password: string): Promise<TypedLogOn> {
    const { loggedOn, refusal } = await this.workstation.logOnByHand(logOnName, password);
    return { loggedOn, refusal };
  }

  /** The password that somebody's key uses: the tour tries it again when it is an old one. */
  async passwordOnKey({ device, name }: KeyOwner): Promise<string> {
    const [account] = device.state.accounts;
    const { accountId } = demand(account, `The key of ${name} has no account.`);
    const read = await device.readForLogOn(SIMULATED_PIN, accountId, 'active');
    return demand(read.outcome === 'READ' ? read.credential.password : null, 'The key gives nothing away.');
  }

  /** Holds that somebody logs on with the key at once, and not with what it used before. */
  async checkNewPassword(owner: KeyOwner, before: string): Promise<void> {
    const { checks } = this.tour;
    const { loggedOn, slot, binds } = await this.workstation.logOn(owner.accountId);
    checks.same(
      `${owner.name} logs on with the key`,
      { loggedOn, slot, binds },
      { loggedOn: true, slot: 'ACTIVE', binds: 1 },
    );
    checks.same(`${owner.name} logs on with the password before`, await this.logOnTyped(owner, before), {
      loggedOn: false,
      refusal: 'WRONG_PASSWORD',
    });
  }
}
