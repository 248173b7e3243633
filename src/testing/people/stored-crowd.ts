import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { globalId } from '../../api/relay/global-id.js';
import type { Pool } from '../../database.js';
import type { AuthenticatorKind } from '../../domain/states.js';
import { createAppIdentity } from '../../keys/app-identity.js';
import { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { SoftwarePasskey } from './software-passkey.js';

/** Somebody who has accepted an invitation, with what they sign in with. */
export interface CrowdMember {
  /** As the API knows the employee. */
  readonly employeeId: string;
  readonly by: SimulatedApp | SoftwarePasskey;
}

interface Row {
  readonly employeeId: string;
  readonly userId: string;
  readonly id: string;
  readonly kind: AuthenticatorKind;
  readonly publicKey: Buffer;
  readonly credentialId: Buffer | null;
  readonly by: CrowdMember['by'];
}

/** Puts people into the database as if each had accepted: every second with an app, the others with a passkey. */
export async function addCrowd(
  pool: Pool,
  count: number,
  { url, masterKey }: { readonly url: string; readonly masterKey: Uint8Array },
): Promise<readonly CrowdMember[]> {
  const serverKey = Buffer.from(createAppIdentity(masterKey).publicKey).toString('base64url');
  const rows = Array.from({ length: count }, (_each, at) =>
    at % 2 === 0 ? withApp({ url, serverKey }) : withPasskey(new URL(url).origin),
  );
  await pool.query(
    `with people as (
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::bytea[])
         as p (employee_id, user_id, id, kind, public_key, credential_id)
     ), employees as (
       insert into employee (id, source, state, deactivation_causes, display_name, email, email_key, search_text)
       select employee_id, 'MANUAL', 'ACTIVE', '{}', 'Somebody', employee_id || '@crowd.example',
              employee_id || '@crowd.example', '' from people returning id
     ), users as (
       insert into app_user (id, email, email_key, display_name, role, employee_id)
       select user_id, employee_id || '@crowd.example', employee_id || '@crowd.example', 'Somebody', 'EMPLOYEE',
              employee_id from people returning id
     )
     insert into authenticator (id, user_id, kind, name, public_key, credential_id)
     select id, user_id, kind, 'Theirs', public_key, credential_id from people`,
    [
      rows.map(({ employeeId }) => employeeId),
      rows.map(({ userId }) => userId),
      rows.map(({ id }) => id),
      rows.map(({ kind }) => kind),
      rows.map(({ publicKey }) => publicKey),
      rows.map(({ credentialId }) => credentialId),
    ],
  );
  return rows.map(({ employeeId, by }) => ({ employeeId: globalId('Employee', employeeId), by }));
}

function withApp({ url, serverKey }: { readonly url: string; readonly serverKey: string }): Row {
  const id = randomUUID();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const by = SimulatedApp.of({
    server: url,
    serverKey,
    authenticatorId: globalId('Authenticator', id),
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  });
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { ...ids(), id, kind: 'APP', publicKey: bytes, credentialId: null, by };
}

function withPasskey(origin: string): Row {
  const by = new SoftwarePasskey(origin);
  return { ...ids(), id: randomUUID(), kind: 'PASSKEY', ...by.kept, by };
}

function ids(): { readonly employeeId: string; readonly userId: string } {
  return { employeeId: randomUUID(), userId: randomUUID() };
}
