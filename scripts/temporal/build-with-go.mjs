import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProgram } from '../setup/find-program.mjs';
import { command } from '../setup/command.mjs';
import { whyUnfit } from './temporal-version.mjs';

/** The newest version that `go install` takes: later ones replace a module by one that is not published. */
const MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/**
 * Builds the program with Go and keeps it at `cached`: seven minutes and 3 GB of Go's own caches from nothing. It is
 * built under another name first; after an interruption Go goes on from what it had fetched and compiled.
 */
export async function buildWithGo({ cached, progress, env = process.env }) {
  const go = await findGo(env);
  if (go === undefined) return { reason: 'no "go" on PATH or in /usr/local/go' };
  await mkdir(dirname(cached), { recursive: true });
  const folder = await mkdtemp(`${cached}-build-`);
  try {
    await goInstall(go, folder, { env, progress });
    const built = join(folder, 'temporal');
    const reason = await whyUnfit(built);
    if (reason !== undefined) return { reason };
    await rename(built, cached);
    return { found: { cliPath: cached } };
  } catch (error) {
    return { reason: error.message };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findGo(env) {
  return (await findProgram('go', env.PATH)) ?? (await findProgram('go', '/usr/local/go/bin'));
}

/** With -v Go names each package it has compiled, which besides the modules it fetches is all the progress there is. */
async function goInstall(go, folder, { env, progress }) {
  let fetched = 0;
  let compiled = 0;
  const onLine = (line) => {
    if (line.startsWith('go: downloading')) fetched += 1;
    else compiled += 1;
    progress(
      `building with Go, about 7 minutes from nothing: ${fetched} modules fetched, ${compiled} packages compiled`,
    );
  };
  progress('building with Go');
  await command(go, ['install', '-v', '-trimpath', '-ldflags', '-s -w', MODULE], {
    env: { ...env, GOBIN: folder },
    onLine,
  });
}
