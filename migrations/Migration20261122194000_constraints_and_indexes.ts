import { Migration } from '@mikro-orm/migrations';

/** What the entities cannot say: partial and deferrable constraints, text search, the append-only audit. */
export class Migration20261122194000_constraints_and_indexes extends Migration {
  override up(): void {
    this.addSql(`create extension if not exists pg_trgm;`);

    // Deferred, so that an address can move from one person to another within a transaction.
    this.addSql(
      `alter table employee add constraint employee_email_key_unique unique (email_key) deferrable initially deferred;`,
    );
    this.addSql(`create index employee_search_text on employee using gin (search_text gin_trgm_ops);`);
    this.addSql(`create index employee_by_name on employee (display_name, id);`);
    this.addSql(`create index employee_by_email on employee (email_key, id);`);
    this.addSql(`create index employee_by_created on employee (created_at, id);`);
    this.addSql(`create index employee_by_updated on employee (updated_at, id);`);
    this.addSql(`create index employee_to_delete on employee (delete_after) where delete_after is not null;`);

    // An employee has at most one open account in a domain.
    this.addSql(
      `create unique index domain_account_open on domain_account (employee_id, domain_id) where closed_at is null;`,
    );
    this.addSql(
      `create index domain_account_by_domain on domain_account (domain_id, closed_at, employee_id);`,
    );

    this.addSql(
      `create index domain_account_in_password_group on domain_account (employee_id) where closed_at is null and in_password_group;`,
    );
    this.addSql(
      `create index domain_account_unconfirmed on domain_account (employee_id) where closed_at is null and not confirmed;`,
    );

    // One run of a domain at a time, whatever the number of servers: a second request joins it.
    this.addSql(
      `create unique index sync_run_open on sync_run (domain_id) where phase in ('REQUESTED', 'READING', 'PLANNING', 'APPLYING');`,
    );
    this.addSql(`create index sync_run_by_request on sync_run (requested_at desc, id desc);`);
    this.addSql(
      `create index sync_item_to_apply on sync_item (run_id, batch_number) where state = 'PLANNED';`,
    );
    this.addSql(`create index sync_item_by_decision on sync_item (run_id, decision, position);`);
    this.addSql(`create index sync_item_of_employee on sync_item (employee_id, created_at desc, id desc);`);

    this.addSql(`create index snapshot_entry_by_standing on snapshot_entry (run_id, attempt, standing);`);
    this.addSql(
      `create index snapshot_entry_by_email on snapshot_entry (run_id, attempt, email_key) where email_key is not null;`,
    );

    this.addSql(`create index audit_event_by_time on audit_event (at desc, id desc);`);
    this.addSql(`create index audit_event_of_target on audit_event (target_type, target_id, at desc);`);
    this.addSql(`create index audit_event_of_actor on audit_event (actor_id, at desc);`);
    this.addSql(`create index audit_event_of_action on audit_event (action, at desc);`);
    this.addSql(`
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'audit events are append-only';
      end $$;`);
    this.addSql(
      `create trigger audit_event_append_only before update or delete on audit_event for each row execute function refuse_change();`,
    );
    this.addSql(
      `create trigger audit_event_not_truncated before truncate on audit_event for each statement execute function refuse_change();`,
    );
  }

  override down(): void {
    this.addSql(`drop trigger audit_event_not_truncated on audit_event;`);
    this.addSql(`drop trigger audit_event_append_only on audit_event;`);
    this.addSql(`drop function refuse_change();`);
    for (const index of [
      'audit_event_of_action',
      'audit_event_of_actor',
      'audit_event_of_target',
      'audit_event_by_time',
      'snapshot_entry_by_email',
      'snapshot_entry_by_standing',
      'sync_item_of_employee',
      'sync_item_by_decision',
      'sync_item_to_apply',
      'sync_run_by_request',
      'sync_run_open',
      'domain_account_unconfirmed',
      'domain_account_in_password_group',
      'domain_account_by_domain',
      'domain_account_open',
      'employee_to_delete',
      'employee_by_updated',
      'employee_by_created',
      'employee_by_email',
      'employee_by_name',
      'employee_search_text',
    ]) {
      this.addSql(`drop index ${index};`);
    }
    this.addSql(`alter table employee drop constraint employee_email_key_unique;`);
  }
}
