import { Migration } from '@mikro-orm/migrations';

/** Nearly all of a snapshot are people, and who is one is never looked up: the index holds the others alone. */
export class Migration20261129061000_snapshots_with_less_to_index extends Migration {
  override name = 'Migration20261129061000_snapshots_with_less_to_index';

  override up(): void {
    this.addSql(`drop index snapshot_entry_by_standing;`);
    this.addSql(
      `create index snapshot_entry_no_person on snapshot_entry (run_id, attempt, standing) where standing <> 'PERSON';`,
    );
  }

  override down(): void {
    this.addSql(`drop index snapshot_entry_no_person;`);
    this.addSql(`create index snapshot_entry_by_standing on snapshot_entry (run_id, attempt, standing);`);
  }
}
