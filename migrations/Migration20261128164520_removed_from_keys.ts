import { Migration } from '@mikro-orm/migrations';

export class Migration20261128164520_removed_from_keys extends Migration {
  override name = 'Migration20261128164520_removed_from_keys';

  override up(): void | Promise<void> {
    this.addSql(`alter table "password_change" add "keeps_off_key" boolean not null default false;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "password_change" drop column "keeps_off_key";`);
  }
}
