import { Migration } from '@mikro-orm/migrations';

/** Whoever gets another role or another password, or is let in no more, is not known by their devices. */
export class Migration20261128185109_known_devices extends Migration {
  override name = 'Migration20261128185109_known_devices';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "known_device" ("id" uuid not null default gen_random_uuid(), "token_hash" bytea not null, "user_id" uuid not null, "session_id" uuid null, "created_at" timestamptz(3) not null default now(), "last_used_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "known_device_user_id_index" on "known_device" ("user_id");`);
    this.addSql(`create index "known_device_session_id_index" on "known_device" ("session_id");`);
    this.addSql(
      `alter table "known_device" add constraint "known_device_token_hash_user_id_unique" unique ("token_hash", "user_id");`,
    );

    this.addSql(
      `alter table "app_sign_in" add "wide" text not null default '', add "device_hash" bytea null;`,
    );
    this.addSql(`create index "app_sign_in_address_index" on "app_sign_in" ("address");`);
    this.addSql(`create index "app_sign_in_wide_index" on "app_sign_in" ("wide");`);
    this.addSql(`create index "app_sign_in_device_hash_index" on "app_sign_in" ("device_hash");`);

    this.addSql(
      `alter table "known_device" add constraint "known_device_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "known_device" add constraint "known_device_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete set null;`,
    );

    this.addSql(`
      create function forget_devices_of_user() returns trigger language plpgsql as $$
      begin
        delete from known_device where user_id = new.id;
        return null;
      end $$;`);
    this.addSql(`
      create trigger app_user_devices after update of role, password_hash, disabled_at on app_user for each row
      when (new.role is distinct from old.role or new.password_hash is distinct from old.password_hash
            or (new.disabled_at is not null and old.disabled_at is null))
      execute function forget_devices_of_user();`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger app_user_devices on app_user;`);
    this.addSql(`drop function forget_devices_of_user();`);

    this.addSql(`drop table if exists "known_device" cascade;`);

    this.addSql(`drop index "app_sign_in_address_index";`);
    this.addSql(`drop index "app_sign_in_wide_index";`);
    this.addSql(`drop index "app_sign_in_device_hash_index";`);
    this.addSql(`alter table "app_sign_in" drop column "wide", drop column "device_hash";`);
  }
}
