import { hasAccountBit } from '../../domain/active-directory/directory-values.js';
import { whyNeverManaged } from '../../domain/employee/password-holder.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { unsendable } from '../../domain/password/check-password.js';
import type { PasswordPolicy } from '../../domain/password/password-policy.js';
import { AppError } from '../../errors.js';
import { findBindAccount, type BindAccount } from '../bind-account.js';
import type { ControllerIdentity } from '../directory.js';
import type {
  BindProof,
  PasswordAccount,
  PasswordSession,
  SwitchOutcome,
  WriteFence,
  WriteOutcome,
} from '../password-directory.js';
import type { AttributeChange } from '../wire/ldap-connection.js';
import type { SignedIn } from '../controllers/signed-in.js';
import { guidDn } from '../wire/filters.js';
import { ControllerClock, readAccount } from './account-reader.js';
import { bindProof } from './bind-proof.js';
import { OperationLimit } from './operation-limit.js';
import { changeOfPassword, resetOfPassword, switchOfAccount } from './password-changes.js';
import { readEffectivePolicy } from './policy-reader.js';
import { RecentAccounts, Remembered } from './recent-accounts.js';
import type { VerifyingConnection } from './verifying-connection.js';
import { asAppError, notSent, refused, writeOutcome, type Written } from './write-outcome.js';

export interface PasswordSessionParts {
  readonly isPdcEmulator: boolean;
  readonly remarks: readonly string[];
  /** As it was written to sign in. */
  readonly bindAccount: string;
  readonly verifying: VerifyingConnection;
  /** How long one operation may take, in milliseconds. */
  readonly limitMs: number;
}

/** An account that changes while we look at it and write is looked at again so often. */
const SWITCH_TRIES = 3;
/** Words for whoever is told why an account is not touched. */
const NEVER: Readonly<Record<NonNullable<ReturnType<typeof whyNeverManaged>> | 'NOT_A_PERSON', string>> = {
  BIND_ACCOUNT: 'it is the account Latchkey itself signs in with',
  BUILT_IN_ACCOUNT: 'it is a built-in account',
  SMART_CARD_REQUIRED: 'it requires a smart card',
  UNREADABLE: 'what it is cannot be read',
  NOT_A_PERSON: 'it is no person',
};

/** One kept connection for reading and writing as the service account, and one that passwords are tried on. */
export class ActiveDirectoryPasswordSession implements PasswordSession {
  readonly controller: ControllerIdentity;
  private readonly limit: OperationLimit;
  private readonly clock = new ControllerClock();
  private readonly recent = new RecentAccounts();
  private readonly policies = new Remembered<string | undefined, PasswordPolicy>();
  /** Undefined: not looked for yet. `ELSEWHERE`: it is none of this domain's. */
  private bindAccount: BindAccount | 'ELSEWHERE' | undefined;

  constructor(
    private readonly signedIn: SignedIn,
    private readonly parts: PasswordSessionParts,
  ) {
    this.controller = signedIn.controller;
    this.limit = new OperationLimit(signedIn.connection, parts.limitMs);
  }

  get isPdcEmulator(): boolean {
    return this.parts.isPdcEmulator;
  }

  get remarks(): readonly string[] {
    return this.parts.remarks;
  }

  get isOver(): boolean {
    return this.signedIn.connection.isOver;
  }

  async readAccount(guid: ObjectGuid, recently = false): Promise<PasswordAccount | undefined> {
    const known = recently ? this.recent.account(guid) : undefined;
    if (known !== undefined) return known;
    return this.limit.within('reading an account', async () => {
      const account = await this.read(guid);
      if (account !== undefined) this.recent.remember(account);
      return account;
    });
  }

  readPolicy(guid: ObjectGuid): Promise<PasswordPolicy> {
    return this.limit.within('reading a password policy', async () => {
      if (this.recent.policy(guid) === undefined) await this.read(guid);
      const dn = this.recent.policy(guid)?.dn;
      return this.policies.get(dn, () => readEffectivePolicy(this.signedIn.reader, dn));
    });
  }

  resetPassword(guid: ObjectGuid, password: string, fence?: WriteFence): Promise<WriteOutcome> {
    assertSendable(password);
    return this.write(guid, 'RESET', () => resetOfPassword(password), fence);
  }

  changePassword(
    guid: ObjectGuid,
    oldPassword: string,
    newPassword: string,
    fence?: WriteFence,
  ): Promise<WriteOutcome> {
    assertSendable(oldPassword);
    assertSendable(newPassword);
    return this.write(guid, 'CHANGE', () => changeOfPassword(oldPassword, newPassword), fence);
  }

  writePwdLastSet(guid: ObjectGuid, value: -1n | 0n, fence?: WriteFence): Promise<WriteOutcome> {
    const change = { operation: 'replace', attribute: 'pwdLastSet', values: [String(value)] } as const;
    return this.write(guid, 'PASSWORD_TIME', () => [change], fence);
  }

  async verifyBind(guid: ObjectGuid, password: string): Promise<BindProof> {
    assertSendable(password);
    const doing = 'trying a password';
    try {
      return await this.limit.within(doing, (signal) => this.tryPassword(guid, password, signal));
    } catch (error) {
      return { outcome: 'UNANSWERED', failure: asAppError(error) };
    }
  }

  disableAccount(guid: ObjectGuid, fence?: WriteFence): Promise<SwitchOutcome> {
    return this.switchAccount(guid, true, fence);
  }

  enableAccount(guid: ObjectGuid, fence?: WriteFence): Promise<SwitchOutcome> {
    return this.switchAccount(guid, false, fence);
  }

  async close(): Promise<void> {
    await Promise.all([this.signedIn.connection.close(), this.parts.verifying.close()]);
  }

  private async read(guid: ObjectGuid): Promise<PasswordAccount | undefined> {
    const withPolicy = this.recent.policy(guid) === undefined;
    const read = await readAccount(this.signedIn, guid, { clock: this.clock, withPolicy });
    if (read === undefined) return undefined;
    if (withPolicy) this.recent.rememberPolicy(guid, read.policyDn);
    return read.account;
  }

  /** The DN is the one name of an account that every controller takes and that means nobody else. */
  private async tryPassword(guid: ObjectGuid, password: string, signal: AbortSignal): Promise<BindProof> {
    const account = this.recent.account(guid) ?? (await this.read(guid));
    if (account === undefined) throw gone(this.controller.address);
    const result = await this.parts.verifying.tryPassword(account.dn, password, signal);
    const proof = bindProof(result, this.controller.address);
    if (proof.outcome !== 'WRONG') return proof;
    // A name that is nobody's is refused with the same words as a wrong password.
    const now = await this.read(guid);
    if (now === undefined) throw gone(this.controller.address);
    return now.dn === account.dn
      ? proof
      : { outcome: 'UNANSWERED', failure: renamed(this.controller.address) };
  }

  private async write(
    guid: ObjectGuid,
    what: Written['what'],
    changesOf: (account: PasswordAccount) => readonly AttributeChange[],
    fence: WriteFence | undefined,
  ): Promise<WriteOutcome> {
    return this.limit.within('changing an account', async () => {
      const account = await this.writable(guid);
      return 'outcome' in account ? account : this.send(account, what, changesOf(account), fence);
    });
  }

  private async switchAccount(
    guid: ObjectGuid,
    disabled: boolean,
    fence: WriteFence | undefined,
  ): Promise<SwitchOutcome> {
    return this.limit.within('changing an account', async () => {
      for (let tries = 1; ; tries += 1) {
        const account = await this.writable(guid, true);
        if ('outcome' in account) return account;
        // `writable` lets nobody through whose bits could not be read.
        const control = account.userAccountControl ?? 0;
        if (hasAccountBit(control, 'DISABLED') === disabled) return { outcome: 'UNCHANGED' };
        const done = await this.send(account, 'ACCOUNT_CONTROL', switchOfAccount(control, disabled), fence);
        const hasChanged =
          done.outcome === 'REFUSED' && done.failure.code === 'DIRECTORY_CHANGED_WHILE_READING';
        if (!hasChanged || tries === SWITCH_TRIES) return done;
      }
    });
  }

  private async send(
    account: PasswordAccount,
    what: Written['what'],
    changes: readonly AttributeChange[],
    fence: WriteFence | undefined,
  ): Promise<WriteOutcome> {
    const { connection } = this.signedIn;
    const dn = guidDn(account.objectGuid);
    this.recent.forget(account.objectGuid);
    const answer = await connection.modify(dn, changes, 'changing an account', fence?.notAfter);
    const isProtected = account.adminCount !== null && account.adminCount > 0;
    return writeOutcome(answer, { what, isProtected, address: this.controller.address });
  }

  /** The account as it is, or was a moment ago, or why nothing is sent: it is gone, or never touched. */
  private async writable(guid: ObjectGuid, isFresh = false): Promise<PasswordAccount | WriteOutcome> {
    try {
      const known = isFresh ? undefined : this.recent.account(guid);
      const [account, own] = await Promise.all([known ?? this.read(guid), this.ownGuid()]);
      if (account === undefined) return { outcome: 'REFUSED', failure: gone(this.controller.address) };
      const why =
        account.kind === 'PERSON'
          ? whyNeverManaged({ ...account, isBindAccount: own === guid })
          : ('NOT_A_PERSON' as const);
      if (why === undefined) return account;
      return refused('ACCOUNT_NEVER_MANAGED', `The account is never changed by Latchkey: ${NEVER[why]}.`);
    } catch (error) {
      return notSent(error);
    }
  }

  private async ownGuid(): Promise<ObjectGuid | undefined> {
    this.bindAccount ??= (await findBindAccount(this.signedIn.reader, this.parts.bindAccount)) ?? 'ELSEWHERE';
    return this.bindAccount === 'ELSEWHERE' ? undefined : this.bindAccount.objectGuid;
  }
}

function assertSendable(password: string): void {
  const why = unsendable(password);
  if (why !== undefined)
    throw new AppError(
      'BAD_INPUT',
      why === 'EMPTY'
        ? 'A password has at least one character: without any, a directory would take it for an anonymous sign-in.'
        : 'The password is longer than a directory takes, or holds what is no character.',
    );
}

function gone(address: string): AppError {
  return new AppError(
    'ACCOUNT_GONE',
    `${address} has no such account any more, or hides it from the bind account.`,
  );
}

function renamed(address: string): AppError {
  return new AppError(
    'DIRECTORY_CHANGED_WHILE_READING',
    `${address} gave the account another name while its password was tried, which shows nothing. Try again.`,
  );
}
