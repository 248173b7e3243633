import { sambaContainers } from './samba-containers.js';
import type { SambaFolders } from './samba-configuration.js';
import { sambaImage } from './samba-installation.js';
import type { SambaProcess } from './samba-process.js';
import type { ProgramRun } from './run-program.js';
import { sambaOnThisMachine } from './samba-on-this-machine.js';

/** Where one domain's server listens, and how it is started there. */
export interface SambaSite {
  /** The loopback address and the port of LDAPS. */
  readonly address: string;
  readonly port: number;
  /** The folders of the domain by the names that its server knows them by. */
  readonly folders: SambaFolders;
  launch(): Promise<SambaProcess>;
  /** Frees what only the running server needed. */
  release(): Promise<void>;
}

/** Where Samba's programs run. */
export interface SambaPlace {
  /** What smb.conf says there otherwise than in `sambaConfiguration`. */
  settings(folders: SambaFolders): Record<string, string>;
  /** Runs one of Samba's programs on a domain to its end: see `runProgram`. */
  run(folders: SambaFolders, run: ProgramRun): Promise<void>;
  /**
   * Ends what a killed process left running on these folders.
   * @throws SandboxError when it belongs to a process that is alive.
   */
  endAbandoned(folders: SambaFolders): Promise<void>;
  /** @throws SandboxError when the domain cannot be reached at `address` there. */
  siteOf(folders: SambaFolders, address: string): Promise<SambaSite>;
}

/** In containers of the image that the set-up made for lack of an installed Samba, else on this machine. */
export function sambaPlace(): SambaPlace {
  const image = sambaImage();
  return image === undefined ? sambaOnThisMachine : sambaContainers(image);
}
