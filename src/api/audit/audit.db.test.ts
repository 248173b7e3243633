import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEventsDocument, type AuditEventFilter, type AuditOrder } from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { globalId } from '../relay/global-id.js';

const domainId = '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21';
const runId = '1c8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c22';

let api: TestApi;
let auditor: ApiClient;

beforeAll(async () => {
  api = await startApi();
  auditor = await api.signedIn('AUDITOR');
  // Several in each millisecond, so that the order has to be settled by more than the time.
  await api.backend.pool.query(
    `insert into audit_event (at, actor_kind, actor_id, actor_name, action, target_type, target_id, outcome, details)
     select timestamptz '2020-01-01T00:00:00Z' + interval '1 millisecond' * (n / 4), 'SYNC', $2, 'a run', 'test.' || n % 3,
            'Domain', $1, 'DONE', jsonb_build_object('n', n)
     from generate_series(0, 49) n`,
    [domainId, runId],
  );
});

afterAll(() => api.close());

async function numbers(filter: AuditEventFilter, first = 100): Promise<readonly unknown[]> {
  const { auditEvents } = await auditor.request(AuditEventsDocument, { first, filter });
  return auditEvents.edges.map(({ node }) => node.details['n']);
}

describe('audit events', () => {
  test('come newest first, each once, page by page, and within a millisecond as they were written', async () => {
    const filter = { targetId: globalId('Domain', domainId) };
    const seen: { n: number; at: string }[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(filter, after);
      expect(page.totalCount).toBe(50);
      seen.push(...page.edges.map(({ node }) => ({ n: Number(node.details['n']), at: node.at })));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => 49 - n));
    const times = seen.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test('come oldest first when asked, each once, page by page', async () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(
        { targetId: globalId('Domain', domainId) },
        after,
        'OLDEST_FIRST',
      );
      seen.push(...page.edges.map(({ node }) => node.details['n']));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('are filtered by the beginning of the action, which is no pattern', async () => {
    expect(await numbers({ actionPrefix: 'test.' })).toHaveLength(50);
    expect(await numbers({ actionPrefix: 'test.1' })).toHaveLength(17);
    expect(await numbers({ actionPrefix: 'test_' })).toHaveLength(0);
    expect(await numbers({ actionPrefix: '%' })).toHaveLength(0);
    expect(await numbers({ actionPrefix: '\\' })).toHaveLength(0);
  });

  test('are filtered by outcome and by kind of actor', async () => {
    expect(await numbers({ actionPrefix: 'test.', outcome: 'DONE', actorKind: 'SYNC' })).toHaveLength(50);
    expect(await numbers({ actionPrefix: 'test.', outcome: 'REFUSED' })).toHaveLength(0);
    expect(await numbers({ actionPrefix: 'test.', actorKind: 'USER' })).toHaveLength(0);
  });

  test('name actor and target by their global ids', async () => {
    const { auditEvents } = await auditor.request(AuditEventsDocument, {
      first: 1,
      filter: { action: 'test.0' },
    });
    expect(auditEvents.edges[0]?.node).toMatchObject({
      actorKind: 'SYNC',
      actorId: globalId('SyncRun', runId),
      targetType: 'Domain',
      targetId: globalId('Domain', domainId),
    });
  });

  test('are filtered by action, actor, target and time, together', async () => {
    expect(await numbers({ action: 'test.1' })).toHaveLength(17);
    expect(await numbers({ actorId: globalId('SyncRun', runId) })).toHaveLength(50);
    expect(await numbers({ actorId: globalId('SyncRun', domainId) })).toHaveLength(0);
    expect(await numbers({ targetType: 'Domain' })).toHaveLength(50);
    const window = { since: '2020-01-01T00:00:00.002Z', until: '2020-01-01T00:00:00.003Z' };
    expect([...(await numbers(window))].toSorted()).toEqual([10, 11, 8, 9]);
    expect(await numbers({ ...window, action: 'test.0' })).toEqual([9]);
  });

  test('can be fetched again one by one', async () => {
    const { auditEvents } = await auditor.request(AuditEventsDocument, {
      first: 1,
      filter: { action: 'test.0' },
    });
    const id = auditEvents.edges[0]?.node.id;
    const { data } = await auditor.post(
      'query ($id: ID!) { node(id: $id) { __typename id ... on AuditEvent { action } } }',
      { id },
    );
    expect(data).toEqual({ node: { __typename: 'AuditEvent', id, action: 'test.0' } });
  });

  test('refuse a cursor or an id that is none', async () => {
    for (const text of [
      '{ auditEvents(after: "x") { totalCount } }',
      '{ auditEvents(filter: { actorId: "x" }) { totalCount } }',
      '{ node(id: "x") { id } }',
    ]) {
      const { errors } = await auditor.post(text);
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_INPUT']);
    }
  });
});

async function nextPage(filter: AuditEventFilter, after: string | null, order: AuditOrder = 'NEWEST_FIRST') {
  return (await auditor.request(AuditEventsDocument, { first: 7, after, filter, order })).auditEvents;
}
