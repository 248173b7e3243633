import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.js';
import { PASSWORD_GROUP } from '../sandbox-directory.js';
import type { DirectoryContents } from '../sandbox-directory.js';
import { newDomainAccounts, writeDomainAccounts } from './domain-accounts.js';
import type { DomainAccounts } from './domain-accounts.js';
import { netbiosName, sambaConfiguration } from './samba-configuration.js';
import type { SambaFolders } from './samba-configuration.js';
import { SAMBA_PROGRAMS } from './samba-installation.js';
import type { SambaPlace } from './samba-place.js';

const PROVISION_LIMIT_MS = 180_000;
const SEED_LIMIT_MS = 60_000;
/** Ten times what a person with a password takes on a slow machine. */
const SEED_LIMIT_PER_PERSON_MS = 200;

/** No controller runs while a domain is made, so no address is bound. */
const NO_ADDRESS = '127.0.0.1';

/** What is told while a domain is being made or started. */
export type Progress = (text: string, done?: number, total?: number) => void;

/** Samba's libraries may print lines of their own: those are no reports and are passed over. */
const seedReport = z
  .string()
  .startsWith('{')
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.union([z.object({ done: z.number(), total: z.number() }), z.object({ error: z.string() })]));

interface ProvisionOptions {
  readonly contents: DirectoryContents;
  readonly folders: SambaFolders;
  readonly place: SambaPlace;
  readonly onProgress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a new domain in `folders` and puts `contents` into it, with the reader's account and new passwords.
 * @throws SandboxError when Samba refuses, with what it said.
 */
export async function provisionDomain({
  contents,
  folders,
  place,
  onProgress,
  signal,
}: ProvisionOptions): Promise<void> {
  for (const name of ['private', 'state', 'dns']) {
    await mkdir(join(folders.domain, name), { recursive: true, mode: 0o700 });
  }
  await makeRuntimeFolders(folders);
  const settings = place.settings(folders);
  const configuration = sambaConfiguration(folders, contents.dnsName, NO_ADDRESS, settings);
  await writeFile(folders.configuration, configuration, { mode: 0o600 });
  onProgress(`Provisioning ${contents.dnsName}`);
  await place.run(folders, {
    program: SAMBA_PROGRAMS.tool,
    arguments: provisionArguments(folders, contents.dnsName),
    limitMs: PROVISION_LIMIT_MS,
    signal,
  });
  const accounts = newDomainAccounts(contents.dnsName);
  await seed({ contents, folders, place, onProgress, signal }, accounts);
  await writeDomainAccounts(folders.domain, accounts);
}

/** Makes the folders Samba expects to find before it starts. */
export async function makeRuntimeFolders({ runtime }: SambaFolders): Promise<void> {
  for (const name of ['cache', 'lock', 'rpc', 'ntp', 'winbind']) {
    await mkdir(join(runtime, name), { recursive: true, mode: name === 'rpc' ? 0o755 : 0o750 });
  }
}

/** The script lies beside this file in the sources; the compiler does not copy it to where the compiled code is. */
export function seedScript(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, 'seed.py'), join(here, '../../../../src/sandbox/samba/seed.py')];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined)
    throw new SandboxError(`The script that fills a Samba domain is missing: ${candidates.join(', ')}.`);
  return found;
}

/** No password among them: what Samba makes up for the administrator is replaced when the people are put in. */
function provisionArguments(folders: SambaFolders, dnsName: string): string[] {
  return [
    'domain',
    'provision',
    `--configfile=${folders.configuration}`,
    `--realm=${dnsName.toUpperCase()}`,
    `--domain=${netbiosName(dnsName)}`,
    '--host-name=dc1',
    `--host-ip=${NO_ADDRESS}`,
    '--server-role=dc',
    '--dns-backend=NONE',
  ];
}

async function seed(options: ProvisionOptions, accounts: DomainAccounts): Promise<void> {
  const { contents, folders, place, onProgress, signal } = options;
  const text = `Adding people to ${contents.dnsName}`;
  let refusal: string | undefined;
  const onLine = (line: string): void => {
    const report = seedReport.safeParse(line).data;
    if (report === undefined) return;
    if ('error' in report) refusal = report.error;
    else onProgress(text, report.done, report.total);
  };
  onProgress(text, 0, contents.people.length);
  const configuration = folders.configuration;
  const run = {
    program: SAMBA_PROGRAMS.python,
    arguments: [seedScript()],
    input: JSON.stringify({ configuration, passwordGroup: PASSWORD_GROUP, ...contents, ...accounts }),
    onLine,
    limitMs: SEED_LIMIT_MS + contents.people.length * SEED_LIMIT_PER_PERSON_MS,
    signal,
  };
  await place.run(folders, run).catch((cause: unknown) => {
    if (refusal === undefined) throw cause;
    throw new SandboxError(`The people of ${contents.dnsName} could not be added. ${refusal}`, { cause });
  });
}
