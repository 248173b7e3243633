import { TestWorkflowEnvironment } from '@temporalio/testing';

// The SDK has no call that only downloads: it starts the server it fetched, which is stopped again at once.
const [downloadDir] = process.argv.slice(2);
try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir, version: 'default' } },
  });
  await environment.teardown();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
