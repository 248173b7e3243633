import { join } from 'node:path';
import type { CertificateAuthority } from './certificates/certificates.js';
import { loadOrCreateCertificateAuthority } from './certificates/kept-certificate-authority.js';
import { DirectoryEditor } from './directory-editor.js';
import { startKeptEmbeddedDirectory } from './kept-embedded-directory.js';
import { generateTwoDomains } from './people.js';
import type { TwoDomainExpectations } from './people.js';
import { READER_LOGIN } from './samba/domain-accounts.js';
import { whySambaIsUnusable } from './samba/samba-installation.js';
import { startSambaDirectory } from './samba/start-samba-directory.js';
import { SandboxError } from './sandbox-error.js';
import type { DirectoryContents, SandboxDirectory } from './sandbox-directory.js';
import { StopStack } from './processes/stop-stack.js';

const DEFAULT_SEED = 20_261_122;
const EVERYTHING_ABOUT_PASSWORDS = { resetPassword: true, unexpirePassword: true, forceChange: true };
const DEFAULT_ADDRESSES = { north: '127.0.0.11', south: '127.0.0.12' } as const;

/** What one of the two domains is doing; `done` of `total` people where it is a matter of counting. */
export interface DirectoryProgress {
  readonly dnsName: string;
  readonly text: string;
  readonly done?: number;
  readonly total?: number;
}

export interface DirectoriesOptions {
  /** `auto`: Samba where it can run, else embedded. */
  readonly kind: 'samba' | 'embedded' | 'auto';
  /** People in each domain; see `FEWEST_PEOPLE` and `MOST_PEOPLE`. */
  readonly people: number;
  readonly seed?: number;
  /** Where slow things are kept for all runs of this user. */
  readonly cacheDir: string;
  /** Where these two domains live, their certificate authority included. */
  readonly stateDir: string;
  /** True: begin with the generated people again, whatever was changed in an earlier run. */
  readonly fresh?: boolean;
  /** True: Latchkey's account may set everybody's password. In Samba that takes a while where there are many people. */
  readonly readerSetsPasswords?: boolean;
  /** Loopback addresses of the Samba domains; 127.0.0.11 and 127.0.0.12 when left out. */
  readonly addresses?: { readonly north: string; readonly south: string };
  readonly onProgress?: (progress: DirectoryProgress) => void;
  /** Told when a Samba server ends without having been stopped. */
  readonly onDeath?: (error: SandboxError) => void;
  readonly signal?: AbortSignal;
}

/** Two running domains that share some of their people. */
export interface RunningDirectories {
  readonly kind: 'samba' | 'embedded';
  /** Why it is this kind, as a sentence for people. */
  readonly reason: string;
  readonly north: SandboxDirectory;
  readonly south: SandboxDirectory;
  /** What holds for the people as generated: after a `fresh` start, and always for embedded directories. */
  readonly expectations: TwoDomainExpectations;
  /** Stops both. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts north.example and south.example side by side. Samba domains keep what was changed in them between runs;
 * embedded ones begin anew each time, with the same objectGUIDs. Certificate authority, accounts and passwords stay
 * the same as long as `stateDir` does.
 * @throws SandboxError when Samba is asked for and can't run here, or when a domain does not start; neither of the two
 * is left running then.
 */
export async function startDirectories(options: DirectoriesOptions): Promise<RunningDirectories> {
  const { kind, reason } = await choose(options.kind);
  const { north, south, expectations } = generateTwoDomains({
    count: options.people,
    seed: options.seed ?? DEFAULT_SEED,
  });
  const authority = await loadOrCreateCertificateAuthority(options.stateDir, 'Latchkey sandbox');
  const addresses = options.addresses ?? DEFAULT_ADDRESSES;
  const starter = kind === 'samba' ? startSamba : startEmbedded;
  const directories = await startBoth(
    (signal) => starter({ ...options, signal }, { contents: north, authority, address: addresses.north }),
    (signal) => starter({ ...options, signal }, { contents: south, authority, address: addresses.south }),
    options.signal,
  );
  return { kind, reason, expectations, ...directories };
}

async function choose(
  wanted: DirectoriesOptions['kind'],
): Promise<{ kind: 'samba' | 'embedded'; reason: string }> {
  if (wanted === 'embedded') return { kind: 'embedded', reason: 'Embedded directories, as asked for.' };
  const obstacle = await whySambaIsUnusable();
  if (obstacle === undefined) {
    return {
      kind: 'samba',
      reason: wanted === 'samba' ? 'Samba domains, as asked for.' : 'Samba domains: Samba is installed here.',
    };
  }
  if (wanted === 'samba') throw new SandboxError(`Samba domains were asked for. ${obstacle}`);
  return { kind: 'embedded', reason: `Embedded directories. ${obstacle}` };
}

interface OneDomain {
  readonly contents: DirectoryContents;
  readonly authority: CertificateAuthority;
  readonly address: string;
}

async function startSamba(
  options: DirectoriesOptions,
  { contents, authority, address }: OneDomain,
): Promise<SandboxDirectory> {
  const { cacheDir, stateDir, fresh, onProgress, onDeath, signal } = options;
  const directory = await startSambaDirectory({
    contents,
    address,
    authority,
    cacheDir: join(cacheDir, 'samba'),
    stateDir: join(stateDir, 'samba', contents.dnsName),
    ...(fresh === undefined ? {} : { fresh }),
    ...(onDeath === undefined ? {} : { onDeath }),
    ...(signal === undefined ? {} : { signal }),
    onProgress: (text, done, total) =>
      onProgress?.({
        dnsName: contents.dnsName,
        text,
        ...(done === undefined || total === undefined ? {} : { done, total }),
      }),
  });
  if (options.readerSetsPasswords === true) await letReaderSetPasswords(directory);
  return directory;
}

async function letReaderSetPasswords(directory: SandboxDirectory): Promise<void> {
  try {
    await using editor = await DirectoryEditor.open(directory);
    await editor.grantPasswords(READER_LOGIN);
  } catch (error) {
    await directory.stop();
    throw error;
  }
}

function startEmbedded(
  options: DirectoriesOptions,
  { contents, authority }: OneDomain,
): Promise<SandboxDirectory> {
  options.onProgress?.({ dnsName: contents.dnsName, text: `Starting ${contents.dnsName} in this process` });
  return startKeptEmbeddedDirectory({
    contents,
    authority,
    file: join(options.stateDir, 'embedded', `${contents.dnsName}.json`),
    ...(options.readerSetsPasswords === true ? { grants: EVERYTHING_ABOUT_PASSWORDS } : {}),
  });
}

type Start = (signal: AbortSignal) => Promise<SandboxDirectory>;
type BothRunning = Pick<RunningDirectories, 'north' | 'south' | 'stop'>;

/** When one fails, the other is not waited for: making it may take minutes. */
async function startBoth(startNorth: Start, startSouth: Start, signal?: AbortSignal): Promise<BothRunning> {
  const failure = new AbortController();
  const either = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const stops = new StopStack();
  const begin = async (start: Start): Promise<SandboxDirectory> => {
    const directory = await start(either);
    stops.push(`The directory ${directory.dnsName}`, () => directory.stop());
    return directory;
  };
  const starting = [startNorth, startSouth].map((start) =>
    begin(start).catch((error: unknown) => {
      failure.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(starting);
  try {
    const [north, south] = await Promise.all(starting);
    if (north === undefined || south === undefined)
      throw new TypeError('Two domains were started and one is missing.');
    return { north, south, stop: () => stops.stopAll() };
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}
