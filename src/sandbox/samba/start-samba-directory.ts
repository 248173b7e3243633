import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CertificateAuthority } from '../certificates/certificates.js';
import { SandboxError } from '../sandbox-error.js';
import type { DirectoryContents, SandboxAccount, SandboxDirectory } from '../sandbox-directory.js';
import { readDomainAccounts } from './domain-accounts.js';
import { archiveKey, ensureDomainArchive, unpackDomain } from './domain-archive.js';
import { killGroup } from './process-group.js';
import { makeRuntimeFolders } from './provision-domain.js';
import type { Progress } from './provision-domain.js';
import { untilServing } from './samba-readiness.js';
import { certificateFiles, controllerName, sambaConfiguration, sambaFolders } from './samba-configuration.js';
import type { SambaFolders } from './samba-configuration.js';
import { whySambaIsUnusable } from './samba-installation.js';
import { sambaPlace } from './samba-place.js';
import type { SambaPlace, SambaSite } from './samba-place.js';
import type { SambaProcess } from './samba-process.js';

const DOMAIN_NAME =
  /^(?=.{1,200}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/u;
const LOOPBACK = /^127(?:\.\d{1,3}){3}$/u;

export interface SambaDirectoryOptions {
  readonly contents: DirectoryContents;
  /**
   * Loopback address of its own, for example `127.0.0.11`: a domain controller needs the ordinary ports. One in a
   * container does not use it: it is reached on a free port of 127.0.0.1.
   */
  readonly address: string;
  /** Where filled domains are kept as archives, for all runs of this user. */
  readonly cacheDir: string;
  /** Where this domain lives. What is there of the same contents is used again. */
  readonly stateDir: string;
  /** Signs the LDAPS certificate. */
  readonly authority: CertificateAuthority;
  /** True: forget what is in `stateDir` and begin with the contents. */
  readonly fresh?: boolean;
  readonly onProgress?: Progress;
  /** Told when the server ends without having been stopped. */
  readonly onDeath?: (error: SandboxError) => void;
  readonly signal?: AbortSignal;
}

/** A real Active Directory domain controller. */
export interface SambaDirectory extends SandboxDirectory {
  readonly kind: 'samba';
  /** What the people in the password group sign in with until somebody changes it. */
  readonly initialPassword: string;
  /** smb.conf, for Samba's own tools. */
  readonly configuration: string;
  readonly logFile: string;
  /** Ends every process of the server at once with SIGKILL, as a crash does; its people stay. */
  kill(): Promise<void>;
}

/**
 * Starts a Samba domain controller with `contents` and returns once the administrator can sign in over LDAPS. The
 * first time such contents are asked for, a domain is provisioned and filled (seconds to minutes); later they come
 * out of the archive. The previous password of an account is refused at once, other than by Samba's default.
 * @throws SandboxError that says why no domain can run here, that the address or the folder is in use, what Samba
 * refused, or how the server's log ends; the reason of `signal` when that is aborted.
 */
export async function startSambaDirectory(options: SambaDirectoryOptions): Promise<SambaDirectory> {
  await assertUsable(options);
  await mkdir(options.stateDir, { recursive: true, mode: 0o700 });
  const folders = sambaFolders(await realpath(options.stateDir));
  const place = sambaPlace();
  await place.endAbandoned(folders);
  const site = await place.siteOf(folders, options.address);
  try {
    await prepareDomain(options, folders, place);
    await configure(options, folders, { site, place });
    return await startAt(site, folders, options);
  } catch (error) {
    await site.release();
    throw error;
  }
}

async function startAt(
  site: SambaSite,
  folders: SambaFolders,
  options: SambaDirectoryOptions,
): Promise<SambaDirectory> {
  const { contents, authority } = options;
  const accounts = await readDomainAccounts(folders.domain);
  const url = `ldaps://${site.address}:${site.port}`;
  options.onProgress?.(`Starting ${contents.dnsName} at ${url}`);
  const server = await launchServing(site, { url, account: accounts.administrator, options });
  const stop = stopper(server, site, options.onDeath);
  return {
    kind: 'samba',
    dnsName: contents.dnsName,
    url,
    caCertificate: authority.certificate,
    baseDn: contents.dnsName
      .split('.')
      .map((label) => `DC=${label}`)
      .join(','),
    ...accounts,
    configuration: folders.configuration,
    logFile: folders.log,
    stop,
    kill: () => {
      killGroup(server.pid);
      return stop();
    },
  };
}

interface Serving {
  readonly url: string;
  readonly account: SandboxAccount;
  readonly options: SambaDirectoryOptions;
}

async function launchServing(site: SambaSite, { url, account, options }: Serving): Promise<SambaProcess> {
  const server = await site.launch();
  const ended = options.signal === undefined ? server.ended : AbortSignal.any([server.ended, options.signal]);
  try {
    await untilServing({ url, account, caCertificate: options.authority.certificate, ended });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

function stopper(
  server: SambaProcess,
  site: SambaSite,
  onDeath: SambaDirectoryOptions['onDeath'],
): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const tellOfDeath = (): void => {
    const reason: unknown = server.ended.reason;
    if (stopping === undefined && reason instanceof SandboxError) onDeath?.(reason);
  };
  if (server.ended.aborted) tellOfDeath();
  else server.ended.addEventListener('abort', tellOfDeath, { once: true });
  return () => (stopping ??= server.stop().finally(() => site.release()));
}

async function assertUsable({ contents, address }: SambaDirectoryOptions): Promise<void> {
  if (!DOMAIN_NAME.test(contents.dnsName)) {
    throw new SandboxError(
      `"${contents.dnsName}" can't be a domain: give lower-case labels with dots, like north.example.`,
    );
  }
  if (!LOOPBACK.test(address)) {
    throw new SandboxError(
      `A sandbox domain listens on a loopback address (127.x.y.z) only, not on ${address}.`,
    );
  }
  const reason = await whySambaIsUnusable();
  if (reason !== undefined) throw new SandboxError(reason);
}

/** Leaves the domain in place when it is the one asked for, else takes it from the archive. */
async function prepareDomain(
  options: SambaDirectoryOptions,
  folders: SambaFolders,
  place: SambaPlace,
): Promise<void> {
  const { contents, cacheDir, onProgress = () => undefined, signal } = options;
  const key = await archiveKey(contents);
  const marker = join(folders.root, 'contents.key');
  const present = await readFile(marker, 'utf8').catch(() => undefined);
  if (present === key && options.fresh !== true) return;
  const archive = await ensureDomainArchive({ contents, key, place, cacheDir, onProgress, signal });
  await rm(marker, { force: true });
  onProgress(`Unpacking ${contents.dnsName}`);
  await unpackDomain(archive, folders, signal);
  // Written last: an interrupted unpacking is done again.
  await writeFile(marker, key);
}

/** What is made anew at every start: smb.conf, the certificate, and empty folders for sockets and locks. */
async function configure(
  { contents, authority }: SambaDirectoryOptions,
  folders: SambaFolders,
  { site, place }: { site: SambaSite; place: SambaPlace },
): Promise<void> {
  await rm(folders.runtime, { recursive: true, force: true });
  await makeRuntimeFolders(folders);
  const settings = place.settings(site.folders);
  const configuration = sambaConfiguration(site.folders, contents.dnsName, site.address, settings);
  await writeFile(folders.configuration, configuration, { mode: 0o600 });
  const issued = await authority.issue({
    commonName: controllerName(contents.dnsName),
    dnsNames: [controllerName(contents.dnsName), contents.dnsName],
    addresses: [site.address],
  });
  const files = certificateFiles(folders.root);
  await mkdir(dirname(files.key), { recursive: true, mode: 0o700 });
  await writeFile(files.certificate, issued.certificate);
  await writeFile(files.authority, authority.certificate);
  await rm(files.key, { force: true });
  await writeFile(files.key, issued.key, { mode: 0o600 });
}
