import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type Logger, type WorkerOptions } from '@temporalio/worker';
import { FAILURE_CONVERTER } from './data-converter.js';

/** The folder itself, in whichever form this process runs: TypeScript in tests, JavaScript when built. */
const FOLDER = fileURLToPath(new URL('../../workflows', import.meta.url));
/** Where a build puts them as one file. */
const BUNDLE = fileURLToPath(new URL('../../workflows.bundle.cjs', import.meta.url));

/**
 * What a worker runs workflows from: the bundle of the build where there is one, since bundling at the start takes a
 * second and more memory than anything the worker does later.
 */
export function workflowCode(bundle = BUNDLE): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  return existsSync(bundle) ? { workflowBundle: { codePath: bundle } } : { workflowsPath: FOLDER };
}

/** Makes the bundle, from this build's own workflows. */
export async function writeWorkflowBundle(): Promise<void> {
  const said: string[] = [];
  const { code } = await bundleWorkflowCode({
    workflowsPath: FOLDER,
    failureConverterPath: FAILURE_CONVERTER,
    logger: collecting(said),
  }).catch((cause: unknown) => {
    throw new Error(said.join('\n'), { cause });
  });
  await writeFile(BUNDLE, code);
}

function collecting(said: string[]): Logger {
  const silent = (): void => undefined;
  const keep = (message: string): void => void said.push(message);
  return { log: silent, trace: silent, debug: silent, info: silent, warn: keep, error: keep };
}
