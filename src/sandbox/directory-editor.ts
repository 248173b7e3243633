import type { GuardedAttribute } from './attribute-guids.js';
import { ACCOUNT_BITS, sidRid } from '../domain/active-directory/directory-values.js';
import { objectGuidFromBytes } from '../domain/identifiers.js';
import type { ObjectGuid } from '../domain/identifiers.js';
import * as access from './directory-editor/access-rights.js';
import { LdapSession, bytesOf, textOf, textsOf } from './directory-editor/ldap-session.js';
import type { AttributeValues } from './directory-editor/ldap-session.js';
import { personAttributes, quotedPassword } from './directory-editor/person-attributes.js';
import { relativeName } from './directory-editor/relative-name.js';
import { newPassword } from './new-password.js';
import { SandboxError } from './sandbox-error.js';
import type { SandboxDirectory, SeedPerson } from './sandbox-directory.js';

const USERS = 'CN=Users';
const COMPUTERS = 'CN=Computers';
/** Bits of userAccountControl for accounts that are no people (MS-ADTS 2.2.16). */
const WORKSTATION_TRUST = 0x1000;
/** A thousand DNs are a request of some hundred kilobytes; a controller's limit is ten megabytes. */
const MEMBERS_AT_ONCE = 1_000;

/**
 * Changes what is in a sandbox directory, as its administrator, over LDAP. People, groups and computers are named
 * by their sAMAccountName. Every method rejects with the directory's own refusal, or with a SandboxError when there
 * is nobody of that name.
 */
export class DirectoryEditor implements AsyncDisposable {
  readonly #session: LdapSession;

  private constructor(
    session: LdapSession,
    private readonly dnsName: string,
  ) {
    this.#session = session;
  }

  /** Signs in. To be closed. */
  static async open(directory: SandboxDirectory): Promise<DirectoryEditor> {
    return new DirectoryEditor(await LdapSession.open(directory), directory.dnsName);
  }

  async close(): Promise<void> {
    await this.#session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async dnOf(login: string): Promise<string> {
    return (await this.#session.byLogin(login)).dn;
  }

  async guidOf(login: string): Promise<ObjectGuid> {
    const guid = objectGuidFromBytes(
      bytesOf(await this.#session.byLogin(login, ['objectGUID']), 'objectGUID'),
    );
    if (guid === undefined) throw new SandboxError(`The objectGUID of "${login}" has not 16 bytes.`);
    return guid;
  }

  /** Adds a person with a password nobody knows, then puts them into their groups. */
  async addPerson(person: SeedPerson): Promise<void> {
    const dn = `${relativeName('CN', person.commonName)},${this.#unitDn(person.unit)}`;
    await this.#session.add(dn, {
      objectClass: 'user',
      sAMAccountName: person.login,
      userPrincipalName: `${person.login}@${this.dnsName}`,
      userAccountControl: String(ACCOUNT_BITS.NORMAL | (person.enabled ? 0 : ACCOUNT_BITS.DISABLED)),
      unicodePwd: quotedPassword(newPassword()),
      ...personAttributes(person),
    });
    for (const group of person.groups) await this.addToGroup(group, dn);
  }

  /** Sets LDAP attributes of any object; `null` clears one. */
  async change(login: string, attributes: AttributeValues): Promise<void> {
    await this.#session.replace(await this.dnOf(login), attributes);
  }

  /** Gives an object another relative name in the place where it is. */
  async rename(login: string, commonName: string): Promise<void> {
    await this.#session.rename(await this.dnOf(login), relativeName('CN', commonName));
  }

  /** Moves an object into a unit. */
  async move(login: string, unit: string): Promise<void> {
    const object = await this.#session.byLogin(login, ['cn']);
    await this.#session.rename(
      object.dn,
      relativeName('CN', textOf(object, 'cn') ?? login),
      this.#unitDn(unit),
    );
  }

  async enable(login: string): Promise<void> {
    await this.#switchDisabled(login, false);
  }

  async disable(login: string): Promise<void> {
    await this.#switchDisabled(login, true);
  }

  /** Deletes a person, a computer or whatever else has this name. */
  async deletePerson(login: string): Promise<void> {
    await this.#session.delete(await this.dnOf(login));
  }

  /** Resets a password. The directory's policy applies. */
  async setPassword(login: string, password: string): Promise<void> {
    await this.#session.replace(await this.dnOf(login), { unicodePwd: quotedPassword(password) });
  }

  async addUnit(name: string): Promise<void> {
    await this.#session.add(this.#unitDn(name), { objectClass: 'organizationalUnit' });
  }

  /** Adds a global security group to the container *Users*. */
  async addGroup(name: string): Promise<void> {
    const dn = `${relativeName('CN', name)},${this.#in(USERS)}`;
    await this.#session.add(dn, { objectClass: 'group', sAMAccountName: name });
  }

  async deleteGroup(name: string): Promise<void> {
    await this.#session.delete(await this.dnOf(name));
  }

  /** Gives a group another name, relative and sAMAccountName both. */
  async renameGroup(name: string, newName: string): Promise<void> {
    await this.change(name, { sAMAccountName: newName });
    await this.rename(newName, newName);
  }

  /** Makes `inner` a member of `outer`. */
  async nestGroup(outer: string, inner: string): Promise<void> {
    await this.addToGroup(outer, inner);
  }

  /** Adds members, named by login or by DN. */
  async addToGroup(group: string, ...members: string[]): Promise<void> {
    await this.#alterMembers('add', group, members);
  }

  /** Takes members out, named by login or by DN. */
  async removeFromGroup(group: string, ...members: string[]): Promise<void> {
    await this.#alterMembers('delete', group, members);
  }

  /** Makes a group the person's primary group; the person is put into it first, as the directory demands. */
  async setPrimaryGroup(login: string, group: string): Promise<void> {
    const person = await this.#session.byLogin(login, ['primaryGroupID', 'memberOf']);
    const { dn, objectSid } = await this.#session.byLogin(group, ['objectSid']);
    const rid = Buffer.isBuffer(objectSid) ? sidRid(objectSid) : undefined;
    if (rid === undefined) throw new SandboxError(`The group "${group}" has no readable SID.`);
    if (textOf(person, 'primaryGroupID') === String(rid)) return;
    const isMember = textsOf(person, 'memberOf').some((held) => held.toLowerCase() === dn.toLowerCase());
    if (!isMember) await this.addToGroup(dn, person.dn);
    await this.#session.replace(person.dn, { primaryGroupID: String(rid) });
  }

  /** Adds a computer; its sAMAccountName is the name with a dollar sign. */
  async addComputer(name: string): Promise<void> {
    await this.#session.add(`${relativeName('CN', name)},${this.#in(COMPUTERS)}`, {
      objectClass: 'computer',
      sAMAccountName: `${name}$`,
      userAccountControl: String(WORKSTATION_TRUST),
    });
  }

  /** Adds a managed service account; its sAMAccountName is the name with a dollar sign. */
  async addManagedServiceAccount(name: string): Promise<void> {
    await this.#session.add(`${relativeName('CN', name)},${this.#in(USERS)}`, {
      objectClass: 'msDS-ManagedServiceAccount',
      sAMAccountName: `${name}$`,
      userAccountControl: String(WORKSTATION_TRUST),
    });
  }

  /** Adds a contact, which has no log-on name, and answers its DN. */
  async addContact(name: string, attributes: AttributeValues = {}): Promise<string> {
    const dn = `${relativeName('CN', name)},${this.#in(USERS)}`;
    await this.#session.add(dn, { objectClass: 'contact', ...attributes });
    return dn;
  }

  /** Makes somebody of another forest a member, by their SID: the directory makes the foreign security principal. */
  async addForeignMember(group: string, sid: string): Promise<void> {
    if (!/^S-1(-\d{1,13}){2,16}$/u.test(sid)) throw new SandboxError(`"${sid}" is not a SID.`);
    await this.#session.alter(await this.dnOf(group), 'add', 'member', [`<SID=${sid}>`]);
  }

  /**
   * Lets an account do what Latchkey needs to set passwords: Reset-Password on everybody in `unit` (in the whole
   * domain when left out), and Unexpire-Password on the domain object.
   */
  async grantReset(trusteeLogin: string, unit?: string): Promise<void> {
    const sid = await this.#sidOf(trusteeLogin);
    const container = unit === undefined ? this.#session.baseDn : this.#unitDn(unit);
    await access.grantReset(this.#session, sid, container);
    await access.grantUnexpire(this.#session, sid);
  }

  /** Lets an account do everything Latchkey does to the passwords of everybody, handing one back included. */
  async grantPasswords(trusteeLogin: string): Promise<void> {
    await this.grantReset(trusteeLogin);
    const sid = await this.#sidOf(trusteeLogin);
    await access.grantForcedChange(this.#session, sid, this.#session.baseDn);
  }

  /** Hides a person or a group, or one attribute of it, from an account. The answer takes that back. */
  async denyReading(
    login: string,
    trusteeLogin: string,
    attribute?: GuardedAttribute,
  ): Promise<() => Promise<void>> {
    const [trustee, dn] = [await this.#sidOf(trusteeLogin), await this.dnOf(login)];
    return access.denyReading(this.#session, trustee, dn, attribute);
  }

  async #sidOf(login: string): Promise<Buffer> {
    return bytesOf(await this.#session.byLogin(login, ['objectSid']), 'objectSid');
  }

  async #switchDisabled(login: string, disabled: boolean): Promise<void> {
    const person = await this.#session.byLogin(login, ['userAccountControl']);
    const present = Number(textOf(person, 'userAccountControl'));
    const wanted = disabled ? present | ACCOUNT_BITS.DISABLED : present & ~ACCOUNT_BITS.DISABLED;
    await this.#session.replace(person.dn, { userAccountControl: String(wanted) });
  }

  async #alterMembers(operation: 'add' | 'delete', group: string, members: readonly string[]): Promise<void> {
    const groupDn = await this.#dnOfEither(group);
    for (let at = 0; at < members.length; at += MEMBERS_AT_ONCE) {
      const batch: string[] = [];
      for (const member of members.slice(at, at + MEMBERS_AT_ONCE))
        batch.push(await this.#dnOfEither(member));
      await this.#session.alter(groupDn, operation, 'member', batch);
    }
  }

  /** No log-on name has an equals sign in it; every DN of this directory has, and ends in the directory's base. */
  async #dnOfEither(loginOrDn: string): Promise<string> {
    const isDn =
      loginOrDn.includes('=') && loginOrDn.toLowerCase().endsWith(this.#session.baseDn.toLowerCase());
    return isDn ? loginOrDn : this.dnOf(loginOrDn);
  }

  #unitDn(unit: string): string {
    return this.#in(relativeName('OU', unit));
  }

  #in(relative: string): string {
    return `${relative},${this.#session.baseDn}`;
  }
}
