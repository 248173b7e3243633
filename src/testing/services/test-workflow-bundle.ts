/**
 * Where the workflows are as one file, from the build that `npm test` begins with: no worker bundles them once more.
 * Undefined when Jest was started by itself, since then nobody knows how old a build is.
 */
export function testWorkflowBundle(): string | undefined {
  return process.env['LATCHKEY_TEST_WORKFLOW_BUNDLE'];
}
