import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { CertificateAuthority } from './certificates/certificates.js';
import { startEmbeddedDirectory } from './embedded-directory/embedded-directory.js';
import type { ReaderGrants } from './embedded-directory/security/default-descriptors.js';
import {
  servesEverything,
  type RequestInterceptor,
} from './embedded-directory/server/request-interceptor.js';
import { newPassword } from './new-password.js';
import type { DirectoryContents, SandboxDirectory } from './sandbox-directory.js';
import { freePort } from './processes/free-port.js';
import { hasErrorCode } from './processes/system-error.js';

const HOST = '127.0.0.1';
const account = z.object({ name: z.string(), password: z.string() });
const whatIsKept = z.object({
  reader: account,
  administrator: account,
  port: z.number().int(),
  madeAt: z.iso.datetime(),
});
type Kept = z.infer<typeof whatIsKept>;

interface KeptDirectoryOptions {
  readonly contents: DirectoryContents;
  readonly authority: CertificateAuthority;
  /** Where its accounts and its port are kept, readable by the owner only. */
  readonly file: string;
  /** Stands between the wire and the directory. */
  readonly intercept?: RequestInterceptor;
  /** What the reader may do besides reading; nothing when left out. */
  readonly grants?: ReaderGrants;
}

/**
 * Starts an embedded directory that clients find again after a restart: same accounts, same passwords, same
 * dates, and the same port unless another program has taken that. What was changed in the directory is not kept.
 */
export async function startKeptEmbeddedDirectory(options: KeptDirectoryOptions): Promise<SandboxDirectory> {
  const { contents, authority, file, grants, intercept = servesEverything } = options;
  const kept = (await readKept(file)) ?? (await newKept(contents.dnsName));
  const certificate = await authority.issue({
    commonName: 'localhost',
    dnsNames: ['localhost'],
    addresses: [HOST],
  });
  // Everything it begins with dates from when it was first made, or each restart would look like a change of everybody.
  let isSeeded = false;
  const now = (): Date => (isSeeded ? new Date() : new Date(kept.madeAt));
  const start = (port: number): Promise<SandboxDirectory> =>
    startEmbeddedDirectory({
      now,
      contents,
      intercept,
      host: HOST,
      port,
      certificate: { ...certificate, caCertificate: authority.certificate },
      reader: kept.reader,
      administrator: kept.administrator,
      ...(grants === undefined ? {} : { grants }),
    });
  const directory = await start(kept.port).catch(async (error: unknown) => {
    if (hasErrorCode(error, 'EADDRINUSE')) return start(await freePort());
    throw error;
  });
  isSeeded = true;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const port = Number(new URL(directory.url).port);
  await writeFile(file, JSON.stringify({ ...kept, port } satisfies Kept), { mode: 0o600 });
  return directory;
}

async function newKept(dnsName: string): Promise<Kept> {
  return {
    reader: { name: `latchkey-reader@${dnsName}`, password: newPassword() },
    administrator: { name: `administrator@${dnsName}`, password: newPassword() },
    // None that somebody else is given while it is restarted.
    port: await freePort(),
    madeAt: new Date().toISOString(),
  };
}

/** A file that is missing or damaged is as good as none: clients have to be told the new values. */
async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return whatIsKept.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
