import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { newPassword } from '../new-password.js';
import type { SandboxAccount } from '../sandbox-directory.js';

const FILE_NAME = 'accounts.json';
export const READER_LOGIN = 'latchkey-reader';

const account = z.object({ name: z.string(), password: z.string() });
const accounts = z.object({ administrator: account, reader: account, initialPassword: z.string() });

/** Who can sign in to a provisioned domain. Kept with it, since the domain itself knows only hashes. */
export interface DomainAccounts {
  readonly administrator: SandboxAccount;
  readonly reader: SandboxAccount;
  /** What the people in the password group sign in with at first. */
  readonly initialPassword: string;
}

/** Makes up passwords for a domain that is about to be provisioned. */
export function newDomainAccounts(dnsName: string): DomainAccounts {
  return {
    administrator: { name: `Administrator@${dnsName}`, password: newPassword() },
    reader: { name: `${READER_LOGIN}@${dnsName}`, password: newPassword() },
    initialPassword: newPassword(),
  };
}

/** Keeps the accounts with the domain, readable by its owner only. */
export async function writeDomainAccounts(domainFolder: string, kept: DomainAccounts): Promise<void> {
  await writeFile(join(domainFolder, FILE_NAME), JSON.stringify(kept), { mode: 0o600 });
}

/** @throws ZodError when the file is damaged; ENOENT when there is none. */
export async function readDomainAccounts(domainFolder: string): Promise<DomainAccounts> {
  return accounts.parse(JSON.parse(await readFile(join(domainFolder, FILE_NAME), 'utf8')));
}
