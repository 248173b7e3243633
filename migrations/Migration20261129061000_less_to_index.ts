import { Migration } from '@mikro-orm/migrations';

/**
 * Nearly all of a snapshot are people, and who is one is never looked up: the index holds the others alone. And nobody looks
 * an employee up by their primary account.
 */
export class Migration20261129061000_less_to_index extends Migration {
  override name = 'Migration20261129061000_less_to_index';

  override up(): void {
    this.addSql(`drop index snapshot_entry_by_standing;`);
    this.addSql(
      `create index snapshot_entry_no_person on snapshot_entry (run_id, attempt, standing) where standing <> 'PERSON';`,
    );
    this.addSql(`drop index "employee_primary_account_id_index";`);
  }

  override down(): void {
    this.addSql(`create index "employee_primary_account_id_index" on "employee" ("primary_account_id");`);
    this.addSql(`drop index snapshot_entry_no_person;`);
    this.addSql(`create index snapshot_entry_by_standing on snapshot_entry (run_id, attempt, standing);`);
  }
}
