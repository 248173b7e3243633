import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '../../src/api/relay/global-id.js';
import { SyncProgressDocument, type SyncProgressSubscription } from '../../src/generated/operations.js';
import { createCertificateAuthority } from '../../src/sandbox/certificates/certificates.js';
import { refusesCookies } from '../../src/sandbox/embedded-directory/faults/content-faults.js';
import { isAt } from '../../src/sandbox/embedded-directory/faults/place.js';
import { cutsAfter, refusesWith } from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';
import { countBinds } from './aftermath.js';
import { armed } from './arming.js';
import { readPeople, readTrace } from './evidence.js';
import type { FaultRow } from './fault-row.js';
import { digestOf, FaultStand } from './fault-stand.js';
import { presentPeople } from './fresh-import.js';
import { assertHeld, type Evidence } from './held.js';

type ProgressEvent = SyncProgressSubscription['syncProgress'];

describe('a fault under a durable workflow, which tries a reading again', () => {
  let stand: FaultStand;
  let installation: TestInstallation;
  let north: string;
  /** Ids of the stand's domains, and of the same ones here. */
  let ids: ReadonlyMap<string, string>;

  beforeAll(async () => {
    stand = await FaultStand.open();
    installation = await startInstallation();
    await installation.startWorker();
    north = await installation.addDomain(stand.north, { priority: 200 });
    const south = await installation.addDomain(stand.south, { priority: 100 });
    ids = new Map([
      [stand.northId, fromGlobalId('Domain', north)],
      [stand.southId, fromGlobalId('Domain', south)],
    ]);
    for (const domain of [north, south]) await synchronise(domain);
  });
  afterAll(async () => {
    await installation?.close();
    await stand?.close();
  });

  /** One run, watched from its beginning to its end. */
  async function synchronise(domain: string): Promise<{ runId: string; seen: ProgressEvent[] }> {
    const { runId } = await installation.syncNow(domain);
    const seen: ProgressEvent[] = [];
    for await (const { syncProgress } of installation.administrator.subscribe(SyncProgressDocument, {
      runId,
      after: 0,
    }))
      seen.push(syncProgress);
    return { runId: fromGlobalId('SyncRun', runId), seen };
  }

  const here = <T>(values: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...values].map(([id, value]) => [ids.get(id)!, value]));

  /** As every row of the matrix, over the API and the workflow. Answers how often the directory was read. */
  async function attemptsOf({ arm, outcome }: Pick<FaultRow, 'arm' | 'outcome'>): Promise<number> {
    const { pool } = installation.api.backend;
    await stand.stir();
    const meant = here(await stand.truth());
    const before = await readPeople(pool);
    const struck = await arm(stand);
    let attempt = 0;
    try {
      const { runId, seen } = await synchronise(north);
      expect(struck.strikes()).toBeGreaterThan(0);
      const trace = await readTrace(pool, runId);
      expect(seen.map(({ sequence }) => sequence)).toEqual(trace.events.map(({ sequence }) => sequence));
      const evidence: Evidence = {
        before,
        meant,
        shown: here(await stand.truth()),
        after: await readPeople(pool),
        trace,
        priorities: here(stand.priorities),
        secrets: [stand.north.reader.password],
      };
      assertHeld(evidence, outcome);
      attempt = trace.run.attempt;
    } finally {
      await struck.disarm();
    }
    const { seen } = await synchronise(north);
    expect(seen.at(-1)).toMatchObject({ phase: 'COMPLETED', failed: 0 });
    expect(await presentPeople(pool)).toEqual(await stand.fresh.people(digestOf(await stand.truth())));
    return attempt;
  }

  it('a connection that is cut once costs one more reading, from the start, and nobody notices', async () => {
    const arm = armed(cutsAfter(5_000, 'MIDDLE_PAGE'), 1);
    const warns = /read again from the start \(attempt 2\)/;
    expect(await attemptsOf({ arm, outcome: { phase: 'COMPLETED', warns } })).toBe(2);
  });

  it('a cookie refused once costs one more reading', async () => {
    const arm = armed(refusesCookies(), 1);
    expect(await attemptsOf({ arm, outcome: { phase: 'COMPLETED' } })).toBe(2);
  });

  it('a controller that stays busy ends the run after a few readings', async () => {
    const arm = armed(refusesWith(51, 'LAST_PAGE'));
    const attempts = await attemptsOf({
      arm,
      outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /too busy/ },
    });
    expect(attempts).toBe(4);
  });

  it('a control that is not served ends the run at once: trying again would change nothing', async () => {
    const arm = armed(refusesWith(12, 'FIRST_PAGE'));
    const attempts = await attemptsOf({
      arm,
      outcome: { phase: 'FAILED', code: 'DIRECTORY_UNSUPPORTED', says: /does not serve a control/ },
    });
    expect(attempts).toBe(1);
  });

  it('a controller that is another one after a cut connection is not told the secret', async () => {
    let bindsAfter = 0;
    const attempts = await attemptsOf({
      async arm(on) {
        const [before, strange] = [
          await on.certificate(),
          await on.certificate(await createCertificateAuthority('Somebody else')),
        ];
        const counting = countBinds(on);
        const one = on.faults.arm({
          what: 'is cut, and shows the certificate of a stranger to whoever comes back',
          concerns: (exchange, serve) => isAt('MIDDLE_PAGE', exchange, serve),
          answer: (_exchange, serve) => {
            on.north.presentCertificate(strange);
            bindsAfter = counting.binds();
            return { ...serve(), cutAfter: 2_000 };
          },
        });
        return {
          strikes: () => one.strikes,
          disarm: () => {
            bindsAfter = counting.binds() - bindsAfter;
            counting.end();
            one.disarm();
            on.north.presentCertificate(before);
          },
        };
      },
      outcome: { phase: 'FAILED', code: 'CERTIFICATE_UNTRUSTED', says: /not signed by an authority trusted/ },
    });
    expect({ attempts, bindsAfter }).toEqual({ attempts: 2, bindsAfter: 0 });
  });
});
