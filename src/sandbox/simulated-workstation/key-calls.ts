import type { ResultOf } from '@graphql-typed-document-node/core';
import { globalId } from '../../api/relay/global-id.js';
import {
  AcknowledgeKeyTaskDocument,
  ActivateKeyDocument,
  KeyChallengeDocument,
  PasswordOnKeyDocument,
  ReportKeyStatusDocument,
  type KeySlot,
  type KeyStatus,
  type WorkstationTasksSubscription,
} from '../../generated/operations.js';
import { MessageLost, type CarriageHook, type CarriagePoint } from './carriage.js';
import type { KeySlots } from './key-slots.js';
import { done } from './workstation-calls.js';
import type { WorkstationConnection } from './workstation-connection.js';

export type TaskEvent = WorkstationTasksSubscription['workstationTasks'];
export type ActivationAnswer = ResultOf<typeof ActivateKeyDocument>['activateKey'];

const CODE = /^\d{8}$/;

/** What a workstation asks the server in the name of the keys that are in it. */
export class KeyCalls {
  constructor(
    private readonly connection: WorkstationConnection,
    private readonly keys: KeySlots,
    private readonly carriage: CarriageHook,
  ) {}

  /** Hands an envelope to its key and brings the acknowledgement back. @throws MessageLost, PowerLost, or what the server says */
  async carry({ taskId, keySerial: serial, kind, envelope }: TaskEvent): Promise<void> {
    const pass = (point: CarriagePoint): Promise<void> => this.pass({ point, serial, kind, taskId });
    await pass('ENVELOPE');
    const acknowledgement = bytesOf(await this.keys.deliver(serial, Buffer.from(envelope, 'base64')));
    await pass('ACKNOWLEDGEMENT');
    const input = { taskId, acknowledgement };
    const { acknowledgeKeyTask } = await this.connection.ask(AcknowledgeKeyTaskDocument, { input });
    await pass('ACKNOWLEDGEMENT_ANSWER');
    done(acknowledgeKeyTask);
  }

  async activate(serial: string, typed: string): Promise<ActivationAnswer> {
    const code = typed.replaceAll(/[\s-]/g, '');
    if (!CODE.test(code)) throw new RangeError('An activation code has eight digits.');
    const pass = (point: CarriagePoint): Promise<void> =>
      this.pass({ point, serial, kind: null, taskId: null });
    const { challenge, nonce } = await this.challenge(serial);
    const signature = bytesOf(await this.keys.signAttempt(serial, nonce, code));
    await pass('ATTEMPT');
    const input = { keySerial: serial, code, challenge, signature };
    const { activateKey } = await this.connection.ask(ActivateKeyDocument, { input });
    await pass('ATTEMPT_ANSWER');
    return activateKey;
  }

  async reportStatus(serial: string): Promise<KeyStatus | null> {
    const { challenge, nonce } = await this.challenge(serial);
    const status = bytesOf(await this.keys.signStatus(serial, nonce));
    const input = { keySerial: serial, challenge, status };
    const { reportKeyStatus } = await this.connection.ask(ReportKeyStatusDocument, { input });
    return done(reportKeyStatus).status ?? null;
  }

  /** Undefined: the server cannot be asked. */
  async pendingIsInDirectory(serial: string, account: string): Promise<boolean | undefined> {
    try {
      const asked = { keySerial: serial, accountId: globalId('DomainAccount', account) };
      const { passwordOnKey } = await this.connection.ask(PasswordOnKeyDocument, asked);
      return passwordOnKey.pendingIsInDirectory;
    } catch {
      return undefined;
    }
  }

  /** Says which password worked: now, or with the next connection. */
  async reportLogOn(serial: string, account: string, slot: KeySlot): Promise<void> {
    try {
      await this.pass({ point: 'LOG_ON', serial, kind: null, taskId: null });
    } catch (error) {
      if (error instanceof MessageLost) return;
      throw error;
    }
    const accountId = globalId('DomainAccount', account);
    await this.connection.report({ kind: 'LOG_ON', keySerial: serial, accountId, slot });
  }

  private async challenge(serial: string): Promise<{ readonly challenge: string; readonly nonce: Buffer }> {
    const { keyChallenge } = await this.connection.ask(KeyChallengeDocument, { keySerial: serial });
    return { challenge: keyChallenge.challenge, nonce: Buffer.from(keyChallenge.nonce, 'base64') };
  }

  private async pass(message: Parameters<CarriageHook>[0]): Promise<void> {
    const carriage = await this.carriage(message);
    if (carriage === 'CARRY') return;
    if (carriage === 'CUT') this.connection.cut();
    throw new MessageLost(message.point);
  }
}

function bytesOf(message: Uint8Array): string {
  return Buffer.from(message).toString('base64');
}
