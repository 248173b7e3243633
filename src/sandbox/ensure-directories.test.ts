import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DirectoryEditor } from './directory-editor.js';
import { startDirectories } from './ensure-directories.js';
import type { RunningDirectories } from './ensure-directories.js';
import { FEWEST_PEOPLE } from './people.js';

describe('Two embedded directories', () => {
  let stateDir: string;
  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  });
  afterAll(() => rm(stateDir, { recursive: true }));

  const start = (): Promise<RunningDirectories> =>
    startDirectories({ kind: 'embedded', people: FEWEST_PEOPLE, cacheDir: stateDir, stateDir });

  async function titleAfter(directories: RunningDirectories, title?: string): Promise<string> {
    await using editor = await DirectoryEditor.open(directories.north);
    if (title !== undefined) await editor.change('awk.comma', { title });
    return await editor.guidOf('awk.comma');
  }

  test('are found again after a restart: same address, authority, accounts and objectGUIDs', async () => {
    const first = await start();
    const guid = await titleAfter(first, 'Changed');
    await first.stop();
    await first.stop();
    const second = await start();
    expect(await titleAfter(second)).toBe(guid);
    await second.stop();
    for (const side of ['north', 'south'] as const) {
      // What can be done to a running directory is new each time; what is known about it is not.
      const [before, after] = [JSON.stringify(first[side]), JSON.stringify(second[side])];
      expect(before).toContain('latchkey-reader');
      expect(after).toBe(before);
    }
    expect(first.north.url).not.toBe(first.south.url);
    // Nobody who asks for any port is given theirs while they are away.
    expect(Number(new URL(first.north.url).port)).toBeLessThan(32_768);
    expect(second.reason).toMatch(/as asked for/);
  });

  test('keep their passwords from everybody else', async () => {
    const file = join(stateDir, 'embedded', 'north.example.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('take another port when theirs is taken', async () => {
    const before = await start();
    await before.stop();
    const { port, hostname } = new URL(before.north.url);
    const other = createServer().listen(Number(port), hostname);
    await once(other, 'listening');
    const after = await start();
    expect(after.north.url).not.toBe(before.north.url);
    expect(after.south.url).toBe(before.south.url);
    expect(
      JSON.parse(await readFile(join(stateDir, 'embedded', 'north.example.json'), 'utf8')),
    ).toMatchObject({
      port: Number(new URL(after.north.url).port),
    });
    await after.stop();
    other.close();
  });
});
