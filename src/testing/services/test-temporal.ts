/**
 * The Temporal server of this test run, with namespace `default`. All test files share it: use a task queue and
 * workflow ids of your own.
 * @throws Error when the run has none, saying how to get one.
 */
export function testTemporal(): { readonly address: string } {
  const address = process.env['LATCHKEY_TEST_TEMPORAL_ADDRESS'];
  if (address !== undefined) return { address };
  throw new Error(
    'This test needs Temporal, and the run found no Temporal program. ' +
      'Run it with "npm test", which gets one, or set TEMPORAL_CLI_PATH or TEMPORAL_ADDRESS.',
  );
}
