import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { command } from './command.mjs';
import { elapsed, step } from './console.mjs';
import { cacheFolder } from './folders.mjs';
import { tryLock, withLock } from './lock.mjs';
import { checkNode, isSupportedNode } from './node-version.mjs';
import { packagesAreInstalled } from './packages.mjs';
import { hashOfFiles, readStamp, writeStamp } from './stamp.mjs';

let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-setup-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path, content) {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
}

describe('a stamp', () => {
  test('is what was written last, or undefined', async () => {
    const file = join(folder, 'stamp');
    expect(await readStamp(file)).toBeUndefined();
    await writeStamp(file, 'one');
    await writeStamp(file, 'two');
    expect(await readStamp(file)).toBe('two');
  });

  test('changes with a name, a content and a file more, and with nothing else', async () => {
    const hashes = new Set();
    const note = async () => hashes.add(await hashOfFiles(folder, ['src', 'tsconfig.json', 'absent']));
    await write('src/a.ts', 'a');
    await note();
    await note();
    expect(hashes.size).toBe(1);
    await write('src/a.ts', 'b');
    await note();
    await write('src/deep/c.ts', 'c');
    await note();
    await write('tsconfig.json', '{}');
    await note();
    await rm(join(folder, 'src/a.ts'));
    await write('src/d.ts', 'b');
    await note();
    expect(hashes.size).toBe(5);
  });
});

describe('the installed packages', () => {
  const lock = (version) =>
    JSON.stringify({
      packages: {
        '': {},
        'node_modules/a': { version },
        'node_modules/b': { version: '1.0.0', optional: true },
      },
    });

  test('are missing without npm’s own list', async () => {
    await write('package-lock.json', lock('1.0.0'));
    expect(await packagesAreInstalled(folder)).toBe(false);
  });

  test('are there when npm’s list has them, packages of other platforms left out', async () => {
    await write('package-lock.json', lock('1.0.0'));
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    );
    expect(await packagesAreInstalled(folder)).toBe(true);
  });

  test('are out of date when the lock file names another version', async () => {
    await write('package-lock.json', lock('1.0.1'));
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    );
    expect(await packagesAreInstalled(folder)).toBe(false);
  });
});

describe('a lock', () => {
  const DEAD = 2 ** 22 + 1;

  test('lets one in after the other', async () => {
    const file = join(folder, 'a.lock');
    const inside = [];
    const visit = (name) =>
      withLock(file, async () => {
        inside.push(`${name} in`);
        await readFile(file);
        inside.push(`${name} out`);
      });
    await visit('first');
    await visit('second');
    expect(inside).toEqual(['first in', 'first out', 'second in', 'second out']);
  });

  test('is held against another process while this one has it, and free after its death', async () => {
    const file = join(folder, 'a.lock');
    const ask = `import { tryLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.mjs'))}; console.log(await tryLock(${JSON.stringify(file)}))`;
    await write('ask.mjs', ask);
    const asked = () => command(process.execPath, [join(folder, 'ask.mjs')]);
    expect(await tryLock(file)).toBeUndefined();
    expect(await asked()).toBe(String(process.pid));
    await rm(file);
    expect(await asked()).toBe('undefined');
    expect(await tryLock(file)).toBeUndefined();
  });

  test('of a process that is gone counts as free', async () => {
    const file = join(folder, 'a.lock');
    await writeFile(file, String(DEAD));
    expect(await tryLock(file)).toBeUndefined();
    expect(await readFile(file, 'utf8')).toBe(String(process.pid));
  });
});

describe('a command', () => {
  test('answers what it printed', async () => {
    expect(await command(process.execPath, ['-e', 'console.log("one\\ntwo")'])).toBe('one\ntwo');
  });

  test('fails with its exit code and the end of what it printed', async () => {
    const failing = command(process.execPath, ['-e', 'console.error("because"); process.exit(3)']);
    await expect(failing).rejects.toThrow(/ended with exit code 3:\nbecause/);
  });

  test('is ended when it takes too long', async () => {
    const endless = command(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { limitMs: 200 });
    await expect(endless).rejects.toThrow('was ended by SIGTERM');
  });
});

describe('a step', () => {
  const output = (isTTY) => {
    const written = [];
    return { isTTY, columns: 80, written, write: (text) => written.push(text) };
  };

  test('answers its value and shows its note', async () => {
    const out = output(false);
    expect(await step('packages', async () => ({ note: 'installed', value: 7 }), out)).toBe(7);
    expect(out.written.join('')).toBe('✓ packages   installed (0s)\n');
  });

  test('that fails is shown as failed and throws', async () => {
    const out = output(true);
    await expect(step('packages', () => Promise.reject(new Error('no network')), out)).rejects.toThrow(
      'no network',
    );
    expect(out.written.join('')).toContain('✗ packages   failed');
  });

  test.each([
    [0, '0s'],
    [59_000, '59s'],
    [65_000, '1m 05s'],
  ])('of %d ms took %s', (ms, shown) => {
    expect(elapsed(0, ms)).toBe(shown);
  });
});

describe('Node', () => {
  test.each([
    ['20.20.2', false],
    ['24.6.0', false],
    ['24.7.0', true],
    ['v24.21.0', true],
    ['26.10.0', true],
  ])('%s', (version, supported) => {
    expect(isSupportedNode(version)).toBe(supported);
  });

  test('that is too old is refused with what to do', () => {
    expect(() => checkNode('20.20.2')).toThrow(
      /does not run on Node 20\.20\.2[\s\S]*npm ci --include=optional/,
    );
  });
});

test.each([
  [{ LATCHKEY_CACHE_DIR: '/a', XDG_CACHE_HOME: '/b' }, '/a'],
  [{ XDG_CACHE_HOME: '/b' }, '/b/latchkey'],
])('the cache of %j is %s', (env, expected) => {
  expect(cacheFolder(env)).toBe(expected);
});
