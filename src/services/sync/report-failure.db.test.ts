import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../errors.js';
import { ScriptedSync, type ScriptedStand } from '../../testing/sync/scripted-sync.js';
import { finishRun, type RunOutcome } from './finish-run.js';

let sync: ScriptedSync;
let stand: ScriptedStand;
let dnsNames = 0;

beforeAll(async () => {
  sync = await ScriptedSync.open();
  await sync.world.pool.query(
    `insert into app_user (email, email_key, display_name, role)
     values ('ada@latchkey.example', 'ada@latchkey.example', 'Ada', 'ADMINISTRATOR')`,
  );
});

afterAll(() => sync.close());

beforeEach(async () => {
  dnsNames += 1;
  stand = await sync.addDomain(`d${dnsNames}.example`);
  await sync.world.pool.query('delete from mail');
});

/** One run that ends like this; answers how many mails its end recorded. */
async function ends(outcome: RunOutcome): Promise<number | undefined> {
  return endsAs('SYNC', outcome);
}

async function endsAs(kind: 'SYNC' | 'DRY_RUN', outcome: RunOutcome): Promise<number | undefined> {
  const runId = await sync.world.request(stand.domainId, kind);
  return (await finishRun(sync.world.pool, runId, outcome))?.mailsRecorded;
}

const fails = (code: ErrorCode) => ends({ phase: 'FAILED', code, message: `It is ${code}.` });

async function parameters(): Promise<Record<string, unknown>[]> {
  const { rows } = await sync.world.pool.query<{ parameters: Record<string, unknown> }>(
    'select parameters from mail order by created_at',
  );
  return rows.map((row) => row.parameters);
}

describe('the administrators are mailed', () => {
  test('when a domain begins to fail for a reason that needs somebody, and not each hour', async () => {
    expect(await fails('GROUP_NOT_FOUND')).toBe(1);
    expect(await fails('GROUP_NOT_FOUND')).toBe(0);
    expect(await fails('GROUP_NOT_FOUND')).toBe(0);
    expect(await parameters()).toEqual([
      expect.objectContaining({ domainName: `d${dnsNames}.example`, code: 'GROUP_NOT_FOUND', failures: 1 }),
    ]);
  });

  test('again when it fails for another reason, or once more after a success', async () => {
    expect(await fails('GROUP_NOT_FOUND')).toBe(1);
    expect(await fails('BIND_REFUSED')).toBe(1);
    expect(await fails('GROUP_NOT_FOUND')).toBe(1);
    expect(await ends({ phase: 'COMPLETED' })).toBe(0);
    expect(await fails('GROUP_NOT_FOUND')).toBe(1);
  });

  test('not of a dry run, whose failures do not count towards anything either', async () => {
    const outcome = { phase: 'FAILED', code: 'BIND_REFUSED', message: 'It is BIND_REFUSED.' } as const;
    expect(await endsAs('DRY_RUN', outcome)).toBe(0);
    expect(await fails('BIND_REFUSED')).toBe(1);
    expect(await endsAs('DRY_RUN', { phase: 'COMPLETED' })).toBe(0);
    expect(await fails('BIND_REFUSED')).toBe(0);
  });

  test('not anew after a run that somebody stopped', async () => {
    expect(await fails('CERTIFICATE_EXPIRED')).toBe(1);
    expect(await ends({ phase: 'CANCELLED' })).toBe(0);
    expect(await fails('CERTIFICATE_EXPIRED')).toBe(0);
  });

  test('at the third failure in a row where it might have helped to try again', async () => {
    const told = [];
    for (let at = 0; at < 5; at += 1) told.push(await fails('DIRECTORY_UNREACHABLE'));
    expect(told).toEqual([0, 0, 1, 0, 0]);
    const [mail] = await parameters();
    expect(mail).toMatchObject({ failures: 3 });
    const { rows } = await sync.world.pool.query<{ first: Date }>(
      'select min(finished_at) as first from sync_run where domain_id = $1',
      [stand.domainId],
    );
    expect(mail?.['since']).toBe(rows[0]?.first.toISOString());
  });

  test('about each domain by itself', async () => {
    expect(await fails('GROUP_NOT_FOUND')).toBe(1);
    stand = await sync.addDomain(`other${dnsNames}.example`);
    expect(await fails('GROUP_NOT_FOUND')).toBe(1);
  });

  test('once, when the end of a run is written twice', async () => {
    const runId = await sync.world.request(stand.domainId);
    const failed: RunOutcome = { phase: 'FAILED', code: 'GROUP_NOT_FOUND', message: 'gone' };
    expect(await finishRun(sync.world.pool, runId, failed)).toMatchObject({ mailsRecorded: 1 });
    expect(await finishRun(sync.world.pool, runId, failed)).toBeUndefined();
    expect(await parameters()).toHaveLength(1);
  });
});
