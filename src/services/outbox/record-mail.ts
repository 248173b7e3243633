import type { Sql } from '../../database.js';
import type { EmailKey } from '../../domain/identifiers.js';
import type { MailParameters, MailTemplate } from '../../mail/mail-templates.js';

/** A mail to be sent to somebody, once for each cause. */
export interface MailToRecord<Template extends MailTemplate> {
  /** What it is about, with the id of what happened, for example `sync-failed/<run>`. */
  readonly cause: string;
  readonly template: Template;
  /** What the text needs to know, never a secret: it is stored and shown to those who may read everything. */
  readonly parameters: MailParameters[Template];
}

const LONGEST_TEXT = 4_000;
const LONGEST_LIST = 100;

/**
 * Records a mail in the caller's transaction: it is sent when that is committed, and never when it is not. The same
 * cause and recipient again changes nothing. Answers whether it is new; then `Workflows.deliverMail` after the commit
 * sends it at once, and without that the worker does within a minute.
 */
export async function recordMail<Template extends MailTemplate>(
  sql: Sql,
  { to, ...mail }: MailToRecord<Template> & { readonly to: EmailKey },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into mail (cause, recipient, template, parameters) values ($1, $2, $3, $4)
     on conflict (cause, recipient) do nothing`,
    [mail.cause, to, mail.template, storable(mail.parameters)],
  );
  return rowCount === 1;
}

/** The same for many at once, each with a cause of its own, in one statement. Answers how many are new. */
export async function recordMails<Template extends MailTemplate>(
  sql: Sql,
  mails: readonly (MailToRecord<Template> & { readonly to: string })[],
): Promise<number> {
  if (mails.length === 0) return 0;
  const { rowCount } = await sql.query(
    `insert into mail (cause, recipient, template, parameters)
     select m.cause, m.recipient, m.template, m.parameters::jsonb
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as m (cause, recipient, template, parameters)
     on conflict (cause, recipient) do nothing`,
    [
      mails.map(({ cause }) => cause),
      mails.map(({ to }) => to),
      mails.map(({ template }) => template),
      mails.map(({ parameters }) => storable(parameters)),
    ],
  );
  return rowCount ?? 0;
}

/** The same to every administrator who may sign in. Answers how many mails are new. */
export async function recordMailToAdministrators<Template extends MailTemplate>(
  sql: Sql,
  mail: MailToRecord<Template>,
): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into mail (cause, recipient, template, parameters)
     select $1, u.email_key, $2, $3 from app_user u
     where u.role = 'ADMINISTRATOR' and u.disabled_at is null
     on conflict (cause, recipient) do nothing`,
    [mail.cause, mail.template, storable(mail.parameters)],
  );
  return rowCount ?? 0;
}

/** JSON that PostgreSQL takes, whatever a directory put into a name: no NUL, no half characters, no endless text. */
function storable(parameters: object): string {
  return JSON.stringify(parameters, (_key, value: unknown) => {
    if (typeof value === 'string') {
      return value.slice(0, LONGEST_TEXT).toWellFormed().replaceAll('\0', '');
    }
    return Array.isArray(value) ? value.slice(0, LONGEST_LIST) : value;
  });
}
