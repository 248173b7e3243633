import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../processes/free-port.js';
import { isProcessOf } from '../processes/process-identity.js';
import { SandboxError } from '../sandbox-error.js';
import { seedScript } from './provision-domain.js';
import { runProgram } from './run-program.js';
import { sambaFolders } from './samba-configuration.js';
import type { SambaFolders } from './samba-configuration.js';
import { SAMBA_PROGRAMS } from './samba-installation.js';
import type { SambaPlace } from './samba-place.js';
import { launchServer } from './samba-process.js';
import type { SambaProcess } from './samba-process.js';
import { LDAPS_PORT } from './samba-readiness.js';

const DOCKER = 'docker';
const LOOPBACK = '127.0.0.1';
/** A server works on its folders under this name, which leaves room for the paths of sockets. */
const SHORT_ROOT = '/latchkey-domain';
/** On every container: the folder it works on, and the process that started it. */
const FOLDER_LABEL = 'latchkey.samba.folder';
const STARTER_LABEL = 'latchkey.samba.starter';
const ENGINE_LIMIT_MS = 60_000;
const POLITE_MS = 10_000;

const docker = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(DOCKER, args, { timeout: ENGINE_LIMIT_MS })).stdout.trim();

/**
 * Samba in containers of `image`, for machines where it can't be installed or this process is not root. Every program
 * runs in a container of its own over the domain's folders; the LDAPS port of a server is published on 127.0.0.1.
 */
export function sambaContainers(image: string): SambaPlace {
  return {
    settings: containerSettings,
    async run(folders, run) {
      const args = [...containerOf(folders.root, folders.root), image, folders.root, run.program];
      const all = [...args, ...run.arguments];
      await runProgram({ ...run, program: DOCKER, arguments: all, env: process.env }).catch(
        async (error: unknown) => {
          // What ended was the client of the engine; the container may go on.
          await clear(folders, image);
          throw error;
        },
      );
    },
    async endAbandoned(folders) {
      await assertNobodys(folders);
      await clear(folders, image);
    },
    async siteOf(folders) {
      const port = await freePort();
      const launch = (): Promise<SambaProcess> => launchContainer(folders, image, port);
      return {
        address: LOOPBACK,
        port,
        folders: sambaFolders(SHORT_ROOT),
        launch,
        release: () => Promise.resolve(),
      };
    },
  };
}

/** Only the kernel's administrator, which root in a container is not, may write the attributes Samba keeps ACLs in. */
function containerSettings(folders: SambaFolders): Record<string, string> {
  return {
    interfaces: 'lo eth0',
    'bind interfaces only': 'no',
    'vfs objects': 'dfs_samba4 acl_xattr xattr_tdb',
    'xattr_tdb:file': join(folders.domain, 'state', 'xattr.tdb'),
  };
}

/** The arguments up to the image; `inside` is what the folder is called in the container. */
function containerOf(root: string, inside: string): string[] {
  const mounts = [
    `source=${root},target=${inside}`,
    `source=${seedScript()},target=${seedScript()},readonly`,
  ];
  return [
    'run',
    '--rm',
    '--interactive',
    '--init',
    '--pull=never',
    '--no-healthcheck',
    // Where SELinux guards the machine, a container may not look at folders that were not made for it.
    '--security-opt=label=disable',
    `--label=${FOLDER_LABEL}=${root}`,
    `--label=${STARTER_LABEL}=${process.pid}`,
    '--env=LC_ALL=C.UTF-8',
    '--env=PYTHONDONTWRITEBYTECODE=1',
    '--entrypoint=run-for-owner',
    ...mounts.map((mount) => `--mount=type=bind,${mount}`),
  ];
}

async function launchContainer(folders: SambaFolders, image: string, port: number): Promise<SambaProcess> {
  const { configuration } = sambaFolders(SHORT_ROOT);
  const server = [SAMBA_PROGRAMS.server, '-i', '-M', 'standard', '-s', configuration];
  const container = containerOf(folders.root, SHORT_ROOT);
  const publish = `--publish=${LOOPBACK}:${port}:${LDAPS_PORT}`;
  return launchServer(folders, {
    program: DOCKER,
    arguments: [...container, publish, image, SHORT_ROOT, ...server],
    env: process.env,
    end: async (_pid, child) => {
      await endOfInput(child);
      await clear(folders, image);
    },
  });
}

/** The server ends when its standard input does. Returns after ten seconds even if it did not. */
async function endOfInput(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(POLITE_MS) });
  child.stdin?.end();
  await gone.catch(() => undefined);
}

/** Removes the containers that work on these folders, and gives to their owner what those did not give back. */
async function clear(folders: SambaFolders, image: string): Promise<void> {
  const found = await containersOn(folders.root);
  if (found.length > 0) await docker('rm', '--force', ...found.map(({ id }) => id));
  const [whole, domain] = await Promise.all([folders.root, folders.domain].map(ownerOf));
  if (domain === undefined || domain === whole) return;
  await docker(...containerOf(folders.root, folders.root), image, folders.root, 'true');
}

async function ownerOf(folder: string): Promise<number | undefined> {
  return stat(folder).then(
    ({ uid }) => uid,
    () => undefined,
  );
}

async function assertNobodys(folders: SambaFolders): Promise<void> {
  for (const { starter } of await containersOn(folders.root)) {
    if (!(await isProcessOf(starter, 'node'))) continue;
    throw new SandboxError(
      `The Samba domain in ${folders.root} is already running, started by process ${starter}. ` +
        'Stop that one first, or use another folder.',
    );
  }
}

async function containersOn(root: string): Promise<{ id: string; starter: number }[]> {
  const format = `{{.ID}} {{.Label "${STARTER_LABEL}"}}`;
  const list = await docker('ps', '--all', '--filter', `label=${FOLDER_LABEL}=${root}`, '--format', format);
  return list
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', starter] = line.split(' ');
      return { id, starter: Number(starter) };
    });
}
