import { keysById, keysOfEmployees, type ListedKey } from '../../services/keys/lists/list-keys.js';
import {
  activationsOfKeys,
  countHistory,
  countTasks,
  historyOfKeys,
  tasksOfKeys,
  type CountOfKey,
  type HistoryPlace,
  type KeyHistoryEvent,
  type ListedActivation,
  type ListedKeyTask,
  type TaskPlace,
} from '../../services/keys/lists/of-keys.js';
import type { Pool } from '../../database.js';
import type { ApiContext } from '../context.js';
import { inOrderOf, type LoaderDefinition } from '../loaders.js';

type Loader<Key, Value> = LoaderDefinition<ApiContext, Key, Value>;

export const keyById: Loader<string, ListedKey | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await keysById(pool, ids), ({ id }) => id);
  },
};

export const keyOfEmployee: Loader<string, ListedKey | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await keysOfEmployees(pool, ids), ({ owner }) => owner ?? '');
  },
};

export const activationOfKey: Loader<string, ListedActivation | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await activationsOfKeys(pool, ids), ({ key }) => key);
  },
};

/** A page of something that hangs on a key. */
export interface PageKey<Place> {
  readonly keyId: string;
  readonly after: Place | undefined;
  readonly limit: number;
}

export const taskPage = pages<TaskPlace, ListedKeyTask>(tasksOfKeys, ({ key }) => key);
export const historyPage = pages<HistoryPlace, KeyHistoryEvent>(
  historyOfKeys,
  (event) => event.targetId ?? '',
);
export const taskCount = counts(countTasks);
export const historyCount = counts(countHistory);

/** One statement for all keys with the same arguments, which is all of a list under one name. */
function pages<Place, Row>(
  read: (pool: Pool, keyIds: readonly string[], after: Place | undefined, limit: number) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): Loader<PageKey<Place>, readonly Row[]> {
  return {
    async load(wanted, { pool }) {
      const found = new Map<PageKey<Place>, readonly Row[]>();
      const alike = Map.groupBy(wanted, ({ after, limit }) => JSON.stringify([after, limit]));
      for (const group of alike.values()) {
        const [{ after, limit } = { after: undefined, limit: 0 }] = group;
        const rows = await read(pool, [...new Set(group.map(({ keyId }) => keyId))], after, limit);
        const byKey = Map.groupBy(rows, keyOf);
        for (const page of group) found.set(page, byKey.get(page.keyId) ?? []);
      }
      return wanted.map((page) => found.get(page) ?? []);
    },
  };
}

function counts(
  read: (pool: Pool, keyIds: readonly string[]) => Promise<CountOfKey[]>,
): Loader<string, number> {
  return {
    async load(ids, { pool }) {
      const rows = inOrderOf(ids, await read(pool, ids), ({ keyId }) => keyId);
      return rows.map((row) => row?.count ?? 0);
    },
  };
}
