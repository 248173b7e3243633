import { Migration } from '@mikro-orm/migrations';

export class Migration20261128154322_rotations extends Migration {
  override name = 'Migration20261128154322_rotations';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "rotation" ("id" uuid not null default gen_random_uuid(), "domain_id" uuid not null, "reason" text not null, "keys_away" text not null, "state" text not null default 'RUNNING', "note" text null, "wanted_by_kind" text not null, "wanted_by_id" text null, "wanted_by" text not null, "cohorts" int not null default 0, "failures_from" timestamptz(3) not null default now(), "cohort_at" timestamptz(3) null, "total" int not null default 0, "completed" int not null default 0, "failed" int not null default 0, "cancelled" int not null default 0, "ahead" int not null default 0, "stop_reason" text null, "created_at" timestamptz(3) not null default now(), "started_at" timestamptz(3) null, "updated_at" timestamptz(3) not null default now(), "ended_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "rotation_domain_id_index" on "rotation" ("domain_id");`);

    this.addSql(
      `alter table "domain" add "rotation_paused_at" timestamptz(3) null, add "rotation_pause_reason" text null, add "max_password_age_ms" bigint null, add "controller_ahead_ms" int not null default 0;`,
    );

    this.addSql(
      `alter table "domain_account" add "password_shown_at" timestamptz(3) null, add "password_changed_at" timestamptz(3) null, add "max_password_age_ms" bigint null;`,
    );

    this.addSql(`alter table "password_change" add "overdue_at" timestamptz(3) null;`);

    this.addSql(
      `alter table "rotation" add constraint "rotation_domain_id_foreign" foreign key ("domain_id") references "domain" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "rotation" add constraint "rotation_reason_check" check ("reason" in ('SCHEDULED', 'MANUAL', 'EMERGENCY'));`,
    );
    this.addSql(
      `alter table "rotation" add constraint "rotation_keys_away_check" check ("keys_away" in ('WAIT', 'DIRECTORY_FIRST'));`,
    );
    this.addSql(
      `alter table "rotation" add constraint "rotation_state_check" check ("state" in ('RUNNING', 'PAUSED', 'STOPPED', 'COMPLETED'));`,
    );
    this.addSql(
      `alter table "rotation" add constraint "rotation_wanted_by_kind_check" check ("wanted_by_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'INVITEE', 'AUTHENTICATOR', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    // Whether a key is connected is asked for many at once.
    this.addSql(
      `create index workstation_presence_connected_keys on workstation_presence using gin (connected_keys);`,
    );
    this.addSql(`create unique index rotation_open on rotation (domain_id, reason) where ended_at is null;`);
    this.addSql(
      `update domain_account a set password_changed_at = c.at from (select account_id, max(ended_at) as at from password_change where stage in ('COMPLETED', 'NEEDS_ATTENTION') group by account_id) c where c.account_id = a.id and a.password_holder = 'MANAGED';`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "rotation" cascade;`);
    this.addSql(`drop index workstation_presence_connected_keys;`);

    this.addSql(
      `alter table "domain" drop column "rotation_paused_at", drop column "rotation_pause_reason", drop column "max_password_age_ms", drop column "controller_ahead_ms";`,
    );

    this.addSql(
      `alter table "domain_account" drop column "password_shown_at", drop column "password_changed_at", drop column "max_password_age_ms";`,
    );

    this.addSql(`alter table "password_change" drop column "overdue_at";`);
  }
}
