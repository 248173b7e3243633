import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UnlockCredentialState } from '../../domain/states.js';
import { Employee } from '../../entities/employee.js';
import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { UnlockCredential } from '../../entities/unlock/unlock-credential.js';
import { Workstation } from '../../entities/workstations/workstation.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { ListedWorkstation } from '../../services/workstations/list-workstations.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { unlocksOfEmployee, unlocksOfWorkstation } from './credential-loaders.js';

/** Who may unlock what. */
@Resolver(() => UnlockCredential)
export class UnlockCredentialFields {
  @FieldResolver(() => UnlockCredentialState, { description: 'Whether it is good.' })
  state(@Root() { revokedAt, expiresAt }: UnlockCredential): UnlockCredentialState {
    if (revokedAt !== null) return 'REVOKED';
    return expiresAt.getTime() <= Date.now() ? 'EXPIRED' : 'ACTIVE';
  }

  @FieldResolver(() => String, { description: 'What the workstation is called.' })
  async workstationName(
    @Root() { workstation }: UnlockCredential,
    @Ctx() { loaders }: ApiContext,
  ): Promise<string> {
    return (await loaders.get(entityLoaders.Workstation).load(workstation))?.machineName ?? '';
  }

  @FieldResolver(() => String, { nullable: true, description: 'Whose app it is; null: the app was removed.' })
  async ownerName(
    @Root() { authenticator }: UnlockCredential,
    @Ctx() { loaders }: ApiContext,
  ): Promise<string | null> {
    if (authenticator === null) return null;
    const app = await loaders.get(entityLoaders.Authenticator).load(authenticator);
    return app === null
      ? null
      : ((await loaders.get(entityLoaders.User).load(app.user))?.displayName ?? null);
  }

  @FieldResolver(() => Authenticator, { nullable: true, description: 'The app; null: it was removed.' })
  async authenticator(
    @Root() { authenticator }: UnlockCredential,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Authenticator | null> {
    return authenticator === null ? null : loaders.get(entityLoaders.Authenticator).load(authenticator);
  }

  @FieldResolver(() => Workstation, { nullable: true, description: 'The workstation.' })
  async workstation(
    @Root() { workstation }: UnlockCredential,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Workstation | null> {
    return loaders.get(entityLoaders.Workstation).load(workstation);
  }
}

/** What unlocking adds to an employee. */
@Resolver(() => Employee)
export class UnlocksOfEmployee {
  @FieldResolver(() => [UnlockCredential], {
    description: 'What their apps may unlock, the newest first; those that have ended among them.',
  })
  async unlockCredentials(
    @Root() { id }: ListedEmployee,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly UnlockCredential[]> {
    return loaders.get(unlocksOfEmployee).load(id);
  }
}

/** What unlocking adds to a workstation. */
@Resolver(() => Workstation)
export class UnlocksOfWorkstation {
  @FieldResolver(() => [UnlockCredential], {
    description: 'Which apps may unlock it, the newest first; those that have ended among them.',
  })
  async unlockCredentials(
    @Root() { id }: ListedWorkstation,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly UnlockCredential[]> {
    return loaders.get(unlocksOfWorkstation).load(id);
  }
}
