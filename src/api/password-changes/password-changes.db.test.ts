import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DomainDocument,
  OverviewDocument,
  PasswordChangeDocument,
  PasswordChangesDocument,
  ResumePasswordChangesDocument,
  type PasswordChangesQueryVariables,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import type { StoredChange } from '../../services/password-changes/rows/stored-change.js';
import { writeChange } from '../../services/password-changes/rows/write-change.js';
import { addApiToken } from '../../testing/credentials.js';
import { StoredChanges } from '../../testing/passwords/stored-changes.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { auditOf } from '../../testing/stored-people.js';
import { idleWorkflows } from '../../testing/waiting-run.js';
import { globalId } from '../relay/global-id.js';

let api: TestApi;
let stand: StoredChanges;
let administrator: ApiClient;
let told: string[];

beforeAll(async () => {
  const advanceChange = async (id: string): Promise<void> => void told.push(id);
  api = await startApi({ adapters: { workflows: { ...idleWorkflows, advanceChange } } });
  stand = StoredChanges.over(api.backend.pool);
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

beforeEach(() => {
  told = [];
});

const changeId = ({ id }: StoredChange): string => globalId('PasswordChange', id);

async function activation() {
  const account = await stand.addAccount();
  return { ...account, change: await stand.addChange(account.accountId, 'ACTIVATION', account.key.id) };
}

async function listed(filter: PasswordChangesQueryVariables['filter'], client = administrator) {
  const { passwordChanges } = await client.request(PasswordChangesDocument, { first: 100, filter });
  expect(passwordChanges.totalCount).toBe(passwordChanges.edges.length);
  return passwordChanges.edges.map(({ node }) => node.id);
}

describe('changes of passwords', () => {
  test('are listed the newest first, page by page', async () => {
    const { employeeId, accountId, change } = await activation();
    const changes = [change];
    for (const kind of ['COMPROMISE', 'HAND_BACK'] as const) {
      changes.push(await stand.addChange(accountId, kind));
    }
    for (const [at, { id }] of changes.entries()) {
      await stand.pool.query(
        `update password_change set created_at = now() - $2 * interval '1 minute' where id = $1`,
        [id, at],
      );
    }
    const filter = { employeeId: globalId('Employee', employeeId) };
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: {
        passwordChanges: {
          totalCount: number;
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
          edges: { node: { id: string } }[];
        };
      } = await administrator.request(PasswordChangesDocument, { first: 2, after, filter });
      expect(page.passwordChanges.totalCount).toBe(3);
      seen.push(...page.passwordChanges.edges.map(({ node }) => node.id));
      after = page.passwordChanges.pageInfo.endCursor;
      if (!page.passwordChanges.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(changes.map(changeId));
  });

  test('are filtered by account, employee, key, kind, stage and whether they have ended', async () => {
    const [one, other] = [await activation(), await activation()];
    const ended = await stand.addChange(one.accountId, 'COMPROMISE');
    await writeChange(stand.pool, ended, { stage: 'FAILED' });
    const ofOne = { employeeId: globalId('Employee', one.employeeId) };
    const byAge = [ended, one.change].map(changeId);
    expect((await listed(ofOne)).toSorted()).toEqual(byAge.toSorted());
    expect(await listed({ accountId: globalId('DomainAccount', other.accountId) })).toEqual([
      changeId(other.change),
    ]);
    expect(await listed({ keyId: globalId('Key', one.key.id) })).toEqual([changeId(one.change)]);
    expect(await listed({ ...ofOne, kinds: ['COMPROMISE'] })).toEqual([changeId(ended)]);
    expect(await listed({ ...ofOne, stages: ['QUEUED'] })).toEqual([changeId(one.change)]);
    expect(await listed({ ...ofOne, open: true })).toEqual([changeId(one.change)]);
    expect(await listed({ ...ofOne, open: false })).toEqual([changeId(ended)]);
    expect(await listed({ ...ofOne, kinds: ['ACTIVATION'], open: false })).toEqual([]);
  });

  test('show account and key, and nothing that a password could be made of', async () => {
    const { change, accountId, key } = await activation();
    await stand.claim(change);
    await stand.addCopy(change, 60_000);
    const { passwordChange } = await administrator.request(PasswordChangeDocument, { id: changeId(change) });
    expect(passwordChange).toMatchObject({
      kind: 'ACTIVATION',
      stage: 'WAITING_FOR_KEY',
      wantedBy: 'test',
      attempts: 0,
      account: { id: globalId('DomainAccount', accountId), samAccountName: 'ada' },
      key: { id: globalId('Key', key.id), serial: key.serial },
    });
    expect(JSON.stringify(passwordChange)).not.toContain('Not to be seen');
    const nothing = { id: globalId('PasswordChange', accountId) };
    expect(await administrator.request(PasswordChangeDocument, nothing)).toEqual({ passwordChange: null });
  });

  test('cost as many statements for many as for one', async () => {
    for (let at = 0; at < 4; at += 1) await activation();
    const asked = async (first: number): Promise<number> => {
      let statements = 0;
      const { pool } = api.backend;
      const original = pool.query.bind(pool);
      pool.query = ((...args: Parameters<typeof original>) => {
        statements += 1;
        return original(...args);
      }) as typeof pool.query;
      await administrator.request(PasswordChangesDocument, { first });
      pool.query = original as typeof pool.query;
      return statements;
    };
    expect(await asked(4)).toBe(await asked(1));
  });

  test('are for those who may see keys', async () => {
    const { change } = await activation();
    const filter = { keyId: globalId('Key', change.keyId ?? '') };
    expect(await listed(filter, await api.signedIn('AUDITOR'))).toEqual([changeId(change)]);
    for (const scope of ['READ', 'KEYS_WRITE'] as const) {
      const { token } = await addApiToken(api.backend.pool, [scope]);
      const text = `{ passwordChange(id: "${changeId(change)}") { id stage key { serial } } }`;
      expect((await api.client({ token }).post(text)).errors).toEqual([]);
    }
    const { token } = await addApiToken(api.backend.pool, ['EMPLOYEES_WRITE']);
    for (const client of [await api.signedIn('EMPLOYEE'), api.client({ token }), api.client()]) {
      const { errors } = await client.post('{ passwordChanges { totalCount } }');
      expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(errors[0]?.extensions?.['code']);
    }
  });

  test('are counted in the overview by stage, as workstations are by state', async () => {
    const { change, key } = await activation();
    const before = (await administrator.request(OverviewDocument, {})).overview;
    await writeChange(stand.pool, change, { stage: 'NEEDS_ATTENTION' });
    await stand.connect(key);
    await stand.connect(key, { seenSecondsAgo: 60 });
    const after = (await administrator.request(OverviewDocument, {})).overview;
    const stages = (overview: typeof after) =>
      new Map(overview.passwordChangesByStage.map(({ stage, count }) => [stage, count]));
    expect(stages(after).size).toBe(9);
    expect(stages(after).get('NEEDS_ATTENTION')).toBe(stages(before).get('NEEDS_ATTENTION')! + 1);
    expect(stages(after).get('QUEUED')).toBe(stages(before).get('QUEUED')! - 1);
    const approved = (overview: typeof after) =>
      overview.workstationsByState.find(({ state }) => state === 'APPROVED')!;
    expect(after.workstationsByState.map(({ state }) => state)).toEqual([
      'PENDING',
      'APPROVED',
      'REJECTED',
      'REVOKED',
    ]);
    expect(approved(after)).toEqual({
      state: 'APPROVED',
      count: approved(before).count + 2,
      online: approved(before).online + 1,
    });
  });
});

describe('first passwords of a domain that are paused', () => {
  async function paused() {
    const { accountId, key, change } = await activation();
    await stand.connect(key);
    const { rows } = await stand.pool.query<{ id: string }>(
      `update domain set passwords_paused_at = now(), passwords_pause_reason = 'pwdLastSet is 0'
       where id = (select domain_id from domain_account where id = $1) returning id`,
      [accountId],
    );
    return { change, domainId: rows[0]?.id ?? '' };
  }

  test('are resumed, once and audited, and those that waited go on', async () => {
    const { change, domainId } = await paused();
    const id = globalId('Domain', domainId);
    expect((await administrator.request(DomainDocument, { id })).domain).toMatchObject({
      passwordsPausedAt: expect.any(String),
      passwordsPauseReason: 'pwdLastSet is 0',
    });
    const input = { domainId: id };
    const { resumePasswordChanges } = await administrator.request(ResumePasswordChangesDocument, { input });
    expect(resumePasswordChanges).toMatchObject({
      domain: { id, passwordsPausedAt: null, passwordsPauseReason: null },
      userErrors: [],
    });
    expect(told).toEqual([change.id]);
    await administrator.request(ResumePasswordChangesDocument, { input });
    const audited = (await auditOf(api.backend.pool, domainId)).map(({ action, details }) => [
      action,
      details,
    ]);
    expect(audited).toEqual([
      ['domain.resume-passwords', { changed: true }],
      ['domain.resume-passwords', { changed: false }],
    ]);
  });

  test('are resumed by administrators alone, and by no token', async () => {
    const { change, domainId } = await paused();
    const { token } = await addApiToken(api.backend.pool, ['DOMAINS_WRITE', 'KEYS_WRITE']);
    for (const client of [await api.signedIn('AUDITOR'), api.client({ token })]) {
      const { errors } = await client.post(
        'mutation ($input: ResumePasswordChangesInput!) { resumePasswordChanges(input: $input) { userErrors { code } } }',
        { input: { domainId: globalId('Domain', domainId) } },
      );
      expect(errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
    expect(told).not.toContain(change.id);
  });
});
