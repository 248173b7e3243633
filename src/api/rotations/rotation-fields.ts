import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DomainAccount } from '../../entities/domain-account.js';
import { Domain } from '../../entities/domain.js';
import { Rotation } from '../../entities/password/rotation.js';
import type { ListedAccount } from '../../services/employees/list-accounts.js';
import type { ListedRotation } from '../../services/rotations/list-rotations.js';
import type { ApiContext } from '../context.js';
import { accountById } from '../employees/employee-loaders.js';
import { entityLoaders } from '../entity-loaders.js';
import { RotationForecast } from './forecast-types.js';

/** What a rotation hangs on. */
@Resolver(() => Rotation)
export class RotationFields {
  @FieldResolver(() => Domain, {
    nullable: true,
    description: 'The domain whose passwords it changes; null when that was just deleted.',
  })
  domain(@Root() { domain }: ListedRotation, @Ctx() { loaders }: ApiContext): Promise<Domain | null> {
    return loaders.get(entityLoaders.Domain).load(domain);
  }
}

@Resolver(() => RotationForecast)
export class RotationForecastFields {
  @FieldResolver(() => DomainAccount, {
    nullable: true,
    description: 'The account; null when it was just deleted.',
  })
  account(
    @Root() { account }: RotationForecast,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ListedAccount | null> {
    return loaders.get(accountById).load(account);
  }
}
