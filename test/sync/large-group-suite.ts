import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SandboxDirectory,
} from '../../src/sandbox/sandbox-directory.js';
import { SyncWorld } from '../../src/testing/sync/sync-world.js';

const MEMBERS = 3_200;
const LEAVERS = 40;

const login = (index: number) => `member${index}`;

const LARGE: DirectoryContents = {
  dnsName: 'large.example',
  units: ['Staff'],
  groups: [SYNC_GROUP, PASSWORD_GROUP],
  people: Array.from({ length: MEMBERS }, (_, index) => ({
    login: login(index),
    commonName: `Member ${index}`,
    givenName: 'Member',
    surname: String(index),
    displayName: `Member ${index}`,
    mail: `${login(index)}@large.example`,
    enabled: true,
    groups: index % 2 === 0 ? [SYNC_GROUP, PASSWORD_GROUP] : [SYNC_GROUP],
    unit: 'Staff',
  })),
};

/** Groups beyond one page of people (1,000) and one range of members (1,500). */
export function describeLargeGroup(start: (contents: DirectoryContents) => Promise<SandboxDirectory>): void {
  let directory: SandboxDirectory;
  let editor: DirectoryEditor;
  let world: SyncWorld;
  let domainId: string;

  beforeAll(async () => {
    directory = await start(LARGE);
    editor = await DirectoryEditor.open(directory);
    world = await SyncWorld.create();
    domainId = await world.addDomain(directory);
  }, 300_000);

  afterAll(async () => {
    await editor?.close();
    await Promise.allSettled([directory?.stop(), world?.close()]);
  });

  it('every one of 3,200 members is imported, with both groups read to their end', async () => {
    const run = await world.sync(domainId);
    expect(run).toMatchObject({ phase: 'COMPLETED', read: MEMBERS, failed: 0, counts: { CREATE: MEMBERS } });
    expect(await world.count('employee')).toBe(MEMBERS);
    const waiting = await world.pool.query<{ count: number }>(
      `select count(*)::int as count from domain_account where password_holder = 'AWAITING_KEY'`,
    );
    expect(waiting.rows[0]?.count).toBe(MEMBERS / 2);
  });

  it('progress moves with every page and batch, with sequence numbers that have no gaps', async () => {
    const { rows } = await world.pool.query<{
      sequence: number;
      payload: { read: number; applied: number; phase: string };
    }>(
      `select e.sequence, e.payload from stream_event e join sync_run r on r.id = e.stream_id order by e.sequence`,
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    expect(new Set(rows.map(({ payload }) => payload.read)).size).toBeGreaterThan(3);
    expect(new Set(rows.map(({ payload }) => payload.applied)).size).toBeGreaterThan(3);
    expect(rows.at(-1)?.payload).toMatchObject({ phase: 'COMPLETED', read: MEMBERS, applied: MEMBERS });
  });

  it('people who left are removed, whichever range named them; the others are unchanged', async () => {
    const leavers = Array.from({ length: LEAVERS }, (_, index) => login(index * (MEMBERS / LEAVERS)));
    await editor.removeFromGroup(SYNC_GROUP, ...leavers);
    const run = await world.sync(domainId);
    expect(run.counts).toMatchObject({ REMOVE: LEAVERS, UNCHANGED: MEMBERS - LEAVERS });
    expect(await world.employeeOf(leavers[0]!, domainId)).toMatchObject({ state: 'DEACTIVATED' });
  });
}
