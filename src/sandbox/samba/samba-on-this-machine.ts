import { endAbandonedSamba } from './abandoned-samba.js';
import { endGroup } from './process-group.js';
import { runProgram } from './run-program.js';
import { sambaFolders } from './samba-configuration.js';
import { SAMBA_PROGRAMS } from './samba-installation.js';
import type { SambaPlace } from './samba-place.js';
import { launchServer } from './samba-process.js';
import { LDAPS_PORT, assertAddressFree } from './samba-readiness.js';
import { shortPath } from './short-path.js';

/** Samba as it is installed here. Each domain has a loopback address of its own and the ordinary port. */
export const sambaOnThisMachine: SambaPlace = {
  settings: () => ({}),
  run: (_folders, run) => runProgram(run),
  endAbandoned: endAbandonedSamba,
  async siteOf(folders, address) {
    await assertAddressFree(address);
    const { path, release } = await shortPath(folders.root);
    const server = {
      program: SAMBA_PROGRAMS.server,
      arguments: ['-i', '-M', 'standard', '-s', folders.configuration],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
      end: endGroup,
    };
    const launch = (): ReturnType<typeof launchServer> => launchServer(folders, server);
    return { address, port: LDAPS_PORT, folders: sambaFolders(path), launch, release };
  },
};
