import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { hashOfFiles, readStamp, writeStamp } from './stamp.mjs';

const INPUTS = [
  'src',
  'workflows',
  'migrations',
  'bench',
  'test/programs',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
/** The pages, each built by itself into a folder of its name. */
const PAGES = ['graphiql', 'invitation'];

/**
 * Translates the sources and builds GraphiQL and the invitation page into `dist`, unless `dist` was made from exactly these sources.
 * Everything goes into another folder first, so `dist` is the old build or the new one, never a half.
 */
export async function build(root, node, progress) {
  const dist = join(root, 'dist');
  const wanted = await hashOfFiles(root, INPUTS);
  if ((await readStamp(join(dist, '.inputs'))) === wanted) return { note: 'up to date' };
  const partial = join(root, 'dist.partial');
  await rm(partial, { recursive: true, force: true });
  progress('TypeScript');
  await runTool(root, node, ['typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', partial]);
  progress('workflows');
  await run(root, node, [join(partial, 'src', 'temporal', 'bundle-workflows.js')]);
  for (const page of PAGES) {
    progress(`page ${page}`);
    const web = ['--outDir', join(partial, page), '--emptyOutDir', '--logLevel', 'warn'];
    await runTool(root, node, [
      'vite/bin/vite.js',
      'build',
      '--config',
      `src/web/${page}/vite.config.ts`,
      ...web,
    ]);
  }
  await writeStamp(join(partial, '.inputs'), wanted);
  await replace(dist, partial, join(root, 'dist.old'));
  return { note: 'built' };
}

async function runTool(root, node, [tool, ...args]) {
  await run(root, node, [join(root, 'node_modules', tool), ...args]);
}

async function run(root, node, args) {
  try {
    await command(node, args, { cwd: root });
  } catch (cause) {
    throw new SetupFailure({
      what: 'The sources could not be built.',
      why: cause.message,
      remedy: 'Correct what the message names ("npm run check:types" shows all of it), then run this again.',
      cause,
    });
  }
}

async function replace(target, made, aside) {
  await rm(aside, { recursive: true, force: true });
  await rename(target, aside).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(made, target);
  await rm(aside, { recursive: true, force: true });
}
