import type { DirectoryPerson } from '../../directory/directory.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { PASSWORD_GROUP, SYNC_GROUP } from '../../sandbox/sandbox-directory.js';
import { ScriptedDirectory } from '../scripted-directory/scripted-directory.js';
import type { ScriptedDomain, ScriptedStep } from '../scripted-directory/scripted-domain.js';
import { SyncWorld, type DomainColumns, type EmployeeRow } from './sync-world.js';

/** One directory in memory that a test's installation reads, with both groups. */
export interface ScriptedStand {
  /** Of the domain in Latchkey. */
  readonly domainId: string;
  readonly domain: ScriptedDomain;
  readonly syncGroup: ObjectGuid;
  readonly passwordGroup: ObjectGuid;
  /** Adds a person who is in the sync group. */
  member(login: string, values?: Partial<DirectoryPerson>): ObjectGuid;
}

/** Synchronisations against directories in memory and a database of their own. */
export class ScriptedSync {
  private constructor(
    readonly directory: ScriptedDirectory,
    readonly world: SyncWorld,
  ) {}

  static async open(): Promise<ScriptedSync> {
    const directory = new ScriptedDirectory();
    return new ScriptedSync(directory, await SyncWorld.create(directory));
  }

  async addDomain(dnsName = 'north.example', columns: DomainColumns = {}): Promise<ScriptedStand> {
    const domain = this.directory.addDomain(dnsName);
    const syncGroup = domain.addGroup(SYNC_GROUP).objectGuid;
    const passwordGroup = domain.addGroup(PASSWORD_GROUP).objectGuid;
    const [url = ''] = domain.controllers;
    const reader = { name: domain.bindAccount, password: domain.bindSecret };
    const domainId = await this.world.addDomain({ dnsName, url, reader, caCertificate: '' }, columns);
    const member = (login: string, values: Partial<DirectoryPerson> = {}) => {
      const named = { samAccountName: login, displayName: login, mail: `${login}@${dnsName}`, ...values };
      const { objectGuid } = domain.addPerson(named);
      domain.join(syncGroup, objectGuid);
      return objectGuid;
    };
    return { domainId, domain, syncGroup, passwordGroup, member };
  }

  /** The address each employee is matched by, by name. */
  async addresses(): Promise<Record<string, string | null>> {
    const employees = await this.world.employees();
    return Object.fromEntries(employees.map(({ display_name, email_key }) => [display_name, email_key]));
  }

  /** Names of the employees who are active. */
  async active(): Promise<string[]> {
    const employees = await this.world.employees();
    return employees.filter(({ state }: EmployeeRow) => state === 'ACTIVE').map((row) => row.display_name);
  }

  /** What a run decided, by the person's name. */
  async decisions(runId: string): Promise<Record<string, string>> {
    const items = await this.world.items(runId);
    return Object.fromEntries(items.map((item) => [item.person_name, item.decision]));
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** Does something before one step of this kind, the first unless told, and nothing before the others. */
export function beforeStep(
  domain: ScriptedDomain,
  call: ScriptedStep['call'],
  act: () => void | Promise<void>,
  nth = 1,
): void {
  let seen = 0;
  domain.onStep = async (step) => {
    if (step.call !== call) return;
    seen += 1;
    if (seen === nth) await act();
  };
}
