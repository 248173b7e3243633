import type { Sql } from '../../../database.js';
import { profileOfAccount } from '../../../domain/employee/account-values.js';
import { grantEmailClaims, type EmailClaim } from '../../../domain/sync/email-claims.js';
import { emailKey, type EmailKey, type ObjectGuid } from '../../../domain/identifiers.js';
import { mergeProfile } from '../../../domain/employee/profile.js';
import type { AddressMoves } from './address-moves.js';
import { knownLink } from './candidate-of-row.js';
import { holderLinks, type StoredLink } from './plan-candidates.js';
import type { Attempt } from '../reading/store-snapshot.js';
import type { SyncDomainRow } from '../sync-run-row.js';

interface ContestedRow {
  object_guid: string;
  email_key: string;
  links: StoredLink[];
  /** The holder's account in this domain, when the snapshot shows it as a person. */
  own_guid: string | null;
  own_mail: string | null;
  own_account: string | null;
  own_shares: boolean;
  holder_has_role: boolean;
}

/**
 * Looks at every person who claims an address that another employee holds. The holder gives it up when their own
 * account in this domain has another address now and no other domain gives them the old one.
 */
export async function findAddressMoves(
  sql: Sql,
  attempt: Attempt,
  domain: SyncDomainRow,
): Promise<AddressMoves> {
  const { rows } = await sql.query<ContestedRow>(
    `select e.object_guid, e.email_key, ${holderLinks('h.id')} as links, own.object_guid as own_guid,
            own.mail as own_mail, oa.id as own_account,
            exists (select 1 from snapshot_entry s where s.run_id = $1 and s.attempt = $2 and s.standing = 'PERSON'
                    and s.email_key = own.email_key and s.object_guid <> own.object_guid) as own_shares,
            exists (select 1 from app_user u where u.employee_id = h.id and u.role <> 'EMPLOYEE'
                    and u.disabled_at is null) as holder_has_role
     from snapshot_entry e
     left join domain_account a on a.domain_id = $3 and a.object_guid = e.object_guid
     join employee h on h.email_key = e.email_key and h.id is distinct from a.employee_id
     left join domain_account oa on oa.employee_id = h.id and oa.domain_id = $3 and oa.closed_at is null
     left join snapshot_entry own on own.run_id = $1 and own.attempt = $2 and own.object_guid = oa.object_guid
                                  and own.standing = 'PERSON'
     where e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON'`,
    [attempt.runId, attempt.attempt, domain.id],
  );
  const claims = rows.map(claimOfRow);
  const granted = grantEmailClaims(claims);
  const releasing = claims.flatMap(({ objectGuid, releasedBy }) =>
    granted.has(objectGuid) && releasedBy !== null ? [releasedBy] : [],
  );
  return { granted, releasing: new Set(releasing), replaced: await findReplaced(sql, attempt, domain) };
}

/** An account that was deleted and made anew has another objectGUID and the same e-mail; or an earlier one came back. */
async function findReplaced(sql: Sql, attempt: Attempt, domain: SyncDomainRow): Promise<Set<string>> {
  const { rows } = await sql.query<{ object_guid: string }>(
    `select l.object_guid from snapshot_entry l
     join domain_account a on a.domain_id = $3 and a.object_guid = l.object_guid and a.closed_at is null
     join employee h on h.id = a.employee_id
     join snapshot_entry e on e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON' and e.email_key = h.email_key
     where l.run_id = $1 and l.attempt = $2 and l.standing = 'LEFT'
       and not exists (select 1 from domain_account k where k.domain_id = $3 and k.object_guid = e.object_guid)
       and not exists (select 1 from snapshot_entry s where s.run_id = $1 and s.attempt = $2 and s.standing = 'PERSON'
                       and s.email_key = e.email_key and s.object_guid <> e.object_guid)
       and not exists (select 1 from app_user u where u.employee_id = h.id and u.role <> 'EMPLOYEE'
                       and u.disabled_at is null)
     union
     select l.object_guid from snapshot_entry l
     join domain_account a on a.domain_id = $3 and a.object_guid = l.object_guid and a.closed_at is null
     join domain_account k on k.domain_id = $3 and k.employee_id = a.employee_id and k.closed_at is not null
     join snapshot_entry e on e.run_id = $1 and e.attempt = $2 and e.standing = 'PERSON' and e.object_guid = k.object_guid
     where l.run_id = $1 and l.attempt = $2 and l.standing = 'LEFT'`,
    [attempt.runId, attempt.attempt, domain.id],
  );
  return new Set(rows.map((row) => row.object_guid));
}

function claimOfRow(row: ContestedRow): EmailClaim {
  const claim = { objectGuid: row.object_guid as ObjectGuid, email: row.email_key as EmailKey };
  // An address that two people claim is withheld from both, so the holder keeps the old one.
  const keeps =
    row.own_guid === null || row.own_shares || row.holder_has_role || addressAfter(row) === row.email_key;
  return { ...claim, releasedBy: keeps ? null : (row.own_guid as ObjectGuid) };
}

/** The holder's address when their own account has the snapshot's value. */
function addressAfter(row: ContestedRow): EmailKey | undefined {
  const links = row.links.map((stored) => {
    const link = knownLink(stored);
    return link.accountId === row.own_account
      ? { ...link, values: profileOfAccount({ ...stored.account, mail: row.own_mail }) }
      : link;
  });
  return emailKey(mergeProfile(links).profile.email);
}
