import { Migration } from '@mikro-orm/migrations';

/**
 * Items of a run, like its snapshot, are written in bulk by the run itself and deleted with it by name: checking each of them
 * against the run was a tenth of storing a plan.
 */
export class Migration20261129094500_unchecked_items extends Migration {
  override name = 'Migration20261129094500_unchecked_items';

  override up(): void {
    this.addSql(`alter table "sync_item" drop constraint "sync_item_run_id_foreign";`);
  }

  override down(): void {
    this.addSql(
      `alter table "sync_item" add constraint "sync_item_run_id_foreign" foreign key ("run_id") references "sync_run" ("id") on delete cascade;`,
    );
  }
}
