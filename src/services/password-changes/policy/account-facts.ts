import type { Sql } from '../../../database.js';
import type { PasswordAccount } from '../../../directory/password-directory.js';
import { isCalled } from '../../../domain/active-directory/bind-account.js';
import type { DnsName, ObjectGuid } from '../../../domain/identifiers.js';
import { passwordObstacle, type PasswordObstacle } from '../../../domain/password/password-obstacle.js';
import type { PasswordHolder } from '../../../domain/states.js';
import { AppError, type ErrorCode } from '../../../errors.js';
import { prepared } from '../../prepared.js';

/** What a change needs to know of the account's domain. */
export interface PasswordDomain {
  readonly id: string;
  readonly dnsName: DnsName;
  readonly controllers: readonly string[];
  readonly baseDn: string | null;
  readonly bindAccount: string;
  readonly bindSecretSealed: Buffer | null;
  readonly caCertificates: readonly string[];
}

/** An account as the database has it, with its domain. */
export interface AccountFacts {
  readonly id: string;
  readonly employeeId: string;
  readonly objectGuid: ObjectGuid;
  readonly confirmed: boolean;
  readonly holder: PasswordHolder;
  readonly closedAt: Date | null;
  readonly domain: PasswordDomain;
  /** As last read from the directory. */
  readonly dn: string;
  readonly rid: number | null;
  readonly userAccountControl: number | null;
  readonly samAccountName: string | null;
  readonly userPrincipalName: string | null;
  /** Whether some domain is known to be read with it. */
  readonly isBindAccount: boolean;
  /** The bind accounts of all domains as they were written: one that was never read with is known by nothing else. */
  readonly bindAccounts: readonly string[];
}

type FactsRow = Omit<AccountFacts, 'domain'> & Omit<PasswordDomain, 'id'> & { readonly domainId: string };

/** Undefined when there is no such account (any more). */
export async function readAccountFacts(sql: Sql, accountId: string): Promise<AccountFacts | undefined> {
  return (await readFactsOfAccounts(sql, [accountId])).get(accountId);
}

/** The same of several accounts at once, of those that there are. */
export async function readFactsOfAccounts(
  sql: Sql,
  accountIds: readonly string[],
): Promise<Map<string, AccountFacts>> {
  const { rows } = await sql.query<FactsRow>(
    prepared(
      `select a.id, a.employee_id as "employeeId", a.object_guid as "objectGuid", a.confirmed,
            a.password_holder as holder, a.closed_at as "closedAt", a.dn, a.rid::float8 as rid, a.user_account_control as "userAccountControl",
            a.sam_account_name as "samAccountName", a.user_principal_name as "userPrincipalName",
            exists (select 1 from domain b where b.bind_account_guid = a.object_guid) as "isBindAccount",
            array(select b.bind_account from domain b) as "bindAccounts",
            d.id as "domainId", d.dns_name as "dnsName", d.controllers, d.base_dn as "baseDn",
            d.bind_account as "bindAccount", d.bind_secret_sealed as "bindSecretSealed",
            d.ca_certificates as "caCertificates"
     from domain_account a join domain d on d.id = a.domain_id where a.id = any($1::uuid[])`,
      [accountIds],
    ),
  );
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

function factsOf({
  domainId,
  dnsName,
  controllers,
  baseDn,
  bindAccount,
  bindSecretSealed,
  caCertificates,
  ...account
}: FactsRow): AccountFacts {
  const named = { dnsName, controllers, baseDn, bindAccount, bindSecretSealed, caCertificates };
  return { ...account, domain: { id: domainId, ...named } };
}

/** Undefined when there is no such domain (any more). */
export async function readPasswordDomain(sql: Sql, domainId: string): Promise<PasswordDomain | undefined> {
  const { rows } = await sql.query<PasswordDomain>(
    prepared(
      `select d.id, d.dns_name as "dnsName", d.controllers, d.base_dn as "baseDn", d.bind_account as "bindAccount",
            d.bind_secret_sealed as "bindSecretSealed", d.ca_certificates as "caCertificates"
     from domain d where d.id = $1`,
      [domainId],
    ),
  );
  return rows[0];
}

/** Whether some domain is read with an account, by what the database knows of both. */
export function isBindAccount({
  isBindAccount: isKnown,
  bindAccounts,
  domain,
  ...called
}: AccountFacts): boolean {
  return isKnown || bindAccounts.some((written) => isCalled(written, { ...called, dnsName: domain.dnsName }));
}

/** Why the password of an account is not touched, by what the database and the directory know of it now. */
export function obstacleOf(facts: AccountFacts, account: PasswordAccount): PasswordObstacle | undefined {
  const { samAccountName, userPrincipalName } = account.names;
  const { dnsName } = facts.domain;
  const called = { dn: account.dn, samAccountName, userPrincipalName, dnsName };
  return passwordObstacle({
    isPerson: account.kind === 'PERSON',
    isBindAccount: facts.isBindAccount || facts.bindAccounts.some((written) => isCalled(written, called)),
    isConfirmed: facts.confirmed,
    rid: account.rid,
    userAccountControl: account.userAccountControl,
    accountExpires: account.accountExpires,
    now: account.controllerTime,
  });
}

const OBSTACLES: { readonly [Obstacle in PasswordObstacle]: readonly [ErrorCode, string] } = {
  NOT_A_PERSON: ['ACCOUNT_NEVER_MANAGED', 'It is no person, so its password is never touched.'],
  BIND_ACCOUNT: ['ACCOUNT_NEVER_MANAGED', 'A domain is read with it, so its password is never touched.'],
  BUILT_IN_ACCOUNT: ['ACCOUNT_NEVER_MANAGED', 'It is a built-in account, so its password is never touched.'],
  SMART_CARD_REQUIRED: [
    'ACCOUNT_NEVER_MANAGED',
    'It requires a smart card, so its password is never touched. Take that setting off the account first.',
  ],
  UNREADABLE: [
    'ACCOUNT_NEVER_MANAGED',
    'What kind of account it is cannot be read (objectSid, userAccountControl), so its password is not touched. Let the bind account read them.',
  ],
  UNCONFIRMED: [
    'ACCOUNT_UNCONFIRMED',
    'Whose account it is was only told by an e-mail address. Confirm the link with confirmAccount.',
  ],
  DISABLED: ['ACCOUNT_DISABLED', 'It is disabled in the directory. Enable it there first.'],
  EXPIRED: ['ACCOUNT_EXPIRED', 'It has expired in the directory. Set another date there first.'],
};

export function obstacleFailure(obstacle: PasswordObstacle): AppError {
  return new AppError(...OBSTACLES[obstacle]);
}

export function accountGone(domain: PasswordDomain): AppError {
  return new AppError(
    'ACCOUNT_GONE',
    `${domain.dnsName} has no such account any more, or hides it from the bind account.`,
  );
}
