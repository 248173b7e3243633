import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { build } from './build.mjs';

/** Stands for a compiler: copies the source, counts its runs, and refuses a source that says so. */
const COMPILER = `
  const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
  const source = readFileSync('src/a.ts', 'utf8');
  appendFileSync('runs', 'x');
  const folder = process.argv[process.argv.indexOf('--outDir') + 1];
  mkdirSync(folder + '/src/temporal', { recursive: true });
  writeFileSync(folder + '/src/temporal/bundle-workflows.js', "require('node:fs').writeFileSync(__dirname + '/../../bundle', '')");
  writeFileSync(folder + '/a.js', source);
  if (source === 'broken') { console.error('src/a.ts: broken'); process.exit(2); }
`;

describe('the build', () => {
  let root;
  const write = async (file, content) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  };
  const read = (file) => readFile(join(root, file), 'utf8');
  const run = () => build(root, process.execPath, () => {});

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'latchkey-build-'));
    await write('package.json', '{}');
    await write('src/a.ts', 'one');
    await write('node_modules/typescript/bin/tsc', COMPILER);
    await write('node_modules/vite/bin/vite.js', '');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('is made once and again only after a change', async () => {
    expect(await run()).toEqual({ note: 'built' });
    expect(await run()).toEqual({ note: 'up to date' });
    await write('src/a.ts', 'two');
    expect(await run()).toEqual({ note: 'built' });
    expect([await read('dist/a.js'), await read('dist/bundle'), await read('runs')]).toEqual([
      'two',
      '',
      'xx',
    ]);
  });

  test('that fails leaves the one before in its place, says why, and is tried again', async () => {
    await run();
    await write('src/a.ts', 'broken');
    await expect(run()).rejects.toThrow('src/a.ts: broken');
    expect(await read('dist/a.js')).toBe('one');
    await write('src/a.ts', 'mended');
    await run();
    expect(await read('dist/a.js')).toBe('mended');
  });
});
