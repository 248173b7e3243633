import { Migration } from '@mikro-orm/migrations';

export class Migration20261122193118_initial extends Migration {
  override name = 'Migration20261122193118_initial';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "audit_event" ("id" uuid not null default gen_random_uuid(), "at" timestamptz(3) not null default now(), "actor_kind" text not null, "actor_id" uuid null, "actor_name" text not null, "action" text not null, "target_type" text null, "target_id" uuid null, "outcome" text not null, "details" jsonb not null, primary key ("id"));`,
    );

    this.addSql(
      `create table "domain" ("id" uuid not null default gen_random_uuid(), "dns_name" text not null, "controllers" text[] not null, "base_dn" text null, "bind_account" text not null, "bind_secret_sealed" bytea null, "bind_account_guid" uuid null, "ca_certificates" text[] not null, "sync_group_name" text not null, "sync_group_guid" uuid null, "password_group_name" text null, "password_group_guid" uuid null, "nested_groups" boolean not null, "mail_suffixes" text[] not null, "priority" int not null, "sync_interval_minutes" int not null, "removed_user_policy" text not null, "deletion_grace_days" int not null, "removal_limit_people" int not null, "removal_limit_percent" int not null, "single_sign_on" boolean not null, "rotation_period_days" int not null, "rotation_window" jsonb null, "time_zone" text not null, "rotation_grace_hours" int not null, "rotation_failure_limit" int not null, "write_budget_per_minute" int not null, "last_read_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`alter table "domain" add constraint "domain_dns_name_unique" unique ("dns_name");`);

    this.addSql(
      `create table "employee" ("id" uuid not null default gen_random_uuid(), "source" text not null, "state" text not null, "deactivation_causes" text[] not null, "given_name" text null, "surname" text null, "display_name" text not null, "email" text null, "email_key" text null, "telephone_number" text null, "position" text null, "department" text null, "company" text null, "primary_account_id" uuid null, "search_text" text not null, "delete_after" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`create index "employee_primary_account_id_index" on "employee" ("primary_account_id");`);

    this.addSql(
      `create table "domain_account" ("id" uuid not null default gen_random_uuid(), "employee_id" uuid not null, "domain_id" uuid not null, "object_guid" uuid not null, "rid" bigint null, "dn" text not null, "given_name" text null, "surname" text null, "display_name" text null, "common_name" text null, "mail" text null, "telephone_number" text null, "title" text null, "department" text null, "company" text null, "sam_account_name" text null, "user_principal_name" text null, "user_account_control" int null, "enabled" boolean null, "pwd_last_set" timestamptz(3) null, "account_expires" timestamptz(3) null, "when_changed" timestamptz(3) null, "usn_changed" bigint null, "in_sync_group" boolean not null, "in_password_group" boolean not null, "by_primary_group" boolean not null, "confirmed" boolean not null, "password_holder" text not null, "values_hash" text null, "first_seen_at" timestamptz(3) not null default now(), "last_seen_at" timestamptz(3) not null default now(), "unreadable_since" timestamptz(3) null, "closed_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "domain_account_employee_id_index" on "domain_account" ("employee_id");`);
    this.addSql(
      `alter table "domain_account" add constraint "domain_account_identity" unique ("domain_id", "object_guid");`,
    );

    this.addSql(
      `create table "event_stream" ("id" uuid not null, "last_sequence" int not null, "ended" boolean not null default false, primary key ("id"));`,
    );

    this.addSql(
      `create table "snapshot_entry" ("run_id" uuid not null, "attempt" int not null, "object_guid" uuid not null, "standing" text not null, "member_kind" text null, "evidence" text null, "rid" bigint null, "dn" text not null, "given_name" text null, "surname" text null, "display_name" text null, "common_name" text null, "mail" text null, "email_key" text null, "telephone_number" text null, "title" text null, "department" text null, "company" text null, "sam_account_name" text null, "user_principal_name" text null, "user_account_control" int null, "pwd_last_set" timestamptz(3) null, "account_expires" timestamptz(3) null, "when_changed" timestamptz(3) null, "usn_changed" bigint null, "primary_group_id" bigint null, "in_password_group" boolean not null default false, "by_primary_group" boolean not null default false, "values_hash" text null, primary key ("run_id", "attempt", "object_guid"));`,
    );

    this.addSql(
      `create table "snapshot_member" ("run_id" uuid not null, "attempt" int not null, "role" text not null, "object_guid" uuid not null, "dn" text not null, primary key ("run_id", "attempt", "role", "object_guid"));`,
    );

    this.addSql(
      `create table "stream_event" ("stream_id" uuid not null, "sequence" int not null, "at" timestamptz(3) not null default now(), "payload" jsonb not null, primary key ("stream_id", "sequence"));`,
    );

    this.addSql(
      `create table "sync_batch" ("id" uuid not null default gen_random_uuid(), "requested_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );

    this.addSql(
      `create table "sync_run" ("id" uuid not null default gen_random_uuid(), "domain_id" uuid not null, "phase" text not null, "attempt" int not null default 0, "snapshot_completed_at" timestamptz(3) null, "snapshot_people" int null, "controller_address" text null, "controller_invocation_id" uuid null, "controller_highest_usn" bigint null, "expected" int null, "read" int not null default 0, "planned" int not null default 0, "applied" int not null default 0, "failed" int not null default 0, "counts" jsonb not null, "warnings" text[] not null, "last_person" text null, "error_code" text null, "error_message" text null, "cancel_requested_at" timestamptz(3) null, "requested_at" timestamptz(3) not null default now(), "started_at" timestamptz(3) null, "phase_started_at" timestamptz(3) null, "finished_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "sync_run_domain_id_index" on "sync_run" ("domain_id");`);

    this.addSql(
      `create table "sync_item" ("id" uuid not null default gen_random_uuid(), "run_id" uuid not null, "object_guid" uuid not null, "decision" text not null, "state" text not null, "reason_code" text not null, "reason" text not null, "person_name" text not null, "employee_id" uuid null, "changes" jsonb null, "instruction" jsonb not null, "batch_number" int not null, "position" int not null, "error_message" text null, "created_at" timestamptz(3) not null default now(), "applied_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "sync_item_employee_id_index" on "sync_item" ("employee_id");`);
    this.addSql(
      `alter table "sync_item" add constraint "sync_item_person" unique ("run_id", "object_guid");`,
    );
    this.addSql(`alter table "sync_item" add constraint "sync_item_position" unique ("run_id", "position");`);

    this.addSql(
      `create table "sync_batch_run" ("batch_id" uuid not null, "run_id" uuid not null, "joined" boolean not null, primary key ("batch_id", "run_id"));`,
    );
    this.addSql(`create index "sync_batch_run_run_id_index" on "sync_batch_run" ("run_id");`);

    this.addSql(
      `create table "app_user" ("id" uuid not null default gen_random_uuid(), "email" text not null, "email_key" text not null, "display_name" text not null, "role" text not null, "password_hash" text null, "employee_id" uuid null, "disabled_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`alter table "app_user" add constraint "app_user_email_key_unique" unique ("email_key");`);
    this.addSql(`create index "app_user_employee_id_index" on "app_user" ("employee_id");`);

    this.addSql(
      `create table "session" ("id" uuid not null default gen_random_uuid(), "user_id" uuid not null, "token_hash" bytea not null, "created_at" timestamptz(3) not null default now(), "last_used_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "revoked_at" timestamptz(3) null, "user_agent" text null, "address" text null, primary key ("id"));`,
    );
    this.addSql(`create index "session_user_id_index" on "session" ("user_id");`);
    this.addSql(`alter table "session" add constraint "session_token_hash_unique" unique ("token_hash");`);

    this.addSql(
      `create table "api_token" ("id" uuid not null default gen_random_uuid(), "name" text not null, "token_hash" bytea not null, "scopes" text[] not null, "created_by_id" uuid not null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "api_token" add constraint "api_token_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(`create index "api_token_created_by_id_index" on "api_token" ("created_by_id");`);

    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'SYNC', 'COMMAND_LINE'));`,
    );
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_outcome_check" check ("outcome" in ('DONE', 'REFUSED', 'FAILED'));`,
    );

    this.addSql(
      `alter table "domain" add constraint "domain_removed_user_policy_check" check ("removed_user_policy" in ('KEEP', 'DEACTIVATE', 'DELETE'));`,
    );

    this.addSql(
      `alter table "employee" add constraint "employee_source_check" check ("source" in ('MANUAL', 'DIRECTORY'));`,
    );
    this.addSql(
      `alter table "employee" add constraint "employee_state_check" check ("state" in ('ACTIVE', 'DEACTIVATED'));`,
    );

    this.addSql(
      `alter table "domain_account" add constraint "domain_account_employee_id_foreign" foreign key ("employee_id") references "employee" ("id") on delete cascade deferrable initially deferred;`,
    );
    this.addSql(
      `alter table "domain_account" add constraint "domain_account_domain_id_foreign" foreign key ("domain_id") references "domain" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "domain_account" add constraint "domain_account_password_holder_check" check ("password_holder" in ('UNMANAGED', 'AWAITING_KEY', 'MANAGED', 'DIRECTORY_AHEAD', 'NO_PASSWORD_ON_KEY', 'NO_ONE_HAS_IT'));`,
    );

    this.addSql(
      `alter table "snapshot_entry" add constraint "snapshot_entry_standing_check" check ("standing" in ('PERSON', 'OTHER', 'UNREADABLE', 'LEFT'));`,
    );

    this.addSql(
      `alter table "snapshot_member" add constraint "snapshot_member_role_check" check ("role" in ('SYNC', 'PASSWORD'));`,
    );

    this.addSql(
      `alter table "sync_run" add constraint "sync_run_domain_id_foreign" foreign key ("domain_id") references "domain" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "sync_run" add constraint "sync_run_phase_check" check ("phase" in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'COMPLETED', 'FAILED', 'CANCELLED'));`,
    );

    this.addSql(
      `alter table "sync_item" add constraint "sync_item_run_id_foreign" foreign key ("run_id") references "sync_run" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "sync_item" add constraint "sync_item_decision_check" check ("decision" in ('CREATE', 'UPDATE', 'MERGE', 'ADOPT', 'RESTORE', 'UNCHANGED', 'DISABLE', 'REMOVE', 'UNREADABLE', 'CONFLICT', 'SKIP'));`,
    );
    this.addSql(
      `alter table "sync_item" add constraint "sync_item_state_check" check ("state" in ('PLANNED', 'APPLIED', 'FAILED'));`,
    );

    this.addSql(
      `alter table "sync_batch_run" add constraint "sync_batch_run_batch_id_foreign" foreign key ("batch_id") references "sync_batch" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "sync_batch_run" add constraint "sync_batch_run_run_id_foreign" foreign key ("run_id") references "sync_run" ("id") on update cascade on delete cascade;`,
    );

    this.addSql(
      `alter table "app_user" add constraint "app_user_employee_id_foreign" foreign key ("employee_id") references "employee" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "app_user" add constraint "app_user_role_check" check ("role" in ('ADMINISTRATOR', 'AUDITOR', 'EMPLOYEE'));`,
    );

    this.addSql(
      `alter table "session" add constraint "session_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "api_token" add constraint "api_token_created_by_id_foreign" foreign key ("created_by_id") references "app_user" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "domain_account" drop constraint "domain_account_domain_id_foreign";`);
    this.addSql(`alter table "sync_run" drop constraint "sync_run_domain_id_foreign";`);
    this.addSql(`alter table "domain_account" drop constraint "domain_account_employee_id_foreign";`);
    this.addSql(`alter table "app_user" drop constraint "app_user_employee_id_foreign";`);
    this.addSql(`alter table "sync_batch_run" drop constraint "sync_batch_run_batch_id_foreign";`);
    this.addSql(`alter table "sync_item" drop constraint "sync_item_run_id_foreign";`);
    this.addSql(`alter table "sync_batch_run" drop constraint "sync_batch_run_run_id_foreign";`);
    this.addSql(`alter table "session" drop constraint "session_user_id_foreign";`);
    this.addSql(`alter table "api_token" drop constraint "api_token_created_by_id_foreign";`);

    this.addSql(`drop table if exists "audit_event" cascade;`);
    this.addSql(`drop table if exists "domain" cascade;`);
    this.addSql(`drop table if exists "employee" cascade;`);
    this.addSql(`drop table if exists "domain_account" cascade;`);
    this.addSql(`drop table if exists "event_stream" cascade;`);
    this.addSql(`drop table if exists "snapshot_entry" cascade;`);
    this.addSql(`drop table if exists "snapshot_member" cascade;`);
    this.addSql(`drop table if exists "stream_event" cascade;`);
    this.addSql(`drop table if exists "sync_batch" cascade;`);
    this.addSql(`drop table if exists "sync_run" cascade;`);
    this.addSql(`drop table if exists "sync_item" cascade;`);
    this.addSql(`drop table if exists "sync_batch_run" cascade;`);
    this.addSql(`drop table if exists "app_user" cascade;`);
    this.addSql(`drop table if exists "session" cascade;`);
    this.addSql(`drop table if exists "api_token" cascade;`);
  }
}
