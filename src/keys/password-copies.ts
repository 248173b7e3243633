import { randomBytes } from 'node:crypto';
import { createSecretBox } from './secret-box.js';

const DATA_KEY_BYTES = 32;

/** A password as it lies in the database while a change is in flight. */
export interface SealedCopy {
  readonly sealed: Buffer;
  readonly dataKeySealed: Buffer;
}

/** Seals and opens the copies of passwords that let a change set the same one again. */
export interface PasswordCopies {
  seal(password: string, changeId: string): SealedCopy;
  /** Undefined when the master key is another one, or anything has been changed. */
  open(copy: SealedCopy, changeId: string): string | undefined;
}

/**
 * Each copy has a data key of its own, which is sealed under the master key and is erased with it: what was read from the
 * database once the change has ended opens with nothing.
 */
export function createPasswordCopies(masterKey: Uint8Array): PasswordCopies {
  const dataKeys = createSecretBox(masterKey, 'password-copy');
  return {
    seal(password, changeId) {
      const dataKey = randomBytes(DATA_KEY_BYTES);
      const box = createSecretBox(dataKey, 'password');
      const sealed = box.seal(Buffer.from(password, 'utf8'), changeId);
      return { sealed, dataKeySealed: dataKeys.seal(dataKey, changeId) };
    },
    open({ sealed, dataKeySealed }, changeId) {
      try {
        const dataKey = dataKeys.open(dataKeySealed, changeId);
        return createSecretBox(dataKey, 'password').open(sealed, changeId).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
