import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The key pair of a workstation: this is who it is. */
export interface WorkstationKey {
  /** 32 bytes. */
  readonly publicKey: Buffer;
  /** An Ed25519 signature in base64. */
  sign(message: Uint8Array): string;
}

/** A key pair that is gone with the process. */
export function newWorkstationKey(): WorkstationKey {
  return keyOf(generateKeyPairSync('ed25519').privateKey);
}

/** The key pair in a file that only its owner reads; made when there is none. */
export async function keptWorkstationKey(file: string): Promise<WorkstationKey> {
  await mkdir(dirname(file), { recursive: true });
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  try {
    await writeFile(file, made, { mode: 0o600, flag: 'wx' });
    return keyOf(createPrivateKey(made));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return keyOf(createPrivateKey(await readFile(file)));
  }
}

function keyOf(privateKey: KeyObject): WorkstationKey {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x, 'base64url'),
    sign: (message) => sign(null, message, privateKey).toString('base64'),
  };
}
