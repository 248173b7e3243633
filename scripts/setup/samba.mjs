import { access } from 'node:fs/promises';
import { aptInstall, whyNoApt } from './apt.mjs';
import { command } from './command.mjs';
import { findProgram } from './find-program.mjs';

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

/** Answers undefined once Samba is there, or a sentence that says why it cannot be had. */
export async function ensureSamba(progress) {
  const before = await whyNoSamba();
  if (before === undefined) return { note: 'already installed', value: undefined };
  const reason = (await whyNoApt()) ?? (await tryInstall(progress)) ?? (await whyNoSamba());
  if (reason === undefined) return { note: 'installed', value: undefined };
  const remedy = `As root on Debian or Ubuntu: apt-get install ${PACKAGES.join(' ')}`;
  return {
    note: 'NOT AVAILABLE',
    value: `Samba is missing (${before}) and could not be installed (${reason}). ${remedy}`,
  };
}

async function tryInstall(progress) {
  return aptInstall(PACKAGES, progress).then(
    () => undefined,
    (error) => error.message,
  );
}
