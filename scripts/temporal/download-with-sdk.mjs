import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { command } from '../setup/command.mjs';
import { whyUnfit } from './temporal-version.mjs';

const LIMIT_MS = 5 * 60_000;

/** Lets the SDK fetch the program it would use for its own tests, and keeps it at `cached`. */
export async function downloadWithSdk({ cached, node, root, progress }) {
  await mkdir(dirname(cached), { recursive: true });
  const folder = await mkdtemp(`${cached}-download-`);
  progress('asking temporal.download');
  try {
    await command(node, [join(root, 'scripts', 'temporal', 'run-sdk-download.mjs'), folder], {
      cwd: root,
      limitMs: LIMIT_MS,
    });
    const [name] = await readdir(folder);
    if (name === undefined) return { reason: 'the SDK stored nothing' };
    const reason = await whyUnfit(join(folder, name));
    if (reason !== undefined) return { reason };
    await chmod(join(folder, name), 0o755);
    await rename(join(folder, name), cached);
    return { found: { cliPath: cached } };
  } catch (error) {
    return { reason: firstMessage(error.message) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of a whole stack trace only the sentence that says what went wrong. */
function firstMessage(text) {
  const line = text.split('\n').find((candidate) => /error/i.test(candidate) && !/^\s+at /.test(candidate));
  return (line ?? text).trim().slice(0, 400);
}
