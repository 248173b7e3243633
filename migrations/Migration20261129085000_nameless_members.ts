import { Migration } from '@mikro-orm/migrations';

/** Members of the password group are never told by their name: it need not be stored. */
export class Migration20261129085000_nameless_members extends Migration {
  override name = 'Migration20261129085000_nameless_members';

  override up(): void {
    this.addSql(`alter table "snapshot_member" alter column "dn" drop not null;`);
  }

  override down(): void {
    this.addSql(`update "snapshot_member" set "dn" = '' where "dn" is null;`);
    this.addSql(`alter table "snapshot_member" alter column "dn" set not null;`);
  }
}
