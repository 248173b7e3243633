import { createSecretBox } from '../../../src/keys/secret-box.js';
import { onServer } from '../../../src/testing/database/database-server.js';
import type { Place } from '../search/place.js';
import type { Installation } from './installation.js';
import type { SecretLedger } from './secret-ledger.js';

const SESSION_ANSWER = /OpenWorkstationSession$/;
const TOKEN = /"token":"([^"]+)"/g;

/** The seed of the identity that keys obey: it exists nowhere but sealed, in the database. */
export async function noteServerIdentity(
  { databaseUrl, masterKey }: Installation,
  ledger: SecretLedger,
): Promise<void> {
  const { rows } = await onServer(databaseUrl, 'select version, seed_sealed as sealed from server_identity');
  const box = createSecretBox(masterKey, 'server-identity');
  for (const { version, sealed } of rows as { version: number; sealed: Buffer }[])
    ledger.bytes('private key', 'of the server identity', box.open(sealed, String(version)));
  if (rows.length === 0) throw new Error('There is no server identity.');
}

/** Tokens of workstations, which keep them to themselves: from the answers in which they were given. */
export async function noteWorkstationTokens(answers: Place, ledger: SecretLedger): Promise<void> {
  let noted = 0;
  for await (const { where, bytes } of answers.pieces()) {
    if (!SESSION_ANSWER.test(where)) continue;
    for (const [, token = ''] of bytes.toString().matchAll(TOKEN)) {
      ledger.text('bearer token', 'of a workstation', token);
      noted += 1;
    }
  }
  if (noted === 0) throw new Error('No workstation has opened a session.');
}

/** Marks by which browsers are known again: from the heads in which they were given. */
export async function noteDeviceMarks(answers: Place, ledger: SecretLedger): Promise<void> {
  let noted = 0;
  for await (const { bytes } of answers.pieces()) {
    for (const [, mark = ''] of bytes.toString().matchAll(/latchkey_device=(lk_d_[\w-]{43})/g)) {
      ledger.text('device mark', 'of a browser', mark);
      noted += 1;
    }
  }
  if (noted === 0) throw new Error('Nobody has signed in.');
}
