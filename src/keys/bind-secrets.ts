import { AppError } from '../errors.js';
import { createSecretBox } from './secret-box.js';

/** Seals and opens the secrets domains are read with. A secret belongs to one domain and opens for no other. */
export interface BindSecrets {
  seal(secret: string, domainId: string): Buffer;
  /** Fails with BIND_SECRET_UNREADABLE when the master key is not the one it was sealed with. */
  open(sealed: Uint8Array, domainId: string): string;
}

export function createBindSecrets(masterKey: Uint8Array): BindSecrets {
  const box = createSecretBox(masterKey, 'bind-secret');
  return {
    seal: (secret, domainId) => box.seal(Buffer.from(secret, 'utf8'), domainId),
    open(sealed, domainId) {
      try {
        return box.open(sealed, domainId).toString('utf8');
      } catch (cause) {
        throw new AppError(
          'BIND_SECRET_UNREADABLE',
          'The stored bind secret cannot be opened with the present master key. Set the bind secret of this domain again, or start with the key it was stored under.',
          { cause },
        );
      }
    },
  };
}
