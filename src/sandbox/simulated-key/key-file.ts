import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SandboxError } from '../sandbox-error.js';
import { parseKeyContents, printKeyContents } from './key-contents.js';
import type { KeyContents } from './key-contents.js';
import { PowerLost } from './power.js';
import type { PowerCut, PowerLossPoint } from './power.js';

const OWNER_ONLY = 0o600;
const NO_CUT: PowerCut = () => false;

/** The file a simulated key lives in. What is in it is always whole: the old contents or the new ones. */
export interface KeyFile {
  read(): Promise<KeyContents>;
  /** @throws PowerLost where `cut` asks for it. */
  write(contents: KeyContents): Promise<void>;
}

/** @throws SandboxError from `read` when the file is missing or is no key. */
export function keyFile(path: string, cut: PowerCut = NO_CUT): KeyFile {
  const lose = (point: PowerLossPoint): void => {
    if (cut(point)) throw new PowerLost(point);
  };
  return {
    read: () => readContents(path),
    async write(contents) {
      const draft = `${path}.draft`;
      const text = printKeyContents(contents);
      lose('BEFORE_WRITE');
      // A draft that an earlier loss of power left behind would keep its permissions.
      await rm(draft, { force: true });
      if (cut('TORN_WRITE')) {
        await writeThrough(draft, text.slice(0, text.length / 2));
        throw new PowerLost('TORN_WRITE');
      }
      await writeThrough(draft, text);
      lose('BEFORE_SWITCH');
      await rename(draft, path);
      await flushFolder(dirname(path));
      lose('AFTER_WRITE');
    },
  };
}

async function readContents(path: string): Promise<KeyContents> {
  try {
    return parseKeyContents(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new SandboxError(`There is no simulated key in ${path}, or its file is damaged.`, { cause });
  }
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is on the disk when its folder is. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
