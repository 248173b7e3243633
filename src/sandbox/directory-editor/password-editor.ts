import type { GuardedAttribute } from '../attribute-guids.js';
import type { SandboxDirectory } from '../sandbox-directory.js';
import * as access from './access-rights.js';
import { LdapSession, bytesOf, textsOf } from './ldap-session.js';
import type { AttributeValues } from './ldap-session.js';
import { relativeName } from './relative-name.js';

/** Takes back what was done. */
export type Undo = () => Promise<void>;

/** What the schema asks of every password settings object, at its laxest. */
const LAX_SETTINGS = {
  'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
  'msDS-PasswordComplexityEnabled': 'FALSE',
  'msDS-MinimumPasswordLength': '0',
  'msDS-PasswordHistoryLength': '0',
  'msDS-MinimumPasswordAge': '0',
  'msDS-MaximumPasswordAge': '-9223372036854775808',
  'msDS-LockoutThreshold': '0',
  'msDS-LockoutDuration': '-18000000000',
  'msDS-LockoutObservationWindow': '-18000000000',
} as const;

/**
 * Changes who may do what with passwords in a running sandbox directory, and by which policy, as its administrator.
 * People are named by their sAMAccountName.
 */
export class PasswordEditor implements AsyncDisposable {
  private constructor(private readonly session: LdapSession) {}

  /** Signs in. To be closed. */
  static async open(directory: SandboxDirectory): Promise<PasswordEditor> {
    return new PasswordEditor(await LdapSession.open(directory));
  }

  async close(): Promise<void> {
    await this.session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Lets an account reset one person's password. */
  async grantReset(login: string, trustee: string): Promise<Undo> {
    return this.rule('allow', 'RESET', await this.dnOf(login), trustee);
  }

  /** Refuses an account the right to reset one person's password, whatever else grants it. */
  async denyReset(login: string, trustee: string): Promise<Undo> {
    return this.rule('deny', 'RESET', await this.dnOf(login), trustee);
  }

  /** Lets passwords that an account has reset count from now on. */
  grantUnexpire(trustee: string): Promise<Undo> {
    return this.rule('allow', 'UNEXPIRE', this.session.baseDn, trustee);
  }

  /** From now on a password that this account resets must be changed at the next log-on. Samba does not care. */
  denyUnexpire(trustee: string): Promise<Undo> {
    return this.rule('deny', 'UNEXPIRE', this.session.baseDn, trustee);
  }

  /** Lets an account write one attribute of a person. */
  async grantWriting(login: string, trustee: string, attribute: GuardedAttribute): Promise<Undo> {
    return access.grantWriting(this.session, await this.sidOf(trustee), await this.dnOf(login), attribute);
  }

  /** Changes the policy of the domain, which lies on the domain object. The answer puts back what was there. */
  async changePolicy(attributes: Readonly<Record<string, string>>): Promise<Undo> {
    const { baseDn } = this.session;
    const before = await this.session.byDn(baseDn, Object.keys(attributes));
    const earlier = Object.keys(attributes).map((name): [string, string | null] => [
      name,
      textsOf(before, name)[0] ?? null,
    ]);
    await this.session.replace(baseDn, attributes);
    return () => this.session.replace(baseDn, Object.fromEntries(earlier));
  }

  /** Makes a password settings object that applies to one person in place of the domain's policy. */
  async addSettings(name: string, login: string, settings: AttributeValues = {}): Promise<void> {
    await this.session.add(this.settingsDn(name), {
      objectClass: 'msDS-PasswordSettings',
      'msDS-PasswordSettingsPrecedence': '1',
      ...LAX_SETTINGS,
      'msDS-PSOAppliesTo': await this.dnOf(login),
      ...settings,
    });
  }

  /** Lets an account read a password settings object, which only administrators may. */
  async grantReadingSettings(name: string, trustee: string): Promise<Undo> {
    return access.grantReading(this.session, await this.sidOf(trustee), this.settingsDn(name));
  }

  /** Hides a password settings object from an account. */
  async hideSettings(name: string, trustee: string): Promise<Undo> {
    return access.denyReading(this.session, await this.sidOf(trustee), this.settingsDn(name));
  }

  private settingsDn(name: string): string {
    const container = `CN=Password Settings Container,CN=System,${this.session.baseDn}`;
    return `${relativeName('CN', name)},${container}`;
  }

  private async rule(
    effect: 'allow' | 'deny',
    right: access.PasswordRight,
    dn: string,
    trustee: string,
  ): Promise<Undo> {
    const trusteeSid = await this.sidOf(trustee);
    return access.ruleOnPasswords(this.session, dn, { effect, trusteeSid, right });
  }

  private async dnOf(login: string): Promise<string> {
    return (await this.session.byLogin(login)).dn;
  }

  private async sidOf(login: string): Promise<Buffer> {
    return bytesOf(await this.session.byLogin(login, ['objectSid']), 'objectSid');
  }
}
