import type { Config } from '../config.js';
import type { Pool } from '../database.js';
import type { EventHub } from '../events/event-hub.js';
import { createChallenges } from '../keys/challenges.js';
import type { Log } from '../log.js';
import type { FollowedNews } from '../services/key-tasks/delivery/workstation-news.js';
import { PresenceKeeper } from '../services/workstations/presence-keeper.js';
import {
  createWorkstationService,
  type WorkstationService,
} from '../services/workstations/workstation-service.js';

/** What workstations are served with; `stop` ends the presence this server keeps, while the database can be asked. */
export interface WiredWorkstations {
  readonly service: WorkstationService;
  stop(): Promise<void>;
}

export function wireWorkstations(
  config: Config,
  {
    pool,
    log,
    events,
    news,
  }: {
    readonly pool: Pool;
    readonly log: Log;
    readonly events: EventHub;
    readonly news: FollowedNews;
  },
): WiredWorkstations {
  const presence = new PresenceKeeper({ pool, log, onKeys: (serials) => news.keysConnected(serials) });
  presence.start();
  const service = createWorkstationService({
    pool,
    events,
    presence,
    news,
    challenges: createChallenges(config.masterKey, 'workstation-session'),
    enrolment: config.workstationEnrolment,
    sessionHours: config.sessionHours,
  });
  const stop = async (): Promise<void> => {
    await presence.stop();
    await news.settled();
  };
  return { service, stop };
}
