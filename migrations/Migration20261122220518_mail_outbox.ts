import { Migration } from '@mikro-orm/migrations';

export class Migration20261122220518_mail_outbox extends Migration {
  override name = 'Migration20261122220518_mail_outbox';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "mail" ("id" uuid not null default gen_random_uuid(), "cause" text not null, "recipient" text not null, "template" text not null, "parameters" jsonb not null, "state" text not null default 'WAITING', "message_id" text null, "attempts" int not null default 0, "last_error" text null, "created_at" timestamptz(3) not null default now(), "last_attempt_at" timestamptz(3) null, "sent_at" timestamptz(3) null, primary key ("id"));`,
    );
    this.addSql(`alter table "mail" add constraint "mail_of_cause" unique ("cause", "recipient");`);
    this.addSql(
      `alter table "mail" add constraint "mail_state_check" check ("state" in ('WAITING', 'SENT', 'REFUSED'));`,
    );
    // What delivery looks for: few rows among many that were sent long ago.
    this.addSql(`create index mail_waiting on mail (created_at, id) where state = 'WAITING';`);
    this.addSql(`create index mail_by_time on mail (created_at desc, id desc);`);
    this.addSql(`create index mail_by_state on mail (state, created_at desc, id desc);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "mail" cascade;`);
  }
}
