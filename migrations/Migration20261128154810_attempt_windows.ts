import { Migration } from '@mikro-orm/migrations';

export class Migration20261128154810_attempt_windows extends Migration {
  override name = 'Migration20261128154810_attempt_windows';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "attempt_window" ("key" bytea not null, "attempts" int not null, "ends_at" timestamptz(3) not null, primary key ("key"));`,
    );
    this.addSql(`create index "attempt_window_ends_at_index" on "attempt_window" ("ends_at");`);

    this.addSql(`alter table "app_enrolment" add "session_id" uuid null;`);
    this.addSql(
      `alter table "app_enrolment" add constraint "app_enrolment_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete cascade;`,
    );
    this.addSql(`create index "app_enrolment_session_id_index" on "app_enrolment" ("session_id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "attempt_window" cascade;`);

    this.addSql(`alter table "app_enrolment" drop constraint "app_enrolment_session_id_foreign";`);

    this.addSql(`drop index "app_enrolment_session_id_index";`);
    this.addSql(`alter table "app_enrolment" drop column "session_id";`);
  }
}
