import {
  presenceOfWorkstations,
  type ListedPresence,
} from '../../services/workstations/list-workstations.js';
import type { ApiContext } from '../context.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';

/** Presence by workstation: one statement for all of a page. Null for those that are not connected. */
export const presenceByWorkstation: LoaderDefinition<ApiContext, string, ListedPresence | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await presenceOfWorkstations(pool, ids), ({ workstationId }) => workstationId);
  },
};
