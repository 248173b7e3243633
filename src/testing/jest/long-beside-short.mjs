import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * Seconds of the longest test files where nothing has been measured yet, as in a clean clone: Jest would go by the size
 * of the files then, and the matrix, whose own file is short, would be what everything else is waited with.
 */
const SECONDS = {
  'test/matrix/matrix.test.ts': 204,
  'test/faults/lanes.test.ts': 100,
  'test/directory/samba.contract.test.ts': 88,
  'test/kill/worker.test.ts': 88,
  'test/keys/handover.samba.test.ts': 87,
  'test/kill/temporal.test.ts': 78,
  'test/sync/large-group.samba.test.ts': 74,
  'test/faults/result-codes.test.ts': 68,
  'test/faults/retried.test.ts': 64,
  'test/kill/samba.test.ts': 62,
  'test/schedule/outage.test.ts': 60,
  'test/kill/directory.test.ts': 57,
  'test/kill/postgres.test.ts': 54,
  'src/api/access-walk.db.test.ts': 52,
  'test/faults/connections.test.ts': 51,
  'test/sync/workflow.test.ts': 48,
  'src/services/password-changes/every-pair.db.test.ts': 46,
  'test/canary/canary.test.ts': 43,
  'test/keys/given-back.samba.test.ts': 43,
  'test/passwords/reconciler.test.ts': 41,
  'test/kill/server.test.ts': 39,
  'test/people/crowd.test.ts': 36,
};
const LONG_MS = 30_000;
/** More than what Jest takes for so short that it runs a handful of files one after another. */
const LEAST_MS = 1_000;
/** The part of the short ones after which no long one is left to be started, and so none to be waited for in the end. */
const LONG_OVER_AT = 2 / 3;
/** Of a file that nobody has measured: about right for most, and only the order counts. */
const MS_PER_BYTE = 0.1;

function expected({ path, context }) {
  const listed = SECONDS[relative(context.config.rootDir, path)];
  if (listed !== undefined) return listed * 1_000;
  return LEAST_MS + (context.hasteFS.getSize(path) ?? 0) * MS_PER_BYTE;
}

const total = (tests) => tests.reduce((sum, { duration }) => sum + duration, 0);

/**
 * The longest test files first, each beside short ones: the long ones wait for most of their time, and the short ones use
 * the processors meanwhile.
 */
export default class LongBesideShort extends Sequencer {
  time(test) {
    return super.time(test) ?? expected(test);
  }

  sort(tests) {
    for (const test of tests) test.duration = this.time(test);
    // What failed last time is wanted first, as in Jest's own order.
    const sorted = tests.toSorted(
      (a, b) => Number(this.hasFailed(b)) - Number(this.hasFailed(a)) || b.duration - a.duration,
    );
    const long = sorted.filter(({ duration }) => duration >= LONG_MS);
    const short = sorted.filter(({ duration }) => duration < LONG_MS);
    const [allOfLong, allOfShort] = [total(long), total(short)];
    const order = [];
    while (long.length > 0 || short.length > 0) {
      const leftOfShort = total(short) / allOfShort;
      const isLong = short.length === 0 || total(long) / allOfLong > 1 - (1 - leftOfShort) / LONG_OVER_AT;
      order.push((isLong && long.length > 0 ? long : short).shift());
    }
    return order;
  }
}
