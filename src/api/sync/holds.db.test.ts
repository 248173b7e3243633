import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ObjectGuid } from '../../domain/identifiers.js';
import {
  ApproveRemovalsDocument,
  CreateDomainDocument,
  LeftOutDocument,
  PendingHoldDocument,
  RejectRemovalsDocument,
  SyncNowDocument,
  SyncRunDocument,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { PASSWORD_GROUP, SYNC_GROUP } from '../../sandbox/sandbox-directory.js';
import { finishRun } from '../../services/sync/finish-run.js';
import { planAndApply } from '../../services/sync/plan-and-apply.js';
import { readDirectory } from '../../services/sync/reading/read-directory.js';
import { createBindSecrets } from '../../keys/bind-secrets.js';
import { ScriptedDirectory } from '../../testing/scripted-directory/scripted-directory.js';
import type { ScriptedDomain } from '../../testing/scripted-directory/scripted-domain.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { fromGlobalId } from '../relay/global-id.js';

const directory = new ScriptedDirectory();
let api: TestApi;
let administrator: ApiClient;
let domainId: string;
let domain: ScriptedDomain;
let group: ObjectGuid;
let people: ObjectGuid[];
let number = 0;

beforeAll(async () => {
  // The test is the worker, so no workflow has to be started.
  const workflows = {
    requestSync: async () => {},
    cancelSync: async () => {},
    deliverMail: async () => {},
    advanceChange: async () => {},
    rotate: async () => {},
  };
  api = await startApi({ adapters: { directory, workflows } });
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

/** A domain of its own with three people, of whom no more than one is removed at once; all have left. */
beforeEach(async () => {
  const dnsName = `d${(number += 1)}.example`;
  domain = directory.addDomain(dnsName);
  group = domain.addGroup(SYNC_GROUP).objectGuid;
  domain.addGroup(PASSWORD_GROUP);
  const input = {
    dnsName,
    controllers: domain.controllers,
    bindAccount: domain.bindAccount,
    bindSecret: domain.bindSecret,
    removalLimitPeople: 1,
    removalLimitPercent: 0,
  };
  const { createDomain } = await administrator.request(CreateDomainDocument, { input });
  domainId = createDomain.domain!.id;
  people = ['ann', 'bob', 'cid', 'dan'].map((login) => {
    const mail = `${login}@${dnsName}`;
    const { objectGuid } = domain.addPerson({ displayName: login, samAccountName: login, mail });
    domain.join(group, objectGuid);
    return objectGuid;
  });
  await carryOut(await ask());
  domain.leave(group, ...people.slice(0, 3));
});

async function ask(dryRun = false): Promise<string> {
  const { syncNow } = await administrator.request(SyncNowDocument, {
    input: { domainIds: [domainId], dryRun },
  });
  return syncNow.answers?.[0]?.run?.id ?? '';
}

/** What a worker does, without one. */
async function carryOut(id: string): Promise<string> {
  const runId = fromGlobalId('SyncRun', id);
  const { pool } = api.backend;
  const { signal } = new AbortController();
  const bindSecrets = createBindSecrets(api.config.masterKey);
  await readDirectory({ pool, directory, bindSecrets }, runId, signal);
  await planAndApply(pool, runId, signal);
  await finishRun(pool, runId, { phase: 'COMPLETED' });
  return id;
}

async function pending() {
  const answer = await administrator.request(PendingHoldDocument, { domainId });
  return answer.domain?.pendingHold ?? null;
}

describe('what is held, over the API', () => {
  test('is shown with its people, by the run and by the domain, and approved by its hash', async () => {
    const runId = await carryOut(await ask());
    const hold = await pending();
    expect(hold).toMatchObject({
      state: 'PENDING',
      reasons: ['REMOVAL_LIMIT'],
      people: 3,
      removals: 3,
      run: { id: runId },
      approval: null,
    });
    expect(hold?.items.edges.map(({ node }) => [node.personName, node.decision, node.state])).toEqual(
      expect.arrayContaining([['ann', 'REMOVE', 'HELD']]),
    );
    const { syncRun } = await administrator.request(SyncRunDocument, { id: runId, states: ['HELD'] });
    expect(syncRun).toMatchObject({
      kind: 'SYNC',
      held: 3,
      hold: { id: hold?.id },
      items: { totalCount: 3 },
    });
    expect(syncRun?.events.at(-1)).toMatchObject({ phase: 'COMPLETED', held: 3 });

    domain.join(group, people[0]!);
    const input = { runId, planHash: hold!.planHash };
    const { approveRemovals } = await administrator.request(ApproveRemovalsDocument, { input });
    expect(approveRemovals).toMatchObject({
      userErrors: [],
      run: { kind: 'APPROVAL', phase: 'REQUESTED' },
      hold: { state: 'APPROVED', decidedBy: expect.any(String) },
    });
    expect(await pending()).toBeNull();
    await carryOut(approveRemovals.run!.id);
    const left = await administrator.request(LeftOutDocument, { runId });
    expect(left.syncRun?.hold).toMatchObject({ state: 'APPLIED', approval: { phase: 'COMPLETED' } });
    expect(left.syncRun?.hold?.items.edges.map(({ node }) => [node.personName, node.leftOut])).toEqual([
      ['ann', 'Left out: they are in the sync group again.'],
    ]);
  });

  test('is rejected with a note, and shows what was decided about it', async () => {
    const runId = await carryOut(await ask());
    const { planHash } = (await pending())!;
    const input = { runId, planHash, note: 'A mistake of last night.' };
    const { rejectRemovals } = await administrator.request(RejectRemovalsDocument, { input });
    expect(rejectRemovals).toMatchObject({
      userErrors: [],
      hold: { state: 'REJECTED', note: 'A mistake of last night.' },
    });
    expect(await pending()).toBeNull();
  });

  test('is refused in words to whoever gives a wrong hash, the wrong id, or comes too late', async () => {
    const runId = await carryOut(await ask());
    const { planHash } = (await pending())!;
    const answer = async (input: { runId: string; planHash: string }) => {
      const { approveRemovals } = await administrator.request(ApproveRemovalsDocument, { input });
      return approveRemovals.userErrors.map(({ code, path }) => [code, path]);
    };
    expect(await answer({ runId, planHash: 'f'.repeat(64) })).toEqual([
      ['PLAN_SUPERSEDED', ['input', 'planHash']],
    ]);
    expect(await answer({ runId: domainId, planHash })).toEqual([['BAD_INPUT', null]]);
    await api.backend.pool.query(`update sync_hold set expires_at = now() - interval '1 second'`);
    expect(await answer({ runId, planHash })).toEqual([['HOLD_EXPIRED', null]]);
    const { syncRun } = await administrator.request(SyncRunDocument, { id: runId });
    expect(syncRun?.hold?.state).toBe('EXPIRED');
    expect(await pending()).toBeNull();
  });

  test('is decided by administrators alone', async () => {
    const runId = await carryOut(await ask());
    const { planHash } = (await pending())!;
    const auditor = await api.signedIn('AUDITOR');
    const input = { runId, planHash };
    const forbidden = expect.objectContaining({ code: 'FORBIDDEN' });
    await expect(auditor.request(ApproveRemovalsDocument, { input })).rejects.toEqual(forbidden);
    await expect(auditor.request(RejectRemovalsDocument, { input })).rejects.toEqual(forbidden);
    expect((await pending())?.state).toBe('PENDING');
  });
});

describe('a dry run over the API', () => {
  test('shows the plan with what would be held, and is not joined', async () => {
    const dry = await ask(true);
    expect(await ask()).not.toBe(dry);
    await carryOut(dry);
    const { syncRun } = await administrator.request(SyncRunDocument, { id: dry, decisions: ['REMOVE'] });
    expect(syncRun).toMatchObject({ kind: 'DRY_RUN', phase: 'COMPLETED', held: 3, hold: null });
    expect(syncRun?.items.edges.map(({ node }) => node.state)).toEqual(['HELD', 'HELD', 'HELD']);
    expect(await pending()).toBeNull();
  });
});
