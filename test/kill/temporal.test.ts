import { describe, expect, it } from '@jest/globals';
import { dnsNameOf, describeKilled, type HeldRun, type Place } from './kill-suite.js';
import { Subscriber, type ProgressEvent } from './subscriber.js';

const isPlanning = ({ phase }: ProgressEvent): boolean => phase === 'PLANNING';
const isApplied = ({ planned, applied }: ProgressEvent): boolean => planned > 0 && applied === planned;

/** How far the step under way takes a run that nobody leads any more. */
const STEP_DONE: Readonly<Record<Place, (event: ProgressEvent) => boolean>> = {
  REQUESTED: isPlanning,
  READING: isPlanning,
  PLANNING: isApplied,
  WITHIN_BATCH: isApplied,
  BETWEEN_BATCHES: isApplied,
  FINISHING: ({ phase }) => phase === 'COMPLETED',
};

describeKilled({
  victim: 'temporal',
  // The step goes on and has nobody to tell that it is done: Temporal, when it is back, has it done once more.
  whileGone: async (_stand, runs) => {
    await Promise.all(runs.map((run: HeldRun) => run.subscriber.until(STEP_DONE[run.place])));
  },
  more: (stand) =>
    describe('a run that is asked for while Temporal is dead', () => {
      it('is recorded, and carried out by itself once Temporal is back', async () => {
        await stand().parts.temporal.kill();
        const { runIds } = await stand().syncNow([dnsNameOf('READING')]);
        const subscriber = new Subscriber(stand(), { runId: runIds[0] ?? '' });
        await subscriber.until(({ phase }) => phase === 'REQUESTED');
        await stand().parts.temporal.start();
        await subscriber.ended;
        expect(subscriber.last).toMatchObject({ phase: 'COMPLETED', planned: 0, failed: 0 });
        expect(stand().broken.reason).toBeUndefined();
      });
    }),
});
