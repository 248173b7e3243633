import { AppError } from '../errors.js';

/** What it means to a caller that a constraint was hit. Everything else a database reports is an internal error. */
const REFUSALS: Readonly<Record<string, () => AppError>> = {
  domain_dns_name_unique: () =>
    new AppError('ALREADY_EXISTS', 'There is a domain of this DNS name already. Change that one instead.', {
      path: ['input', 'dnsName'],
    }),
  employee_email_key_unique: () =>
    new AppError(
      'EMAIL_IN_USE',
      'Another employee has this e-mail address. Search for it, and change or delete that employee first.',
      { path: ['input', 'email'] },
    ),
  key_serial_unique: () =>
    new AppError('ALREADY_EXISTS', 'There is a key with this serial already.', { path: ['input', 'serial'] }),
  key_public_key_unique: () =>
    new AppError('ALREADY_EXISTS', 'There is a key with this public key already.', {
      path: ['input', 'publicKey'],
    }),
};

/** The refusal behind a database error, or the error itself. Constraints may be deferred: then it comes with the commit. */
export function asRefusal(error: unknown): unknown {
  const refusal = REFUSALS[constraintOf(error)]?.();
  if (refusal === undefined) return error;
  refusal.cause = error;
  return refusal;
}

/** The driver's errors carry the constraint that was hit; nothing else has such a field. */
function constraintOf(error: unknown): string {
  return error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
}
