import type { Sql } from '../../../database.js';
import { emailKey } from '../../../domain/identifiers.js';
import { recordMails } from '../../outbox/record-mail.js';
import { prepared } from '../../prepared.js';
import type { StoredChange } from '../rows/stored-change.js';

interface Concerned {
  readonly id: string;
  readonly email: string | null;
  readonly domainName: string;
  readonly accountName: string | null;
  readonly serial: string | null;
  readonly at: Date;
}

type Told = Pick<StoredChange, 'id' | 'kind' | 'accountId' | 'keyId'>;

/**
 * Records the mail that tells the owner of an account that its password has been changed, in the transaction in which the
 * change ends with the password where it belongs. One change mails once, however often this is called. Answers whether the
 * mail is new: there is none for an owner without an address.
 */
export async function tellOwner(sql: Sql, change: Told): Promise<boolean> {
  return (await tellOwners(sql, [change])) === 1;
}

/** The same for the owners of several accounts at once. Answers how many mails are new. */
export async function tellOwners(sql: Sql, changes: readonly Told[]): Promise<number> {
  const { rows } = await sql.query<Concerned>(
    prepared(
      `select c.id, e.email, d.dns_name as "domainName", now() as at, k.serial,
            coalesce(a.sam_account_name, a.user_principal_name) as "accountName"
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as c (id, account_id, key_id)
     join domain_account a on a.id = c.account_id
     join domain d on d.id = a.domain_id
     join employee e on e.id = a.employee_id
     left join key k on k.id = c.key_id`,
      [
        changes.map(({ id }) => id),
        changes.map(({ accountId }) => accountId),
        changes.map(({ keyId }) => keyId),
      ],
    ),
  );
  const kinds = new Map(changes.map(({ id, kind }) => [id, kind]));
  const mails = rows.flatMap(({ id, email, domainName, accountName, serial, at }) => {
    const to = emailKey(email);
    const kind = kinds.get(id);
    if (to === undefined || kind === undefined) return [];
    const parameters = { kind, domainName, accountName, serial, at: at.toISOString() };
    return [{ to, cause: `password-changed/${id}`, template: 'password-changed', parameters } as const];
  });
  return recordMails(sql, mails);
}
