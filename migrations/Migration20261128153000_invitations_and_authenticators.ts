import { Migration } from '@mikro-orm/migrations';

export class Migration20261128153000_invitations_and_authenticators extends Migration {
  override name = 'Migration20261128153000_invitations_and_authenticators';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "invitation" ("id" uuid not null default gen_random_uuid(), "employee_id" uuid not null, "cause" text not null, "token_hash" bytea not null, "state" text not null default 'PENDING', "recipient" text not null, "invited_by" text not null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "accepted_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "invitation_employee_id_index" on "invitation" ("employee_id");`);
    this.addSql(`alter table "invitation" add constraint "invitation_cause_unique" unique ("cause");`);
    this.addSql(
      `alter table "invitation" add constraint "invitation_token_hash_unique" unique ("token_hash");`,
    );

    this.addSql(
      `create table "authenticator" ("id" uuid not null default gen_random_uuid(), "user_id" uuid not null, "kind" text not null, "name" text not null, "platform" text null, "public_key" bytea not null, "credential_id" bytea null, "user_handle" bytea null, "sign_count" bigint not null default 0, "transports" text[] not null default '{}', "created_at" timestamptz(3) not null default now(), "last_used_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "authenticator_user_id_index" on "authenticator" ("user_id");`);
    this.addSql(
      `alter table "authenticator" add constraint "authenticator_public_key_unique" unique ("public_key");`,
    );
    this.addSql(
      `alter table "authenticator" add constraint "authenticator_credential_id_unique" unique ("credential_id");`,
    );

    this.addSql(
      `create table "app_sign_in" ("id" uuid not null default gen_random_uuid(), "token_hash" bytea not null, "address" text not null, "user_agent" text null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "authenticator_id" uuid null, "answered_at" timestamptz(3) null, "accepted" boolean not null default false, "completed_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "app_sign_in" add constraint "app_sign_in_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(`create index "app_sign_in_expires_at_index" on "app_sign_in" ("expires_at");`);
    this.addSql(`create index "app_sign_in_authenticator_id_index" on "app_sign_in" ("authenticator_id");`);

    this.addSql(
      `create table "app_enrolment" ("id" uuid not null default gen_random_uuid(), "token_hash" bytea not null, "invitation_id" uuid null, "user_id" uuid null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "authenticator_id" uuid null, "used_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "app_enrolment" add constraint "app_enrolment_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(`create index "app_enrolment_invitation_id_index" on "app_enrolment" ("invitation_id");`);
    this.addSql(`create index "app_enrolment_user_id_index" on "app_enrolment" ("user_id");`);
    this.addSql(`create index "app_enrolment_expires_at_index" on "app_enrolment" ("expires_at");`);
    this.addSql(
      `create index "app_enrolment_authenticator_id_index" on "app_enrolment" ("authenticator_id");`,
    );

    this.addSql(`alter table "audit_event" drop constraint "audit_event_actor_kind_check";`);
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'INVITEE', 'AUTHENTICATOR', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    this.addSql(`alter table "domain" add "sign_in_methods" text[] not null default '{APP,PASSKEY}';`);

    this.addSql(`alter table "password_change" drop constraint "password_change_wanted_by_kind_check";`);
    this.addSql(
      `alter table "password_change" add constraint "password_change_wanted_by_kind_check" check ("wanted_by_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'INVITEE', 'AUTHENTICATOR', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    this.addSql(`alter table "sync_run" drop constraint "sync_run_phase_check";`);
    this.addSql(`alter table "sync_run" add "invited" int not null default 0;`);
    this.addSql(
      `alter table "sync_run" add constraint "sync_run_phase_check" check ("phase" in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'INVITING', 'COMPLETED', 'FAILED', 'CANCELLED'));`,
    );

    this.addSql(
      `alter table "session" add "idle_minutes" int not null default 120, add "method" text not null default 'PASSWORD', add "authenticator_id" uuid null;`,
    );
    this.addSql(
      `alter table "session" add constraint "session_authenticator_id_foreign" foreign key ("authenticator_id") references "authenticator" ("id") on delete set null;`,
    );
    this.addSql(`create index "session_authenticator_id_index" on "session" ("authenticator_id");`);
    this.addSql(
      `alter table "session" add constraint "session_method_check" check ("method" in ('PASSWORD', 'PASSWORD_AND_PASSKEY', 'PASSKEY', 'APP', 'APP_ITSELF'));`,
    );

    this.addSql(
      `alter table "invitation" add constraint "invitation_employee_id_foreign" foreign key ("employee_id") references "employee" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_state_check" check ("state" in ('PENDING', 'ACCEPTED', 'EXPIRED', 'REVOKED'));`,
    );

    this.addSql(
      `alter table "authenticator" add constraint "authenticator_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "authenticator" add constraint "authenticator_kind_check" check ("kind" in ('APP', 'PASSKEY'));`,
    );

    this.addSql(
      `alter table "app_sign_in" add constraint "app_sign_in_authenticator_id_foreign" foreign key ("authenticator_id") references "authenticator" ("id") on delete cascade;`,
    );

    this.addSql(
      `alter table "app_enrolment" add constraint "app_enrolment_invitation_id_foreign" foreign key ("invitation_id") references "invitation" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "app_enrolment" add constraint "app_enrolment_user_id_foreign" foreign key ("user_id") references "app_user" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "app_enrolment" add constraint "app_enrolment_authenticator_id_foreign" foreign key ("authenticator_id") references "authenticator" ("id") on delete set null;`,
    );

    // One that can be used for each employee; a newer one takes the place of an older.
    this.addSql(
      `create unique index invitation_pending on invitation (employee_id) where state = 'PENDING';`,
    );
    this.addSql(`create index invitation_by_time on invitation (created_at desc, id desc);`);
    this.addSql(`create index mail_by_recipient on mail (recipient, created_at desc);`);

    // Whoever has opened a link that is revoked hears of it at once.
    this.addSql(`
      create trigger invitation_ended after update of state, expires_at on invitation for each row
      when (new.state = 'REVOKED' and new.state is distinct from old.state)
      execute function tell_of_ended_right();`);
    // The events of an invitation go with it, and so do they who listen.
    this.addSql(`
      create function forget_invitation() returns trigger language plpgsql as $$
      begin
        delete from stream_event where stream_id = old.id;
        delete from event_stream where id = old.id;
        perform pg_notify('latchkey_access', '');
        return null;
      end $$;`);
    this.addSql(`
      create trigger invitation_deleted after delete on invitation for each row
      execute function forget_invitation();`);

    this.addSql(`drop index sync_run_open;`);
    this.addSql(
      `create unique index sync_run_open on sync_run (domain_id, kind) where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'INVITING');`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index sync_run_open;`);
    this.addSql(
      `create unique index sync_run_open on sync_run (domain_id, kind) where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING');`,
    );
    this.addSql(`drop index mail_by_recipient;`);
    this.addSql(`drop trigger invitation_deleted on invitation;`);
    this.addSql(`drop function forget_invitation();`);
    this.addSql(`drop trigger invitation_ended on invitation;`);
    this.addSql(`alter table "app_enrolment" drop constraint "app_enrolment_invitation_id_foreign";`);
    this.addSql(`alter table "session" drop constraint "session_authenticator_id_foreign";`);
    this.addSql(`alter table "app_sign_in" drop constraint "app_sign_in_authenticator_id_foreign";`);
    this.addSql(`alter table "app_enrolment" drop constraint "app_enrolment_authenticator_id_foreign";`);

    this.addSql(`drop table if exists "invitation" cascade;`);
    this.addSql(`drop table if exists "authenticator" cascade;`);
    this.addSql(`drop table if exists "app_sign_in" cascade;`);
    this.addSql(`drop table if exists "app_enrolment" cascade;`);

    this.addSql(`alter table "audit_event" drop constraint "audit_event_actor_kind_check";`);
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    this.addSql(`alter table "domain" drop column "sign_in_methods";`);

    this.addSql(`alter table "password_change" drop constraint "password_change_wanted_by_kind_check";`);
    this.addSql(
      `alter table "password_change" add constraint "password_change_wanted_by_kind_check" check ("wanted_by_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'WORKSTATION', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    this.addSql(`drop index "session_authenticator_id_index";`);
    this.addSql(`alter table "session" drop constraint "session_method_check";`);
    this.addSql(
      `alter table "session" drop column "idle_minutes", drop column "method", drop column "authenticator_id";`,
    );

    this.addSql(`alter table "sync_run" drop constraint "sync_run_phase_check";`);
    this.addSql(`alter table "sync_run" drop column "invited";`);
    this.addSql(
      `alter table "sync_run" add constraint "sync_run_phase_check" check ("phase" in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING', 'COMPLETED', 'FAILED', 'CANCELLED'));`,
    );
  }
}
