import { describe, expect, it } from '@jest/globals';
import { describeKilled, dnsNameOf, employeesByApi } from './kill-suite.js';
import { Subscriber } from './subscriber.js';

describeKilled({
  victim: 'directory',
  // Whoever reads notices at once, and tries again while the directory starts. Later phases have no need of it.
  readings: { READING: [2, 3, 4], REQUESTED: [1, 2, 3, 4] },
  more: (stand) =>
    describe('a directory that stays away', () => {
      it('fails the run with the reason and what to do, removes nobody, and the next run mends it', async () => {
        const dnsName = dnsNameOf('READING');
        const before = await employeesByApi(stand());
        const { url } = stand().directories.now.directories.find((one) => one.dnsName === dnsName)!;
        await stand().parts.directory.kill();
        const lost = await stand().syncNow([dnsName]);
        const failing = new Subscriber(stand(), { runId: lost.runIds[0] ?? '' });
        await failing.ended;
        expect(failing.last).toMatchObject({
          phase: 'FAILED',
          errorCode: 'DIRECTORY_UNREACHABLE',
          applied: 0,
        });
        expect(failing.last?.errorMessage).toContain(new URL(url).host);
        expect(await employeesByApi(stand())).toBe(before);
        await stand().parts.directory.start();
        const next = await stand().syncNow([dnsName]);
        const mended = new Subscriber(stand(), { runId: next.runIds[0] ?? '' });
        await mended.ended;
        expect(mended.last).toMatchObject({ phase: 'COMPLETED', planned: 0, failed: 0, errorCode: null });
      });
    }),
});
