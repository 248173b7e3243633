import { Migration } from '@mikro-orm/migrations';

export class Migration20261128092235_keys extends Migration {
  override name = 'Migration20261128092235_keys';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "key" ("id" uuid not null default gen_random_uuid(), "serial" text not null, "name" text not null, "public_key" bytea not null, "firmware" text null, "status" text not null, "confirmed_status" text not null, "reason" text null, "note" text null, "owner_id" uuid null, "owner_deactivated" boolean not null default false, "linked_at" timestamptz(3) null, "compromised_at" timestamptz(3) null, "battery_percent" int null, "battery_reported_at" timestamptz(3) null, "code_attempts" int not null default 0, "next_sequence" bigint not null default 1, "search_text" text not null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`alter table "key" add constraint "key_serial_unique" unique ("serial");`);
    this.addSql(`alter table "key" add constraint "key_public_key_unique" unique ("public_key");`);
    this.addSql(`create index "key_owner_id_index" on "key" ("owner_id");`);

    this.addSql(
      `create table "activation" ("id" uuid not null default gen_random_uuid(), "key_id" uuid not null, "state" text not null, "code_sealed" bytea null, "issued_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) null, "ended_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "activation_key_id_index" on "activation" ("key_id");`);

    this.addSql(
      `create table "key_task" ("id" uuid not null default gen_random_uuid(), "key_id" uuid not null, "kind" text not null, "state" text not null default 'PENDING', "account_id" uuid null, "sequence" bigint null, "attempts" int not null default 0, "last_error" text null, "wanted_by" text not null, "created_at" timestamptz(3) not null default now(), "delivered_at" timestamptz(3) null, "ended_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "key_task_account_id_index" on "key_task" ("account_id");`);

    this.addSql(
      `alter table "key" add constraint "key_owner_id_foreign" foreign key ("owner_id") references "employee" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "key" add constraint "key_status_check" check ("status" in ('READY', 'RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED', 'DEACTIVATED', 'COMPROMISED'));`,
    );
    this.addSql(
      `alter table "key" add constraint "key_confirmed_status_check" check ("confirmed_status" in ('READY', 'RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED', 'DEACTIVATED', 'COMPROMISED'));`,
    );
    this.addSql(
      `alter table "key" add constraint "key_reason_check" check ("reason" in ('INVALID_ACTIVATION_CODE', 'INVALID_PIN', 'ADMINISTRATOR', 'OWNER_DEACTIVATED', 'UNLOCKED', 'WITHDRAWN', 'BROKEN', 'OWNER_DELETED', 'LOST_OR_STOLEN'));`,
    );

    this.addSql(
      `alter table "activation" add constraint "activation_key_id_foreign" foreign key ("key_id") references "key" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "activation" add constraint "activation_state_check" check ("state" in ('PENDING', 'USED', 'EXPIRED', 'CANCELLED', 'LOCKED_OUT'));`,
    );

    this.addSql(
      `alter table "key_task" add constraint "key_task_key_id_foreign" foreign key ("key_id") references "key" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "key_task" add constraint "key_task_account_id_foreign" foreign key ("account_id") references "domain_account" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "key_task" add constraint "key_task_kind_check" check ("kind" in ('LINK', 'WRITE_PENDING', 'COMMIT', 'DISCARD', 'FORGET_ACCOUNT', 'LOCK', 'WIPE', 'RENEW_CACHED_LOGON'));`,
    );
    this.addSql(
      `alter table "key_task" add constraint "key_task_state_check" check ("state" in ('PENDING', 'DELIVERED', 'ACKNOWLEDGED', 'REFUSED', 'CANCELLED'));`,
    );

    // Deactivated and compromised keys do not count: everybody else has one.
    this.addSql(
      `create unique index key_of_owner on key (owner_id) where status in ('RESERVED', 'ACTIVE', 'LOCKED', 'SUSPENDED');`,
    );
    // Whoever deletes an employee says first what becomes of the key.
    this.addSql(
      `alter table key add constraint key_owned check (owner_id is not null or status in ('READY', 'DEACTIVATED', 'COMPROMISED'));`,
    );
    this.addSql(
      `alter table key add constraint key_of_nobody check (owner_id is null or status <> 'READY');`,
    );
    this.addSql(`alter table key add constraint key_attempts check (code_attempts between 0 and 3);`);
    this.addSql(`create index key_search_text on key using gin (search_text gin_trgm_ops);`);
    this.addSql(`create index key_by_status on key (status, serial);`);
    this.addSql(`create index key_unconfirmed on key (serial) where status <> confirmed_status;`);
    this.addSql(`create index key_by_battery on key (battery_percent) where battery_percent is not null;`);

    // A key waits for one code at a time.
    this.addSql(`create unique index activation_pending on activation (key_id) where state = 'PENDING';`);
    this.addSql(`create index activation_to_expire on activation (expires_at) where state = 'PENDING';`);

    // What is about the whole key is told it once.
    this.addSql(
      `create unique index key_task_open on key_task (key_id, kind) where state in ('PENDING', 'DELIVERED') and kind in ('LINK', 'LOCK', 'WIPE');`,
    );
    this.addSql(`create index key_task_of_key on key_task (key_id, created_at desc, id desc);`);

    // The stream of all keys (src/services/keys/key-events.ts) is there from the start and never ends.
    this.addSql(
      `insert into event_stream (id, last_sequence) values ('6b657973-0000-4000-8000-000000000000', 0);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "activation" drop constraint "activation_key_id_foreign";`);
    this.addSql(`alter table "key_task" drop constraint "key_task_key_id_foreign";`);

    this.addSql(`delete from stream_event where stream_id = '6b657973-0000-4000-8000-000000000000';`);
    this.addSql(`delete from event_stream where id = '6b657973-0000-4000-8000-000000000000';`);

    this.addSql(`drop table if exists "key" cascade;`);
    this.addSql(`drop table if exists "activation" cascade;`);
    this.addSql(`drop table if exists "key_task" cascade;`);
  }
}
