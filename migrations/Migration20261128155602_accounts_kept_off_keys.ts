import { Migration } from '@mikro-orm/migrations';

export class Migration20261128155602_accounts_kept_off_keys extends Migration {
  override name = 'Migration20261128155602_accounts_kept_off_keys';

  override up(): void | Promise<void> {
    this.addSql(`alter table "domain_account" add "kept_off_key_since" timestamptz(3) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "domain_account" drop column "kept_off_key_since";`);
  }
}
