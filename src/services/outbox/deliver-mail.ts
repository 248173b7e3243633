import { withTransaction, type Pool, type Sql } from '../../database.js';
import type { Delivery, Mailer, MailTexts } from '../../mail/mailer.js';
import { secretOfMail, type MailSecrets } from './secret-of-mail.js';

export interface DeliveryParts {
  readonly pool: Pool;
  readonly mailer: Mailer;
  readonly texts: MailTexts;
  readonly secrets: MailSecrets;
}

/** What one pass over the waiting mails came to. */
export interface DeliveryPass {
  readonly sent: number;
  readonly refused: number;
  /** Tried in vain, or not tried since nothing is taken now. */
  readonly waiting: number;
  /** Why nothing is taken now; undefined when the mail server answers. Names no recipient. */
  readonly serverFault: string | undefined;
}

interface WaitingMail {
  readonly id: string;
  readonly recipient: string;
  readonly template: string;
  readonly parameters: Record<string, unknown>;
  readonly message_id: string;
}

const PAGE = 100;
/** Mails under way at once. Each holds a database connection while the mail server thinks. */
const AT_ONCE = 4;
const UNKNOWN_TEXT = 'This version of Latchkey does not know this kind of mail. A newer one will send it.';

/**
 * Sends what waits, oldest first, and marks each mail as soon as the mail server has taken it. A mail is sent again only
 * when the process died in between, then under the same Message-ID. What another worker is sending is left to it.
 */
export async function deliverMail(parts: DeliveryParts, signal: AbortSignal): Promise<DeliveryPass> {
  const pass = { sent: 0, refused: 0, waiting: 0, serverFault: undefined as string | undefined };
  let page = await nextPage(parts, undefined);
  while (page.length > 0) {
    for (let at = 0; at < page.length && pass.serverFault === undefined; at += AT_ONCE) {
      signal.throwIfAborted();
      const attempts = page.slice(at, at + AT_ONCE).map(({ id }) => attempt(parts, id));
      // None is left behind when another fails: what was sent is marked before the step ends.
      await Promise.allSettled(attempts);
      for (const delivery of await Promise.all(attempts)) count(pass, delivery);
    }
    if (pass.serverFault !== undefined) break;
    page = await nextPage(parts, page.at(-1));
  }
  return pass.serverFault === undefined ? pass : { ...pass, waiting: await countWaiting(parts.pool) };
}

interface Place {
  readonly id: string;
  readonly created_at: Date;
}

/** The next mails after a place, each with the Message-ID it will have in every attempt. */
async function nextPage({ pool, mailer }: DeliveryParts, after: Place | undefined): Promise<Place[]> {
  const { rows } = await pool.query<Place>(
    `select id, created_at from mail
     where state = 'WAITING' and ($1::timestamptz is null or (created_at, id) > ($1, $2::uuid))
     order by created_at, id limit $3`,
    [after?.created_at ?? null, after?.id ?? null, PAGE],
  );
  await pool.query(
    `update mail set message_id = left(encode(sha256(convert_to(cause || E'\\n' || recipient, 'UTF8')), 'hex'), 40) || '@' || $2
     where id = any($1::uuid[]) and message_id is null`,
    [rows.map(({ id }) => id), mailer.domain],
  );
  return rows;
}

/** Undefined when there was nothing left to do. */
async function attempt(parts: DeliveryParts, id: string): Promise<Delivery | undefined> {
  return withTransaction(parts.pool, async (sql) => {
    const { rows } = await sql.query<WaitingMail>(
      `select id, recipient, template, parameters, message_id from mail
       where id = $1 and state = 'WAITING' for update skip locked`,
      [id],
    );
    const mail = rows[0];
    if (mail === undefined) return undefined;
    const delivery = await send(sql, parts, mail);
    await mark(sql, id, delivery);
    return delivery;
  });
}

async function send(
  sql: Sql,
  { mailer, texts, secrets }: DeliveryParts,
  mail: WaitingMail,
): Promise<Delivery> {
  const said = await secretOfMail(sql, secrets, mail);
  if (said.kind === 'GONE') return { outcome: 'REFUSED', reason: said.reason };
  const secret = said.kind === 'SECRET' ? said.secret : undefined;
  const rendered = texts.render(mail.template, mail.parameters, secret);
  if (rendered === undefined) return { outcome: 'LATER', everybody: false, reason: UNKNOWN_TEXT };
  return mailer.send({ to: mail.recipient, messageId: mail.message_id, ...rendered });
}

const STATE_AFTER = { TAKEN: 'SENT', REFUSED: 'REFUSED', LATER: 'WAITING' } as const;

async function mark(sql: Sql, id: string, delivery: Delivery): Promise<void> {
  await sql.query(
    `update mail set state = $2, attempts = attempts + 1, last_attempt_at = clock_timestamp(),
       sent_at = case when $2 = 'SENT' then clock_timestamp() end, last_error = $3
     where id = $1`,
    [id, STATE_AFTER[delivery.outcome], delivery.outcome === 'TAKEN' ? null : delivery.reason],
  );
}

function count(
  pass: { sent: number; refused: number; waiting: number; serverFault: string | undefined },
  delivery: Delivery | undefined,
): void {
  if (delivery?.outcome === 'TAKEN') pass.sent += 1;
  if (delivery?.outcome === 'REFUSED') pass.refused += 1;
  if (delivery?.outcome !== 'LATER') return;
  pass.waiting += 1;
  if (delivery.everybody) pass.serverFault = delivery.reason;
}

async function countWaiting(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from mail where state = 'WAITING'`,
  );
  return rows[0]?.count ?? 0;
}

/** Whether any mail waits. */
export async function isMailWaiting(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waits: boolean }>(
    `select exists (select 1 from mail where state = 'WAITING') as waits`,
  );
  return rows[0]?.waits ?? false;
}
