import { withTransaction, type Pool } from '../../database.js';
import { emailKey } from '../../domain/identifiers.js';
import type { UserRole } from '../../domain/states.js';
import { AppError } from '../../errors.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { checkNewPassword, hashPassword } from '../sign-in/password-hash.js';

export interface NewUser {
  readonly email: string;
  readonly displayName: string;
  readonly role: UserRole;
  readonly password: string;
}

const LONGEST_NAME = 200;

/**
 * Adds somebody who may sign in and returns their id. Fails with BAD_INPUT for a bad address, name or password and with
 * ALREADY_EXISTS when a user has that address. The hash goes to the database as a parameter: in no statement log.
 */
export async function createUser(pool: Pool, actor: Actor, user: NewUser): Promise<string> {
  const key = emailKey(user.email);
  if (key === undefined) throw new AppError('BAD_INPUT', 'The e-mail address is not one address.');
  const name = user.displayName.trim();
  if (name === '' || name.length > LONGEST_NAME) {
    throw new AppError('BAD_INPUT', `A name has 1 to ${LONGEST_NAME} characters.`);
  }
  checkNewPassword(user.password);
  const hash = await hashPassword(user.password);
  return withTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ id: string }>(
      `insert into app_user (email, email_key, display_name, role, password_hash)
       values ($1, $2, $3, $4, $5) on conflict (email_key) do nothing returning id`,
      [user.email.trim(), key, name, user.role, hash],
    );
    const id = rows[0]?.id;
    if (id === undefined) {
      throw new AppError('ALREADY_EXISTS', 'There is a user with this e-mail address already.');
    }
    await insertAudit(sql, actor, {
      action: 'user.create',
      targetType: 'User',
      targetId: id,
      details: { role: user.role },
    });
    return id;
  });
}
