import type { Sql } from '../../../database.js';
import { AppError } from '../../../errors.js';
import type { ActivationCodes } from '../../../keys/activation-codes.js';

/** What a mail says that is not stored with it. */
export type MailSecret =
  | { readonly kind: 'NONE' }
  | { readonly kind: 'CODE'; readonly code: string }
  /** What it was to say is not so any more, or cannot be told. */
  | { readonly kind: 'GONE'; readonly reason: string };

const GONE: MailSecret = {
  kind: 'GONE',
  reason: 'The activation code was used, replaced, cancelled, or has expired before the mail could leave.',
};

/** The activation code that a mail tells its reader; only while it can be used. */
export async function codeOfMail(
  sql: Sql,
  codes: ActivationCodes,
  {
    template,
    parameters,
  }: { readonly template: string; readonly parameters: Readonly<Record<string, unknown>> },
): Promise<MailSecret> {
  if (template !== 'activation-code') return { kind: 'NONE' };
  const { rows } = await sql.query<{ id: string; codeSealed: Buffer }>(
    `select id, code_sealed as "codeSealed" from activation
     where id::text = $1 and state = 'PENDING' and expires_at > clock_timestamp()`,
    [String(parameters['activationId'])],
  );
  const [activation] = rows;
  if (activation === undefined) return GONE;
  try {
    return { kind: 'CODE', code: codes.open(activation.codeSealed, activation.id) };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'GONE', reason: error.message };
    throw error;
  }
}
