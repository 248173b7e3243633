/**
 * @typedef {{ file: string, tests: number, reason: string | null }} Skip
 * @typedef {{ passed: number, failed: number, skipped: number, skips: Skip[] }} Summary
 */

/** The last line of a test run. */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Counts a finished run. A file that could not be run at all is one failure: its tests are not known.
 * @returns {Summary}
 */
export function summarise(results, nameOf) {
  const broken = results.testResults.filter(
    (file) => file.testExecError !== undefined && file.testResults.length === 0,
  );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + broken.length + (results.wasInterrupted ? 1 : 0),
    skipped: results.numPendingTests + results.numTodoTests,
    skips: results.testResults.flatMap((file) => skipsOf(file, nameOf(file.testFilePath))),
  };
}

/** A run that ended before there was anything to count. */
export function brokenRun() {
  return { passed: 0, failed: 1, skipped: 0, skips: [] };
}

/**
 * What decides between success and failure: every count, the exit code of the runner, and that a skip says why
 * (unless the caller chose the tests by name, which skips the others).
 */
export function judge(summary, { exitCode, chosenByName }) {
  const complaints = [];
  const unexplained = chosenByName ? [] : summary.skips.filter(({ reason }) => reason === null);
  for (const { file, tests } of unexplained) complaints.push(`${file}: ${tests} skipped without a reason`);
  if (summary.passed + summary.failed === 0) complaints.push('no test ran');
  if (exitCode !== 0 && summary.failed === 0 && complaints.length === 0)
    complaints.push(`the test runner ended with exit code ${exitCode}`);
  return { summary: { ...summary, failed: summary.failed + complaints.length }, complaints };
}

/** The part of the output that nobody should overlook. */
export function skipReport(skips) {
  return skips.map(
    ({ file, tests, reason }) => `SKIPPED  ${file}: ${tests} tests. ${reason ?? 'No reason given!'}`,
  );
}

function skipsOf(file, name) {
  const counts = new Map();
  for (const { status, ancestorTitles, title } of file.testResults) {
    if (status !== 'pending' && status !== 'todo') continue;
    const match = /\[skipped: (.*)\]/s.exec([...ancestorTitles, title].join(' '));
    const reason = match === null ? null : match[1];
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, tests]) => ({ file: name, tests, reason }));
}
