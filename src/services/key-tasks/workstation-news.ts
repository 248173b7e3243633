import type { WorkstationNews } from '../workstations/workstation-service.js';
import type { KeyTaskParts } from './key-task-parts.js';
import { keysConnected } from './keys-connected.js';
import { wakeAfterAlarm, wakeAfterLogOn } from './wake-changes.js';

/** News that is worked on beside those who bring it. */
export interface FollowedNews extends WorkstationNews {
  /** Settles when nothing is being worked on. */
  settled(): Promise<void>;
}

/**
 * What happens to changes of passwords when a workstation has said something. It is not awaited by who says it; what fails
 * is logged, and the worker or the next connection comes to it.
 */
export function followNews(parts: Pick<KeyTaskParts, 'pool' | 'workflows' | 'log'>): FollowedNews {
  const working = new Set<Promise<void>>();
  const begin = (work: Promise<void>): void => {
    const ended = work.catch((error: unknown) => {
      parts.log.warn({ err: error }, 'changes of passwords could not be told of what a workstation has said');
    });
    working.add(ended);
    void ended.then(() => working.delete(ended));
  };
  return {
    keysConnected: (serials) => begin(keysConnected(parts, serials)),
    pendingWorked: (accountIds) => begin(wakeAfterLogOn(parts, accountIds)),
    alarmLifted: () => begin(wakeAfterAlarm(parts)),
    async settled() {
      await Promise.all(working);
    },
  };
}
