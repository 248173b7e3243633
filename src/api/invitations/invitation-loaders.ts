import {
  invitationsById,
  newestInvitations,
  refusedAddresses,
  type ListedInvitation,
} from '../../services/invitations/list-invitations.js';
import type { ApiContext } from '../context.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';

type Loader<Key, Value> = LoaderDefinition<ApiContext, Key, Value>;

export const invitationById: Loader<string, ListedInvitation | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await invitationsById(pool, ids), ({ id }) => id);
  },
};

export const invitationOfEmployee: Loader<string, ListedInvitation | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await newestInvitations(pool, ids), ({ employeeId }) => employeeId);
  },
};

/** One look, however often it is asked for in one request. */
export const linkOfInvitation: Loader<string, string> = {
  load: (ids, { services, actor }) => services.invitations.show(actor, ids),
};

/** By the key of an address. */
export const refusalOfAddress: Loader<string, string | null> = {
  async load(keys, { pool }) {
    const refused = inOrderOf(keys, await refusedAddresses(pool, keys), ({ emailKey }) => emailKey);
    return refused.map((row) => (row === null ? null : (row.reason ?? 'refused')));
  },
};
