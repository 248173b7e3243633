import { fromGlobalId, globalId } from '../../api/relay/global-id.js';
import {
  ChangePasswordInDirectoryAndKeyDocument,
  ChangePasswordOnKeyDocument,
  KeyChallengeDocument,
  PasswordChangeProgressDocument,
  type PasswordChangeProgressSubscription,
} from '../../generated/operations.js';
import { sealOldPassword } from '../../keys/protocol/old-password.js';
import { SandboxError } from '../sandbox-error.js';
import { SIMULATED_PIN, type KeySlots } from './key-slots.js';
import { done } from './workstation-calls.js';
import type { WorkstationConnection } from './workstation-connection.js';

/** How a change of one's own password ended. */
export type OwnChangeEnd = Pick<
  PasswordChangeProgressSubscription['passwordChangeProgress'],
  'stage' | 'lastErrorCode' | 'lastError' | 'attention'
>;

/** The account of a key that is in: named by its id, or by the serial of a key with one account. */
export interface OwnChangeWishes {
  readonly account: string;
  /** The new password; a generated one when left out. */
  readonly typed?: string;
  /** The present password; read from the key when left out. */
  readonly old?: string;
  readonly pin?: string;
}

export interface OwnCorrection {
  /** As above; or where the key holds nothing of it yet: the id of the account, and the key's serial. */
  readonly account: string;
  readonly serial?: string;
  readonly typed: string;
  readonly insist?: boolean;
}

/** What somebody does at a workstation about their own password, with their key in it. */
export class OwnPasswords {
  constructor(
    private readonly connection: Pick<WorkstationConnection, 'ask' | 'follow'>,
    private readonly keys: Pick<KeySlots, 'find' | 'get' | 'read'>,
  ) {}

  /** Changes it in the directory and on the key. Settles when the change has ended. @throws Refused, SandboxError */
  async change({ account, typed, old, pin = SIMULATED_PIN }: OwnChangeWishes): Promise<OwnChangeEnd> {
    const { serial, accountId } = this.placeOf(account);
    const present = old === undefined ? await this.sealed(serial, accountId, pin) : { oldPassword: old };
    const input = {
      keySerial: serial,
      accountId: globalId('DomainAccount', accountId),
      ...present,
      ...(typed === undefined ? {} : { newPassword: typed }),
    };
    const answer = await this.connection.ask(ChangePasswordInDirectoryAndKeyDocument, { input });
    return this.end(done(answer.changePasswordInDirectoryAndKey).passwordChangeId);
  }

  /** Corrects what the key has. Settles when the change has ended. @throws Refused, SandboxError */
  async correct({ account, serial, typed, insist = false }: OwnCorrection): Promise<OwnChangeEnd> {
    const place = serial === undefined ? this.placeOf(account) : { serial, accountId: plainId(account) };
    const input = {
      keySerial: place.serial,
      accountId: globalId('DomainAccount', place.accountId),
      newPassword: typed,
      insist,
    };
    const { changePasswordOnKey } = await this.connection.ask(ChangePasswordOnKeyDocument, { input });
    return this.end(done(changePasswordOnKey).passwordChangeId);
  }

  private placeOf(account: string): { readonly serial: string; readonly accountId: string } {
    const found = this.keys.find(account);
    if (found === undefined) throw new SandboxError(`No key that is in holds ${account}.`);
    return found;
  }

  /** The active password, sealed to the server that the key itself says it obeys. */
  private async sealed(serial: string, accountId: string, pin: string) {
    const { server } = this.keys.get(serial).state;
    const read = await this.keys.read(serial, pin, accountId, 'ACTIVE');
    if (server === null || read.outcome !== 'READ')
      throw new SandboxError(`The key ${serial} gives no password away (${read.outcome}).`);
    const { keyChallenge } = await this.connection.ask(KeyChallengeDocument, { keySerial: serial });
    const nonce = Buffer.from(keyChallenge.nonce, 'base64');
    const { password } = read.credential;
    const bytes = sealOldPassword(server, { serial, accountId, nonce, password });
    return { sealedOldPassword: Buffer.from(bytes).toString('base64'), challenge: keyChallenge.challenge };
  }

  private async end(changeId: string | null): Promise<OwnChangeEnd> {
    let last: OwnChangeEnd | undefined;
    const heard = this.connection.follow(PasswordChangeProgressDocument, { changeId, after: 0 });
    for await (const { passwordChangeProgress } of heard) last = passwordChangeProgress;
    if (last === undefined) throw new SandboxError('Nothing was heard of the change.');
    return last;
  }
}

function plainId(account: string): string {
  return /^[0-9a-f-]{36}$/.test(account) ? account : fromGlobalId('DomainAccount', account);
}
