import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SandboxError } from '../sandbox-error.js';
import { endGroup, processFacts, processPlaces } from './process-group.js';
import type { ProcessFacts } from './process-group.js';
import type { SambaFolders } from './samba-configuration.js';
import { SAMBA_PROGRAMS } from './samba-installation.js';

/**
 * Ends the server that a killed process left running on these folders. Only a process that is the Samba program,
 * works in our folder and has no living Node process as its parent is taken for one.
 * @throws SandboxError when the server belongs to a process that is alive.
 */
export async function endAbandonedSamba(folders: SambaFolders): Promise<void> {
  const server = await runningServer(folders);
  if (server === undefined) return;
  const parent = await processPlaces(server.parent);
  if (basename(parent.program ?? '') === 'node') {
    throw new SandboxError(
      `The Samba domain in ${folders.root} is already running, started by process ${server.parent}. ` +
        'Stop that one first, or use another folder.',
    );
  }
  await endGroup(server.group);
}

async function runningServer(folders: SambaFolders): Promise<ProcessFacts | undefined> {
  const text = await readFile(join(folders.runtime, 'samba.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const facts = await processFacts(pid);
  if (facts === undefined || facts.isZombie) return undefined;
  // Process numbers are given out again, and Samba overwrites its command line: program and folder decide.
  const { program, folder } = await processPlaces(pid);
  const isOurs = program === SAMBA_PROGRAMS.server && folder === folders.root;
  return isOurs ? facts : undefined;
}
