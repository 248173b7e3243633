import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { UnlockCredential } from '../../entities/unlock/unlock-credential.js';
import { User } from '../../entities/user.js';
import type { ApiContext } from '../context.js';
import { groupedBy, type LoaderDefinition } from '../loaders.js';

type Loader = LoaderDefinition<ApiContext, string, readonly UnlockCredential[]>;

const newestFirst = { orderBy: { createdAt: 'desc', id: 'desc' } } as const;

export const unlocksOfWorkstation: Loader = {
  async load(workstationIds, { em }) {
    const rows = await em.find(UnlockCredential, { workstation: { $in: [...workstationIds] } }, newestFirst);
    return groupedBy(workstationIds, rows, ({ workstation }) => workstation);
  },
};

export const unlocksOfEmployee: Loader = {
  async load(employeeIds, { em }) {
    const users = await em.find(User, { employee: { $in: [...employeeIds] } });
    const employeeOf = new Map(users.map(({ id, employee }) => [id, employee]));
    const apps = await em.find(Authenticator, { user: { $in: [...employeeOf.keys()] } });
    const ownerOf = new Map(apps.map(({ id, user }) => [id, employeeOf.get(user)]));
    const rows = await em.find(
      UnlockCredential,
      { authenticator: { $in: [...ownerOf.keys()] } },
      newestFirst,
    );
    return groupedBy(employeeIds, rows, ({ authenticator }) => ownerOf.get(authenticator ?? '') ?? '');
  },
};
