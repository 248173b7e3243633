import { Migration } from '@mikro-orm/migrations';

export class Migration20261128231058_devices_of_browsers extends Migration {
  override name = 'Migration20261128231058_devices_of_browsers';

  override up(): void | Promise<void> {
    this.addSql(`alter table "known_device" add "is_browser" boolean not null default false;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "known_device" drop column "is_browser";`);
  }
}
