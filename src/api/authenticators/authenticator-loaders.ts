import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { User } from '../../entities/user.js';
import type { ApiContext } from '../context.js';
import { groupedBy, type LoaderDefinition } from '../loaders.js';

type Loader = LoaderDefinition<ApiContext, string, readonly Authenticator[]>;

const oldestFirst = { orderBy: { createdAt: 'asc', id: 'asc' } } as const;

export const authenticatorsOfUser: Loader = {
  async load(userIds, { em }) {
    const rows = await em.find(Authenticator, { user: { $in: [...userIds] } }, oldestFirst);
    return groupedBy(userIds, rows, ({ user }) => user);
  },
};

export const authenticatorsOfEmployee: Loader = {
  async load(employeeIds, { em }) {
    const users = await em.find(User, { employee: { $in: [...employeeIds] } });
    const ownerOf = new Map(users.map(({ id, employee }) => [id, employee]));
    const rows = await em.find(Authenticator, { user: { $in: [...ownerOf.keys()] } }, oldestFirst);
    return groupedBy(employeeIds, rows, ({ user }) => ownerOf.get(user) ?? '');
  },
};
