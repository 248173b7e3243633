import { Migration } from '@mikro-orm/migrations';

export class Migration20261128154306_attempt_windows extends Migration {
  override name = 'Migration20261128154306_attempt_windows';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "attempt_window" ("key" bytea not null, "attempts" int not null, "ends_at" timestamptz(3) not null, primary key ("key"));`,
    );
    this.addSql(`create index "attempt_window_ends_at_index" on "attempt_window" ("ends_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "attempt_window" cascade;`);
  }
}
