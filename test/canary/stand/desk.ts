import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ApproveWorkstationDocument } from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import type { SandboxDirectory } from '../../../src/sandbox/sandbox-directory.js';
import { keyFile } from '../../../src/sandbox/simulated-key/key-file.js';
import { SimulatedKey } from '../../../src/sandbox/simulated-key/simulated-key.js';
import type { KeyTaskKind } from '../../../src/domain/states.js';
import type { Carriage, CarriageHook } from '../../../src/sandbox/simulated-workstation/carriage.js';
import { SIMULATED_PIN } from '../../../src/sandbox/simulated-workstation/key-slots.js';
import { SimulatedWorkstation } from '../../../src/sandbox/simulated-workstation/simulated-workstation.js';
import { someFacts } from '../../../src/testing/workstations/simulated-workstations.js';
import { knownKeySeed, knownWorkstationKey } from './known-keys.js';
import { newSerial, type Operator } from './operator.js';
import type { SecretLedger } from './secret-ledger.js';

/** A key that is in the workstation and waits for its code. */
export interface DeskKey {
  /** The global id. */
  readonly id: string;
  readonly serial: string;
  readonly file: string;
}

export interface DeskParts {
  readonly url: string;
  readonly folder: string;
  readonly directory: SandboxDirectory;
  readonly operator: Operator;
  readonly ledger: SecretLedger;
}

/** The workstation that everybody comes to with their key. */
export class Desk {
  /** Holds what passes between server and keys. */
  carriage: CarriageHook = () => 'CARRY';

  private constructor(
    private readonly parts: DeskParts,
    readonly workstation: SimulatedWorkstation,
  ) {}

  static async open(parts: DeskParts): Promise<Desk> {
    const { url, directory, operator, ledger } = parts;
    await mkdir(parts.folder, { recursive: true });
    const carriage: { desk?: Desk } = {};
    const workstation = new SimulatedWorkstation({
      url,
      key: knownWorkstationKey(ledger, 'desk'),
      facts: someFacts({ joinedDomain: directory.dnsName }),
      enrolmentToken: await operator.makeEnrolmentToken(),
      controllers: [directory],
      retryMilliseconds: 50,
      carriage: (message) => carriage.desk?.carriage(message) ?? 'CARRY',
    });
    const desk = new Desk(parts, workstation);
    carriage.desk = desk;
    await workstation.start();
    const { approveWorkstation } = await operator.client.request(ApproveWorkstationDocument, {
      input: { id: workstation.id },
    });
    expectDone(approveWorkstation);
    await workstation.statusThat(({ state }) => state === 'APPROVED');
    return desk;
  }

  /** Makes a key, assigns it to somebody and puts it in. */
  async bring(employeeId: string): Promise<DeskKey> {
    const { folder, operator, ledger } = this.parts;
    const serial = newSerial();
    const file = join(folder, `${serial}.json`);
    const seed = knownKeySeed(ledger, serial);
    const key = await SimulatedKey.create(file, { serial, pin: SIMULATED_PIN, seed });
    const publicKey = Buffer.from(key.publicKey.publicKey).toString('base64');
    const id = await operator.giveKey(employeeId, serial, publicKey);
    await this.workstation.insertKey(key);
    return { id, serial, file };
  }

  /** Activates a key with its code, which an administrator looks at; answers the change of the one account. */
  async activate({ id, serial }: DeskKey): Promise<string> {
    const code = await this.parts.operator.lookAtCode(id);
    const answer = expectDone(await this.workstation.activate(serial, code));
    return answer.passwordChangeIds?.[0] ?? '';
  }

  /** Holds everything of one kind that comes for any key, until it is let go. */
  hold(held: KeyTaskKind): { readonly reached: Promise<void>; letGo(): void } {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.carriage = async ({ kind, point }): Promise<Carriage> => {
      if (kind !== held || point !== 'ENVELOPE') return 'CARRY';
      reached.resolve();
      await released.promise;
      return 'CARRY';
    };
    return { reached: reached.promise, letGo: () => released.resolve() };
  }

  /** What a key holds in its slots, in the clear: it is the only one that does. */
  async passwordsOn({ file }: DeskKey): Promise<string[]> {
    const { memory } = await keyFile(file).read();
    const slots = memory.accounts.flatMap(({ active, pending, previous }) => [active, pending, previous]);
    return slots.flatMap((slot) => slot?.password ?? []);
  }
}
