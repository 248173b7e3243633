import {
  accountsById,
  accountsOfEmployees,
  type ListedAccount,
} from '../../services/employees/list-accounts.js';
import { employeesById, type ListedEmployee } from '../../services/employees/list-employees.js';
import {
  countSyncItems,
  syncItemsOfEmployees,
  type ListedSyncItem,
  type SyncItemPlace,
} from '../../services/employees/list-sync-items.js';
import { fieldOrigins, type FieldOrigin } from '../../services/employees/field-owners.js';
import type { ApiContext } from '../context.js';
import { groupedBy, inOrderOf, type LoaderDefinition } from '../loaders.js';

type Loader<Key, Value> = LoaderDefinition<ApiContext, Key, Value>;

/** One statement for all employees of a page, whatever their number. */
const openAccounts = accountsLoader(false);
const allAccounts = accountsLoader(true);

/** The accounts of an employee: only those that are open, or all. */
export function accountsOf(includeClosed: boolean): Loader<string, readonly ListedAccount[]> {
  return includeClosed ? allAccounts : openAccounts;
}

function accountsLoader(includeClosed: boolean): Loader<string, readonly ListedAccount[]> {
  return {
    async load(ids, { pool }) {
      return groupedBy(ids, await accountsOfEmployees(pool, ids, includeClosed), ({ employee }) => employee);
    },
  };
}

export const accountById: Loader<string, ListedAccount | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await accountsById(pool, ids), ({ id }) => id);
  },
};

export const employeeById: Loader<string, ListedEmployee | null> = {
  async load(ids, { pool }) {
    return inOrderOf(ids, await employeesById(pool, ids), ({ id }) => id);
  },
};

export const originsOfFields: Loader<string, readonly FieldOrigin[]> = {
  async load(ids, { pool }) {
    const origins = await fieldOrigins(pool, ids);
    return ids.map((id) => origins.get(id) ?? []);
  },
};

export const syncItemCount: Loader<string, number> = {
  async load(ids, { pool }) {
    const counts = await countSyncItems(pool, ids);
    return inOrderOf(ids, counts, ({ employeeId }) => employeeId).map((row) => row?.count ?? 0);
  },
};

export interface SyncItemPageKey {
  readonly employeeId: string;
  readonly after: SyncItemPlace | undefined;
  readonly limit: number;
}

/** One statement for all employees with the same arguments, which is all of a list under one name. */
export const syncItemPage: Loader<SyncItemPageKey, readonly ListedSyncItem[]> = {
  async load(keys, { pool }) {
    const pages = new Map<SyncItemPageKey, readonly ListedSyncItem[]>();
    for (const alike of Map.groupBy(keys, argumentsOf).values()) {
      const [{ after, limit } = { after: undefined, limit: 0 }] = alike;
      const ids = alike.map(({ employeeId }) => employeeId);
      const rows = await syncItemsOfEmployees(pool, ids, after, limit);
      const byEmployee = Map.groupBy(rows, ({ employeeId }) => employeeId);
      for (const key of alike) pages.set(key, byEmployee.get(key.employeeId) ?? []);
    }
    return keys.map((key) => pages.get(key) ?? []);
  },
};

function argumentsOf({ after, limit }: SyncItemPageKey): string {
  return `${after?.createdAt.toISOString()} ${after?.id} ${limit}`;
}
