import { Migration } from '@mikro-orm/migrations';

/** The order of audit events within a millisecond, places a user has signed in from, and word of every end of a right. */
export class Migration20261122222153_who_may_what extends Migration {
  override up(): void {
    this.addSql(`alter table "audit_event" add "position" bigint generated always as identity not null;`);
    this.addSql(`drop index audit_event_by_time;`);
    this.addSql(`create index audit_event_by_time on audit_event (at desc, position desc);`);

    this.addSql(`alter table "session" add "network" text null;`);
    this.addSql(`update session set network = address where address not like '%:%';`);
    this.addSql(`create index session_by_time on session (created_at desc, id desc);`);

    // Whoever ends a right, and however: every server process hears of it at the commit.
    this.addSql(`
      create function tell_of_ended_right() returns trigger language plpgsql as $$
      begin
        perform pg_notify('latchkey_access', '');
        return null;
      end $$;`);
    for (const table of ['session', 'api_token']) {
      this.addSql(`
        create trigger ${table}_ended after update of revoked_at, expires_at on ${table} for each row
        when (new.revoked_at is distinct from old.revoked_at or new.expires_at < old.expires_at)
        execute function tell_of_ended_right();`);
      this.addSql(`
        create trigger ${table}_deleted after delete on ${table} for each row
        when (old.revoked_at is null) execute function tell_of_ended_right();`);
    }
    this.addSql(`
      create trigger app_user_changed after update of disabled_at, role on app_user for each row
      when (new.disabled_at is distinct from old.disabled_at or new.role is distinct from old.role)
      execute function tell_of_ended_right();`);
  }

  override down(): void {
    this.addSql(`drop trigger app_user_changed on app_user;`);
    for (const table of ['session', 'api_token']) {
      this.addSql(`drop trigger ${table}_deleted on ${table};`);
      this.addSql(`drop trigger ${table}_ended on ${table};`);
    }
    this.addSql(`drop function tell_of_ended_right();`);
    this.addSql(`drop index session_by_time;`);
    this.addSql(`alter table "session" drop column "network";`);
    this.addSql(`drop index audit_event_by_time;`);
    this.addSql(`alter table "audit_event" drop column "position";`);
    this.addSql(`create index audit_event_by_time on audit_event (at desc, id desc);`);
  }
}
