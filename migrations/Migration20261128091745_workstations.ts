import { Migration } from '@mikro-orm/migrations';

export class Migration20261128091745_workstations extends Migration {
  override name = 'Migration20261128091745_workstations';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "alarm" ("id" uuid not null default gen_random_uuid(), "raised_at" timestamptz(3) not null default now(), "raised_by" text not null, "reason" text not null, "lifted_at" timestamptz(3) null, "lifted_by" text null, "lift_reason" text null, primary key ("id"));`,
    );

    this.addSql(
      `create table "spent_challenge" ("id" uuid not null, "expires_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`create index "spent_challenge_expires_at_index" on "spent_challenge" ("expires_at");`);

    this.addSql(
      `create table "enrolment_token" ("id" uuid not null default gen_random_uuid(), "name" text not null, "token_hash" bytea not null, "created_by_id" uuid null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "most_uses" int not null, "uses" int not null default 0, "revoked_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "enrolment_token" add constraint "enrolment_token_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(`create index "enrolment_token_created_by_id_index" on "enrolment_token" ("created_by_id");`);

    this.addSql(
      `create table "workstation" ("id" uuid not null default gen_random_uuid(), "public_key" bytea not null, "machine_name" text not null, "joined_domain" text null, "operating_system" text not null, "client_version" text not null, "state" text not null default 'PENDING', "enrolment_token_id" uuid null, "address" text not null, "network" text not null, "created_at" timestamptz(3) not null default now(), "decided_at" timestamptz(3) null, "last_seen_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "workstation" add constraint "workstation_public_key_unique" unique ("public_key");`,
    );
    this.addSql(
      `create index "workstation_enrolment_token_id_index" on "workstation" ("enrolment_token_id");`,
    );
    this.addSql(`create index "workstation_network_index" on "workstation" ("network");`);

    this.addSql(
      `create table "workstation_presence" ("workstation_id" uuid not null, "connection_id" uuid not null, "seen_at" timestamptz(3) not null, "controller_in_reach" boolean null, "connected_keys" text[] not null, primary key ("workstation_id"));`,
    );
    this.addSql(
      `alter table "workstation_presence" add constraint "workstation_presence_connection_id_unique" unique ("connection_id");`,
    );

    this.addSql(
      `create table "workstation_report" ("workstation_id" uuid not null, "event_id" uuid not null, "received_at" timestamptz(3) not null default now(), primary key ("workstation_id", "event_id"));`,
    );

    this.addSql(
      `create table "workstation_session" ("id" uuid not null default gen_random_uuid(), "workstation_id" uuid not null, "token_hash" bytea not null, "created_at" timestamptz(3) not null default now(), "last_used_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "revoked_at" timestamptz(3) null, "address" text not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "workstation_session_workstation_id_index" on "workstation_session" ("workstation_id");`,
    );
    this.addSql(
      `alter table "workstation_session" add constraint "workstation_session_token_hash_unique" unique ("token_hash");`,
    );

    this.addSql(`alter table "audit_event" drop constraint "audit_event_actor_kind_check";`);
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    this.addSql(
      `alter table "enrolment_token" add constraint "enrolment_token_created_by_id_foreign" foreign key ("created_by_id") references "app_user" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "workstation" add constraint "workstation_enrolment_token_id_foreign" foreign key ("enrolment_token_id") references "enrolment_token" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "workstation" add constraint "workstation_state_check" check ("state" in ('PENDING', 'APPROVED', 'REJECTED', 'REVOKED'));`,
    );

    this.addSql(
      `alter table "workstation_presence" add constraint "workstation_presence_workstation_id_foreign" foreign key ("workstation_id") references "workstation" ("id") on update cascade on delete cascade;`,
    );

    this.addSql(
      `alter table "workstation_report" add constraint "workstation_report_workstation_id_foreign" foreign key ("workstation_id") references "workstation" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "workstation_session" add constraint "workstation_session_workstation_id_foreign" foreign key ("workstation_id") references "workstation" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "workstation" drop constraint "workstation_enrolment_token_id_foreign";`);
    this.addSql(
      `alter table "workstation_presence" drop constraint "workstation_presence_workstation_id_foreign";`,
    );
    this.addSql(
      `alter table "workstation_report" drop constraint "workstation_report_workstation_id_foreign";`,
    );
    this.addSql(
      `alter table "workstation_session" drop constraint "workstation_session_workstation_id_foreign";`,
    );

    this.addSql(`drop table if exists "alarm" cascade;`);
    this.addSql(`drop table if exists "spent_challenge" cascade;`);
    this.addSql(`drop table if exists "enrolment_token" cascade;`);
    this.addSql(`drop table if exists "workstation" cascade;`);
    this.addSql(`drop table if exists "workstation_presence" cascade;`);
    this.addSql(`drop table if exists "workstation_report" cascade;`);
    this.addSql(`drop table if exists "workstation_session" cascade;`);

    this.addSql(`alter table "audit_event" drop constraint "audit_event_actor_kind_check";`);
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );
  }
}
