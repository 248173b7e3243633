import { AppError } from '../../errors.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What names a question or a code. Throws BAD_INPUT for anything that is none of ours. */
export function knownUuid(text: string, path: readonly string[]): string {
  if (UUID.test(text)) return text;
  throw new AppError('BAD_INPUT', 'This names nothing of ours. Use it exactly as this API returned it.', {
    path,
  });
}
