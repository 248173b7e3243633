import { Migration } from '@mikro-orm/migrations';

/** One alarm at a time, lists in their order, word of every end of a workstation's right, and the stream of presence. */
export class Migration20261128092000_workstation_rules extends Migration {
  override up(): void {
    this.addSql(`create unique index alarm_open on alarm ((true)) where lifted_at is null;`);
    this.addSql(`create index alarm_by_time on alarm (raised_at desc, id desc);`);
    this.addSql(`create index workstation_by_time on workstation (created_at desc, id desc);`);
    this.addSql(`create index workstation_by_state on workstation (state, created_at desc, id desc);`);
    this.addSql(`create index enrolment_token_by_time on enrolment_token (created_at desc, id desc);`);

    // Approval ends nothing; a workstation that is deleted takes its sessions with it.
    this.addSql(`
      create trigger workstation_ended after update of state on workstation for each row
      when (new.state in ('REJECTED', 'REVOKED') and new.state is distinct from old.state)
      execute function tell_of_ended_right();`);
    this.addSql(`
      create trigger workstation_session_ended after update of revoked_at, expires_at on workstation_session for each row
      when (new.revoked_at is distinct from old.revoked_at or new.expires_at < old.expires_at)
      execute function tell_of_ended_right();`);
    this.addSql(`
      create trigger workstation_session_deleted after delete on workstation_session for each row
      when (old.revoked_at is null) execute function tell_of_ended_right();`);

    this.addSql(
      `insert into event_stream (id, last_sequence) values ('6f2d9b1e-5c1a-4d0f-9c57-0d6b1c3a7e42', 0);`,
    );
  }

  override down(): void {
    this.addSql(`delete from stream_event where stream_id = '6f2d9b1e-5c1a-4d0f-9c57-0d6b1c3a7e42';`);
    this.addSql(`delete from event_stream where id = '6f2d9b1e-5c1a-4d0f-9c57-0d6b1c3a7e42';`);
    this.addSql(`drop trigger workstation_session_deleted on workstation_session;`);
    this.addSql(`drop trigger workstation_session_ended on workstation_session;`);
    this.addSql(`drop trigger workstation_ended on workstation;`);
    for (const index of [
      'enrolment_token_by_time',
      'workstation_by_state',
      'workstation_by_time',
      'alarm_by_time',
      'alarm_open',
    ]) {
      this.addSql(`drop index ${index};`);
    }
  }
}
