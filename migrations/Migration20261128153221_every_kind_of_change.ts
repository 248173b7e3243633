import { Migration } from '@mikro-orm/migrations';

export class Migration20261128153221_every_kind_of_change extends Migration {
  override name = 'Migration20261128153221_every_kind_of_change';

  override up(): void | Promise<void> {
    this.addSql(`alter table "password_copy" drop constraint "password_copy_change_id_foreign";`);

    this.addSql(`alter table "domain_account" add "password_known_since" timestamptz(3) null;`);

    this.addSql(`alter table "password_change" drop constraint "password_change_kind_check";`);
    this.addSql(
      `alter table "password_change" add "change_order" text not null default 'KEY_FIRST', add "rotation_id" uuid null, add "is_typed" boolean not null default false, add "insists" boolean not null default false, add "struck_at" timestamptz(3) null, add "verification" text null;`,
    );
    this.addSql(
      `update "password_change" set "change_order" = 'DIRECTORY_ONLY', "is_typed" = "kind" = 'HAND_BACK' where "kind" in ('COMPROMISE', 'HAND_BACK');`,
    );
    this.addSql(`alter table "password_change" alter column "change_order" drop default;`);
    this.addSql(`create index "password_change_rotation_id_index" on "password_change" ("rotation_id");`);
    this.addSql(
      `alter table "password_change" add constraint "password_change_change_order_check" check ("change_order" in ('KEY_FIRST', 'DIRECTORY_FIRST', 'DIRECTORY_ONLY', 'KEY_ONLY'));`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_verification_check" check ("verification" in ('VERIFIED', 'UNVERIFIED'));`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_kind_check" check ("kind" in ('ACTIVATION', 'ROTATION', 'USER_CHANGE', 'USER_KEY_ONLY', 'ADMIN_SET', 'ADMIN_GENERATE', 'HAND_BACK', 'COMPROMISE'));`,
    );

    this.addSql(`alter table "password_copy" drop constraint "password_copy_pkey";`);
    this.addSql(`alter table "password_copy" add "part" text not null default 'NEW';`);
    this.addSql(
      `alter table "password_copy" add constraint "password_copy_change_id_foreign" foreign key ("change_id") references "password_change" ("id") on delete cascade;`,
    );
    this.addSql(`alter table "password_copy" add primary key ("change_id", "part");`);
    this.addSql(
      `alter table "password_copy" add constraint "password_copy_part_check" check ("part" in ('NEW', 'OLD'));`,
    );

    // A change whose password the directory has may wait for its key for long: another one of its kind may be wanted then.
    this.addSql(`drop index password_change_waiting;`);
    this.addSql(
      `create unique index password_change_waiting on password_change (account_id, kind) where stage in ('QUEUED', 'WAITING_FOR_KEY') and not holds_claim and sent_at is null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(
      `delete from "password_change" where "kind" not in ('ACTIVATION', 'COMPROMISE', 'HAND_BACK') or "change_order" in ('DIRECTORY_FIRST', 'KEY_ONLY');`,
    );
    this.addSql(`delete from "password_copy" where "part" = 'OLD';`);
    this.addSql(`drop index password_change_waiting;`);
    this.addSql(
      `create unique index password_change_waiting on password_change (account_id, kind) where stage in ('QUEUED', 'WAITING_FOR_KEY') and not holds_claim;`,
    );
    this.addSql(`alter table "password_copy" drop constraint "password_copy_change_id_foreign";`);

    this.addSql(`alter table "domain_account" drop column "password_known_since";`);

    this.addSql(`drop index "password_change_rotation_id_index";`);
    this.addSql(`alter table "password_change" drop constraint "password_change_change_order_check";`);
    this.addSql(`alter table "password_change" drop constraint "password_change_verification_check";`);
    this.addSql(`alter table "password_change" drop constraint "password_change_kind_check";`);
    this.addSql(
      `alter table "password_change" drop column "change_order", drop column "rotation_id", drop column "is_typed", drop column "insists", drop column "struck_at", drop column "verification";`,
    );
    this.addSql(
      `alter table "password_change" add constraint "password_change_kind_check" check ("kind" in ('ACTIVATION', 'COMPROMISE', 'HAND_BACK'));`,
    );

    this.addSql(`alter table "password_copy" drop constraint "password_copy_pkey";`);
    this.addSql(`alter table "password_copy" drop constraint "password_copy_part_check";`);
    this.addSql(`alter table "password_copy" drop column "part";`);
    this.addSql(
      `alter table "password_copy" add constraint "password_copy_change_id_foreign" foreign key ("change_id") references "password_change" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(`alter table "password_copy" add primary key ("change_id");`);
  }
}
