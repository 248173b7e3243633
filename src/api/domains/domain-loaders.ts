import { domainsById, type ListedDomain } from '../../services/domains/list-domains.js';
import type { ApiContext } from '../context.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';

/** Domains by UUID, in one statement for all that a list needs. */
export const domainById: LoaderDefinition<ApiContext, string, ListedDomain | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await domainsById(pool, ids), ({ id }) => id);
  },
};
