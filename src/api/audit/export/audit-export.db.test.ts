import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEventsDocument } from '../../../generated/operations.js';
import { addApiToken, addSession } from '../../../testing/credentials.js';
import { startApi, type TestApi } from '../../../testing/start-api.js';
import { globalId } from '../../relay/global-id.js';

const domainId = '0b8f7c52-4a9b-4f0e-9f44-0a5d0a4b3c21';
const EVENTS = 2_500;

let api: TestApi;
let auditor: string;

beforeAll(async () => {
  api = await startApi();
  ({ token: auditor } = await addSession(api.backend.pool, 'AUDITOR'));
  // Four in each millisecond, and more than two pages.
  await api.backend.pool.query(
    `insert into audit_event (at, actor_kind, actor_name, action, target_type, target_id, outcome, details)
     select timestamptz '2020-01-01T00:00:00Z' + interval '1 millisecond' * (n / 4), 'COMMAND_LINE', 'a "name", with more',
            'test.' || n % 3, 'Domain', $1, 'DONE', jsonb_build_object('n', n)
     from generate_series(0, $2 - 1) n order by n`,
    [domainId, EVENTS],
  );
});

afterAll(() => api.close());

function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.url}/export/audit?${query}`, { headers });
}

function asAuditor(query: string): Promise<Response> {
  return get(query, { authorization: `Bearer ${auditor}` });
}

interface Line {
  readonly id: string;
  readonly at: string;
  readonly details: { readonly n: number };
}

async function lines(query: string): Promise<readonly Line[]> {
  const text = await (await asAuditor(query)).text();
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

async function codeOf(response: Response): Promise<unknown> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
}

describe('the export of the audit', () => {
  test('has every event once, oldest first, over as many pages as it takes', async () => {
    const numbers = (await lines('actionPrefix=test.')).map(({ details }) => details.n);
    expect(numbers).toEqual(Array.from({ length: EVENTS }, (_, n) => n));
  });

  test('takes the filter of the query and answers the same events', async () => {
    const since = '2020-01-01T00:00:00.010Z';
    const until = '2020-01-01T00:00:00.030Z';
    const filter = { action: 'test.1', targetId: globalId('Domain', domainId), since, until };
    const client = api.client({ token: auditor });
    const { auditEvents } = await client.request(AuditEventsDocument, {
      first: 100,
      filter,
      order: 'OLDEST_FIRST',
    });
    const exported = await lines(new URLSearchParams(filter).toString());
    expect(exported.length).toBeGreaterThan(20);
    expect(exported).toEqual(auditEvents.edges.map(({ node }) => expect.objectContaining(node)));
  });

  test('as CSV has a head, quoted cells, and nothing a spreadsheet would run', async () => {
    for (const name of ['=cmd()', '+1', '-1', '@sum', '\tx', '\rx', 'plain']) {
      await api.backend.pool.query(
        `insert into audit_event (actor_kind, actor_name, action, outcome, details)
         values ('COMMAND_LINE', $1, 'csv.test', 'DONE', '{"a":"b"}')`,
        [name],
      );
    }
    const response = await asAuditor('format=csv&action=csv.test');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="latchkey-audit.csv"');
    const [head, ...rows] = (await response.text()).split('\r\n');
    expect(head).toBe('id,at,actorKind,actorId,actorName,action,targetType,targetId,outcome,details');
    const names = rows.map((row) => /"COMMAND_LINE","","([^"]*)"/.exec(row)?.[1]);
    expect(names).toEqual(["'=cmd()", "'+1", "'-1", "'@sum", "'\tx", "'\rx", 'plain', undefined]);
    expect(rows[0]).toContain('"{""a"":""b""}"');
  });

  test('is an audit event itself, which is not in it', async () => {
    const { userId, token } = await addSession(api.backend.pool, 'AUDITOR');
    const text = await (await get('since=2021-01-01T00:00:00Z', { authorization: `Bearer ${token}` })).text();
    expect(text).not.toContain(userId);
    const { rows } = await api.backend.pool.query(
      'select action, outcome, details from audit_event where actor_id = $1',
      [userId],
    );
    const details = { format: 'ndjson', since: '2021-01-01T00:00:00.000Z' };
    expect(rows).toEqual([{ action: 'audit.export', outcome: 'DONE', details }]);
  });

  test('is for whoever may ask the query, by bearer or by cookie', async () => {
    const { pool } = api.backend;
    const employee = await addSession(pool, 'EMPLOYEE');
    const reading = await addApiToken(pool, ['READ']);
    const syncing = await addApiToken(pool, ['SYNC']);
    const over = await addSession(pool, 'AUDITOR', { revoked: true });
    const refused: readonly (readonly [Record<string, string>, number, string])[] = [
      [{}, 401, 'UNAUTHENTICATED'],
      [{ authorization: `Bearer ${over.token}` }, 401, 'UNAUTHENTICATED'],
      [{ authorization: `Bearer ${employee.token}` }, 403, 'FORBIDDEN'],
      [{ authorization: `Bearer ${syncing.token}` }, 403, 'FORBIDDEN'],
    ];
    for (const [headers, status, code] of refused) {
      const response = await get('action=nothing', headers);
      expect([headers, response.status, await codeOf(response)]).toEqual([headers, status, code]);
    }
    const letIn: readonly Record<string, string>[] = [
      { authorization: `Bearer ${reading.token}` },
      { cookie: `latchkey_session=${auditor}` },
    ];
    for (const headers of letIn) {
      const response = await get('action=nothing', headers);
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
  });

  test.each([
    'format=xml',
    'nothing=1',
    'action=a&action=b',
    'since=yesterday',
    'outcome=MAYBE',
    'targetId=x',
    `action=${'x'.repeat(101)}`,
  ])('of what cannot be exported (%.30s) is refused with a reason', async (query) => {
    const response = await asAuditor(query);
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_INPUT']);
  });

  test('breaks off, visibly, when whoever reads it may no longer', async () => {
    const { pool } = api.backend;
    const own = await addSession(pool, 'AUDITOR');
    await pool.query(
      `insert into audit_event (actor_kind, actor_name, action, outcome, details)
       select 'COMMAND_LINE', 'x', 'long.test', 'DONE', jsonb_build_object('text', repeat('x', 1000))
       from generate_series(1, 40000)`,
    );
    const response = await get('action=long.test', { authorization: `Bearer ${own.token}` });
    const reader = response.body!.getReader();
    await reader.read();
    await pool.query('update session set revoked_at = now() where id = $1', [own.id]);
    const rest = async (): Promise<void> => {
      for (;;) if ((await reader.read()).done) return;
    };
    await expect(rest()).rejects.toThrow('terminated');
  });
});
