import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../database.js';
import { createActivationCodes } from '../keys/activation-codes.js';
import { createInvitationSecrets } from '../keys/invitation-secrets.js';
import { createLog } from '../log.js';
import { createMailTexts } from '../mail/mail-texts.js';
import { createTestDatabase, type TestDatabase } from '../testing/database/test-database.js';
import { ScriptedMailer } from '../testing/mail/scripted-mailer.js';
import { someSyncFailed } from '../testing/mail/some-mail.js';
import { createMailActivities } from './mail-activities.js';

const masterKey = randomBytes(32);
const secrets = {
  codes: createActivationCodes(masterKey, 7),
  invitations: createInvitationSecrets(masterKey),
};

let database: TestDatabase;
let pool: Pool;
let deliveries: number;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query('truncate mail');
  deliveries = 0;
});

const workflows = {
  async requestSync() {},
  async cancelSync() {},
  async deliverMail() {
    deliveries += 1;
  },
  async advanceChange() {},
  async rotate() {},
};

/** What the worker's schedule does each minute. */
function eachMinute(server: ScriptedMailer | null = new ScriptedMailer()): Promise<void> {
  const mailer = server ?? undefined;
  const texts = createMailTexts({ publicUrl: undefined, runGlobalId: (runId) => runId });
  const log = createLog('latchkey-test', 'silent');
  return createMailActivities({ pool, mailer, texts, secrets, workflows, log }).startDelivery();
}

/** A mail that was recorded, and tried or sent, so many days ago. */
async function addMail(name: string, state: string, recordedDays: number, sentDays?: number): Promise<void> {
  await pool.query(
    `insert into mail (cause, recipient, template, parameters, state, created_at, sent_at)
     values ('test/1', $1, 'sync-failed', $2, $3, now() - $4 * interval '1 day', now() - $5 * interval '1 day')`,
    [name, JSON.stringify(someSyncFailed()), state, recordedDays, sentDays ?? null],
  );
}

async function recipients(): Promise<string[]> {
  const { rows } = await pool.query<{ recipient: string }>('select recipient from mail order by recipient');
  return rows.map(({ recipient }) => recipient);
}

test('a mail is deleted 90 days after it was delivered, and not before', async () => {
  await addMail('delivered long ago', 'SENT', 91, 90.01);
  await addMail('delivered lately', 'SENT', 91, 89.99);
  await addMail('new', 'SENT', 1, 1);
  await eachMinute();
  expect(await recipients()).toEqual(['delivered lately', 'new']);
});

test('a mail that nobody has had is kept, however old it is', async () => {
  await addMail('refused', 'REFUSED', 400);
  await addMail('waiting', 'WAITING', 400);
  await eachMinute();
  expect(await recipients()).toEqual(['refused', 'waiting']);
  expect(deliveries).toBe(1);
});

test('what was delivered is deleted without a mail server too', async () => {
  await addMail('delivered long ago', 'SENT', 100, 100);
  await eachMinute(null);
  expect(await recipients()).toEqual([]);
});

test('a thousand are deleted at a time, the oldest first', async () => {
  await pool.query(
    `insert into mail (cause, recipient, template, parameters, state, created_at, sent_at)
     select 'many', lpad(n::text, 5, '0'), 'sync-failed', '{}', 'SENT', at, at
     from generate_series(1, 1005) n, lateral (select now() - interval '100 days' + n * interval '1 minute' as at) t`,
  );
  await eachMinute();
  expect(await recipients()).toEqual(['01001', '01002', '01003', '01004', '01005']);
  await eachMinute();
  expect(await recipients()).toEqual([]);
});
