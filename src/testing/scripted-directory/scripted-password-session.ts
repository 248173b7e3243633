import { ACCOUNT_BITS, hasAccountBit } from '../../domain/active-directory/directory-values.js';
import { whyNeverManaged } from '../../domain/employee/password-holder.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { checkPassword, unsendable } from '../../domain/password/check-password.js';
import { effectivePolicy, type PasswordPolicy } from '../../domain/password/password-policy.js';
import type { ControllerIdentity } from '../../directory/directory.js';
import type {
  BindProof,
  PasswordAccount,
  PasswordSession,
  SwitchOutcome,
  WriteFence,
  WriteOutcome,
} from '../../directory/password-directory.js';
import { AppError, type ErrorCode } from '../../errors.js';
import type { ScriptedDomain } from './scripted-domain.js';
import { isExpired, isLocked, namesOf, strike, tryLogOn, type KnownPasswords } from './scripted-log-on.js';
import {
  dateOfTicks,
  type PasswordState,
  type PasswordStep,
  type ScriptedController,
} from './scripted-passwords.js';
import { interruptible } from './scripted-session.js';

/** A conversation about passwords with one controller of a scripted domain, under the contract of the port. */
export class ScriptedPasswordSession implements PasswordSession {
  readonly controller: ControllerIdentity;
  readonly isPdcEmulator: boolean;
  readonly remarks: readonly string[];
  isOver = false;

  constructor(
    private readonly domain: ScriptedDomain,
    private readonly scripted: ScriptedController,
    private readonly signal: AbortSignal | undefined,
    private readonly onClose: () => void,
  ) {
    const { pdcEmulator } = domain.passwords;
    this.isPdcEmulator = scripted === pdcEmulator;
    this.remarks = this.isPdcEmulator ? [] : [`Scripted: ${pdcEmulator.dnsHostName} cannot be used.`];
    this.controller = {
      address: scripted.address,
      dnsHostName: scripted.dnsHostName,
      invocationId: scripted.invocationId,
      highestCommittedUsn: domain.highestCommittedUsn,
      namingContext: domain.baseDn,
      readOnly: scripted.isReadOnly,
    };
  }

  async readAccount(guid: ObjectGuid): Promise<PasswordAccount | undefined> {
    return this.step('readAccount', guid, () => this.account(guid));
  }

  async readPolicy(guid: ObjectGuid): Promise<PasswordPolicy> {
    return this.step('readPolicy', guid, () => {
      const { passwords } = this.domain;
      const fine = passwords.fineGrained.get(guid);
      return effectivePolicy({ fineGrained: fine ?? 'NONE_NAMED', domain: passwords.policy });
    });
  }

  resetPassword(guid: ObjectGuid, password: string, fence?: WriteFence): Promise<WriteOutcome> {
    assertSendable(password);
    return this.write('resetPassword', guid, fence, ({ names }) => {
      const { passwords } = this.domain;
      if (this.isOutOfReach(guid, passwords.mayReset)) return this.rightMissing(guid);
      const inForce = passwords.policyOf(guid);
      if (checkPassword(inForce, names, password).length > 0) return refused('PASSWORD_POLICY_REFUSED');
      passwords.write(this.scripted, guid, { password, ...(passwords.mayUnexpire ? {} : { lastSet: 0n }) });
      return DONE;
    });
  }

  changePassword(
    guid: ObjectGuid,
    oldPassword: string,
    newPassword: string,
    fence?: WriteFence,
  ): Promise<WriteOutcome> {
    assertSendable(oldPassword);
    assertSendable(newPassword);
    return this.write('changePassword', guid, fence, ({ names }) => {
      const { passwords } = this.domain;
      const state = this.state(guid);
      if (isLocked(this.controllerState, guid)) return refused('ACCOUNT_LOCKED');
      if (state.password !== oldPassword) {
        strike(this.controllerState, guid);
        return refused('OLD_PASSWORD_WRONG');
      }
      const inForce = passwords.policyOf(guid);
      const { minAge } = inForce;
      const setAt = dateOfTicks(state.lastSet);
      const isYoung =
        typeof minAge === 'number' && setAt !== null && passwords.now().getTime() - setAt.getTime() < minAge;
      const used = [state.password, ...state.earlier].slice(0, inForce.history ?? 0);
      if (isYoung || used.includes(newPassword) || checkPassword(inForce, names, newPassword).length > 0)
        return refused('PASSWORD_POLICY_REFUSED');
      passwords.write(this.scripted, guid, { password: newPassword });
      return DONE;
    });
  }

  writePwdLastSet(guid: ObjectGuid, value: -1n | 0n, fence?: WriteFence): Promise<WriteOutcome> {
    return this.write('writePwdLastSet', guid, fence, () => {
      const { passwords } = this.domain;
      if (this.isOutOfReach(guid, value === 0n || passwords.mayUnexpire))
        return this.rightMissing(guid, 'DIRECTORY_WRITE_REFUSED');
      passwords.write(this.scripted, guid, { lastSet: value === 0n ? 0n : passwords.ticks() });
      return DONE;
    });
  }

  async verifyBind(guid: ObjectGuid, password: string): Promise<BindProof> {
    assertSendable(password);
    try {
      return await this.step('verifyBind', guid, () => {
        const account = this.account(guid);
        if (account === undefined) throw gone();
        return tryLogOn(this.controllerState, account, password);
      });
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
    if (this.isOver) return;
    this.isOver = true;
    this.onClose();
  }

  private async switchAccount(
    guid: ObjectGuid,
    disabled: boolean,
    fence: WriteFence | undefined,
  ): Promise<SwitchOutcome> {
    let isUnchanged = false;
    const done = await this.write('switchAccount', guid, fence, ({ userAccountControl }) => {
      const control = userAccountControl ?? 0;
      isUnchanged = hasAccountBit(control, 'DISABLED') === disabled;
      if (isUnchanged) return DONE;
      if (this.isOutOfReach(guid, this.domain.passwords.mayDisable))
        return this.rightMissing(guid, 'DIRECTORY_WRITE_REFUSED');
      const wanted = disabled ? control | ACCOUNT_BITS.DISABLED : control & ~ACCOUNT_BITS.DISABLED;
      this.domain.changePerson(guid, { userAccountControl: wanted });
      return DONE;
    });
    return isUnchanged && done.outcome === 'DONE' ? { outcome: 'UNCHANGED' } : done;
  }

  private async write(
    call: PasswordStep['call'],
    guid: ObjectGuid,
    fence: WriteFence | undefined,
    act: (account: PasswordAccount) => WriteOutcome,
  ): Promise<WriteOutcome> {
    try {
      await this.before(call, guid);
      if (fence !== undefined && performance.now() > fence.notAfter)
        throw new AppError('DIRECTORY_TIMEOUT', 'Scripted: it is too late to send this.');
    } catch (error) {
      return { outcome: 'NOT_SENT', failure: asAppError(error) };
    }
    const account = this.account(guid);
    if (account === undefined) return { outcome: 'REFUSED', failure: gone() };
    const isBindAccount =
      account.names.userPrincipalName?.toLowerCase() === this.domain.bindAccount.toLowerCase();
    const isNever = account.kind !== 'PERSON' || whyNeverManaged({ ...account, isBindAccount }) !== undefined;
    const done = isNever ? refused('ACCOUNT_NEVER_MANAGED') : act(account);
    try {
      await this.after(call, guid);
      return done;
    } catch (error) {
      return { outcome: 'IN_DOUBT', failure: asAppError(error) };
    }
  }

  private async step<T>(call: PasswordStep['call'], guid: ObjectGuid, act: () => T): Promise<T> {
    await this.before(call, guid);
    const result = act();
    await this.after(call, guid);
    return result;
  }

  private async before(call: PasswordStep['call'], account: ObjectGuid): Promise<void> {
    this.assertStanding();
    const step: PasswordStep = { call, at: 'BEFORE', controller: this.scripted, account };
    await interruptible(this.domain.passwords.onStep(step), this.signal);
    this.assertStanding();
  }

  private async after(call: PasswordStep['call'], account: ObjectGuid): Promise<void> {
    const step: PasswordStep = { call, at: 'AFTER', controller: this.scripted, account };
    await interruptible(this.domain.passwords.onStep(step), this.signal);
    this.assertStanding();
  }

  private assertStanding(): void {
    if (!this.isOver && this.scripted.isUp) return;
    throw new AppError('DIRECTORY_UNREACHABLE', 'The connection is over.');
  }

  private account(guid: ObjectGuid): PasswordAccount | undefined {
    if (!this.domain.isReadable(guid)) return undefined;
    const person = this.domain.people.get(guid);
    const other = this.domain.others.get(guid);
    if (person === undefined && other === undefined) return undefined;
    const state = this.state(guid);
    return {
      objectGuid: guid,
      dn: this.domain.dnOf(guid),
      kind: other?.kind ?? 'PERSON',
      names: namesOf(person),
      rid: person?.rid ?? null,
      userAccountControl: person?.userAccountControl ?? null,
      isLocked: isLocked(this.controllerState, guid),
      isPasswordExpired: isExpired(this.controllerState, guid),
      passwordLastSet: { ticks: state.lastSet, at: dateOfTicks(state.lastSet) },
      accountExpires: person?.accountExpires ?? null,
      badPwdCount: state.badPwdCount,
      adminCount: this.domain.passwords.protectedPeople.has(guid) ? 1 : null,
      lockoutTime: state.lockedAt,
      invocationId: this.scripted.invocationId,
      controllerTime: this.domain.passwords.now(),
    };
  }

  private isOutOfReach(guid: ObjectGuid, isGranted: boolean): boolean {
    const { outOfReach, protectedPeople } = this.domain.passwords;
    return !isGranted || outOfReach.has(guid) || protectedPeople.has(guid);
  }

  private rightMissing(guid: ObjectGuid, code: ErrorCode = 'PASSWORD_RIGHT_MISSING'): WriteOutcome {
    return refused(this.domain.passwords.protectedPeople.has(guid) ? 'ACCOUNT_PROTECTED' : code);
  }

  private get controllerState(): KnownPasswords {
    return { passwords: this.domain.passwords, controller: this.scripted };
  }

  private state(guid: ObjectGuid): PasswordState {
    return this.domain.passwords.stateOf(this.scripted, guid);
  }
}

const DONE: WriteOutcome = { outcome: 'DONE' };

function refused(code: ErrorCode): WriteOutcome {
  return { outcome: 'REFUSED', failure: new AppError(code, `Scripted: ${code}.`) };
}

function gone(): AppError {
  return new AppError('ACCOUNT_GONE', 'Scripted: no such account.');
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('DIRECTORY_UNREACHABLE', 'Scripted: the answer was lost.', { cause: error });
}

function assertSendable(password: string): void {
  if (unsendable(password) !== undefined)
    throw new AppError('BAD_INPUT', 'Scripted: no such password is sent.');
}
