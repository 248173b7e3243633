import { Migration } from '@mikro-orm/migrations';

/**
 * Takes a place for a page that waits for an app. A function, so that the lock under which places are counted is held for
 * one statement, and not while a server that is busy finds the time to go on.
 */
export class Migration20261128201000_waiting_pages extends Migration {
  override name = 'Migration20261128201000_waiting_pages';

  override up(): void {
    this.addSql(`
      create function take_waiting_page(
        page app_sign_in, most_of_device int, most_of_network int, most_of_wide int, most_in_all int, always_of_wide int
      ) returns boolean language plpgsql as $$
      declare
        moment timestamptz;
      begin
        perform pg_advisory_xact_lock(hashtextextended('latchkey/app-sign-in', 0));
        moment := clock_timestamp();
        -- A device that has taken all its own places is counted like any other.
        if page.device_hash is not null and most_of_device <= (
          select count(*) from app_sign_in
          where device_hash = page.device_hash and answered_at is null and expires_at > moment
        ) then
          page.device_hash := null;
        end if;
        if page.device_hash is null and (
          most_of_network <= (select count(*) from app_sign_in
            where address = page.address and device_hash is null and answered_at is null and expires_at > moment)
          or most_of_wide <= (select count(*) from app_sign_in
            where wide = page.wide and device_hash is null and answered_at is null and expires_at > moment)
          -- Whoever fills all of it from a few networks keeps nobody out of another one.
          or (most_in_all <= (select count(*) from app_sign_in
            where device_hash is null and answered_at is null and expires_at > moment)
            and always_of_wide <= (select count(*) from app_sign_in
              where wide = page.wide and device_hash is null and answered_at is null and expires_at > moment))
        ) then
          return false;
        end if;
        insert into app_sign_in (id, token_hash, expires_at, user_agent, address, wide, device_hash)
        values (page.id, page.token_hash, page.expires_at, page.user_agent, page.address, page.wide, page.device_hash);
        return true;
      end $$;`);
  }

  override down(): void {
    this.addSql(`drop function take_waiting_page(app_sign_in, int, int, int, int, int);`);
  }
}
