import type { Pool } from '../../database.js';
import type { StreamNews } from '../../events/stream-news.js';
import type { Log } from '../../log.js';
import type { AdvanceParts } from '../password-changes/advance-parts.js';
import type { Workflows } from '../workflows.js';

/** What driving rotations stands on. */
export interface RotationParts {
  readonly pool: Pool;
  readonly changing: AdvanceParts;
  readonly news: Pick<StreamNews, 'watch'>;
  readonly workflows: Pick<Workflows, 'advanceChange' | 'rotate' | 'deliverMail'>;
  readonly log: Log;
}
