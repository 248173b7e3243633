import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { DomainAccount } from '../../entities/domain-account.js';
import { Employee } from '../../entities/employee.js';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { ListedSyncItem } from '../../services/employees/list-sync-items.js';
import type { ApiContext } from '../context.js';
import { domainById } from '../domains/domain-loaders.js';
import { ConnectionArgs } from '../relay/connection.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { accountById, accountsOf, originsOfFields, syncItemCount, syncItemPage } from './employee-loaders.js';
import { FieldOriginType } from './employee-payloads.js';
import { SyncItemConnection } from './sync-item-connection.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

/** What hangs on an employee. Every field is loaded for a whole page at once. */
@Resolver(() => Employee)
export class EmployeeFields {
  @FieldResolver(() => [DomainAccount], { description: 'Accounts of the employee, the oldest link first.' })
  async domainAccounts(
    @Root() { id }: ListedEmployee,
    @Arg('includeClosed', () => Boolean, { defaultValue: false, description: 'Also those that left.' })
    includeClosed: boolean,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly ListedAccount[]> {
    return loaders.get(accountsOf(includeClosed)).load(id);
  }

  @FieldResolver(() => DomainAccount, {
    nullable: true,
    description: 'The account whose password a key holds first; null: none is managed.',
  })
  async primaryAccount(
    @Root() { primaryAccountId }: ListedEmployee,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedAccount | null> {
    return primaryAccountId === null ? null : loaders.get(accountById).load(primaryAccountId);
  }

  @FieldResolver(() => [FieldOriginType], {
    description: 'Which account each field of the profile comes from.',
  })
  async fieldOrigins(
    @Root() { id }: ListedEmployee,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly FieldOriginType[]> {
    const origins = await loaders.get(originsOfFields).load(id);
    return Promise.all(
      origins.map(async ({ field, accountId }) => {
        const account = accountId === null ? null : await loaders.get(accountById).load(accountId);
        const domain = account === null ? null : await loaders.get(domainById).load(account.domain);
        return { field, account, domain };
      }),
    );
  }

  @FieldResolver(() => SyncItemConnection, {
    description: 'What synchronisations decided, the newest first.',
  })
  async syncItems(
    @Root() { id }: ListedEmployee,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<InstanceType<typeof SyncItemConnection>> {
    const [createdAt, itemId] = args.after ? decodeCursor(args.after, cursorShape) : [];
    const after = createdAt && itemId ? { createdAt, id: itemId } : undefined;
    const rows = await loaders.get(syncItemPage).load({ employeeId: id, after, limit: args.first + 1 });
    return new SyncItemConnection({
      rows,
      args,
      cursor: (item: ListedSyncItem) => encodeCursor([item.createdAt.toISOString(), item.id]),
      count: () => loaders.get(syncItemCount).load(id),
    });
  }
}
