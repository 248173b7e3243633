import type { Pool } from '../../src/database.js';
import { addStoredDomain } from '../../src/testing/stored-people.js';

/** Every tenth employee is known to the second domain too. */
const SHARED = 10;

/**
 * Fills an empty database: so many employees with an account in the first domain, a tenth of them with a second
 * account in the other one. Leaves the tables as autovacuum leaves them after a while.
 * @returns the id of the first domain
 */
export async function storePeople(pool: Pool, count: number): Promise<string> {
  const first = await addStoredDomain(pool, 'north.example');
  const second = await addStoredDomain(pool, 'south.example');
  await pool.query(EMPLOYEES, [count]);
  await pool.query(ACCOUNTS, [first, 1]);
  await pool.query(ACCOUNTS, [second, SHARED]);
  await pool.query('vacuum (analyze) employee');
  await pool.query('vacuum (analyze) domain_account');
  return first;
}

// Names in an order that has nothing to do with the order of insertion.
const EMPLOYEES = `
  with names as (
    select n, initcap(substr(md5(n::text), 1, 7)) as given, initcap(substr(md5((n * 7919)::text), 1, 9)) as surname
    from generate_series(1, $1::int) n
  )
  insert into employee (source, state, deactivation_causes, given_name, surname, display_name, email, email_key,
                        telephone_number, position, department, company, search_text)
  select 'DIRECTORY', 'ACTIVE', '{}', given, surname, given || ' ' || surname,
         given || '.' || surname || n || '@corp.example', lower(given || '.' || surname || n || '@corp.example'),
         '+49 30 ' || n, 'Engineer', 'Department ' || n % 40, 'Corp',
         lower(given || ' ' || surname || E'\\n' || given || '.' || surname || n || '@corp.example')
  from names`;

const ACCOUNTS = `
  insert into domain_account (employee_id, domain_id, object_guid, rid, dn, given_name, surname, display_name, mail,
                              telephone_number, title, department, company, sam_account_name, user_principal_name,
                              user_account_control, enabled, in_sync_group, in_password_group, by_primary_group,
                              confirmed, password_holder)
  select id, $1, gen_random_uuid(), 1000 + number, 'CN=' || display_name || ',OU=People,DC=example', given_name,
         surname, display_name, email, telephone_number, position, department, company, 'p' || number,
         'p' || number || '@example', 512, true, true, number % 3 = 0, false, true,
         'UNMANAGED'
  from (select *, row_number() over (order by id) as number from employee) e
  where number % $2::int = 0`;
