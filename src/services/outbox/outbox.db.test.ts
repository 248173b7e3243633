import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPool, withTransaction, type Pool } from '../../database.js';
import { createActivationCodes } from '../../keys/activation-codes.js';
import { createInvitationSecrets } from '../../keys/invitation-secrets.js';
import { createMailTexts } from '../../mail/mail-texts.js';
import type { Delivery } from '../../mail/mailer.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { ScriptedMailer } from '../../testing/mail/scripted-mailer.js';
import { aRecipient, someSyncFailed } from '../../testing/mail/some-mail.js';
import { deliverMail } from './deliver-mail.js';
import { recordMail, recordMailToAdministrators } from './record-mail.js';

const texts = createMailTexts({ publicUrl: undefined, runGlobalId: (runId) => runId });
const masterKey = randomBytes(32);
const secrets = {
  codes: createActivationCodes(masterKey, 7),
  invitations: createInvitationSecrets(masterKey),
};
const { signal } = new AbortController();

let database: TestDatabase;
let pool: Pool;
let mailer: ScriptedMailer;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  pool.on('error', () => undefined);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query('truncate mail');
  mailer = new ScriptedMailer();
});

interface MailRow {
  readonly recipient: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly message_id: string | null;
  readonly sent_at: Date | null;
}

async function mails(): Promise<MailRow[]> {
  return (await pool.query<MailRow>('select * from mail order by recipient')).rows;
}

const record = (name: string, cause = 'test/1'): Promise<boolean> =>
  recordMail(pool, { cause, to: aRecipient(name), template: 'sync-failed', parameters: someSyncFailed() });

const deliver = () => deliverMail({ pool, mailer, texts, secrets }, signal);
const later = (everybody: boolean): Delivery => ({ outcome: 'LATER', everybody, reason: '451 not now' });

describe('a recorded mail', () => {
  test('is one for its cause and recipient, however often it is recorded', async () => {
    expect(await record('ann')).toBe(true);
    expect(await record('ann')).toBe(false);
    expect(await record('ben')).toBe(true);
    expect(await record('ann', 'test/2')).toBe(true);
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([
      'ann@north.example',
      'ann@north.example',
      'ben@north.example',
    ]);
  });

  test('is not there when the change that caused it is rolled back', async () => {
    const change = withTransaction(pool, async (sql) => {
      await recordMail(sql, {
        cause: 'test/1',
        to: aRecipient('ann'),
        template: 'sync-failed',
        parameters: someSyncFailed(),
      });
      throw new Error('the change failed');
    });
    await expect(change).rejects.toThrow('the change failed');
    expect(await mails()).toEqual([]);
  });

  test('can hold whatever a directory calls somebody, and never stops the change', async () => {
    const hostile = ['NUL \0 here', 'half \ud83d a character', '\u202Egnp.exe', 'x'.repeat(100_000)];
    const parameters = someSyncFailed({ message: hostile.join(' '), domainName: hostile.join('') });
    const to = aRecipient('ann');
    expect(await recordMail(pool, { cause: 'test/1', to, template: 'sync-failed', parameters })).toBe(true);
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(mailer.taken[0]?.text.length).toBeLessThan(10_000);
  });

  test('to the administrators goes to each who may sign in, and to nobody else', async () => {
    const add = (email: string, role: string, disabled: boolean) =>
      pool.query(
        `insert into app_user (email, email_key, display_name, role, disabled_at)
         values ($1, lower($1), 'Somebody', $2, case when $3 then now() end)`,
        [email, role, disabled],
      );
    await add('Ada@north.example', 'ADMINISTRATOR', false);
    await add('bob@north.example', 'ADMINISTRATOR', true);
    await add('cy@north.example', 'AUDITOR', false);
    await add('dee@north.example', 'ADMINISTRATOR', false);
    const mail = { cause: 'test/1', template: 'sync-failed', parameters: someSyncFailed() } as const;
    expect(await recordMailToAdministrators(pool, mail)).toBe(2);
    expect(await recordMailToAdministrators(pool, mail)).toBe(0);
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([
      'ada@north.example',
      'dee@north.example',
    ]);
  });
});

describe('delivery', () => {
  test('sends each mail once and marks it; a second pass finds nothing', async () => {
    for (const name of ['ann', 'ben', 'cyd']) await record(name);
    expect(await deliver()).toEqual({ sent: 3, refused: 0, waiting: 0, serverFault: undefined });
    expect(await deliver()).toMatchObject({ sent: 0 });
    expect(mailer.taken.map(({ to }) => to).toSorted()).toEqual(
      ['ann', 'ben', 'cyd'].map((name) => `${name}@north.example`),
    );
    for (const mail of await mails()) {
      expect(mail).toMatchObject({
        state: 'SENT',
        attempts: 1,
        last_error: null,
        sent_at: expect.anything(),
      });
    }
  });

  test('goes on past a refused recipient and one who is to be tried later, and shows why', async () => {
    for (const name of ['ann', 'bad', 'cyd', 'slow']) await record(name);
    mailer.answer = ({ to }) => {
      if (to.startsWith('bad')) return { outcome: 'REFUSED', reason: '550 no such mailbox' };
      return to.startsWith('slow') ? later(false) : { outcome: 'TAKEN' };
    };
    expect(await deliver()).toEqual({ sent: 2, refused: 1, waiting: 1, serverFault: undefined });
    expect(await mails()).toMatchObject([
      { state: 'SENT' },
      { state: 'REFUSED', attempts: 1, last_error: '550 no such mailbox' },
      { state: 'SENT' },
      { state: 'WAITING', attempts: 1, last_error: '451 not now' },
    ]);
    mailer.answer = () => ({ outcome: 'TAKEN' });
    expect(await deliver()).toMatchObject({ sent: 1, refused: 0, waiting: 0 });
    expect((await mails()).at(-1)).toMatchObject({ state: 'SENT', attempts: 2, last_error: null });
  });

  test('stops asking a mail server that takes nothing, and loses none', async () => {
    for (let at = 0; at < 30; at += 1) await record(`p${at}`);
    mailer.answer = () => later(true);
    expect(await deliver()).toMatchObject({ sent: 0, waiting: 30, serverFault: '451 not now' });
    expect(mailer.offered.length).toBeLessThan(10);
    mailer.answer = () => ({ outcome: 'TAKEN' });
    expect(await deliver()).toMatchObject({ sent: 30, waiting: 0 });
  });

  test('goes through more mails than fit on a page, the oldest first', async () => {
    await pool.query(
      `insert into mail (cause, recipient, template, parameters, created_at)
       select 'many', 'p' || n || '@north.example', 'sync-failed', $1, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second'
       from generate_series(1, 250) n`,
      [JSON.stringify(someSyncFailed())],
    );
    expect(await deliver()).toMatchObject({ sent: 250 });
    const order = mailer.taken.map(({ to }) => Number(/\d+/.exec(to)?.[0]));
    expect(new Set(order).size).toBe(250);
    expect(Math.max(...order.slice(0, 100))).toBe(100);
  });

  test('by two workers at once sends none twice', async () => {
    for (let at = 0; at < 20; at += 1) await record(`p${at}`);
    const other = new ScriptedMailer();
    const [here, there] = await Promise.all([
      deliver(),
      deliverMail({ pool, mailer: other, texts, secrets }, signal),
    ]);
    const all = [...mailer.taken, ...other.taken].map(({ to }) => to);
    expect(all.length).toBe(20);
    expect(new Set(all).size).toBe(20);
    expect(here.sent + there.sent).toBe(20);
  });

  test('repeats a mail whose mark was lost under the same Message-ID, made from its cause', async () => {
    await record('ann');
    const doomed = createPool(`${database.url}?application_name=doomed`);
    doomed.on('error', () => undefined);
    mailer.answer = async () => {
      // Taken by the mail server, and then the worker's connection dies before it can say so.
      await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
        'doomed',
      ]);
      return { outcome: 'TAKEN' };
    };
    await expect(deliverMail({ pool: doomed, mailer, texts, secrets }, signal)).rejects.toThrow(
      /terminat|connection/i,
    );
    await doomed.end();
    expect(await mails()).toMatchObject([{ state: 'WAITING', attempts: 0 }]);
    mailer.answer = () => ({ outcome: 'TAKEN' });
    expect(await deliver()).toMatchObject({ sent: 1 });
    const ids = mailer.taken.map(({ messageId }) => messageId);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(ids[0]).toMatch(/^[0-9a-f]{40}@latchkey\.example$/);
  });

  test('gives every cause and recipient a Message-ID of its own', async () => {
    await record('ann');
    await record('ben');
    await record('ann', 'test/2');
    await deliver();
    expect(new Set(mailer.taken.map(({ messageId }) => messageId)).size).toBe(3);
  });

  test('leaves a mail that only a newer version can write, and sends the others', async () => {
    await record('ann');
    await pool.query(
      `insert into mail (cause, recipient, template, parameters) values
       ('new', 'zoe@north.example', 'not-yet-known', '{}'), ('old', 'zoe@north.example', 'sync-failed', '{"code": 7}')`,
    );
    expect(await deliver()).toMatchObject({ sent: 1, waiting: 2, serverFault: undefined });
    expect(await mails()).toMatchObject([
      { state: 'SENT' },
      { state: 'WAITING', last_error: expect.stringContaining('does not know this kind') },
      { state: 'WAITING' },
    ]);
  });

  test('stops between two mails when it is told to', async () => {
    await record('ann');
    const stop = new AbortController();
    stop.abort(new Error('shutting down'));
    await expect(deliverMail({ pool, mailer, texts, secrets }, stop.signal)).rejects.toThrow('shutting down');
    expect(mailer.offered).toEqual([]);
  });
});
