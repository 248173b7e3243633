import { withTransaction, type Pool, type Sql } from '../../../database.js';
import { emailKey } from '../../../domain/identifiers.js';
import { recordMails, recordMailToAdministrators } from '../../outbox/record-mail.js';
import type { Judgement, RotationAccount } from './rotation-accounts.js';
import { KEY_IN_REACH } from '../rotation-progress.js';

interface Waiting {
  readonly changeId: string;
  readonly email: string | null;
  readonly domainName: string;
  readonly accountName: string | null;
  readonly serial: string | null;
  readonly wasTold: boolean;
}

const NAMES_SHOWN = 20;

export interface OverdueAccount {
  readonly account: RotationAccount;
  readonly judgement: Judgement;
}

/**
 * Tells owners whose password is overdue that their key has to be connected, once for each change, and administrators later,
 * once a day. Those whose key is connected are served instead. Answers how many mails are new.
 */
export async function tellOverdue(
  pool: Pool,
  domainId: string,
  all: readonly OverdueAccount[],
): Promise<number> {
  const now = new Date();
  const waiting = all.filter(
    ({ account, judgement }) =>
      account.changeId !== null && judgement.obstacle === undefined && judgement.isDue,
  );
  const late = waiting.filter(({ judgement }) => judgement.overdueAt <= now);
  if (late.length === 0) return 0;
  return withTransaction(pool, async (sql) => {
    const away = await readAway(
      sql,
      late.map(({ account }) => account.changeId!),
    );
    const owners = late.flatMap(({ account, judgement }) => mailOf(away.get(account.changeId!), judgement));
    await recordMails(sql, owners);
    const later = late.filter(
      ({ account, judgement }) => judgement.tellAdministratorsAt <= now && away.has(account.changeId!),
    );
    return owners.length + (await tellAdministrators(sql, domainId, later, away));
  });
}

/** Those that wait for a key which is not connected. */
async function readAway(sql: Sql, changeIds: readonly string[]): Promise<Map<string, Waiting>> {
  const { rows } = await sql.query<Waiting>(
    `select c.id as "changeId", e.email, d.dns_name as "domainName", k.serial,
            coalesce(a.sam_account_name, a.user_principal_name) as "accountName",
            exists (select 1 from mail m where m.cause = 'key-not-connected/' || c.id) as "wasTold"
     from password_change c
     join domain_account a on a.id = c.account_id join domain d on d.id = a.domain_id
     join employee e on e.id = a.employee_id
     left join key k on k.owner_id = a.employee_id and k.status = 'ACTIVE'
     where c.id = any($1::uuid[]) and c.ended_at is null and not c.holds_claim and not coalesce(${KEY_IN_REACH}, false)`,
    [changeIds],
  );
  return new Map(rows.map((row) => [row.changeId, row]));
}

/** None for somebody who was told of this change, or has no address. */
function mailOf(waiting: Waiting | undefined, { expiresAt }: Judgement) {
  const to = emailKey(waiting?.email);
  if (waiting === undefined || waiting.wasTold || to === undefined) return [];
  const { changeId, domainName, accountName, serial } = waiting;
  const parameters = { domainName, accountName, serial, expiresAt: expiresAt?.toISOString() ?? null };
  return [{ to, cause: causeOf(changeId), template: 'key-not-connected' as const, parameters }];
}

function causeOf(changeId: string): string {
  return `key-not-connected/${changeId}`;
}

async function tellAdministrators(
  sql: Sql,
  domainId: string,
  later: readonly OverdueAccount[],
  away: ReadonlyMap<string, Waiting>,
): Promise<number> {
  const [first] = later.flatMap(({ account }) => away.get(account.changeId!) ?? []);
  if (first === undefined) return 0;
  const names = later.flatMap(({ account }) => away.get(account.changeId!)?.accountName ?? []);
  const ends = later.flatMap(({ judgement }) => judgement.expiresAt?.getTime() ?? []);
  return recordMailToAdministrators(sql, {
    cause: `keys-not-connected/${domainId}/${new Date().toISOString().slice(0, 10)}`,
    template: 'keys-not-connected',
    parameters: {
      domainName: first.domainName,
      people: later.length,
      accountNames: names.slice(0, NAMES_SHOWN),
      expiresAt: ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString(),
    },
  });
}
