import { Migration } from '@mikro-orm/migrations';

/** Whoever gets another role signs in anew: what somebody had before must not become more, or stay what it was. */
export class Migration20261128164000_roles_end_sessions extends Migration {
  override up(): void {
    this.addSql(`
      create function end_sessions_of_user() returns trigger language plpgsql as $$
      begin
        update session set revoked_at = now() where user_id = new.id and revoked_at is null;
        return null;
      end $$;`);
    this.addSql(`
      create trigger app_user_role_changed after update of role on app_user for each row
      when (new.role is distinct from old.role) execute function end_sessions_of_user();`);
  }

  override down(): void {
    this.addSql(`drop trigger app_user_role_changed on app_user;`);
    this.addSql(`drop function end_sessions_of_user();`);
  }
}
