import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOnInterrupt } from './setup/command.mjs';
import { fail } from './setup/console.mjs';
import { cacheFolder, ROOT } from './setup/folders.mjs';
import { foreground } from './setup/foreground.mjs';
import { setUp } from './setup/steps.mjs';
import { fillTable, matrixLine } from './test/matrix.mjs';
import { brokenRun, judge, skipReport, totalLine } from './test/summary.mjs';

const BY_NAME = /^(-t|--testNamePattern)/;

function environment({ temporal, sambaMissing, chromium, pynacl }) {
  return {
    ...process.env,
    ...(temporal?.cliPath ? { LATCHKEY_TEMPORAL_CLI: temporal.cliPath } : {}),
    ...(chromium?.path ? { LATCHKEY_CHROMIUM: chromium.path } : {}),
    ...(pynacl?.path ? { LATCHKEY_TEST_PYTHON: pynacl.path } : {}),
    LATCHKEY_TEST_SAMBA: sambaMissing ?? 'available',
    LATCHKEY_TEST_CHROMIUM: chromium?.reason ?? 'available',
    LATCHKEY_TEST_PYNACL: pynacl?.reason ?? 'available',
    LATCHKEY_CACHE_DIR: cacheFolder(),
    LATCHKEY_TEST_WORKFLOW_BUNDLE: join(ROOT, 'dist', 'workflows.bundle.cjs'),
  };
}

async function runJest(node, args, env) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-summary-'));
  const file = join(folder, 'summary.json');
  const cells = join(folder, 'matrix');
  await mkdir(cells);
  const reporters = ['default', join(ROOT, 'scripts', 'test', 'summary-reporter.mjs')];
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [
    join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--config',
    join(ROOT, 'jest.config.js'),
  ];
  try {
    const all = [...flags, ...jest, ...args, ...reporters.map((reporter) => `--reporters=${reporter}`)];
    const places = { LATCHKEY_TEST_SUMMARY: file, LATCHKEY_MATRIX_RESULTS: cells };
    const exitCode = await foreground(node, all, { cwd: ROOT, env: { ...env, ...places } });
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const matrix = await readMatrix(cells);
    return { exitCode, summary: text === undefined ? brokenRun() : JSON.parse(text), matrix };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What each test file of the kill-point matrix has left. */
async function readMatrix(folder) {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => JSON.parse(text));
}

/** Tells what came of the kill-point matrix, and fills the table of the README where something else came of it. */
async function tellMatrix(results) {
  if (results.length === 0) return;
  const path = join(ROOT, 'README.md');
  const readme = await readFile(path, 'utf8');
  const filled = fillTable(readme, results);
  if (filled !== readme) await writeFile(path, filled);
  console.log(matrixLine(results));
}

async function main(given) {
  const fast = given.includes('--fast');
  const wholeMatrix = given.includes('--whole-matrix');
  const args = given.filter((arg) => arg !== '--fast' && arg !== '--whole-matrix');
  const stopEnding = endOnInterrupt();
  const everything = { build: true, temporal: true, samba: true, chromium: true, pynacl: true };
  const made = await setUp(fast ? {} : everything);
  stopEnding();
  const projects = fast ? ['--selectProjects', 'fast'] : [];
  const env = { ...environment(made), ...(wholeMatrix ? { LATCHKEY_TEST_MATRIX: 'all' } : {}) };
  const run = await runJest(made.node, [...args, ...projects], env);
  await tellMatrix(run.matrix);
  return judge(run.summary, { exitCode: run.exitCode, chosenByName: args.some((arg) => BY_NAME.test(arg)) });
}

const { summary, complaints } = await main(process.argv.slice(2)).catch((error) => {
  fail(error);
  return { summary: brokenRun(), complaints: [] };
});
for (const line of [...skipReport(summary.skips), ...complaints.map((text) => `FAILED   ${text}`)])
  console.log(line);
process.exitCode = summary.failed > 0 ? 1 : 0;
console.log(totalLine(summary));
