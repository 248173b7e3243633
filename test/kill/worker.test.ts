import { describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { onServer } from '../../src/testing/database/database-server.js';
import { syncWorkflowId } from '../../workflows/messages.js';
import { describeKilled, dnsNameOf } from './kill-suite.js';
import type { KillStand } from './kill-stand.js';

/** Seconds of silence after which each step of the last execution for a domain counts as lost. */
async function patienceOfSteps({ databaseUrl, temporalAddress }: KillStand, dnsName: string) {
  const { rows } = await onServer(databaseUrl, `select id from domain where dns_name = $1`, [dnsName]);
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const handle = new Client({ connection }).workflow.getHandle(syncWorkflowId(String(rows[0]?.id)));
    const { events } = await handle.fetchHistory();
    const steps = (events ?? []).flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
    return steps.map(({ activityType, heartbeatTimeout }) => ({
      step: activityType?.name,
      seconds: Number(heartbeatTimeout?.seconds ?? 0),
    }));
  } finally {
    await connection.close();
  }
}

describeKilled({
  victim: 'worker',
  // A reading dies with the one who reads: it begins again from the start. Whatever was planned and applied stays.
  readings: { READING: [2] },
  more: (stand) =>
    describe('a worker that dies', () => {
      it('is missed within ten seconds, whichever step it was taking', async () => {
        const steps = await patienceOfSteps(stand(), dnsNameOf('PLANNING'));
        expect(steps.map(({ step }) => step)).toEqual(
          expect.arrayContaining(['readDirectory', 'planAndApply', 'finishRun', 'purgeExpiredEmployees']),
        );
        expect(steps.filter(({ seconds }) => seconds !== 10)).toEqual([]);
      });
    }),
});
