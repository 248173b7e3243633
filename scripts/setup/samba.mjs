import { access } from 'node:fs/promises';
import { aptInstall, whyNoApt } from './apt.mjs';
import { command } from './command.mjs';
import { findProgram } from './find-program.mjs';
import { ensureSambaImage, whyNoDocker } from './samba-image.mjs';

const PACKAGES = [
  'samba',
  'samba-dsdb-modules',
  'samba-vfs-modules',
  'samba-ad-provision',
  'winbind',
  'python3-samba',
  'ldb-tools',
  'ldap-utils',
];
/** What provisioning a domain copies from; a package of its own since Debian 12. */
const PROVISION_TEMPLATES = '/usr/share/samba/setup/provision.ldif';

/** Undefined when Samba can be an Active Directory controller here, else what is missing. */
export async function whyNoSamba() {
  if (process.getuid?.() !== 0) return 'a domain controller on this machine itself must be started as root';
  for (const program of ['samba', 'samba-tool', 'ldbmodify']) {
    if ((await findProgram(program)) === undefined) return `the program ${program} is not installed`;
  }
  const templates = await access(PROVISION_TEMPLATES).catch((error) => error);
  if (templates !== undefined) return `${PROVISION_TEMPLATES} is not there`;
  // Another python3 may be first on PATH; only the system's own has Samba's modules.
  const modules = await command('/usr/bin/python3', ['-c', 'import samba.samdb, samba.provision']).catch(
    (e) => e,
  );
  return modules instanceof Error ? 'the Python modules of Samba are not installed' : undefined;
}

const WAYS = {
  whyNoSamba,
  whyNoApt,
  install: (progress) => aptInstall(PACKAGES, progress),
  whyNoDocker,
  ensureSambaImage,
};

/**
 * Samba as it is installed here, else installed with apt-get, else in containers of an image that is built once.
 * `LATCHKEY_SAMBA_FROM=docker` goes to the last one at once. The value is `{}` with Samba on this machine,
 * `{ sambaImage }` with containers, and `{ sambaMissing }`, a sentence that says why, with neither.
 */
export async function ensureSamba(progress, env = process.env, ways = WAYS) {
  const forced = env.LATCHKEY_SAMBA_FROM === 'docker' ? 'LATCHKEY_SAMBA_FROM asks for Docker' : undefined;
  const before = forced ?? (await ways.whyNoSamba());
  if (before === undefined) return { note: 'already installed', value: {} };
  const noMachine = forced ?? (await whyNotInstalled(progress, ways));
  if (noMachine === undefined) return { note: 'installed', value: {} };
  const { image, refusal } = await imageOf(progress, ways);
  if (image !== undefined) return { note: `in containers of ${image}`, value: { sambaImage: image } };
  const remedy = `As root on Debian or Ubuntu: apt-get install ${PACKAGES.join(' ')}. Or start a Docker engine.`;
  return {
    note: 'NOT AVAILABLE',
    value: {
      sambaMissing: `Samba is missing (${before}), could not be installed (${noMachine}) and cannot run in containers (${refusal}). ${remedy}`,
    },
  };
}

async function whyNotInstalled(progress, ways) {
  const refusal = (await ways.whyNoApt()) ?? (await outcome(() => ways.install(progress))).refusal;
  return refusal ?? (await ways.whyNoSamba());
}

async function imageOf(progress, ways) {
  const refusal = await ways.whyNoDocker();
  if (refusal !== undefined) return { refusal };
  const { value, refusal: failure } = await outcome(() => ways.ensureSambaImage(progress));
  return { image: value, refusal: failure };
}

async function outcome(work) {
  return work().then(
    (value) => ({ value }),
    (error) => ({ refusal: error.message }),
  );
}
