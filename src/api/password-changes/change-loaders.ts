import { changesById, type ListedChange } from '../../services/password-changes/list-changes.js';
import type { ApiContext } from '../context.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';

export const changeById: LoaderDefinition<ApiContext, string, ListedChange | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await changesById(pool, ids), ({ id }) => id);
  },
};
