import { Migration } from '@mikro-orm/migrations';

const COUNTED = 'answered_at is null and expires_at > moment';

/**
 * Places of pages that wait for an app are counted without the lock first: whoever finds none holds up nobody. What is
 * counted has indexes of its own, without what was answered.
 */
export class Migration20261128222358_places_by_partial_indexes extends Migration {
  override name = 'Migration20261128222358_places_by_partial_indexes';

  override up(): void {
    this.addSql(`drop index "app_sign_in_address_index";`);
    this.addSql(`drop index "app_sign_in_device_hash_index";`);
    this.addSql(`drop index "app_sign_in_wide_index";`);
    for (const [name, columns] of [
      ['app_sign_in_of_network', 'address, expires_at'],
      ['app_sign_in_of_wide', 'wide, expires_at'],
      ['app_sign_in_in_all', 'expires_at'],
    ] as const)
      this.addSql(
        `create index ${name} on app_sign_in (${columns}) where answered_at is null and device_hash is null;`,
      );
    this.addSql(
      `create index app_sign_in_of_device on app_sign_in (device_hash, expires_at) where answered_at is null;`,
    );

    this.addSql(`
      create function place_of_waiting_page(
        page app_sign_in, most_of_device int, most_of_network int, most_of_wide int, most_in_all int, always_of_wide int
      ) returns text language plpgsql as $$
      declare
        moment timestamptz := clock_timestamp();
        of_wide int;
      begin
        if page.device_hash is not null and most_of_device > (
          select count(*) from app_sign_in where device_hash = page.device_hash and ${COUNTED}
        ) then
          return 'DEVICE';
        end if;
        -- A device that has taken all its own places is counted like any other.
        if most_of_network <= (
          select count(*) from app_sign_in where address = page.address and device_hash is null and ${COUNTED}
        ) then
          return null;
        end if;
        of_wide := (select count(*) from app_sign_in where wide = page.wide and device_hash is null and ${COUNTED});
        if most_of_wide <= of_wide then
          return null;
        end if;
        -- Whoever fills all of it from a few networks keeps nobody out of another one.
        if always_of_wide <= of_wide and most_in_all <= (
          select count(*) from app_sign_in where device_hash is null and ${COUNTED}
        ) then
          return null;
        end if;
        return 'NETWORK';
      end $$;`);
    this.addSql(`
      create or replace function take_waiting_page(
        page app_sign_in, most_of_device int, most_of_network int, most_of_wide int, most_in_all int, always_of_wide int
      ) returns boolean language plpgsql set lock_timeout = '10s' as $$
      declare
        place text;
      begin
        place := place_of_waiting_page(page, most_of_device, most_of_network, most_of_wide, most_in_all, always_of_wide);
        if place is null then
          return false;
        end if;
        perform pg_advisory_xact_lock(hashtextextended('latchkey/app-sign-in', 0));
        place := place_of_waiting_page(page, most_of_device, most_of_network, most_of_wide, most_in_all, always_of_wide);
        if place is null then
          return false;
        end if;
        insert into app_sign_in (id, token_hash, expires_at, user_agent, address, wide, device_hash)
        values (page.id, page.token_hash, page.expires_at, page.user_agent, page.address, page.wide,
                case place when 'DEVICE' then page.device_hash end);
        return true;
      end $$;`);
  }

  override down(): void {
    this.addSql(`drop function place_of_waiting_page(app_sign_in, int, int, int, int, int);`);
    this.addSql(`
      create or replace function take_waiting_page(
        page app_sign_in, most_of_device int, most_of_network int, most_of_wide int, most_in_all int, always_of_wide int
      ) returns boolean language plpgsql as $$
      declare
        moment timestamptz;
      begin
        perform pg_advisory_xact_lock(hashtextextended('latchkey/app-sign-in', 0));
        moment := clock_timestamp();
        if page.device_hash is not null and most_of_device <= (
          select count(*) from app_sign_in where device_hash = page.device_hash and ${COUNTED}
        ) then
          page.device_hash := null;
        end if;
        if page.device_hash is null and (
          most_of_network <= (select count(*) from app_sign_in
            where address = page.address and device_hash is null and ${COUNTED})
          or most_of_wide <= (select count(*) from app_sign_in
            where wide = page.wide and device_hash is null and ${COUNTED})
          or (most_in_all <= (select count(*) from app_sign_in where device_hash is null and ${COUNTED})
            and always_of_wide <= (select count(*) from app_sign_in
              where wide = page.wide and device_hash is null and ${COUNTED}))
        ) then
          return false;
        end if;
        insert into app_sign_in (id, token_hash, expires_at, user_agent, address, wide, device_hash)
        values (page.id, page.token_hash, page.expires_at, page.user_agent, page.address, page.wide, page.device_hash);
        return true;
      end $$;`);
    for (const name of [
      'app_sign_in_of_network',
      'app_sign_in_of_wide',
      'app_sign_in_in_all',
      'app_sign_in_of_device',
    ])
      this.addSql(`drop index ${name};`);
    this.addSql(`create index "app_sign_in_address_index" on "app_sign_in" ("address");`);
    this.addSql(`create index "app_sign_in_device_hash_index" on "app_sign_in" ("device_hash");`);
    this.addSql(`create index "app_sign_in_wide_index" on "app_sign_in" ("wide");`);
  }
}
