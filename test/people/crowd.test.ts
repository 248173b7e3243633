import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordEvent } from '../../src/events/record-event.js';
import {
  AskAppSignInDocument,
  DeactivateEmployeeDocument,
  MyProfileDocument,
} from '../../src/generated/operations.js';
import { ApiClient } from '../../src/sandbox/api-client.js';
import { AT_ONCE_MS } from '../../src/testing/at-once.js';
import { OpenPage, signInPage, startCrowd, type CrowdStand } from './crowd-stand.js';

const PEOPLE = 1_000;
const LEAVERS = 100;
/** Sockets that are opened at the same time: a server takes so many from one address on which nobody has signed in. */
const OPENING = 50;

let stand: CrowdStand;
let tokens: readonly string[] = [];
let pages: readonly OpenPage[] = [];

beforeAll(async () => {
  stand = await startCrowd(PEOPLE);
});
afterAll(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await stand?.stop();
});

// Each test goes on where the one before it ended.
describe('1,000 people', () => {
  test('sign in at once, half of them with an app and half with a passkey, each as themselves', async () => {
    tokens = await Promise.all(stand.people.map((member) => signInPage(stand.url, member)));
    expect(new Set(tokens).size).toBe(PEOPLE);
    const { rows } = await stand.pool.query<{ method: string; people: number }>(
      `select method, count(distinct user_id)::int as people from session
       where method in ('APP', 'PASSKEY') group by method order by method`,
    );
    expect(rows).toEqual([
      { method: 'APP', people: PEOPLE / 2 },
      { method: 'PASSKEY', people: PEOPLE / 2 },
    ]);
  });

  test('keep a subscription open each, on a connection of their own', async () => {
    const secrets = await Promise.all(
      tokens.map(async (token) => {
        const { askAppSignIn } = await new ApiClient({ url: stand.url, token }).request(
          AskAppSignInDocument,
          {},
        );
        return askAppSignIn.secret ?? '';
      }),
    );
    const open: OpenPage[] = [];
    pages = open;
    for (let from = 0; from < PEOPLE; from += OPENING) {
      const group = tokens
        .slice(from, from + OPENING)
        .map((token, at) => new OpenPage(stand.url, token, secrets[from + at] ?? ''));
      open.push(...group);
      await Promise.all(group.map(({ ready }) => ready));
    }
    expect(pages).toHaveLength(PEOPLE);
  });

  test('of whom 100 are deactivated lose exactly those 100 connections, at once; the others go on', async () => {
    const isLeaver = (at: number): boolean => at % (PEOPLE / LEAVERS) === 3;
    const leavers = pages.filter((_page, at) => isLeaver(at));
    const others = pages.filter((_page, at) => !isLeaver(at));
    const lost: OpenPage[] = [];
    for (const page of pages) void page.closed.then(() => lost.push(page));
    const delays = await Promise.all(
      stand.people
        .filter((_person, at) => isLeaver(at))
        .map(async ({ employeeId: id }, at) => {
          await stand.administrator.request(DeactivateEmployeeDocument, { input: { id } });
          const answered = performance.now();
          const end = await leavers[at]?.closed;
          expect(end?.code).toBe(4401);
          return (end?.at ?? Infinity) - answered;
        }),
    );
    expect(Math.max(...delays)).toBeLessThan(AT_ONCE_MS);

    const { rows } = await stand.pool.query<{ id: string }>(
      'select id from app_sign_in where completed_at is null',
    );
    await recordEvent(stand.pool, { streamIds: rows.map(({ id }) => id), payload: { state: 'WAITING' } });
    await Promise.all(others.map((page) => page.toldAgain));
    expect(new Set(lost)).toEqual(new Set(leavers));
    expect(leavers.filter((page) => page.told.length !== 1)).toEqual([]);
    for (const { token } of leavers)
      await expect(
        new ApiClient({ url: stand.url, token }).request(MyProfileDocument, {}),
      ).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
  });
});
