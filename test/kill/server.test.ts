import { describe, expect, it } from '@jest/globals';
import { onServer } from '../../src/testing/database/database-server.js';
import { DatabaseGate } from './database-gate.js';
import { describeKilled, dnsNameOf } from './kill-suite.js';
import type { KillStand } from './kill-stand.js';
import { Subscriber } from './subscriber.js';

/** Runs of a domain, and requests for them that the audit has. */
async function runsOf({ databaseUrl }: KillStand, dnsName: string) {
  const { rows } = await onServer(
    databaseUrl,
    `select (select count(*)::int from sync_run r where r.domain_id = d.id) as runs,
            (select count(*)::int from audit_event a where a.action = 'sync.request' and a.target_id = d.id) as requests
     from domain d where d.dns_name = $1`,
    [dnsName],
  );
  return rows[0] as { runs: number; requests: number };
}

describeKilled({
  victim: 'server',
  interrupts: true,
  // The worker needs no server: what happens now is what subscribers missed.
  whileGone: async (stand, runs) => {
    const ids = runs.map(({ runId }) => runId);
    await untilAllEnded(stand, ids);
  },
  more: (stand) =>
    describe('a request that the server dies of', () => {
      it('leaves nothing behind, and asking again starts one run', async () => {
        const dnsName = dnsNameOf('FINISHING');
        const before = await runsOf(stand(), dnsName);
        const gate = await DatabaseGate.close(stand().databaseUrl, 'ASKED_FOR', dnsName);
        const answer = stand()
          .syncNow([dnsName])
          .then(
            () => 'answered',
            () => 'lost',
          );
        await gate.reached();
        await stand().parts.server.kill();
        expect(await answer).toBe('lost');
        await gate.open();
        await stand().parts.server.start();
        const { runIds } = await stand().syncNow([dnsName]);
        const subscriber = new Subscriber(stand(), { runId: runIds[0] ?? '' });
        await subscriber.ended;
        expect(subscriber.last).toMatchObject({ phase: 'COMPLETED', planned: 0, failed: 0 });
        const after = await runsOf(stand(), dnsName);
        expect(after).toEqual({ runs: before.runs + 1, requests: before.requests + 1 });
      });
    }),
});

async function untilAllEnded({ databaseUrl }: KillStand, runIds: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await onServer(
      databaseUrl,
      `select count(*)::int as open from sync_run where id::text = any(string_to_array($1, ' '))
         and phase not in ('COMPLETED', 'FAILED', 'CANCELLED')`,
      [runIds.join(' ')],
    );
    if (rows[0]?.open === 0) return;
  }
}
