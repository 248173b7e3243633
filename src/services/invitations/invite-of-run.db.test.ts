import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInvitationSecrets } from '../../keys/invitation-secrets.js';
import { ScriptedSync, type ScriptedStand } from '../../testing/sync/scripted-sync.js';
import type { SyncWorld } from '../../testing/sync/sync-world.js';
import { finishRun, wasStopped } from '../sync/finish-run.js';
import { inviteOfRun } from './invite-of-run.js';

const secrets = createInvitationSecrets(randomBytes(32));
const PUBLIC_URL = 'https://keys.example/';
const { signal } = new AbortController();

let sync: ScriptedSync;
let world: SyncWorld;
let north: ScriptedStand;

beforeEach(async () => {
  sync = await ScriptedSync.open();
  ({ world } = sync);
  north = await sync.addDomain('north.example', { single_sign_on: true });
});

afterEach(() => sync.close());

const invite = (runId: string, publicUrl: string | undefined = PUBLIC_URL): Promise<number> =>
  inviteOfRun({ pool: world.pool, secrets, publicUrl }, runId, signal);

/** A run up to the end of applying. */
async function applied(domainId: string = north.domainId): Promise<string> {
  const runId = await world.request(domainId);
  await world.read(runId);
  await world.planAndApply(runId);
  return runId;
}

async function wholeRun(domainId?: string): Promise<number> {
  const runId = await applied(domainId);
  const invited = await invite(runId);
  await finishRun(world.pool, runId, { phase: 'COMPLETED' });
  return invited;
}

async function recipients(): Promise<string[]> {
  const { rows } = await world.pool.query<{ recipient: string }>(
    `select recipient from invitation order by recipient`,
  );
  return rows.map(({ recipient }) => recipient);
}

async function mails(): Promise<number> {
  const { rows } = await world.pool.query<{ count: number }>(
    `select count(*)::int as count from mail where template = 'invitation'`,
  );
  return rows[0]?.count ?? 0;
}

describe('the last phase of a run', () => {
  it('was stopped only where somebody was left to invite', async () => {
    north.member('ann');
    north.member('bob', { mail: null });
    const runId = await applied();
    await world.pool.query(
      `update sync_run set phase = 'INVITING', cancel_requested_at = now() where id = $1`,
      [runId],
    );
    expect(await wasStopped(world.pool, runId)).toBe(true);
    await world.pool.query(`update sync_run set cancel_requested_at = null where id = $1`, [runId]);
    expect(await invite(runId)).toBe(1);
    await world.pool.query(`update sync_run set cancel_requested_at = now() where id = $1`, [runId]);
    expect(await wasStopped(world.pool, runId)).toBe(false);
  });

  it('invites whom the run created and who has an address, and is seen as it goes', async () => {
    north.member('ann');
    north.member('bob', { mail: null });
    north.member('cid', { mail: 'not an address' });
    const runId = await applied();
    expect(await invite(runId)).toBe(1);
    expect(await world.run(runId)).toMatchObject({ phase: 'INVITING', invited: 1 });
    expect(await recipients()).toEqual(['ann@north.example']);
    expect(await mails()).toBe(1);
    const { rows } = await world.pool.query<{ phase: string }>(
      `select payload ->> 'phase' as phase from stream_event where stream_id = $1 order by sequence`,
      [runId],
    );
    expect(rows.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['APPLYING', 'INVITING']));
    await finishRun(world.pool, runId, { phase: 'COMPLETED' });
    expect(await world.run(runId)).toMatchObject({ phase: 'COMPLETED' });
  });

  it('invites each once, however often it is repeated and whatever became of the invitation', async () => {
    north.member('ann');
    north.member('bob');
    const runId = await applied();
    const twice = await Promise.all([invite(runId), invite(runId)]);
    expect(twice[0]! + twice[1]!).toBe(2);
    await world.pool.query(`update invitation set state = 'REVOKED' where recipient = 'ann@north.example'`);
    expect(await invite(runId)).toBe(0);
    await finishRun(world.pool, runId, { phase: 'COMPLETED' });
    expect(await wholeRun()).toBe(0);
    expect(await mails()).toBe(2);
  });

  it('goes on after a crash between two sets, and passes nobody over', async () => {
    for (let at = 0; at < 1_200; at += 1) north.member(`p${at}`);
    const runId = await applied();
    const stopped = new AbortController();
    const parts = { pool: world.pool, publicUrl: PUBLIC_URL, secrets };
    let drawn = 0;
    const dying = {
      of(id: string) {
        drawn += 1;
        if (drawn === 700) stopped.abort(new Error('killed'));
        return secrets.of(id);
      },
    };
    await expect(inviteOfRun({ ...parts, secrets: dying }, runId, stopped.signal)).rejects.toThrow('killed');
    const before = (await recipients()).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(1_200);
    expect(await invite(runId)).toBe(1_200 - before);
    expect(new Set(await recipients()).size).toBe(1_200);
    expect(await mails()).toBe(1_200);
    expect(await world.run(runId)).toMatchObject({ invited: 1_200 });
  });

  it('invites nobody whom the domain knew before single sign-on was switched on', async () => {
    await world.change(north.domainId, { single_sign_on: false });
    north.member('ann');
    expect(await wholeRun()).toBe(0);
    await world.change(north.domainId, { single_sign_on: true });
    north.member('bob');
    expect(await wholeRun()).toBe(1);
    expect(await recipients()).toEqual(['bob@north.example']);
  });

  it('invites nobody in a dry run, and nobody else when it is told to stop', async () => {
    north.member('ann');
    const dry = await world.request(north.domainId, 'DRY_RUN');
    await world.read(dry);
    await world.planAndApply(dry);
    expect(await invite(dry)).toBe(0);
    await finishRun(world.pool, dry, { phase: 'COMPLETED' });
    const runId = await applied();
    await world.pool.query(`update sync_run set cancel_requested_at = now() where id = $1`, [runId]);
    expect(await invite(runId)).toBe(0);
  });

  it('never invites to the address of a user with a role of their own', async () => {
    await world.pool.query(
      `insert into app_user (email, email_key, display_name, role)
       values ('Boss@north.example', 'boss@north.example', 'Boss', 'ADMINISTRATOR')`,
    );
    north.member('boss');
    north.member('ann');
    expect(await wholeRun()).toBe(1);
    expect(await recipients()).toEqual(['ann@north.example']);
  });

  it('says so in the run when nobody has said where links lead', async () => {
    north.member('ann');
    const runId = await applied();
    expect(await inviteOfRun({ pool: world.pool, secrets, publicUrl: undefined }, runId, signal)).toBe(0);
    const { warnings } = await world.run(runId);
    expect(warnings.join()).toContain('LATCHKEY_PUBLIC_URL');
    expect(await recipients()).toEqual([]);
  });
});

describe('a link that nobody has confirmed', () => {
  it('gets no invitation across: neither for itself nor to the address it brings', async () => {
    // Known to the north without single sign-on; the south, with it, is attached by the address alone.
    await world.change(north.domainId, { single_sign_on: false });
    north.member('ann', { mail: 'ann@shared.example' });
    expect(await wholeRun()).toBe(0);
    const south = await sync.addDomain('south.example', { single_sign_on: true, priority: 200 });
    south.member('ann', { mail: 'ann@shared.example' });
    expect(await wholeRun(south.domainId)).toBe(0);
    const { rows } = await world.pool.query<{ standing: string }>(
      `select confirmed::text as standing from domain_account where domain_id = $1`,
      [south.domainId],
    );
    expect(rows).toEqual([{ standing: 'false' }]);
  });
});
