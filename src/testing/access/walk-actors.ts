import type { Pool } from '../../database.js';
import { TokenScope, UserRole } from '../../domain/states.js';
import type { AccessRule, AccessTable } from '../../api/access-rule.js';
import { NOTHING_REPORTED } from '../../domain/workstation/presence-report.js';
import { recordPresence } from '../../services/workstations/workstation-streams.js';
import { addAppSession, addInvitation } from '../people/stored-credentials.js';
import { addApiToken, addSession, addUser, addWorkstation, addWorkstationSession } from '../credentials.js';

/** Somebody who asks, and what a line of the access table says about them. */
export interface WalkActor {
  readonly name: string;
  /** A credential for one operation, which may end it; undefined for none. */
  readonly credential: () => Promise<string | undefined>;
  /** True when the credential is no longer good: over HTTP it counts for none, over WebSocket the connection is refused. */
  readonly isOver: boolean;
  readonly isNamedIn: (rule: AccessRule) => boolean;
}

/**
 * Everybody there is: without a credential, every role, every scope, workstations, and credentials that have ended in every
 * way. A subscription answers with an event: every stream they may watch has one.
 */
export async function walkActors(pool: Pool): Promise<readonly WalkActor[]> {
  const roles = Object.values(UserRole).map(async (role): Promise<WalkActor> => {
    const userId = await addUser(pool, role);
    return {
      name: role,
      credential: async () => (await addSession(pool, role, { userId })).token,
      isOver: false,
      isNamedIn: ({ roles: named }) => named.includes(role),
    };
  });
  const scopes = Object.values(TokenScope).map(async (scope): Promise<WalkActor> => {
    const { token } = await addApiToken(pool, [scope]);
    return {
      name: `token ${scope}`,
      credential: async () => token,
      isOver: false,
      isNamedIn: ({ scopes: named }) => named.includes(scope),
    };
  });
  const nobody = { isNamedIn: ({ anonymous }: AccessRule) => anonymous === true };
  await recordPresence(pool, {
    ...NOTHING_REPORTED,
    workstationId: await addWorkstation(pool, 'APPROVED'),
    machineName: 'TEST',
    online: false,
  });
  const workstations = await workstationActors(pool);
  const over = await overCredentials(pool);
  return [
    { name: 'anonymous', credential: async () => undefined, isOver: false, ...nobody },
    ...(await Promise.all([...roles, ...scopes])),
    ...workstations,
    ...peopleWithout(pool),
    ...over.map(([name, token]) => ({ name, credential: async () => token, isOver: true, ...nobody })),
  ];
}

async function workstationActors(pool: Pool): Promise<readonly WalkActor[]> {
  const pending = await addWorkstationSession(pool, 'PENDING');
  const approved = await addWorkstationSession(pool, 'APPROVED');
  return [
    {
      name: 'workstation that waits',
      credential: async () => pending.token,
      isOver: false,
      isNamedIn: ({ pendingWorkstations }) => pendingWorkstations === true,
    },
    {
      name: 'workstation',
      credential: async () => approved.token,
      isOver: false,
      isNamedIn: ({ workstations: named, pendingWorkstations }) =>
        named === true || pendingWorkstations === true,
    },
  ];
}

/** Those who sign in without a password, before they do and while they do. */
function peopleWithout(pool: Pool): readonly WalkActor[] {
  return [
    {
      name: 'invitee',
      // Used by what it may do, so each operation has one of its own.
      credential: async () => (await addInvitation(pool)).token,
      isOver: false,
      isNamedIn: ({ invitees, pastInvitees }) => invitees === true || pastInvitees === true,
    },
    {
      name: 'invitee whose invitation was used',
      credential: async () => (await addInvitation(pool, { state: 'ACCEPTED' })).token,
      isOver: false,
      isNamedIn: ({ pastInvitees }) => pastInvitees === true,
    },
    {
      name: 'invitee whose invitation has expired',
      credential: async () => (await addInvitation(pool, { expired: true })).token,
      isOver: false,
      isNamedIn: ({ pastInvitees }) => pastInvitees === true,
    },
    {
      name: 'authenticator',
      credential: async () => (await addAppSession(pool)).token,
      isOver: false,
      isNamedIn: ({ authenticators }) => authenticators === true,
    },
  ];
}

async function overCredentials(pool: Pool): Promise<readonly (readonly [string, string])[]> {
  const disabled = await addSession(pool, 'ADMINISTRATOR');
  const lender = await addUser(pool, 'ADMINISTRATOR');
  const lent = await addApiToken(pool, ['READ'], { userId: lender });
  await pool.query('update app_user set disabled_at = now() where id = any($1::uuid[])', [
    [disabled.userId, lender],
  ]);
  return [
    ['expired session', (await addSession(pool, 'ADMINISTRATOR', { expired: true })).token],
    ['revoked session', (await addSession(pool, 'ADMINISTRATOR', { revoked: true })).token],
    ['session of a disabled user', disabled.token],
    ['expired token', (await addApiToken(pool, ['READ'], { expired: true })).token],
    ['revoked token', (await addApiToken(pool, ['READ'], { revoked: true })).token],
    ['token of a disabled user', lent.token],
    [
      'expired session of a workstation',
      (await addWorkstationSession(pool, 'APPROVED', { expired: true })).token,
    ],
    [
      'revoked session of a workstation',
      (await addWorkstationSession(pool, 'APPROVED', { revoked: true })).token,
    ],
    ['session of a rejected workstation', (await addWorkstationSession(pool, 'REJECTED')).token],
    ['expired session of an app', (await addAppSession(pool, { expired: true })).token],
    ['revoked session of an app', (await addAppSession(pool, { revoked: true })).token],
    ['session of an app used as one of a user', (await addAppSession(pool)).token.replace('lk_a_', 'lk_s_')],
    ['link of nobody', `lk_i_${'A'.repeat(43)}`],
    ['session of a revoked workstation', (await addWorkstationSession(pool, 'REVOKED')).token],
  ];
}

/** What the table says, read without the code that is under test. Root fields need a line, others may do without. */
export function tableAllows(table: AccessTable, actor: WalkActor, field: string): boolean {
  const [type = ''] = field.split('.');
  const rule = table[field] ?? table[`${type}.*`];
  return rule === undefined ? !/^(Query|Mutation|Subscription)$/.test(type) : actor.isNamedIn(rule);
}
