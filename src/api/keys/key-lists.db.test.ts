import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ImportKeysDocument,
  KeyCountDocument,
  KeyEventsDocument,
  KeysDocument,
  type KeyCountQueryVariables,
} from '../../generated/operations.js';
import { KeyApi } from '../../testing/keys/key-api.js';
import { newPublicKey } from '../../testing/keys/key-service-stand.js';
import { fromGlobalId } from '../relay/global-id.js';

let stand: KeyApi;

beforeAll(async () => {
  stand = await KeyApi.open();
});

afterAll(() => stand.close());

describe('lists of keys', () => {
  test('are in the order of their serials, filtered and searched', async () => {
    const csv = ['a', 'b', 'c', 'd', 'e'].map((name) => `ls-${name},${newPublicKey()},Shelf ${name}`);
    const input = { csv: ['serial,publicKey,name', ...csv].join('\n') };
    await stand.administrator.request(ImportKeysDocument, { input });
    const serials: string[] = [];
    for (let after: string | null = null; ;) {
      const page: {
        keys: {
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
          edges: { node: { serial: string } }[];
        };
      } = await stand.administrator.request(KeysDocument, { first: 2, after, search: 'shelf LS-' });
      serials.push(...page.keys.edges.map(({ node }) => node.serial));
      after = page.keys.pageInfo.endCursor;
      if (!page.keys.pageInfo.hasNextPage) break;
    }
    expect(serials).toEqual(['LS-A', 'LS-B', 'LS-C', 'LS-D', 'LS-E']);
    await stand.api.backend.pool.query(
      `update key set battery_percent = 19, battery_reported_at = now() where serial = 'LS-A'`,
    );
    await stand.api.backend.pool.query(
      `update key set battery_percent = 20, battery_reported_at = now() where serial = 'LS-B'`,
    );
    const { id, employeeId } = await stand.reserved();
    const count = async (filter: KeyCountQueryVariables['filter'], search?: string) =>
      (await stand.administrator.request(KeyCountDocument, { filter, search: search ?? null })).keys
        .totalCount;
    expect(await count({ lowBattery: true })).toBe(1);
    expect(await count({ ownerIds: [employeeId] })).toBe(1);
    expect(await count({ statuses: ['READY'] }, 'shelf')).toBe(5);
    expect(await count({ statuses: ['ACTIVE'] }, 'shelf')).toBe(0);
    const before = await count({ unconfirmed: true });
    await stand.api.backend.pool.query(`update key set confirmed_status = 'READY' where id = $1`, [
      fromGlobalId('Key', id),
    ]);
    expect(await count({ unconfirmed: true })).toBe(before + 1);
    expect(await count({ unconfirmed: false, ownerIds: [employeeId] })).toBe(0);
  });

  test('cost as many statements for many keys as for one', async () => {
    for (let at = 0; at < 5; at += 1) await stand.reserved();
    const asked = async (first: number): Promise<number> => {
      let statements = 0;
      const { pool } = stand.api.backend;
      const original = pool.query.bind(pool);
      pool.query = ((...args: Parameters<typeof original>) => {
        statements += 1;
        return original(...args);
      }) as typeof pool.query;
      const { errors } = await stand.administrator.post(
        `{ keys(first: ${first}, filter: { statuses: [RESERVED] }) { edges { node { owner { id } activation { state attemptsLeft }
           tasks(first: 1) { totalCount edges { node { id } } } history(first: 1) { totalCount edges { node { id } } } } } } }`,
      );
      pool.query = original as typeof pool.query;
      expect(errors).toEqual([]);
      return statements;
    };
    expect(await asked(5)).toBe(await asked(1));
  });
});

describe('watching keys', () => {
  test('delivers every event once, in order, and goes on where it was left', async () => {
    const events = stand.administrator.subscribe(KeyEventsDocument, { after: 0 });
    const seen: { sequence: number; action: string }[] = [];
    const { rows } = await stand.api.backend.pool.query<{ last: number }>(
      `select max(sequence) as last from stream_event`,
    );
    const { id } = await stand.reserved();
    for await (const { keyEvents } of events) {
      seen.push(keyEvents);
      if (keyEvents.keyId === id && keyEvents.action === 'key.assign') break;
    }
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, at) => at + 1));
    const last = rows[0]!.last;
    for await (const { keyEvents } of stand.administrator.subscribe(KeyEventsDocument, { after: last })) {
      expect(keyEvents).toMatchObject({ sequence: last + 1, action: 'key.import', keyId: id, ownerId: null });
      break;
    }
  });

  test('refuses a number that was not given out yet', async () => {
    const [answer] = [
      stand.administrator.iterate('subscription { keyEvents(after: 2000000000) { sequence } }'),
    ];
    const { value } = await answer.next();
    expect(JSON.stringify(value)).toContain('BAD_INPUT');
  });
});
