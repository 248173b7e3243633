import { describe, expect, test } from '@jest/globals';
import { judge, skipReport, summarise, totalLine } from './summary.mjs';

const skippedTest = (reason) => ({
  status: 'pending',
  title: 'reads everybody',
  ancestorTitles: [reason === undefined ? 'A domain' : `A domain [skipped: ${reason}]`],
});
const file = (name, testResults, testExecError) => ({
  testFilePath: `/root/${name}`,
  testResults,
  testExecError,
});
const results = (counts, testResults = []) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  wasInterrupted: false,
  ...counts,
  testResults,
});
const nameOf = (path) => path.replace('/root/', '');
const green = { passed: 3, failed: 0, skipped: 0, skips: [] };

describe('the summary of a test run', () => {
  test('is one line', () => {
    expect(totalLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });

  test('counts a file that could not be run as a failure', () => {
    const summary = summarise(
      results({ numPassedTests: 2 }, [file('a.test.ts', [], { message: 'no such module' })]),
      nameOf,
    );
    expect(totalLine(summary)).toBe('2 passed, 1 failed, 0 skipped');
  });

  test('counts an interrupted run as a failure', () => {
    expect(summarise(results({ numPassedTests: 2, wasInterrupted: true }), nameOf).failed).toBe(1);
  });

  test('says for each file how many tests were skipped and why', () => {
    const skipped = [skippedTest('no Samba'), skippedTest('no Samba'), skippedTest(undefined)];
    const { skips } = summarise(results({ numPendingTests: 3 }, [file('a.test.ts', skipped)]), nameOf);
    expect(skipReport(skips)).toEqual([
      'SKIPPED  a.test.ts: 2 tests. no Samba',
      'SKIPPED  a.test.ts: 1 tests. No reason given!',
    ]);
  });
});

describe('the judgement of a test run', () => {
  const failures = (summary, outcome) =>
    judge(summary, { exitCode: 0, chosenByName: false, ...outcome }).summary.failed;

  test('lets a green run be green', () => {
    expect(failures(green, {})).toBe(0);
  });

  test('refuses a run in which nothing ran', () => {
    expect(failures({ ...green, passed: 0 }, {})).toBe(1);
  });

  test('refuses a runner that ended badly after green tests', () => {
    expect(failures(green, { exitCode: 1 })).toBe(1);
  });

  test('refuses a skip without a reason, unless the caller chose tests by name', () => {
    const silent = { ...green, skipped: 1, skips: [{ file: 'a.test.ts', tests: 1, reason: null }] };
    expect(failures(silent, {})).toBe(1);
    expect(failures(silent, { chosenByName: true })).toBe(0);
  });

  test('accepts a skip with a reason', () => {
    expect(
      failures({ ...green, skipped: 1, skips: [{ file: 'a.test.ts', tests: 1, reason: 'no Samba' }] }, {}),
    ).toBe(0);
  });
});
