import { lookAtDomain } from '../services/rotations/due/look-at-domain.js';
import { rotateCohorts, type RotationPace } from '../services/rotations/cohorts/rotate-cohort.js';
import type { RotationParts } from '../services/rotations/rotation-parts.js';
import { scanDue } from '../services/rotations/due/scan-due.js';
import { withFailureCodes } from './failure-codes.js';
import { whileBeating } from './while-beating.js';

export type { RotationPace };

export interface RotationInput {
  readonly domainId: string;
}

export type RotationActivities = ReturnType<typeof createRotationActivities>;

/** The steps of rotating passwords. Each may be run twice, and takes ids and answers moments and counts: never a password. */
export function createRotationActivities(parts: RotationParts) {
  const activities = {
    /** See `rotateCohorts` in src/services/rotations. Answers when it is to be called again. */
    async rotateCohort({ domainId }: RotationInput): Promise<RotationPace> {
      return whileBeating((signal) => rotateCohorts(parts, domainId, signal));
    },

    /** See `scanDue`. The rotation then goes on with whoever's key is connected. */
    async scanDue({ domainId }: RotationInput): Promise<{ added: number }> {
      return whileBeating(async () => {
        await lookAtDomain(parts, domainId).catch((error: unknown) => {
          parts.log.warn(
            { err: error, domainId },
            'the policy of a domain could not be looked at; what was known counts',
          );
        });
        const { added, mails } = await scanDue(parts.pool, { domainId });
        if (mails > 0) await parts.workflows.deliverMail().catch(() => undefined);
        await parts.workflows.rotate(domainId);
        return { added };
      });
    },
  };
  return withFailureCodes(activities, parts.log);
}
