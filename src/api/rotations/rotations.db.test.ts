import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  PauseRotationDocument,
  ResumeRotationDocument,
  RotateNowDocument,
  RotationForecastDocument,
  RotationProgressDocument,
  RotationsDocument,
  type RotateNowInput,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { StoredChanges } from '../../testing/passwords/stored-changes.js';
import { eventually } from '../../testing/eventually.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { addStoredAccount, addStoredDomain, auditOf } from '../../testing/stored-people.js';
import { idleWorkflows } from '../../testing/waiting-run.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';

const DAY_MS = 86_400_000;

let api: TestApi;
let stand: StoredChanges;
let administrator: ApiClient;
let domainId: string;
/** Domains that were told to go on; at most twice a second each, so some are told late. */
let told: string[];

beforeAll(async () => {
  const rotate = async (id: string): Promise<void> => void told.push(globalId('Domain', id));
  api = await startApi({ adapters: { workflows: { ...idleWorkflows, rotate } } });
  stand = StoredChanges.over(api.backend.pool);
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

beforeEach(async () => {
  told = [];
  const name = `${randomUUID()}.example`;
  domainId = globalId('Domain', await addStoredDomain(stand.pool, name, { passwordGroupName: 'Passwords' }));
});

/** Somebody of the domain whose key has the password, which was set so many days ago. */
async function managed(daysAgo: number, more: object = {}): Promise<string> {
  const { id, employeeId } = await addStoredAccount(stand.pool, fromGlobalId('Domain', domainId), {
    mail: `${randomUUID()}@north.example`,
    inPasswordGroup: true,
    passwordHolder: 'MANAGED',
    pwdLastSet: new Date(Date.now() - daysAgo * DAY_MS),
    passwordShownAt: new Date(Date.now() - daysAgo * DAY_MS),
    ...more,
  });
  await stand.addKey(employeeId);
  return globalId('DomainAccount', id);
}

async function rotateNow(input: Omit<RotateNowInput, 'reason'>, reason = 'lent to somebody') {
  return (await administrator.request(RotateNowDocument, { input: { ...input, reason } })).rotateNow;
}

async function rotations() {
  const answer = await administrator.request(RotationsDocument, { domainId });
  return answer.rotations.edges.map(({ node }) => node);
}

describe('rotateNow', () => {
  test('begins a rotation of the accounts that may be rotated, names the others with what is in the way, and says who asked', async () => {
    const [one, away] = [await managed(1), await managed(2)];
    const disabled = await managed(3, { enabled: false });
    const unknown = globalId('DomainAccount', randomUUID());
    const {
      rotations: begun,
      skipped,
      userErrors,
    } = await rotateNow({ accountIds: [one, disabled, unknown, away, one] });
    expect(userErrors).toEqual([]);
    expect(begun).toMatchObject([{ reason: 'MANUAL', state: 'RUNNING', keysAway: 'WAIT', total: 2 }]);
    expect(skipped).toEqual([
      { accountId: disabled, obstacle: 'NOT_ENABLED' },
      { accountId: unknown, obstacle: null },
    ]);
    expect(told).toContain(domainId);
    const audited = await auditOf(stand.pool, fromGlobalId('Rotation', begun![0]!.id));
    expect(audited).toMatchObject([
      { action: 'rotation.begin' },
      { action: 'rotation.request', details: { accounts: 2 } },
    ]);
  });

  test('asked again joins: whoever is in it is in it once', async () => {
    const [one, other] = [await managed(1), await managed(2)];
    const { rotations: first } = await rotateNow({ accountIds: [one] });
    const { rotations: second } = await rotateNow({ accountIds: [one, other] });
    expect(second?.[0]?.id).toBe(first?.[0]?.id);
    expect(await rotations()).toMatchObject([{ total: 2 }]);
  });

  test('of a whole domain takes everybody who is managed, due or not, and asks what becomes of keys that are away', async () => {
    await managed(0);
    await managed(90);
    await managed(1, { inPasswordGroup: false });
    expect(await rotateNow({ domainId })).toMatchObject({
      rotations: null,
      userErrors: [{ code: 'BAD_INPUT', path: ['input', 'keysAway'] }],
    });
    const { rotations: begun, skipped } = await rotateNow({ domainId, keysAway: 'DIRECTORY_FIRST' });
    expect(begun).toMatchObject([{ reason: 'EMERGENCY', keysAway: 'DIRECTORY_FIRST', total: 2 }]);
    expect(skipped).toMatchObject([{ obstacle: 'NOT_IN_PASSWORD_GROUP' }]);
  });

  test.each([
    ['neither accounts nor a domain', () => ({}), 'BAD_INPUT', ['input', 'accountIds']],
    [
      'both',
      () => ({ domainId, accountIds: [globalId('DomainAccount', randomUUID())], keysAway: 'WAIT' as const }),
      'BAD_INPUT',
      ['input', 'accountIds'],
    ],
    [
      'nobody it could rotate',
      () => ({ accountIds: [globalId('DomainAccount', randomUUID())] }),
      'ROTATION_NOT_WANTED',
      null,
    ],
    [
      'a domain that is not there',
      () => ({ domainId: globalId('Domain', randomUUID()), keysAway: 'WAIT' as const }),
      'NOT_FOUND',
      null,
    ],
  ])('with %s is refused in words, and nothing is begun', async (_what, input, code, path) => {
    const { rotations: begun, userErrors } = await rotateNow(input());
    expect(begun).toBeNull();
    expect(userErrors).toMatchObject([{ code, ...(path && { path }) }]);
    expect(await rotations()).toEqual([]);
    expect(told).not.toContain(domainId);
  });

  test('with a reason of two lines is refused', async () => {
    const { userErrors } = await rotateNow({ accountIds: [await managed(1)] }, 'one\ntwo');
    expect(userErrors).toMatchObject([{ code: 'BAD_INPUT', path: ['input', 'reason'] }]);
    expect(await rotations()).toEqual([]);
  });
});

describe('a paused rotation', () => {
  test('says since when and why, stops what is open, and goes on when it is resumed; each may be done twice', async () => {
    await rotateNow({ accountIds: [await managed(1)] });
    const first = await administrator.request(PauseRotationDocument, {
      input: { domainId, reason: 'the controllers are being moved' },
    });
    const again = await administrator.request(PauseRotationDocument, { input: { domainId } });
    const { domain } = again.pauseRotation;
    expect(domain).toMatchObject({ rotationPauseReason: 'the controllers are being moved' });
    expect(domain?.rotationPausedAt).toEqual(first.pauseRotation.domain?.rotationPausedAt);
    expect(await rotations()).toMatchObject([{ state: 'PAUSED' }]);
    told = [];
    for (let times = 0; times < 2; times += 1) {
      const { resumeRotation } = await administrator.request(ResumeRotationDocument, { input: { domainId } });
      expect(resumeRotation).toMatchObject({
        userErrors: [],
        domain: { rotationPausedAt: null, rotationPauseReason: null },
      });
    }
    expect(await rotations()).toMatchObject([{ state: 'RUNNING' }]);
    // Told at most twice a second.
    await eventually(async () => expect(told).toContain(domainId));
  });

  test('of a domain that is not there is refused', async () => {
    const input = { domainId: globalId('Domain', randomUUID()) };
    const { pauseRotation } = await administrator.request(PauseRotationDocument, { input });
    expect(pauseRotation).toMatchObject({ domain: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const { resumeRotation } = await administrator.request(ResumeRotationDocument, { input });
    expect(resumeRotation).toMatchObject({ domain: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('what is shown of rotations', () => {
  test('progress is told from any number on, without a gap, with what it waits for', async () => {
    const { rotations: begun } = await rotateNow({ accountIds: [await managed(1)] });
    const rotationId = begun?.[0]?.id ?? '';
    await administrator.request(PauseRotationDocument, { input: { domainId } });
    const seen: [number, string][] = [];
    for await (const { rotationProgress: step } of administrator.subscribe(RotationProgressDocument, {
      rotationId,
    })) {
      seen.push([step.sequence, step.state]);
      expect(step).toMatchObject({ rotationId, domainId, total: 1, away: 1, connected: 0 });
      if (step.state === 'PAUSED') break;
    }
    expect(seen.map(([sequence]) => sequence)).toEqual(seen.map((_each, at) => at + 1));
    const [last] = seen.at(-1)!;
    const later = administrator.subscribe(RotationProgressDocument, { rotationId, after: last - 1 });
    const { value } = await later[Symbol.asyncIterator]().next();
    expect(value?.rotationProgress).toMatchObject({ sequence: last, state: 'PAUSED' });
  });

  test('the forecast is in the order of passwords, page by page, with who is due and who is not and why', async () => {
    const accounts = [await managed(90), await managed(27), await managed(1, { confirmed: false })];
    const nodes = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof forecastPage>> = await forecastPage(after);
      expect(page.totalCount).toBe(3);
      nodes.push(...page.edges.map(({ node }) => node));
      after = page.pageInfo.endCursor ?? null;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(nodes).toMatchObject([
      {
        accountId: accounts[0],
        isDue: true,
        obstacle: null,
        isWanted: false,
        account: { samAccountName: null },
      },
      { accountId: accounts[1], isDue: false, obstacle: null },
      { accountId: accounts[2], obstacle: 'UNCONFIRMED' },
    ]);
    expect(+new Date(nodes[1]!.dueAt) - Date.now()).toBeLessThan(2 * DAY_MS);
  });

  test('rotations are listed of one domain, or of all', async () => {
    const { rotations: begun } = await rotateNow({ accountIds: [await managed(1)] });
    const all = await administrator.request(RotationsDocument, { first: 100 });
    expect(all.rotations.edges.map(({ node }) => node.id)).toContain(begun?.[0]?.id);
    expect(all.rotations.totalCount).toBeGreaterThan(1);
    expect(await rotations()).toMatchObject([{ id: begun?.[0]?.id, note: 'lent to somebody' }]);
  });

  test('an auditor sees them and begins none', async () => {
    const auditor = await api.signedIn('AUDITOR');
    const answer = await auditor.request(RotationForecastDocument, { domainId });
    expect(answer.rotationForecast.totalCount).toBe(0);
    const input = { accountIds: [await managed(1)], reason: 'why not' };
    await expect(auditor.request(RotateNowDocument, { input })).rejects.toThrow(/FORBIDDEN|may not/);
    expect(await rotations()).toEqual([]);
  });
});

async function forecastPage(after: string | null) {
  const answer = await administrator.request(RotationForecastDocument, { domainId, first: 2, after });
  return answer.rotationForecast;
}
