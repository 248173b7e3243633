import type { StreamedEvent } from '../../../events/stream-events.js';
import { AppError } from '../../../errors.js';
import type { Actor } from '../../audit/record-audit.js';
import type { Principal, WorkstationPrincipal } from '../../sign-in/principal.js';
import { IS_ONLINE } from '../../workstations/lease.js';
import { watchChanges } from '../watch-changes.js';
import type { EventHub } from '../../../events/event-hub.js';
import {
  changeInDirectoryAndKey,
  changeOnKey,
  type OwnKeyPassword,
  type OwnPassword,
  type OwnPasswordParts,
} from './request-change.js';

export type OwnPasswordServiceParts = OwnPasswordParts & { readonly events: Pick<EventHub, 'subscribe'> };
export type OwnPasswordService = ReturnType<typeof createOwnPasswordService>;

/** What people do about their own passwords, at a workstation that their key is connected to. */
export function createOwnPasswordService(parts: OwnPasswordServiceParts) {
  return {
    changeOnKey: (actor: Actor, principal: Principal, wanted: OwnKeyPassword): Promise<string> =>
      changeOnKey(parts, { actor, ...workstationOf(principal) }, wanted),

    changeInDirectoryAndKey: (actor: Actor, principal: Principal, wanted: OwnPassword): Promise<string> =>
      changeInDirectoryAndKey(parts, { actor, ...workstationOf(principal) }, wanted),

    /**
     * What happens to a change whose key is connected to this workstation.
     *
     * @throws AppError NOT_FOUND; BAD_INPUT
     */
    async watch(
      principal: WorkstationPrincipal,
      changeId: string,
      after: number,
    ): Promise<AsyncIterableIterator<StreamedEvent>> {
      const { rowCount } = await parts.pool.query(
        `select 1 from password_change c join key k on k.id = c.key_id
         join workstation_presence p on k.serial = any(p.connected_keys) and ${IS_ONLINE}
         where c.id = $1 and p.workstation_id = $2`,
        [changeId, principal.workstationId],
      );
      if (rowCount === 1) return watchChanges(parts, { changeId }, after);
      throw new AppError('NOT_FOUND', 'No key that is connected to this workstation has such a change.');
    },
  };
}

function workstationOf(principal: Principal): WorkstationPrincipal {
  if (principal.kind === 'workstation') return principal;
  throw new AppError('FORBIDDEN', 'Only a workstation does this, with a session of its own.');
}
