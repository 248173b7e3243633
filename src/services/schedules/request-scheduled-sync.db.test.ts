import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from '../../database.js';
import { inputFor, openDomainStage, type DomainStage } from '../../testing/domain-stage.js';
import { auditOf, TEST_ACTOR } from '../../testing/stored-people.js';
import { requestSync } from '../sync/request-sync.js';
import type { SyncRequest, Workflows } from '../workflows.js';
import { requestScheduledSync } from './request-scheduled-sync.js';

let stage: DomainStage;
let pool: Pool;
let domainId: string;
const asked: SyncRequest[] = [];
const workflows: Workflows = {
  async requestSync(request) {
    asked.push(request);
  },
  async cancelSync() {},
  async deliverMail() {},
  async advanceChange() {},
  async rotate() {},
};

beforeAll(async () => {
  stage = await openDomainStage();
  ({ pool } = stage);
});

afterAll(() => stage.close());

beforeEach(async () => {
  await pool.query('delete from domain');
  asked.length = 0;
  domainId = await stage.domains.create(TEST_ACTOR, inputFor(stage.directory.addDomain('north.example')));
});

const start = (batchId = randomUUID()) => requestScheduledSync({ pool, workflows }, { domainId, batchId });

async function runs(): Promise<{ id: string; trigger: string }[]> {
  const { rows } = await pool.query<{ id: string; trigger: string }>(
    'select id, trigger from sync_run where domain_id = $1 order by requested_at',
    [domainId],
  );
  return rows;
}

async function end(): Promise<void> {
  await pool.query(`update sync_run set phase = 'COMPLETED'`);
}

describe('a start of the schedule', () => {
  test('asks for a run, says in run and audit that it was the schedule, and starts the workflow', async () => {
    const { runId } = await start();
    expect(await runs()).toEqual([{ id: runId, trigger: 'SCHEDULE' }]);
    expect(asked).toMatchObject([{ domainId, runId }]);
    const { rows } = await pool.query(
      `select actor_kind, actor_id, actor_name from audit_event where action = 'sync.request' and target_id = $1`,
      [domainId],
    );
    expect(rows).toEqual([{ actor_kind: 'SCHEDULE', actor_id: domainId, actor_name: 'north.example' }]);
  });

  test('joins the run under way, which stays what it was started by', async () => {
    const requested = await requestSync({ pool, workflows }, TEST_ACTOR, [domainId]);
    expect(await start()).toEqual({ runId: requested.runs[0]?.runId });
    expect(await runs()).toMatchObject([{ trigger: 'REQUEST' }]);
    expect((await auditOf(pool, domainId)).at(-1)).toMatchObject({
      action: 'sync.request',
      details: { joined: true },
    });
  });

  test('tried twice asks once, even when its run has ended in between', async () => {
    const batchId = randomUUID();
    await start(batchId);
    await end();
    expect(await start(batchId)).toEqual({ runId: null });
    expect(await runs()).toHaveLength(1);
    await start();
    expect(await runs()).toHaveLength(2);
  });

  test('at the same instant as requests and other starts makes one run', async () => {
    const request = () => requestSync({ pool, workflows }, TEST_ACTOR, [domainId]);
    const all = await Promise.all([start(), request(), start(), request(), start(), request()]);
    const ids = all.map((answer) => ('runs' in answer ? answer.runs[0]?.runId : answer.runId));
    expect(new Set(ids).size).toBe(1);
    expect(await runs()).toHaveLength(1);
  });

  test.each([
    ['is paused', `update domain set schedule_paused_at = now()`],
    ['has no secret', `update domain set bind_secret_sealed = null`],
    ['is gone', `delete from domain`],
  ])('starts nothing when the domain %s, whatever the workflow server believes', async (_why, change) => {
    await pool.query(change);
    expect(await start()).toEqual({ runId: null });
    expect(await runs()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('of a domain whose workflow cannot be started is recorded all the same', async () => {
    const away: Workflows = { ...workflows, requestSync: () => Promise.reject(new Error('away')) };
    const { runId } = await requestScheduledSync(
      { pool, workflows: away },
      { domainId, batchId: randomUUID() },
    );
    expect(await runs()).toEqual([{ id: runId, trigger: 'SCHEDULE' }]);
  });
});
