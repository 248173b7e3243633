import { Migration } from '@mikro-orm/migrations';

export class Migration20261128162035_unlock extends Migration {
  override name = 'Migration20261128162035_unlock';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "unlock_credential" ("id" uuid not null default gen_random_uuid(), "authenticator_id" uuid null, "workstation_id" uuid not null, "created_at" timestamptz(3) not null default now(), "renewed_at" timestamptz(3) null, "expires_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, "revocation" text null, primary key ("id"));`,
    );
    this.addSql(
      `create index "unlock_credential_authenticator_id_index" on "unlock_credential" ("authenticator_id");`,
    );
    this.addSql(
      `create index "unlock_credential_workstation_id_index" on "unlock_credential" ("workstation_id");`,
    );

    this.addSql(
      `create table "unlock_request" ("id" uuid not null default gen_random_uuid(), "credential_id" uuid not null, "nonce" text not null, "number" int not null, "state" text not null default 'WAITING', "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "answered_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "unlock_request_credential_id_index" on "unlock_request" ("credential_id");`);
    this.addSql(`create index "unlock_request_expires_at_index" on "unlock_request" ("expires_at");`);

    this.addSql(
      `create table "unlock_pairing" ("id" uuid not null default gen_random_uuid(), "workstation_id" uuid not null, "token_hash" bytea not null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "credential_id" uuid null, "used_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`create index "unlock_pairing_workstation_id_index" on "unlock_pairing" ("workstation_id");`);
    this.addSql(
      `alter table "unlock_pairing" add constraint "unlock_pairing_token_hash_unique" unique ("token_hash");`,
    );
    this.addSql(`create index "unlock_pairing_expires_at_index" on "unlock_pairing" ("expires_at");`);
    this.addSql(`create index "unlock_pairing_credential_id_index" on "unlock_pairing" ("credential_id");`);

    this.addSql(
      `alter table "unlock_credential" add constraint "unlock_credential_authenticator_id_foreign" foreign key ("authenticator_id") references "authenticator" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "unlock_credential" add constraint "unlock_credential_workstation_id_foreign" foreign key ("workstation_id") references "workstation" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "unlock_credential" add constraint "unlock_credential_revocation_check" check ("revocation" in ('PERSON', 'ADMINISTRATOR', 'DEACTIVATION', 'WORKSTATION', 'AUTHENTICATOR', 'REPLACED'));`,
    );

    this.addSql(
      `alter table "unlock_request" add constraint "unlock_request_credential_id_foreign" foreign key ("credential_id") references "unlock_credential" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "unlock_request" add constraint "unlock_request_state_check" check ("state" in ('WAITING', 'ACCEPTED', 'DECLINED', 'REFUSED', 'SUPERSEDED'));`,
    );

    this.addSql(
      `alter table "unlock_pairing" add constraint "unlock_pairing_workstation_id_foreign" foreign key ("workstation_id") references "workstation" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "unlock_pairing" add constraint "unlock_pairing_credential_id_foreign" foreign key ("credential_id") references "unlock_credential" ("id") on delete set null;`,
    );

    // One that stands for each app and workstation, and one question for each that waits.
    this.addSql(
      `create unique index unlock_credential_standing on unlock_credential (authenticator_id, workstation_id) where revoked_at is null;`,
    );
    this.addSql(
      `create unique index unlock_request_waiting on unlock_request (credential_id) where state = 'WAITING';`,
    );
    // What was told of these goes with them.
    this.addSql(`
      create function forget_own_stream() returns trigger language plpgsql as $$
      begin
        delete from stream_event where stream_id = old.id;
        delete from event_stream where id = old.id;
        return null;
      end $$;`);
    for (const table of ['unlock_request', 'unlock_pairing', 'authenticator']) {
      this.addSql(`
        create trigger ${table}_deleted after delete on ${table} for each row
        execute function forget_own_stream();`);
    }
  }

  override down(): void | Promise<void> {
    for (const table of ['unlock_request', 'unlock_pairing', 'authenticator']) {
      this.addSql(`drop trigger ${table}_deleted on ${table};`);
    }
    this.addSql(`drop function forget_own_stream();`);
    this.addSql(`alter table "unlock_request" drop constraint "unlock_request_credential_id_foreign";`);
    this.addSql(`alter table "unlock_pairing" drop constraint "unlock_pairing_credential_id_foreign";`);

    this.addSql(`drop table if exists "unlock_credential" cascade;`);
    this.addSql(`drop table if exists "unlock_request" cascade;`);
    this.addSql(`drop table if exists "unlock_pairing" cascade;`);
  }
}
