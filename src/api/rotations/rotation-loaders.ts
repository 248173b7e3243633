import { rotationsById, type ListedRotation } from '../../services/rotations/list-rotations.js';
import type { ApiContext } from '../context.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';

export const rotationById: LoaderDefinition<ApiContext, string, ListedRotation | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await rotationsById(pool, ids), ({ id }) => id);
  },
};
