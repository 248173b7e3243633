import type { WorkstationNews } from '../../workstations/workstation-service.js';
import type { KeyTaskParts } from '../key-task-parts.js';
import { keysConnected } from '../keys-connected.js';
import { wakeAfterAlarm, wakeAfterLogOn } from '../wake-changes.js';

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
  const begin = (work: Promise<void>): Promise<void> => {
    const ended = work.catch((error: unknown) => {
      parts.log.warn({ err: error }, 'changes of passwords could not be told of what a workstation has said');
    });
    working.add(ended);
    void ended.then(() => working.delete(ended));
    return ended;
  };
  const connected = together((serials) => begin(keysConnected(parts, serials)));
  return {
    keysConnected: (serials) => connected.add(serials),
    pendingWorked: (accountIds) => void begin(wakeAfterLogOn(parts, accountIds)),
    alarmLifted: () => void begin(wakeAfterAlarm(parts)),
    async settled() {
      await Promise.all(working);
    },
  };
}

/** What comes while something is being worked on is worked on together afterwards: a thousand keys at once are a few turns. */
function together(work: (serials: readonly string[]) => Promise<void>): {
  add(serials: readonly string[]): void;
} {
  let waiting = new Set<string>();
  let isWorking = false;
  const turn = async (): Promise<void> => {
    isWorking = true;
    while (waiting.size > 0) {
      const serials = [...waiting];
      waiting = new Set();
      await work(serials);
    }
    isWorking = false;
  };
  return {
    add(serials) {
      for (const serial of serials) waiting.add(serial);
      if (!isWorking) void turn();
    },
  };
}
