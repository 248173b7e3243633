import { Migration } from '@mikro-orm/migrations';

export class Migration20261122220552_schedules extends Migration {
  override name = 'Migration20261122220552_schedules';

  override up(): void | Promise<void> {
    this.addSql(`alter table "audit_event" drop constraint "audit_event_actor_kind_check";`);
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'SYNC', 'SCHEDULE', 'COMMAND_LINE'));`,
    );

    this.addSql(
      `alter table "domain" add "schedule_paused_at" timestamptz(3) null, add "schedule_pause_note" text null;`,
    );

    this.addSql(`alter table "sync_run" add "trigger" text not null default 'REQUEST';`);
    this.addSql(
      `alter table "sync_run" add constraint "sync_run_trigger_check" check ("trigger" in ('REQUEST', 'SCHEDULE'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "audit_event" drop constraint "audit_event_actor_kind_check";`);
    this.addSql(
      `alter table "audit_event" add constraint "audit_event_actor_kind_check" check ("actor_kind" in ('ANONYMOUS', 'USER', 'TOKEN', 'SYNC', 'COMMAND_LINE'));`,
    );

    this.addSql(`alter table "domain" drop column "schedule_paused_at", drop column "schedule_pause_note";`);

    this.addSql(`alter table "sync_run" drop constraint "sync_run_trigger_check";`);
    this.addSql(`alter table "sync_run" drop column "trigger";`);
  }
}
