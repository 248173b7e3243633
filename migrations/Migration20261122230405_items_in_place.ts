import { Migration } from '@mikro-orm/migrations';

/**
 * An item is applied in its place: no index holds its state, and its page has room for the second version. The index
 * over the employee alone is contained in `sync_item_of_employee`.
 */
export class Migration20261122230405_items_in_place extends Migration {
  override name = 'Migration20261122230405_items_in_place';

  override up(): void | Promise<void> {
    this.addSql(`drop index "sync_item_employee_id_index";`);

    this.addSql(`drop index sync_item_to_apply;`);
    this.addSql(`create index sync_item_by_batch on sync_item (run_id, batch_number);`);
    this.addSql(`alter table sync_item set (fillfactor = 45);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table sync_item reset (fillfactor);`);
    this.addSql(`drop index sync_item_by_batch;`);
    this.addSql(
      `create index sync_item_to_apply on sync_item (run_id, batch_number) where state = 'PLANNED';`,
    );

    this.addSql(`create index "sync_item_employee_id_index" on "sync_item" ("employee_id");`);
  }
}
