import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DomainAccount } from '../../entities/domain-account.js';
import { Domain } from '../../entities/domain.js';
import { Employee } from '../../entities/employee.js';
import type { ListedDomain } from '../../services/domains/list-domains.js';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { ApiContext } from '../context.js';
import { domainById } from '../domains/domain-loaders.js';
import { employeeById } from './employee-loaders.js';

/** What hangs on an account. */
@Resolver(() => DomainAccount)
export class AccountFields {
  @FieldResolver(() => Domain, {
    nullable: true,
    description: 'The domain it belongs to; null when that was just deleted.',
  })
  async domain(@Root() account: ListedAccount, @Ctx() { loaders }: ApiContext): Promise<ListedDomain | null> {
    return loaders.get(domainById).load(account.domain);
  }

  @FieldResolver(() => Employee, {
    nullable: true,
    description: 'Whose account it is; null when they were just deleted.',
  })
  async employee(
    @Root() account: ListedAccount,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedEmployee | null> {
    return loaders.get(employeeById).load(account.employee);
  }

  @FieldResolver(() => Date, { description: 'When the account was last seen in its directory.' })
  async lastSeenAt(@Root() account: ListedAccount, @Ctx() { loaders }: ApiContext): Promise<Date> {
    // A run writes only what changed: an open, readable account was seen whenever its domain was read.
    if (account.closedAt !== null || account.unreadableSince !== null) return account.lastSeenAt;
    const domain = await loaders.get(domainById).load(account.domain);
    const readAt = domain?.lastReadAt ?? account.lastSeenAt;
    return readAt > account.lastSeenAt ? readAt : account.lastSeenAt;
  }
}
