import { profileOfAccount } from '../../../domain/employee/account-values.js';
import { emailKey, type EmailKey, type ObjectGuid } from '../../../domain/identifiers.js';
import { isCoveredBy } from '../../../domain/mail-suffixes.js';
import type {
  KnownAccount,
  KnownEmployee,
  KnownLink,
  SyncCandidate,
} from '../../../domain/sync/sync-candidate.js';
import type { AddressMoves } from './address-moves.js';
import type { CandidateRow, StoredAccount, StoredEmployee, StoredLink } from './plan-candidates.js';

/** A row of the database as the plan's decisions know it.  */
export function candidateOfRow(row: CandidateRow, moves: AddressMoves): SyncCandidate {
  const objectGuid = row.object_guid as ObjectGuid;
  const account = row.account === null ? null : knownAccount(row.account);
  if (row.standing !== 'PERSON') {
    const { standing, dn, evidence } = row;
    const isReplaced = moves.replaced.has(objectGuid);
    return { standing, objectGuid, dn, memberKind: row.member_kind, evidence, account, isReplaced };
  }
  return {
    standing: 'PERSON',
    objectGuid,
    held: row.held ?? [],
    account,
    person: {
      values: row,
      inPasswordGroup: row.in_password_group,
      byPrimaryGroup: row.by_primary_group,
      isBindAccount: row.is_bind_account,
      emailKey: row.email_key as EmailKey | null,
      sharesEmailWith: row.shares_email_with,
    },
    holder:
      row.holder === null
        ? null
        : { employee: knownEmployee(row.holder), givesUp: moves.granted.has(objectGuid) },
  };
}

function knownAccount({ employee, ...account }: StoredAccount): KnownAccount {
  return { ...account, employee: knownEmployee(employee) };
}

function knownEmployee({ otherLinks, ...employee }: StoredEmployee): KnownEmployee {
  return { ...employee, otherLinks: otherLinks.map(knownLink) };
}

export function knownLink({ account, mailSuffixes, ...link }: StoredLink): KnownLink {
  const address = emailKey(account.mail);
  return {
    ...link,
    values: profileOfAccount(account),
    suffixCovers: address !== undefined && isCoveredBy(mailSuffixes, address),
  };
}
