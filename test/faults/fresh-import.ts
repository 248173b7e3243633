import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import type { Pool } from '../../src/database.js';
import { SyncWorld, type DomainColumns } from '../../src/testing/sync/sync-world.js';
import type { Row } from './evidence.js';
import { COLUMNS } from './truth.js';

/** People as they follow from the directories alone, without what only their history explains. */
export interface PresentPeople {
  /** By domain and objectGUID. */
  readonly accounts: readonly Row[];
  /** Each with the accounts that lead to them. */
  readonly employees: readonly Row[];
}

/** An installation that has never seen the directories before, each time it is asked. */
export class FreshImport {
  readonly #known = new Map<string, PresentPeople>();

  private constructor(
    private readonly world: SyncWorld,
    private readonly domainIds: readonly string[],
  ) {}

  static async open(
    domains: readonly (readonly [SandboxDirectory, priority: number])[],
  ): Promise<FreshImport> {
    const world = await SyncWorld.create();
    const ids: string[] = [];
    for (const [directory, priority] of domains) ids.push(await world.addDomain(directory, { priority }));
    return new FreshImport(world, ids);
  }

  /** Settings that are to be the same here as in the installation that is compared. */
  async change(at: number, columns: DomainColumns): Promise<void> {
    await this.world.change(this.domainIds[at]!, columns);
  }

  /**
   * What an import of all domains into an empty database makes.
   * @param digest of what the directories hold: what was imported before is not imported again
   */
  async people(digest: string): Promise<PresentPeople> {
    const known = this.#known.get(digest);
    if (known !== undefined) return known;
    await this.world.pool.query(`truncate employee, domain_account, sync_run, sync_batch cascade`);
    await this.world.pool.query(`update domain set sync_group_guid = null, password_group_guid = null`);
    for (const id of this.domainIds) {
      const run = await this.world.sync(id);
      if (run.phase !== 'COMPLETED') throw new Error(`The fresh import failed: ${run.error_message}`);
    }
    const people = await presentPeople(this.world.pool);
    this.#known.set(digest, people);
    return people;
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** Everybody with an open account, in an order that depends on nothing but the directories. */
export async function presentPeople(pool: Pool): Promise<PresentPeople> {
  const accounts = await pool.query<Row>(
    `select d.dns_name, a.object_guid, ${Object.keys(COLUMNS)
      .map((column) => `a.${column}`)
      .join(
        ', ',
      )}, a.rid, a.enabled, a.in_sync_group, a.in_password_group, a.by_primary_group, a.password_holder,
            a.confirmed, a.unreadable_since is not null as unreadable, a.values_hash
     from domain_account a join domain d on d.id = a.domain_id where a.closed_at is null
     order by d.dns_name, a.object_guid`,
  );
  const employees = await pool.query<Row>(
    `select l.links, o.source, o.state, o.deactivation_causes, o.given_name, o.surname, o.display_name, o.email,
            o.email_key, o.telephone_number, o.position, o.department, o.company, o.search_text
     from employee o
     join (select a.employee_id, array_agg(d.dns_name || ' ' || a.object_guid order by d.dns_name, a.object_guid) as links
           from domain_account a join domain d on d.id = a.domain_id where a.closed_at is null group by a.employee_id) l
       on l.employee_id = o.id
     order by l.links`,
  );
  return { accounts: accounts.rows, employees: employees.rows };
}
