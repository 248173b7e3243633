import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DomainAccount } from '../../entities/domain-account.js';
import { Key } from '../../entities/key/key.js';
import { PasswordChange } from '../../entities/password/password-change.js';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import type { ListedKey } from '../../services/keys/lists/list-keys.js';
import type { ListedChange } from '../../services/password-changes/list-changes.js';
import type { ApiContext } from '../context.js';
import { accountById } from '../employees/employee-loaders.js';
import { keyById } from '../keys/key-loaders.js';

/** What a change of a password hangs on. Both are loaded for a whole page at once. */
@Resolver(() => PasswordChange)
export class PasswordChangeFields {
  @FieldResolver(() => DomainAccount, {
    nullable: true,
    description: 'The account whose password is changed; null when that was just deleted.',
  })
  async account(@Root() change: ListedChange, @Ctx() { loaders }: ApiContext): Promise<ListedAccount | null> {
    return loaders.get(accountById).load(change.account);
  }

  @FieldResolver(() => Key, {
    nullable: true,
    description: 'The key that gets the password; null: none has a part in it, or it was deleted.',
  })
  async key(@Root() change: ListedChange, @Ctx() { loaders }: ApiContext): Promise<ListedKey | null> {
    return change.key ? loaders.get(keyById).load(change.key) : null;
  }
}
