import { SyncItem } from '../../entities/sync/sync-item.js';
import type { ListedSyncItem } from '../../services/employees/list-sync-items.js';
import { connectionType } from '../relay/connection.js';

/** Sync items, of an employee or of a run. */
export const { Connection: SyncItemConnection } = connectionType<ListedSyncItem>(SyncItem, 'SyncItem');
