import type { EntityManager } from '@mikro-orm/postgresql';
import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { UnlockCredential } from '../../entities/unlock/unlock-credential.js';
import { AppError } from '../../errors.js';
import type { Principal } from '../sign-in/principal.js';

/** How many are listed: the newest. */
const MOST_LISTED = 200;

/** The credentials of whoever asks: of a person's apps, of an app, or for a workstation; those that stand and those that did. */
export async function ownCredentials(
  em: EntityManager,
  principal: Principal,
): Promise<readonly UnlockCredential[]> {
  return em.find(UnlockCredential, await whose(em, principal), {
    orderBy: { createdAt: 'desc', id: 'desc' },
    limit: MOST_LISTED,
  });
}

async function whose(em: EntityManager, principal: Principal) {
  switch (principal.kind) {
    case 'workstation':
      return { workstation: principal.workstationId };
    case 'authenticator':
      return { authenticator: principal.authenticatorId };
    case 'user': {
      const apps = await em.find(Authenticator, { user: principal.userId }, { fields: ['id'] });
      return { authenticator: { $in: apps.map(({ id }) => id) } };
    }
    default:
      throw new AppError('FORBIDDEN', 'Only people, their apps and workstations have unlock credentials.');
  }
}
