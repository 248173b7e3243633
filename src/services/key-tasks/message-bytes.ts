import { AppError } from '../../errors.js';

/** The longest message of the key protocol. */
const MOST_BYTES = 2_048;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** The bytes of a field of `input` that is base64, or base64url. What they mean is looked at elsewhere. */
export function messageBytes(field: string, text: string): Uint8Array {
  const bytes = BASE64.test(text) && text.length <= 2 * MOST_BYTES ? Buffer.from(text, 'base64') : undefined;
  if (bytes !== undefined && bytes.length > 0 && bytes.length <= MOST_BYTES) return bytes;
  throw new AppError('BAD_INPUT', `${field}: Must be 1 to ${MOST_BYTES} bytes in base64.`, {
    path: ['input', field],
  });
}
