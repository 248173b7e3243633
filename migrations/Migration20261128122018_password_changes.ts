import { Migration } from '@mikro-orm/migrations';

export class Migration20261128122018_password_changes extends Migration {
  override name = 'Migration20261128122018_password_changes';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "password_change" ("id" uuid not null default gen_random_uuid(), "account_id" uuid not null, "kind" text not null, "stage" text not null default 'QUEUED', "key_id" uuid null, "wanted_by_kind" text not null, "wanted_by_id" text null, "wanted_by" text not null, "revision" int not null default 0, "claim" bigint null, "holds_claim" boolean not null default false, "intent" text null, "undo" text not null default 'NOTHING', "write" bigint null, "generations" int not null default 0, "password_length" int null, "controller_address" text null, "controller_invocation_id" uuid null, "ticks_before" bigint null, "ticks_after" bigint null, "sent_at" timestamptz(3) null, "accepted_at" timestamptz(3) null, "resets" int not null default 0, "attempts" int not null default 0, "last_error_code" text null, "last_error" text null, "next_attempt_at" timestamptz(3) null, "attention" text null, "locked_until" timestamptz(3) null, "disables_account" boolean not null default false, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), "ended_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "password_change_account_id_index" on "password_change" ("account_id");`);
    this.addSql(`create index "password_change_key_id_index" on "password_change" ("key_id");`);

    this.addSql(
      `create table "password_copy" ("change_id" uuid not null, "sealed" bytea not null, "data_key_sealed" bytea not null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, primary key ("change_id"));`,
    );
    this.addSql(`create index "password_copy_expires_at_index" on "password_copy" ("expires_at");`);

    this.addSql(
      `create table "server_identity" ("version" serial primary key, "public_key" bytea not null, "seed_sealed" bytea not null, "created_at" timestamptz(3) not null default now());`,
    );
    this.addSql(
      `alter table "server_identity" add constraint "server_identity_public_key_unique" unique ("public_key");`,
    );

    this.addSql(
      `alter table "domain" add "passwords_paused_at" timestamptz(3) null, add "passwords_pause_reason" text null, add "trusted_by" text[] not null default '{}';`,
    );

    this.addSql(`alter table "domain_account" add "claim_number" bigint not null default 0;`);

    this.addSql(`alter table "key" add "newest_sequence" bigint not null default 0;`);

    this.addSql(
      `alter table "key_task" add "change_id" uuid null, add "write" bigint null, add "sealed" bytea null, add "envelope" bytea null;`,
    );
    this.addSql(
      `alter table "key_task" add constraint "key_task_change_id_foreign" foreign key ("change_id") references "password_change" ("id") on delete set null;`,
    );
    this.addSql(`create index "key_task_change_id_index" on "key_task" ("change_id");`);

    this.addSql(
      `alter table "password_change" add constraint "password_change_account_id_foreign" foreign key ("account_id") references "domain_account" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_key_id_foreign" foreign key ("key_id") references "key" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_kind_check" check ("kind" in ('ACTIVATION', 'COMPROMISE', 'HAND_BACK'));`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_stage_check" check ("stage" in ('QUEUED', 'WAITING_FOR_KEY', 'ON_KEY', 'IN_DIRECTORY', 'VERIFIED', 'COMPLETED', 'FAILED', 'NEEDS_ATTENTION', 'CANCELLED'));`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_wanted_by_kind_check" check ("wanted_by_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_intent_check" check ("intent" in ('WRITE_TO_KEY', 'RESET', 'VERIFY', 'SET_PASSWORD_TIME', 'COMMIT', 'DISCARD', 'LOOK_AGAIN', 'DISABLE_ACCOUNT'));`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_undo_check" check ("undo" in ('NOTHING', 'DISCARD', 'FORWARD'));`,
    );

    this.addSql(
      `alter table "password_copy" add constraint "password_copy_change_id_foreign" foreign key ("change_id") references "password_change" ("id") on update cascade on delete cascade;`,
    );

    // Who holds an account's claim is the only one who changes its password.
    this.addSql(
      `create unique index password_change_claim on password_change (account_id) where holds_claim;`,
    );
    // A second request for the same joins the first.
    this.addSql(
      `create unique index password_change_waiting on password_change (account_id, kind) where stage in ('QUEUED', 'WAITING_FOR_KEY') and not holds_claim;`,
    );
    this.addSql(
      `alter table password_change add constraint password_change_claimed check (not holds_claim or (claim is not null and ended_at is null));`,
    );
    this.addSql(
      `alter table password_change add constraint password_change_ended check ((ended_at is null) = (stage not in ('COMPLETED', 'FAILED', 'NEEDS_ATTENTION', 'CANCELLED')));`,
    );
    // What a look for changes that nobody drives reads.
    this.addSql(`create index password_change_open on password_change (updated_at) where ended_at is null;`);
    this.addSql(`create index password_change_newest on password_change (created_at desc, id desc);`);

    // A key is given one envelope at a time.
    this.addSql(`create unique index key_task_under_way on key_task (key_id) where state = 'DELIVERED';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "key_task" drop constraint "key_task_change_id_foreign";`);
    this.addSql(`alter table "password_copy" drop constraint "password_copy_change_id_foreign";`);

    this.addSql(`drop table if exists "password_change" cascade;`);
    this.addSql(`drop table if exists "password_copy" cascade;`);
    this.addSql(`drop table if exists "server_identity" cascade;`);

    this.addSql(
      `alter table "domain" drop column "passwords_paused_at", drop column "passwords_pause_reason", drop column "trusted_by";`,
    );

    this.addSql(`alter table "domain_account" drop column "claim_number";`);

    this.addSql(`alter table "key" drop column "newest_sequence";`);

    this.addSql(`drop index key_task_under_way;`);
    this.addSql(`drop index "key_task_change_id_index";`);
    this.addSql(
      `alter table "key_task" drop column "change_id", drop column "write", drop column "sealed", drop column "envelope";`,
    );
  }
}
