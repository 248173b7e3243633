import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { AppError } from '../errors.js';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/** Writes a new random master key, base64, readable by its owner alone. Fails with ALREADY_EXISTS rather than overwrite. */
export async function createMasterKey(file: string): Promise<void> {
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  try {
    await writeFile(file, text, { mode: OWNER_ONLY, flag: 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new AppError(
        'ALREADY_EXISTS',
        `${file} exists and stays as it is: what was encrypted with the key in it can be read with no other.`,
      );
    }
    throw new AppError('BAD_INPUT', `${file} cannot be written (${code ?? 'unknown error'}).`, { cause });
  }
}
