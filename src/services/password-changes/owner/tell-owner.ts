import type { Sql } from '../../../database.js';
import { emailKey } from '../../../domain/identifiers.js';
import { recordMail } from '../../outbox/record-mail.js';
import type { StoredChange } from '../rows/stored-change.js';

interface Concerned {
  readonly email: string | null;
  readonly domainName: string;
  readonly accountName: string | null;
  readonly serial: string | null;
  readonly at: Date;
}

/**
 * Records the mail that tells the owner of an account that its password has been changed, in the transaction in which the
 * change ends with the password where it belongs. One change mails once, however often this is called. Answers whether the
 * mail is new: there is none for an owner without an address.
 */
export async function tellOwner(
  sql: Sql,
  { id, kind, accountId, keyId }: Pick<StoredChange, 'id' | 'kind' | 'accountId' | 'keyId'>,
): Promise<boolean> {
  const { rows } = await sql.query<Concerned>(
    `select e.email, d.dns_name as "domainName", now() as at, k.serial,
            coalesce(a.sam_account_name, a.user_principal_name) as "accountName"
     from domain_account a
     join domain d on d.id = a.domain_id
     join employee e on e.id = a.employee_id
     left join key k on k.id = $2
     where a.id = $1`,
    [accountId, keyId],
  );
  const to = emailKey(rows[0]?.email);
  if (rows[0] === undefined || to === undefined) return false;
  const { domainName, accountName, serial, at } = rows[0];
  return recordMail(sql, {
    to,
    cause: `password-changed/${id}`,
    template: 'password-changed',
    parameters: { kind, domainName, accountName, serial, at: at.toISOString() },
  });
}
