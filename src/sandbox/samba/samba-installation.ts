import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian and Ubuntu put the programs. Another Python on PATH does not have Samba's modules. */
export const SAMBA_PROGRAMS = {
  server: '/usr/sbin/samba',
  tool: '/usr/bin/samba-tool',
  python: '/usr/bin/python3',
} as const;

/** The Debian packages that bring the programs, their Python modules and the files a domain is provisioned from. */
export const SAMBA_PACKAGES =
  'samba samba-dsdb-modules samba-vfs-modules samba-ad-provision winbind python3-samba ldb-tools';

/** Fails when the Python modules are missing, and when the files to provision from are. */
const PYTHON_PROBE =
  'import os, samba.samdb, samba.provision; from samba.param import setup_dir; ' +
  'os.stat(os.path.join(setup_dir(), "provision.ldif"))';

const PROBE_LIMIT_MS = 30_000;

/** The container image the set-up made for Samba, when it is not to run on this machine itself. */
export function sambaImage(): string | undefined {
  const { LATCHKEY_SAMBA_IMAGE: image } = process.env;
  return image === '' ? undefined : image;
}

/** Whether `startSambaDirectory` can work on this machine. */
export async function isSambaInstalled(): Promise<boolean> {
  return (await whySambaIsUnusable()) === undefined;
}

/** A sentence that says why no Samba domain can be started here and what to do; undefined when one can. */
export async function whySambaIsUnusable(): Promise<string | undefined> {
  const image = sambaImage();
  if (image !== undefined) return whyImageIsUnusable(image);
  if (process.platform !== 'linux') {
    return `Samba domains run on Linux only, and this is ${process.platform}.`;
  }
  for (const program of Object.values(SAMBA_PROGRAMS)) {
    if (!(await exists(program))) {
      return `Samba is not installed: ${program} is missing. As root: apt-get install ${SAMBA_PACKAGES}`;
    }
  }
  if (process.getuid?.() !== 0) {
    return 'Samba is installed, but a domain controller must be started as root: LDAPS is port 636.';
  }
  return run(SAMBA_PROGRAMS.python, ['-c', PYTHON_PROBE], { timeout: PROBE_LIMIT_MS }).then(
    () => undefined,
    () => `Samba is installed, but not all of it. As root: apt-get install ${SAMBA_PACKAGES}`,
  );
}

async function whyImageIsUnusable(image: string): Promise<string | undefined> {
  return run('docker', ['image', 'inspect', image], { timeout: PROBE_LIMIT_MS }).then(
    () => undefined,
    () =>
      `The Docker engine does not answer or has no image ${image}. Run the same npm command again: it makes it.`,
  );
}

/** What the server says about its version, for example `Version 4.17.12-Debian`; or the image it is in. */
export async function sambaVersion(): Promise<string> {
  const image = sambaImage();
  if (image !== undefined) return image;
  const { stdout } = await run(SAMBA_PROGRAMS.server, ['--version'], { timeout: PROBE_LIMIT_MS });
  return stdout.trim();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
