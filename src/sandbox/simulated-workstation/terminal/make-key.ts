import { mkdir } from 'node:fs/promises';
import { SimulatedKey } from '../../simulated-key/simulated-key.js';
import type { SimKeyOptions } from './sim-options.js';
import { fileOfKey, isThere } from './sim-workstation.js';

/** Makes a simulated key in a file of its own, or finds the one that is there, and says what `importKey` needs. */
export async function makeKey(
  { serial, pin, keysFolder }: SimKeyOptions,
  write: (text: string) => void,
): Promise<void> {
  await mkdir(keysFolder, { recursive: true, mode: 0o700 });
  const file = fileOfKey(keysFolder, serial);
  const wasThere = await isThere(file);
  const key = wasThere ? await SimulatedKey.open(file) : await SimulatedKey.create(file, { serial, pin });
  const publicKey = Buffer.from(key.publicKey.publicKey).toString('hex');
  const variables = JSON.stringify({ input: { serial, publicKey, firmware: 'simulated' } }, null, 2);
  write(`The key is ${wasThere ? 'there already' : 'made'}, in ${file}.

  serial      ${serial}
  public key  ${publicKey}
${wasThere ? '' : `  PIN         ${pin}\n`}
Import it in GraphiQL with the mutation importKey and these variables:

${variables}
`);
}
