import { Migration } from '@mikro-orm/migrations';

/**
 * Each look at a rotation asks for a few of its changes and their keys: neither all of them nor everything that is open is read
 * for that. By default, what is new in a GIN index stands in a list first that each search reads as a whole: after 10,000 keys
 * were connected one after another, that took 40 ms for each key that was looked for.
 */
export class Migration20261128224500_changes_of_large_rotations extends Migration {
  override name = 'Migration20261128224500_changes_of_large_rotations';

  override up(): void {
    this.addSql(`drop index workstation_presence_connected_keys;`);
    this.addSql(
      `create index workstation_presence_connected_keys on workstation_presence using gin (connected_keys) with (fastupdate = off);`,
    );
    this.addSql(
      `create index password_change_to_begin on password_change (rotation_id, created_at, id) where ended_at is null and not holds_claim and sent_at is null;`,
    );
    this.addSql(
      `create index password_change_ahead on password_change (account_id) where change_order = 'DIRECTORY_FIRST' and ended_at is null and not holds_claim and sent_at is not null;`,
    );
  }

  override down(): void {
    this.addSql(`drop index workstation_presence_connected_keys;`);
    this.addSql(
      `create index workstation_presence_connected_keys on workstation_presence using gin (connected_keys);`,
    );
    this.addSql(`drop index password_change_to_begin;`);
    this.addSql(`drop index password_change_ahead;`);
  }
}
