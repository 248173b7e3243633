import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from '../../database.js';
import type { InvitationState } from '../../domain/states.js';
import { openStreams, recordEvent } from '../../events/record-event.js';
import { insertRow } from '../../services/rows.js';
import type { UnlockChallengeNews } from '../../services/unlock/ask-unlock.js';
import { newBearer } from '../../services/sign-in/bearer.js';
import { addUser, type CredentialOptions } from '../credentials.js';

const HOUR = 3_600_000;

/** An employee who may be invited, put into the database. */
export async function addInvitedEmployee(pool: Pool): Promise<string> {
  const id = randomUUID();
  const email = addressOf(id);
  await insertRow(pool, 'employee', {
    id,
    source: 'MANUAL',
    state: 'ACTIVE',
    deactivationCauses: [],
    displayName: 'Test Invitee',
    email,
    emailKey: email,
    searchText: '',
  });
  return id;
}

function addressOf(employeeId: string): string {
  return `${employeeId}@north.example`;
}

/** An invitation of a new employee, with the secret of its link. Whoever watches it has an event. */
export async function addInvitation(
  pool: Pool,
  { expired = false, state = 'PENDING' }: { expired?: boolean; state?: InvitationState } = {},
): Promise<{ readonly id: string; readonly token: string }> {
  const id = randomUUID();
  const { text, hash } = newBearer('invitation');
  const employeeId = await addInvitedEmployee(pool);
  await insertRow(pool, 'invitation', {
    id,
    employeeId,
    cause: `test/${id}`,
    tokenHash: hash,
    state,
    recipient: addressOf(employeeId),
    invitedBy: 'test',
    expiresAt: new Date(Date.now() + (expired ? -1 : HOUR)),
  });
  await openStreams(pool, [id]);
  await recordEvent(pool, { streamIds: [id], payload: { state } });
  return { id, token: text };
}

/** An app of which nobody has the private key, of a new employee who accepted with it. */
export async function addApp(pool: Pool): Promise<{ readonly id: string; readonly userId: string }> {
  const id = randomUUID();
  const userId = await addUser(pool, 'EMPLOYEE');
  await pool.query('update app_user set employee_id = $2 where id = $1', [
    userId,
    await addInvitedEmployee(pool),
  ]);
  await insertRow(pool, 'authenticator', {
    id,
    userId,
    kind: 'APP',
    name: 'Test app',
    platform: 'none',
    publicKey: randomBytes(32),
  });
  return { id, userId };
}

/** A session of a new app, which a workstation has asked something. */
export async function addAppSession(
  pool: Pool,
  { expired = false, revoked = false }: Omit<CredentialOptions, 'userId'> = {},
): Promise<{ readonly authenticatorId: string; readonly token: string }> {
  const { id: authenticatorId, userId } = await addApp(pool);
  const { text, hash } = newBearer('app');
  await insertRow(pool, 'session', {
    userId,
    tokenHash: hash,
    expiresAt: new Date(Date.now() + (expired ? -1 : HOUR)),
    revokedAt: revoked ? new Date() : null,
    address: '192.0.2.1',
    method: 'APP_ITSELF',
    authenticatorId,
  });
  await openStreams(pool, [authenticatorId]);
  const payload: UnlockChallengeNews = {
    unlockId: randomUUID(),
    credentialId: randomUUID(),
    workstationId: randomUUID(),
    workstationName: 'TEST',
    nonce: 'A'.repeat(43),
    numbers: [10, 50, 99],
    expiresAt: new Date().toISOString(),
  };
  await recordEvent(pool, { streamIds: [authenticatorId], payload });
  return { authenticatorId, token: text };
}
