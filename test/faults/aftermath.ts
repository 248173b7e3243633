import { expect } from '@jest/globals';
import { Client, ExtensibleFilter } from 'ldapts';
import { isAt } from '../../src/sandbox/embedded-directory/faults/place.js';
import { SYNC_GROUP } from '../../src/sandbox/sandbox-directory.js';
import type { RunResult } from '../../src/testing/sync/sync-world.js';
import { every } from './arming.js';
import type { FaultRow } from './fault-row.js';
import type { FaultStand } from './fault-stand.js';
import { IN_CHAIN } from './truth.js';

type Also = NonNullable<FaultRow['also']>;

/** Counts the times anybody says a secret to the north's controller. */
export function countBinds({ faults }: FaultStand): {
  readonly binds: () => number;
  readonly end: () => void;
} {
  let count = 0;
  const end = faults.watch((exchange, serve) => void (count += isAt('BIND', exchange, serve) ? 1 : 0));
  return { binds: () => count, end };
}

export function nobodyToldTheSecret(binds: () => number): Also {
  return async () => expect(binds()).toBe(0);
}

/** Another run while the fault is still there ends like this. */
export function nextRun(expected: Partial<RunResult>): Also {
  return async ({ world, northId }) => expect(await world.sync(northId)).toMatchObject(expected);
}

/** Whoever did use the rule that walks a chain of links would get this result. */
export function inChainRuleIsRefusedWith(code: number): Also {
  return async ({ north, editor }) => {
    const value = await editor.dnOf(SYNC_GROUP);
    const client = new Client({ url: north.url, tlsOptions: { ca: [north.caCertificate] } });
    await client.bind(north.reader.name, north.reader.password);
    const filter = new ExtensibleFilter({ matchType: 'memberOf', rule: IN_CHAIN, value });
    await expect(client.search(north.baseDn, { filter })).rejects.toMatchObject({ code });
    await client.unbind();
  };
}

/** What the run decided about these people, by log-on name. */
export function decided(expected: Readonly<Record<string, Record<string, unknown>>>): Also {
  return async ({ world, northId }, run) => {
    const { rows } = await world.pool.query<{ login: string; decision: string }>(
      `select a.sam_account_name as login, i.* from sync_item i
       join domain_account a on a.object_guid = i.object_guid and a.domain_id = $2 where i.run_id = $1`,
      [run.id, northId],
    );
    for (const [login, item] of Object.entries(expected))
      expect({ login, ...rows.find((row) => row.login === login) }).toMatchObject(item);
  };
}

/** Each employee of the north whose account has one of these log-on names, with these columns. */
export function employeesAre(expected: Readonly<Record<string, Record<string, unknown>>>): Also {
  return async ({ world, northId }) => {
    for (const [login, columns] of Object.entries(expected))
      expect({ login, ...(await world.employeeOf(login, northId)) }).toMatchObject(columns);
  };
}

/** Nobody has been made of these e-mail addresses. */
export function nobodyHasAddress(...keys: readonly string[]): Also {
  return async ({ world }) => {
    const { rows } = await world.pool.query('select email from employee where lower(trim(email)) = any($1)', [
      keys,
    ]);
    expect(rows).toEqual([]);
  };
}

/** One person of each domain has this address, and each is an employee of their own whom the address matches nowhere. */
export function unconfirmedTwins(mail: string): Also {
  return async ({ world, southId }) => {
    expect(await world.sync(southId)).toMatchObject({ phase: 'COMPLETED', counts: { CREATE: 1, MERGE: 0 } });
    const { rows } = await world.pool.query<{ id: string }>(
      `select o.id, o.email_key, count(a.id)::int as accounts from employee o
       join domain_account a on a.employee_id = o.id and a.closed_at is null where o.email = $1 group by o.id`,
      [mail],
    );
    const alone = { id: expect.any(String), email_key: null, accounts: 1 };
    expect(rows).toEqual([alone, alone]);
  };
}

/** The stand has so many people that a run reads them over this many connections. */
export function readInLanes(lanes: number): Also {
  return async ({ world, northId, faults }) => {
    const connections = new Set<number>();
    const end = faults.watch((exchange, serve) => {
      if (isAt('LOOK_UP', exchange, serve)) connections.add(exchange.connection);
    });
    await world.sync(northId);
    end();
    expect(connections.size).toBe(lanes);
  };
}

/** More than so many people are held back, and no more than so many others were removed. */
export function heldBack(people: number, mostRemoved: number): Also {
  return async ({ world }, run) => {
    const { rows } = await world.pool.query<{ held: number; removed: number }>(
      `select r.held, (select count(*)::int from sync_item i
                       where i.run_id = r.id and i.decision = 'REMOVE' and i.state = 'APPLIED') as removed
       from sync_run r where r.id = $1`,
      [run.id],
    );
    expect(rows[0]?.held).toBeGreaterThan(people);
    expect(rows[0]?.removed).toBeLessThanOrEqual(mostRemoved);
  };
}

/** The run names each of these people with the field that became empty. */
export function emptiedByName(field: string, nth: number): Also {
  return async ({ world, members, truth, northId }, run) => {
    const people = [...(await truth()).get(northId)!.values()];
    const hidden = every(await members(), nth)
      .map((login) => people.find((person) => person.login === login)!)
      .filter(({ values }) => values[field] !== null);
    const items = (await world.items(run.id)).filter(({ changes }) =>
      changes?.some((change) => change.field === field && change.before !== null && change.after === null),
    );
    expect(items.length).toBe(hidden.length);
    expect(hidden.length).toBeGreaterThan(5);
  };
}
