import { Migration } from '@mikro-orm/migrations';

export class Migration20261128125758_doubts_about_controllers extends Migration {
  override name = 'Migration20261128125758_doubts_about_controllers';

  override up(): void | Promise<void> {
    this.addSql(`alter table "password_change" add "doubts" text[] not null default '{}';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "password_change" drop column "doubts";`);
  }
}
