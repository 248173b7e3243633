import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from '../database.js';
import type { TokenScope, UserRole, WorkstationState } from '../domain/states.js';
import { openStreams } from '../events/record-event.js';
import { recordStatus } from '../services/workstations/workstation-streams.js';
import { newBearer } from '../services/sign-in/bearer.js';
import { insertRow } from '../services/rows.js';

const HOUR = 3_600_000;

/** A credential that was put into the database, without the time a password takes. */
export interface StoredCredential {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
}

export interface CredentialOptions {
  readonly userId?: string;
  /** Over by the clock. */
  readonly expired?: boolean;
  readonly revoked?: boolean;
}

/** A user without a password. */
export async function addUser(pool: Pool, role: UserRole): Promise<string> {
  const id = randomUUID();
  const email = `${id}@latchkey.example`;
  await insertRow(pool, 'app_user', { id, email, emailKey: email, displayName: `Test ${role}`, role });
  return id;
}

/** A session of a new user of this role, or of the one given. */
export async function addSession(
  pool: Pool,
  role: UserRole,
  { userId, expired = false, revoked = false }: CredentialOptions = {},
): Promise<StoredCredential> {
  const id = randomUUID();
  const owner = userId ?? (await addUser(pool, role));
  const { text, hash } = newBearer('session');
  await insertRow(pool, 'session', {
    id,
    userId: owner,
    tokenHash: hash,
    expiresAt: new Date(Date.now() + (expired ? -1 : HOUR)),
    revokedAt: revoked ? new Date() : null,
    address: '192.0.2.1',
  });
  return { id, userId: owner, token: text };
}

/** An API token of a new administrator, or of the one given. */
export async function addApiToken(
  pool: Pool,
  scopes: readonly TokenScope[],
  { userId, expired = false, revoked = false }: CredentialOptions = {},
): Promise<StoredCredential> {
  const id = randomUUID();
  const owner = userId ?? (await addUser(pool, 'ADMINISTRATOR'));
  const { text, hash } = newBearer('token');
  await insertRow(pool, 'api_token', {
    id,
    name: `test ${scopes.join(' ')}`,
    scopes: [...scopes],
    createdById: owner,
    tokenHash: hash,
    expiresAt: new Date(Date.now() + (expired ? -1 : HOUR)),
    revokedAt: revoked ? new Date() : null,
  });
  return { id, userId: owner, token: text };
}

/** A workstation of which nobody has the private key. */
export async function addWorkstation(pool: Pool, state: WorkstationState): Promise<string> {
  const id = randomUUID();
  await insertRow(pool, 'workstation', {
    id,
    publicKey: randomBytes(32),
    machineName: `TEST-${id.slice(0, 8)}`,
    operatingSystem: 'none',
    clientVersion: '0',
    state,
    address: '192.0.2.1',
    network: '192.0.2.1',
  });
  await openStreams(pool, [id]);
  await recordStatus(pool, [id], { state, locked: false });
  return id;
}

/** A session of a new workstation in this state; it is one only while it may connect. */
export async function addWorkstationSession(
  pool: Pool,
  state: WorkstationState,
  { expired = false, revoked = false }: Omit<CredentialOptions, 'userId'> = {},
): Promise<{ readonly workstationId: string; readonly token: string }> {
  const workstationId = await addWorkstation(pool, state);
  const { text, hash } = newBearer('workstation');
  await insertRow(pool, 'workstation_session', {
    workstationId,
    tokenHash: hash,
    expiresAt: new Date(Date.now() + (expired ? -1 : HOUR)),
    revokedAt: revoked ? new Date() : null,
    address: '192.0.2.1',
  });
  return { workstationId, token: text };
}
