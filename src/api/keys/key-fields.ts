import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { ActivationState } from '../../domain/states.js';
import { DomainAccount } from '../../entities/domain-account.js';
import { Employee } from '../../entities/employee.js';
import { Activation } from '../../entities/key/activation.js';
import { KeyTask } from '../../entities/key/key-task.js';
import { Key } from '../../entities/key/key.js';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import { MOST_ATTEMPTS } from '../../services/keys/codes/show-code.js';
import type { ListedKey } from '../../services/keys/lists/list-keys.js';
import type { ListedActivation, ListedKeyTask } from '../../services/keys/lists/of-keys.js';
import type { ApiContext } from '../context.js';
import { accountById, employeeById } from '../employees/employee-loaders.js';
import { ConnectionArgs } from '../relay/connection.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import {
  activationOfKey,
  historyCount,
  historyPage,
  keyById,
  keyOfEmployee,
  taskCount,
  taskPage,
} from './key-loaders.js';
import { KeyHistoryConnection, KeyTaskConnection } from './key-payloads.js';

const taskCursor = z.tuple([cursorMoment, z.uuid()]);
const historyCursor = z.tuple([cursorMoment, z.int()]);

/** What hangs on a key. Every field is loaded for a whole page at once. */
@Resolver(() => Key)
export class KeyFields {
  @FieldResolver(() => String, { description: 'Its identity: 32 bytes of Ed25519, in base64.' })
  publicKey(@Root() key: ListedKey): string {
    return Buffer.from(key.publicKey).toString('base64');
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it has confirmed its status; false: that is what is wanted, and the key has not said so.',
  })
  isConfirmed(@Root() key: ListedKey): boolean {
    return key.status === key.confirmedStatus;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it must be wiped before anybody can have it.' })
  needsWipe(@Root() key: ListedKey): boolean {
    return key.status === 'DEACTIVATED';
  }

  @FieldResolver(() => Employee, {
    nullable: true,
    description: 'Whose it is, or was until it has been wiped; null: nobody’s.',
  })
  async owner(@Root() key: ListedKey, @Ctx() { loaders }: ApiContext): Promise<ListedEmployee | null> {
    return key.owner ? loaders.get(employeeById).load(key.owner) : null;
  }

  @FieldResolver(() => Activation, {
    nullable: true,
    description:
      'Its activation code, without the code: the one it waits for, else the last; null: it never had one.',
  })
  async activation(@Root() key: ListedKey, @Ctx() { loaders }: ApiContext): Promise<ListedActivation | null> {
    return loaders.get(activationOfKey).load(key.id);
  }

  @FieldResolver(() => KeyTaskConnection, { description: 'What it is or was told to do, the newest first.' })
  async tasks(
    @Root() { id }: ListedKey,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<InstanceType<typeof KeyTaskConnection>> {
    const [createdAt, taskId] = args.after ? decodeCursor(args.after, taskCursor) : [];
    const after = createdAt && taskId ? { createdAt, id: taskId } : undefined;
    return new KeyTaskConnection({
      rows: await loaders.get(taskPage).load({ keyId: id, after, limit: args.first + 1 }),
      args,
      cursor: (task) => encodeCursor([task.createdAt.toISOString(), task.id]),
      count: () => loaders.get(taskCount).load(id),
    });
  }

  @FieldResolver(() => KeyHistoryConnection, {
    description: 'What the audit knows of it, the newest first: who did what, and what was refused.',
  })
  async history(
    @Root() { id }: ListedKey,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<InstanceType<typeof KeyHistoryConnection>> {
    const [at, position] = args.after ? decodeCursor(args.after, historyCursor) : [];
    const after = at !== undefined && position !== undefined ? { at, position } : undefined;
    return new KeyHistoryConnection({
      rows: await loaders.get(historyPage).load({ keyId: id, after, limit: args.first + 1 }),
      args,
      cursor: (event) => encodeCursor([event.at.toISOString(), event.position]),
      count: () => loaders.get(historyCount).load(id),
    });
  }
}

@Resolver(() => KeyTask)
export class KeyTaskFields {
  @FieldResolver(() => Key, { nullable: true, description: 'The key; null when that was just deleted.' })
  async key(@Root() task: ListedKeyTask, @Ctx() { loaders }: ApiContext): Promise<ListedKey | null> {
    return loaders.get(keyById).load(task.key);
  }

  @FieldResolver(() => DomainAccount, {
    nullable: true,
    description: 'The account it is about; null: it is about the whole key.',
  })
  async account(@Root() task: ListedKeyTask, @Ctx() { loaders }: ApiContext): Promise<ListedAccount | null> {
    return task.account ? loaders.get(accountById).load(task.account) : null;
  }
}

@Resolver(() => Activation)
export class ActivationFields {
  @FieldResolver(() => ActivationState, { description: 'What became of it.' })
  state(@Root() activation: ListedActivation): ActivationState {
    return activation.state;
  }

  @FieldResolver(() => Int, { description: 'How many attempts are left; none for one that has ended.' })
  async attemptsLeft(@Root() activation: ListedActivation, @Ctx() { loaders }: ApiContext): Promise<number> {
    if (activation.state !== 'PENDING') return 0;
    const key = await loaders.get(keyById).load(activation.key);
    return MOST_ATTEMPTS - (key?.codeAttempts ?? MOST_ATTEMPTS);
  }
}

@Resolver(() => Employee)
export class KeyOfEmployee {
  @FieldResolver(() => Key, {
    nullable: true,
    description: 'Their key; null: they have none. Deactivated and compromised ones do not count.',
  })
  async key(@Root() { id }: ListedEmployee, @Ctx() { loaders }: ApiContext): Promise<ListedKey | null> {
    return loaders.get(keyOfEmployee).load(id);
  }
}
