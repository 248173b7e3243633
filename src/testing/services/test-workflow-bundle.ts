import { fileURLToPath } from 'node:url';

/** The workflows as one file, from the build that `npm test` begins with: no worker of a test bundles them once more. */
export const TEST_WORKFLOW_BUNDLE = fileURLToPath(
  new URL('../../../dist/workflows.bundle.cjs', import.meta.url),
);
