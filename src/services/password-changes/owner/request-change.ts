import { withTransaction, type Sql } from '../../../database.js';
import { keySerial } from '../../../domain/key/key-serial.js';
import { mayHandOver } from '../../../domain/key-task/may-go.js';
import { unsendable } from '../../../domain/password/check-password.js';
import { inField } from '../../../domain/settings/input-fault.js';
import type { PasswordHolder } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';
import { openOldPassword } from '../../../keys/key-protocol.js';
import type { PasswordCopies } from '../../../keys/password-copies.js';
import { valueOrThrow } from '../../app-errors.js';
import { auditRefusals } from '../../audit/audit-refusals.js';
import { insertAudit } from '../../audit/record-audit.js';
import { nonceOf, openChallenge, takeChallenge } from '../../key-tasks/key-challenge.js';
import type { Bringer, KeyTaskParts } from '../../key-tasks/key-task-parts.js';
import { assertApproved } from '../../key-tasks/answers/lock-key.js';
import { messageBytes } from '../../key-tasks/message-bytes.js';
import { wakeChanges } from '../../key-tasks/wake-changes.js';
import { sendablePassword } from '../../keys/passwords-of-retired.js';
import { isLocked } from '../../workstations/alarm.js';
import { IS_ONLINE } from '../../workstations/lease.js';
import { lockAccount } from '../administrator/lock-account.js';
import { keepCopy } from '../copies/copies.js';
import { createChanges } from '../create-changes.js';

export type OwnPasswordParts = Pick<
  KeyTaskParts,
  'pool' | 'challenges' | 'identity' | 'workflows' | 'log'
> & {
  readonly copies: PasswordCopies;
};

/** An account, and the key of its owner that is connected to the workstation. */
interface OwnAccount {
  readonly keySerial: string;
  readonly accountId: string;
}

export interface OwnKeyPassword extends OwnAccount {
  readonly newPassword: string;
  /** Not tried at the directory. */
  readonly insist: boolean;
}

/** The present password: typed, or read from the key and sealed to the server under a challenge. */
export interface GivenOldPassword {
  readonly oldPassword: string | null;
  readonly sealedOldPassword: string | null;
  readonly challenge: string | null;
}

export interface OwnPassword extends OwnAccount, GivenOldPassword {
  /** Null: one is generated. */
  readonly newPassword: string | null;
}

/** Accounts of which the owner's key has the password, or is to get it from them. */
const OWNERS: readonly PasswordHolder[] = [
  'MANAGED',
  'DIRECTORY_AHEAD',
  'NO_PASSWORD_ON_KEY',
  'NO_ONE_HAS_IT',
];

/**
 * Corrects what a key has for an account, at a workstation that the key is connected to; the directory is not changed.
 * Answers the change, which goes on by itself.
 *
 * @throws AppError BAD_INPUT; FORBIDDEN; ALARM_RAISED; KEY_NOT_CONNECTED; NOT_FOUND; WRONG_STATE; WORKSTATION_NOT_JOINED
 */
export async function changeOnKey(
  parts: OwnPasswordParts,
  bringer: Bringer,
  { newPassword, insist: insists, ...own }: OwnKeyPassword,
): Promise<string> {
  return request(parts, bringer, own, 'password.change-on-key', async (begin) => {
    const typed = sendablePassword(newPassword, ['input', 'newPassword']);
    return begin(async (sql, keyId) => {
      const { accountId } = own;
      const wanted = { accountId, kind: 'USER_KEY_ONLY', keyId, isTyped: true, insists } as const;
      const [id = ''] = await createChanges(sql, bringer.actor, [wanted]);
      await keepCopy(sql, parts.copies, { changeId: id, password: typed });
      return id;
    });
  });
}

/**
 * Changes the password of an account in the directory and on the key, as its owner does. The old one is kept, encrypted, for
 * its one try. Answers the change, which goes on by itself.
 *
 * @throws AppError as `changeOnKey`; also CHALLENGE_OVER, PASSWORD_UNREADABLE, SERVER_IDENTITY_UNREADABLE
 */
export async function changeInDirectoryAndKey(
  parts: OwnPasswordParts,
  bringer: Bringer,
  { newPassword, oldPassword, sealedOldPassword, challenge, ...own }: OwnPassword,
): Promise<string> {
  return request(parts, bringer, own, 'password.change-own', async (begin) => {
    const typed = newPassword === null ? undefined : sendablePassword(newPassword, ['input', 'newPassword']);
    const old = await openOld(parts, own, { oldPassword, sealedOldPassword, challenge });
    return begin(async (sql, keyId) => {
      await old.take(sql);
      const isTyped = typed !== undefined;
      const wanted = { accountId: own.accountId, kind: 'USER_CHANGE', keyId, isTyped } as const;
      const [id = ''] = await createChanges(sql, bringer.actor, [wanted]);
      if (isTyped) await keepCopy(sql, parts.copies, { changeId: id, password: typed });
      await keepCopy(sql, parts.copies, { changeId: id, password: old.password, part: 'OLD' });
      return id;
    });
  });
}

type Begin = (create: (sql: Sql, keyId: string) => Promise<string>) => Promise<string>;

async function request(
  parts: OwnPasswordParts,
  { actor, workstationId }: Bringer,
  own: OwnAccount,
  action: string,
  work: (begin: Begin) => Promise<string>,
): Promise<string> {
  const entry = { action, targetType: 'DomainAccount', targetId: own.accountId };
  const changeId = await auditRefusals(parts.pool, actor, entry, () =>
    work((create) =>
      withTransaction(parts.pool, async (sql) => {
        const keyId = await lockOwn(sql, workstationId, own);
        const id = await create(sql, keyId);
        await insertAudit(sql, actor, { ...entry, details: { changeId: id, keyId } });
        return id;
      }),
    ),
  );
  await wakeChanges(parts, [changeId]);
  return changeId;
}

/** Looks at everything that is asked of whoever changes their own password; locks account and key. Answers the key. */
async function lockOwn(sql: Sql, workstationId: string, own: OwnAccount): Promise<string> {
  const serial = valueOrThrow(inField('keySerial', keySerial(own.keySerial)));
  await assertApproved(sql, workstationId);
  if (await isLocked(sql)) {
    throw new AppError('ALARM_RAISED', 'The alarm stands: no password is changed until it is lifted.');
  }
  const joined = await joinedDomainOf(sql, workstationId, serial);
  const keyId = await keyThatIsTheirs(sql, serial, own.accountId);
  const account = await lockAccount(sql, own.accountId);
  await sql.query(`select id from key where id = $1 for share`, [keyId]);
  if ((await keyThatIsTheirs(sql, serial, own.accountId)) !== keyId) throw noSuchAccount(serial);
  if (!OWNERS.includes(account.holder) || account.isKeptOffKey) {
    throw new AppError(
      'WRONG_STATE',
      `The account is ${account.holder}, and the key is not to hold it. An administrator may add it without a password.`,
    );
  }
  if (mayHandOver(account, joined)) return keyId;
  throw new AppError(
    'WORKSTATION_NOT_JOINED',
    `This workstation is joined neither to ${account.dnsName} nor to a domain that it trusts.`,
  );
}

async function joinedDomainOf(sql: Sql, workstationId: string, serial: string): Promise<string | null> {
  const { rows } = await sql.query<{ joined: string | null }>(
    `select w.joined_domain as joined from workstation_presence p join workstation w on w.id = p.workstation_id
     where w.id = $1 and ${IS_ONLINE} and $2 = any(p.connected_keys)`,
    [workstationId, serial],
  );
  if (rows[0] !== undefined) return rows[0].joined;
  throw new AppError('KEY_NOT_CONNECTED', `The key ${serial} is not connected to this workstation.`, {
    path: ['input', 'keySerial'],
  });
}

/** Nobody learns at a workstation which accounts there are besides those of the key that they have. */
async function keyThatIsTheirs(sql: Sql, serial: string, accountId: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `select k.id from key k join domain_account a on a.employee_id = k.owner_id
     where k.serial = $1 and a.id = $2 and k.status = 'ACTIVE' and k.linked_at is not null`,
    [serial, accountId],
  );
  if (rows[0] === undefined) throw noSuchAccount(serial);
  return rows[0].id;
}

function noSuchAccount(serial: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `The owner of the key ${serial} has no such account, or the key is not active.`,
    { path: ['input', 'accountId'] },
  );
}

interface OpenedOld {
  readonly password: string;
  /** Takes the challenge, in the transaction that keeps the password. */
  take(sql: Sql): Promise<void>;
}

async function openOld(
  parts: OwnPasswordParts,
  { keySerial: serial, accountId }: OwnAccount,
  { oldPassword, sealedOldPassword, challenge }: GivenOldPassword,
): Promise<OpenedOld> {
  if ((oldPassword === null) === (sealedOldPassword === null)) {
    throw new AppError('BAD_INPUT', 'Give either `oldPassword` or `sealedOldPassword`.', {
      path: ['input', 'oldPassword'],
    });
  }
  if (oldPassword !== null) {
    if (unsendable(oldPassword) === undefined) return { password: oldPassword, take: async () => undefined };
    throw new AppError('BAD_INPUT', 'A password has 1 to 256 characters, none of which is NUL.', {
      path: ['input', 'oldPassword'],
    });
  }
  const known = valueOrThrow(inField('keySerial', keySerial(serial)));
  const opened = openChallenge(parts, known, challenge ?? '');
  const bytes = messageBytes('sealedOldPassword', sealedOldPassword ?? '');
  const asked = { serial: known, accountId, nonce: nonceOf(challenge ?? '') };
  const password = openOldPassword(await parts.identity(), bytes, asked);
  if (password !== undefined) return { password, take: (sql) => takeChallenge(sql, opened) };
  throw new AppError(
    'PASSWORD_UNREADABLE',
    'This was not sealed to the server that the key obeys, for this key, this account and this challenge.',
    { path: ['input', 'sealedOldPassword'] },
  );
}
