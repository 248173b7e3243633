import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  PasswordChangeProgressDocument,
  type PasswordChangeProgressSubscription,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import type { StoredChange } from '../../services/password-changes/rows/stored-change.js';
import { writeChange } from '../../services/password-changes/rows/write-change.js';
import { StoredChanges } from '../../testing/passwords/stored-changes.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { idleWorkflows } from '../../testing/waiting-run.js';
import { globalId } from '../relay/global-id.js';

type ProgressEvent = PasswordChangeProgressSubscription['passwordChangeProgress'];

let api: TestApi;
let stand: StoredChanges;
let administrator: ApiClient;

beforeAll(async () => {
  api = await startApi({ adapters: { workflows: idleWorkflows } });
  stand = StoredChanges.over(api.backend.pool);
  administrator = await api.signedIn('ADMINISTRATOR');
});

afterAll(() => api.close());

const changeId = ({ id }: StoredChange): string => globalId('PasswordChange', id);

async function activation() {
  const account = await stand.addAccount();
  return { ...account, change: await stand.addChange(account.accountId, 'ACTIVATION', account.key.id) };
}

describe('watching a change', () => {
  async function watch(
    of: { changeId: string } | { accountId: string },
    { after = 0, most = Infinity } = {},
  ): Promise<ProgressEvent[]> {
    const events: ProgressEvent[] = [];
    for await (const { passwordChangeProgress } of administrator.subscribe(PasswordChangeProgressDocument, {
      ...of,
      after,
    })) {
      events.push(passwordChangeProgress);
      if (events.length >= most) break;
    }
    return events;
  }

  const stagesOf = (events: readonly ProgressEvent[]): string[] =>
    events.map(({ sequence, kind, stage }) => `${sequence} ${kind} ${stage}`);

  async function goOn({ id }: StoredChange, ...stages: StoredChange['stage'][]): Promise<void> {
    for (const stage of stages) await writeChange(stand.pool, await stand.change(id), { stage });
  }

  test('delivers everything that happens to it once, in order, and ends with it', async () => {
    const { change } = await activation();
    const live = watch({ changeId: changeId(change) });
    await goOn(change, 'WAITING_FOR_KEY', 'ON_KEY', 'COMPLETED');
    const events = await live;
    expect(stagesOf(events)).toEqual([
      '1 ACTIVATION QUEUED',
      '2 ACTIVATION WAITING_FOR_KEY',
      '3 ACTIVATION ON_KEY',
      '4 ACTIVATION COMPLETED',
    ]);
    expect(await watch({ changeId: changeId(change) })).toEqual(events);
    expect(await watch({ changeId: changeId(change) }, { after: 2 })).toEqual(events.slice(2));
    expect(await watch({ changeId: changeId(change) }, { after: 4 })).toEqual([]);
  });

  test('of an account goes on with the next one', async () => {
    const { accountId, change } = await activation();
    const id = globalId('DomainAccount', accountId);
    await goOn(change, 'CANCELLED');
    const live = watch({ accountId: id }, { after: 1, most: 3 });
    const next = await stand.addChange(accountId, 'HAND_BACK');
    await goOn(next, 'IN_DIRECTORY');
    const events = await live;
    expect(stagesOf(events)).toEqual([
      '2 ACTIVATION CANCELLED',
      '3 HAND_BACK QUEUED',
      '4 HAND_BACK IN_DIRECTORY',
    ]);
    expect(events.map((event) => event.changeId)).toEqual([change, next, next].map(changeId));
    expect(new Set(events.map((event) => event.accountId))).toEqual(new Set([id]));
  });

  test.each([
    ['neither of them', () => ({}), 'BAD_INPUT'],
    ['both of them', (id: string) => ({ changeId: id, accountId: id }), 'BAD_INPUT'],
    ['a number that was not given out yet', (id: string) => ({ changeId: id, after: 2 }), 'BAD_INPUT'],
    [
      'an account whose password was never changed',
      (_: string, accountId: string) => ({ accountId }),
      'NOT_FOUND',
    ],
    [
      'a change that is not there',
      () => ({ changeId: globalId('PasswordChange', crypto.randomUUID()) }),
      'NOT_FOUND',
    ],
  ])('is refused for %s', async (_what, variablesOf, code) => {
    const { change } = await activation();
    const untouched = globalId('DomainAccount', (await stand.addAccount()).accountId);
    const text = `subscription ($changeId: ID, $accountId: ID, $after: Int! = 0) {
      passwordChangeProgress(changeId: $changeId, accountId: $accountId, after: $after) { sequence } }`;
    const { value } = await administrator.iterate(text, variablesOf(changeId(change), untouched)).next();
    expect(JSON.stringify(value)).toContain(code);
  });
});
