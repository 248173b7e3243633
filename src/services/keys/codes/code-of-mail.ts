import type { Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';
import type { MailSecret } from '../../outbox/secret-of-mail.js';

const GONE: MailSecret = {
  kind: 'GONE',
  reason: 'The activation code was used, replaced, cancelled, or has expired before the mail could leave.',
};

/** The activation code that a mail tells its reader; only while it can be used. */
export async function codeOfMail(
  sql: Sql,
  codes: ActivationCodes,
  activationId: string,
): Promise<MailSecret> {
  const { rows } = await sql.query<{ id: string; codeSealed: Buffer }>(
    `select id, code_sealed as "codeSealed" from activation
     where id::text = $1 and state = 'PENDING' and expires_at > clock_timestamp()`,
    [activationId],
  );
  const [activation] = rows;
  if (activation === undefined) return GONE;
  try {
    return { kind: 'SECRET', secret: codes.open(activation.codeSealed, activation.id) };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'GONE', reason: error.message };
    throw error;
  }
}
