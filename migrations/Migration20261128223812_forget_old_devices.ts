import { Migration } from '@mikro-orm/migrations';

export class Migration20261128223812_forget_old_devices extends Migration {
  override name = 'Migration20261128223812_forget_old_devices';

  override up(): void | Promise<void> {
    this.addSql(`create index "known_device_expires_at_index" on "known_device" ("expires_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "known_device_expires_at_index";`);
  }
}
