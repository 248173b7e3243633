import type { DirectoryTarget } from '../../../../src/directory/directory.js';
import type { ObjectGuid } from '../../../../src/domain/identifiers.js';
import { newPassword } from '../../../../src/sandbox/new-password.js';
import { ScriptedDirectory } from '../../../../src/testing/scripted-directory/scripted-directory.js';
import type { ScriptedDomain } from '../../../../src/testing/scripted-directory/scripted-domain.js';
import { DAY_MS, type PasswordStage, type StagedPolicy, type Undo } from './password-stage.js';

/** The fake that unit tests script. */
export class ScriptedStage implements PasswordStage {
  readonly enforcesUnexpire = true;
  readonly refusesNames = true;
  readonly agesWithinADay = true;
  private readonly directory = new ScriptedDirectory();
  readonly passwords = this.directory.passwords;
  private readonly domain: ScriptedDomain = this.directory.addDomain('passwords.example');
  private readonly reader = this.domain.addPerson({ userPrincipalName: this.domain.bindAccount });
  private readonly administrator = this.domain.addPerson({ rid: 500 });

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  target(): DirectoryTarget {
    const { dnsName, controllers, bindAccount, bindSecret } = this.domain;
    return { dnsName, controllers, bindAccount, bindSecret, caCertificates: [] };
  }

  async addPerson(login: string, names: { givenName?: string; surname?: string } = {}): Promise<ObjectGuid> {
    const values = { samAccountName: login, userPrincipalName: `${login}@passwords.example`, ...names };
    const { objectGuid } = this.domain.addPerson({ ...values, commonName: login, displayName: null });
    this.domain.passwords.setPassword(objectGuid, newPassword());
    return objectGuid;
  }

  async addPersonOutOfReach(login: string): Promise<ObjectGuid> {
    const guid = await this.addPerson(login);
    this.domain.passwords.outOfReach.add(guid);
    return guid;
  }

  async addComputer(name: string): Promise<ObjectGuid> {
    return this.domain.addOther('COMPUTER', name);
  }

  async readerGuid(): Promise<ObjectGuid> {
    return this.reader.objectGuid;
  }

  async administratorGuid(): Promise<ObjectGuid> {
    return this.administrator.objectGuid;
  }

  async disable(login: string): Promise<void> {
    this.domain.changePerson(this.guidOf(login), { userAccountControl: 0x202 });
  }

  async expire(login: string): Promise<void> {
    this.domain.changePerson(this.guidOf(login), { accountExpires: new Date('2020-01-01') });
  }

  async requireSmartCard(login: string): Promise<void> {
    this.domain.changePerson(this.guidOf(login), { userAccountControl: 0x4_0200 });
  }

  async rename(login: string): Promise<void> {
    this.domain.changePerson(this.guidOf(login), { dn: `CN=Renamed\\, ${login},${this.domain.baseDn}` });
  }

  async remove(login: string): Promise<void> {
    this.domain.remove(this.guidOf(login));
  }

  async protect(login: string): Promise<void> {
    this.domain.passwords.protectedPeople.add(this.guidOf(login));
  }

  async denyUnexpire(): Promise<Undo> {
    this.domain.passwords.mayUnexpire = false;
    return async () => void (this.domain.passwords.mayUnexpire = true);
  }

  async changePolicy(policy: StagedPolicy): Promise<Undo> {
    const { passwords } = this.domain;
    const before = passwords.policy;
    if (before === undefined) throw new Error('the policy is hidden');
    passwords.policy = { ...before, ...policy };
    return async () => void (passwords.policy = before);
  }

  async giveSettings(login: string, readable: boolean): Promise<void> {
    const settings = {
      minLength: 20,
      isComplex: true,
      history: 0,
      minAge: 'never',
      maxAge: 'never',
      lockoutThreshold: 3,
      lockoutDuration: DAY_MS / 24,
    } as const;
    this.domain.passwords.fineGrained.set(this.guidOf(login), readable ? settings : 'UNREADABLE');
  }

  private guidOf(login: string): ObjectGuid {
    const person = [...this.domain.people.values()].find(({ samAccountName }) => samAccountName === login);
    if (person === undefined) throw new Error(`nobody is called ${login}`);
    return person.objectGuid;
  }
}
