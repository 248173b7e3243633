import type { Config } from '../config.js';
import type { Pool } from '../database.js';
import type { EventHub } from '../events/event-hub.js';
import type { ActivationCodes } from '../keys/activation-codes.js';
import { createChallenges } from '../keys/challenges.js';
import type { PasswordCopies } from '../keys/password-copies.js';
import { createServerIdentities } from '../keys/server-identities.js';
import type { Log } from '../log.js';
import { createKeyTaskService, type KeyTaskService } from '../services/key-tasks/key-task-service.js';
import { ownIdentity } from '../services/key-tasks/server-identity.js';
import { followNews, type FollowedNews } from '../services/key-tasks/delivery/workstation-news.js';
import type { Checkpoints } from '../services/password-changes/checkpoints.js';
import {
  createOwnPasswordService,
  type OwnPasswordService,
} from '../services/password-changes/owner/own-password-service.js';
import type { Workflows } from '../services/workflows.js';

/** What keys are spoken to with. */
export interface WiredKeyTasks {
  readonly service: KeyTaskService;
  readonly ownPasswords: OwnPasswordService;
  readonly news: FollowedNews;
}

export function wireKeyTasks(
  { masterKey }: Pick<Config, 'masterKey'>,
  parts: {
    readonly pool: Pool;
    readonly log: Log;
    readonly events: EventHub;
    readonly codes: ActivationCodes;
    readonly workflows: Workflows;
    readonly checkpoints: Checkpoints;
    readonly copies: PasswordCopies;
  },
): WiredKeyTasks {
  const keyParts = {
    ...parts,
    challenges: createChallenges(masterKey, 'key'),
    identity: ownIdentity(parts.pool, createServerIdentities(masterKey)),
  };
  return {
    service: createKeyTaskService(keyParts),
    ownPasswords: createOwnPasswordService(keyParts),
    news: followNews(parts),
  };
}
