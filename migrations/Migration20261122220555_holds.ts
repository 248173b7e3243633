import { Migration } from '@mikro-orm/migrations';

/** What a run holds back, and runs that only plan or that apply what was approved. */
export class Migration20261122220555_holds extends Migration {
  override name = 'Migration20261122220555_holds';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "sync_hold" ("id" uuid not null default gen_random_uuid(), "domain_id" uuid not null, "run_id" uuid not null, "plan_hash" text not null, "reasons" text[] not null, "fields" text[] not null, "people" int not null, "removals" int not null, "disablings" int not null, "state" text not null, "held_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "decided_at" timestamptz(3) null, "decided_by" text null, "note" text null, primary key ("id"));`,
    );
    this.addSql(`create index "sync_hold_domain_id_index" on "sync_hold" ("domain_id");`);
    this.addSql(`alter table "sync_hold" add constraint "sync_hold_run_id_unique" unique ("run_id");`);

    this.addSql(`alter table "snapshot_entry" drop constraint "snapshot_entry_standing_check";`);
    this.addSql(`alter table "snapshot_entry" add "held" text[] null;`);
    this.addSql(
      `alter table "snapshot_entry" add constraint "snapshot_entry_standing_check" check ("standing" in ('PERSON', 'OTHER', 'UNREADABLE', 'LEFT', 'HELD'));`,
    );

    this.addSql(
      `alter table "sync_run" add "kind" text not null default 'SYNC', add "approves_hold_id" uuid null, add "group_empty" boolean not null default false, add "held" int not null default 0;`,
    );
    this.addSql(`create index "sync_run_approves_hold_id_index" on "sync_run" ("approves_hold_id");`);
    this.addSql(
      `alter table "sync_run" add constraint "sync_run_kind_check" check ("kind" in ('SYNC', 'DRY_RUN', 'APPROVAL'));`,
    );

    this.addSql(`alter table "sync_item" drop constraint "sync_item_state_check";`);
    this.addSql(`alter table "sync_item" add "held" text[] null, add "left_out" text null;`);
    this.addSql(
      `alter table "sync_item" add constraint "sync_item_state_check" check ("state" in ('PLANNED', 'APPLIED', 'FAILED', 'HELD'));`,
    );

    this.addSql(
      `alter table "sync_hold" add constraint "sync_hold_domain_id_foreign" foreign key ("domain_id") references "domain" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "sync_hold" add constraint "sync_hold_run_id_foreign" foreign key ("run_id") references "sync_run" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "sync_hold" add constraint "sync_hold_state_check" check ("state" in ('PENDING', 'APPROVED', 'APPLIED', 'REJECTED', 'SUPERSEDED', 'EXPIRED'));`,
    );

    // Of each kind one run of a domain at a time: a dry run is never joined by a real one.
    this.addSql(`drop index sync_run_open;`);
    this.addSql(
      `create unique index sync_run_open on sync_run (domain_id, kind) where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING');`,
    );
    // The newest plan's hold is the one that counts.
    this.addSql(
      `create unique index sync_hold_open on sync_hold (domain_id) where state in ('PENDING', 'REJECTED');`,
    );
    this.addSql(`create index sync_hold_to_expire on sync_hold (expires_at) where state = 'PENDING';`);
    this.addSql(`create index sync_item_held on sync_item (run_id, position) where held is not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index sync_item_held;`);
    this.addSql(`drop index sync_run_open;`);
    this.addSql(
      `create unique index sync_run_open on sync_run (domain_id) where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING');`,
    );
    this.addSql(`delete from sync_item where state = 'HELD';`);
    this.addSql(`update snapshot_entry set standing = 'LEFT' where standing = 'HELD';`);
    this.addSql(`drop table if exists "sync_hold" cascade;`);

    this.addSql(`alter table "snapshot_entry" drop constraint "snapshot_entry_standing_check";`);
    this.addSql(`alter table "snapshot_entry" drop column "held";`);
    this.addSql(
      `alter table "snapshot_entry" add constraint "snapshot_entry_standing_check" check ("standing" in ('PERSON', 'OTHER', 'UNREADABLE', 'LEFT'));`,
    );

    this.addSql(`alter table "sync_item" drop constraint "sync_item_state_check";`);
    this.addSql(`alter table "sync_item" drop column "held", drop column "left_out";`);
    this.addSql(
      `alter table "sync_item" add constraint "sync_item_state_check" check ("state" in ('PLANNED', 'APPLIED', 'FAILED'));`,
    );

    this.addSql(`drop index "sync_run_approves_hold_id_index";`);
    this.addSql(`alter table "sync_run" drop constraint "sync_run_kind_check";`);
    this.addSql(
      `alter table "sync_run" drop column "kind", drop column "approves_hold_id", drop column "group_empty", drop column "held";`,
    );
  }
}
