import { ActiveDirectoryPasswords } from '../../../../src/directory/passwords/active-directory-passwords.js';
import type { DirectoryTarget } from '../../../../src/directory/directory.js';
import type { ObjectGuid } from '../../../../src/domain/identifiers.js';
import { DirectoryEditor } from '../../../../src/sandbox/directory-editor.js';
import { PasswordEditor } from '../../../../src/sandbox/directory-editor/password-editor.js';
import type { DirectoryContents, SandboxDirectory } from '../../../../src/sandbox/sandbox-directory.js';
import { targetOf } from '../contract-stand.js';
import { DAY_MS, type PasswordStage, type StagedPolicy, type Undo } from './password-stage.js';

const UNIT = 'People';

/** Few of them: the tests add whom they need. */
export const passwordContents: DirectoryContents = {
  dnsName: 'passwords.example',
  units: [UNIT],
  groups: [],
  people: [],
};

/** Bits of userAccountControl. */
const SMART_CARD_ACCOUNT = String(0x200 | 0x4_0000);
const FILE_TIME_OF_2020 = '132223104000000000';
const ATTRIBUTES = {
  minLength: 'minPwdLength',
  minAge: 'minPwdAge',
  maxAge: 'maxPwdAge',
  history: 'pwdHistoryLength',
  lockoutThreshold: 'lockoutThreshold',
  lockoutDuration: 'lockoutDuration',
} as const;
const DURATIONS: ReadonlySet<string> = new Set(['minAge', 'maxAge', 'lockoutDuration']);

/** A directory behind LDAP, whichever it is. */
export class LdapStage implements PasswordStage {
  readonly passwords = new ActiveDirectoryPasswords();
  readonly enforcesUnexpire: boolean;
  readonly refusesNames: boolean;
  readonly agesWithinADay: boolean;
  directory!: SandboxDirectory;
  private editor!: DirectoryEditor;
  private rights!: PasswordEditor;

  constructor(
    private readonly startDirectory: (contents: DirectoryContents) => Promise<SandboxDirectory>,
    isSamba: boolean,
  ) {
    this.enforcesUnexpire = !isSamba;
    this.refusesNames = !isSamba;
    this.agesWithinADay = !isSamba;
  }

  async start(): Promise<void> {
    this.directory = await this.startDirectory(passwordContents);
    this.editor = await DirectoryEditor.open(this.directory);
    this.rights = await PasswordEditor.open(this.directory);
    await this.rights.grantUnexpire(this.reader);
  }

  async stop(): Promise<void> {
    await this.rights?.close();
    await this.editor?.close();
    await this.directory?.stop();
  }

  target(): DirectoryTarget {
    return targetOf(this.directory);
  }

  async addPerson(login: string, names: { givenName?: string; surname?: string } = {}): Promise<ObjectGuid> {
    const guid = await this.addPersonOutOfReach(login, names);
    await this.rights.grantReset(login, this.reader);
    await this.rights.grantWriting(login, this.reader, 'pwdLastSet');
    await this.rights.grantWriting(login, this.reader, 'userAccountControl');
    return guid;
  }

  async addPersonOutOfReach(
    login: string,
    names: { givenName?: string; surname?: string } = {},
  ): Promise<ObjectGuid> {
    await this.editor.addPerson({
      login,
      commonName: login,
      enabled: true,
      groups: [],
      unit: UNIT,
      ...names,
    });
    return this.editor.guidOf(login);
  }

  async addComputer(name: string): Promise<ObjectGuid> {
    await this.editor.addComputer(name);
    return this.editor.guidOf(`${name}$`);
  }

  readerGuid(): Promise<ObjectGuid> {
    return this.editor.guidOf(this.reader);
  }

  administratorGuid(): Promise<ObjectGuid> {
    return this.editor.guidOf('Administrator');
  }

  disable(login: string): Promise<void> {
    return this.editor.disable(login);
  }

  expire(login: string): Promise<void> {
    return this.editor.change(login, { accountExpires: FILE_TIME_OF_2020 });
  }

  requireSmartCard(login: string): Promise<void> {
    return this.editor.change(login, { userAccountControl: SMART_CARD_ACCOUNT });
  }

  rename(login: string): Promise<void> {
    return this.editor.rename(login, `Renamed, ${login} #`);
  }

  remove(login: string): Promise<void> {
    return this.editor.deletePerson(login);
  }

  /** What Windows does to protected people by itself, within the hour: what was granted further up is gone. */
  async protect(login: string): Promise<void> {
    await this.editor.change(login, { adminCount: '1' });
    await this.rights.denyReset(login, this.reader);
  }

  denyUnexpire(): Promise<Undo> {
    return this.rights.denyUnexpire(this.reader);
  }

  changePolicy(policy: StagedPolicy): Promise<Undo> {
    const values = Object.entries(policy).map(([name, value]: [string, number]) => [
      ATTRIBUTES[name as keyof StagedPolicy],
      DURATIONS.has(name) ? String(BigInt(value) * -10_000n) : String(value),
    ]);
    return this.rights.changePolicy(Object.fromEntries(values));
  }

  async giveSettings(login: string, readable: boolean): Promise<void> {
    const name = `Settings of ${login}`;
    await this.rights.addSettings(name, login, {
      'msDS-MinimumPasswordLength': '20',
      'msDS-PasswordComplexityEnabled': 'TRUE',
      'msDS-LockoutThreshold': '3',
      'msDS-LockoutDuration': String((BigInt(DAY_MS) / 24n) * -10_000n),
      'msDS-LockoutObservationWindow': String((BigInt(DAY_MS) / 24n) * -10_000n),
    });
    // Windows and Samba hide these from all but administrators; the embedded server does not by itself.
    if (readable) await this.rights.grantReadingSettings(name, this.reader);
    else await this.rights.hideSettings(name, this.reader);
  }

  private get reader(): string {
    return this.directory.reader.name.split('@')[0]!;
  }
}
