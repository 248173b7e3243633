import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMasterKey } from './create-master-key.js';

describe('a new master key', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-key-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is 32 bytes in base64 that only the owner can read', async () => {
    const file = join(folder, 'key');
    await createMasterKey(file);
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('never takes the place of another', async () => {
    const file = join(folder, 'kept');
    await createMasterKey(file);
    const before = await readFile(file, 'utf8');
    await expect(createMasterKey(file)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('says why a file cannot be written', async () => {
    await expect(createMasterKey(join(folder, 'no', 'such', 'folder'))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('ENOENT'),
    });
  });
});
