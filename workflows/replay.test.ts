import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createDataConverter } from '../src/temporal/data-converter.js';
import { TEST_MASTER_KEY } from '../src/testing/test-master-key.js';

const folder = fileURLToPath(new URL('./histories/', import.meta.url));

/** Recorded from real runs with `npm run fix:histories`. A run that is under way when the code changes must go on. */
describe('workflows replay the histories of real runs', () => {
  let workflowBundle: WorkflowBundleWithSourceMap;
  let files: string[];

  beforeAll(async () => {
    Runtime.install({ telemetryOptions: {} });
    const dataConverter = createDataConverter(TEST_MASTER_KEY);
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('.', import.meta.url)),
      failureConverterPath: dataConverter.failureConverterPath,
    });
    files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  });

  it('there are histories to replay', () => {
    expect(files).not.toEqual([]);
  });

  it('each of them is what the present code would do', async () => {
    for (const file of files) {
      const history: unknown = JSON.parse(await readFile(`${folder}${file}`, 'utf8'));
      const replay = Worker.runReplayHistory(
        { workflowBundle, dataConverter: createDataConverter(TEST_MASTER_KEY) },
        history,
        `replay/${file}`,
      );
      await expect(replay).resolves.toBeUndefined();
    }
  });
});
