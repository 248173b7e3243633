import { homedir } from 'node:os';
import { join } from 'node:path';
import { createCertificateAuthority } from '../../sandbox/certificates/certificates.js';
import type { CertificateAuthority } from '../../sandbox/certificates/certificates.js';
import type { DirectoryContents } from '../../sandbox/sandbox-directory.js';
import { startSambaDirectory } from '../../sandbox/samba/start-samba-directory.js';
import type { SambaDirectory } from '../../sandbox/samba/start-samba-directory.js';
import { describeWith } from '../services/service-availability.js';
import { testRunFolder } from '../services/test-run-folder.js';

const started = new Set<number>();

/** `describe` for tests that need real Samba domains: see `describeWith`. */
export function describeWithSamba(name: string, suite: () => void): void {
  describeWith('samba', name, suite);
}

/**
 * A Samba domain for one test file, on loopback addresses nobody else uses. Its people come from an archive that is
 * kept between runs, so that only the first run with these contents is slow.
 * @param index Tells apart the domains of one file, from 0; a domain started again under the same index keeps its
 *   people as they are. The lowest one not used yet when left out.
 */
export async function startSambaForTests(
  contents: DirectoryContents,
  index = lowestUnused(),
): Promise<SambaDirectory> {
  // A worker process runs many test files; what an earlier one left in the folder is not for this one.
  const fresh = !started.has(index);
  started.add(index);
  const folder = join(testRunFolder(), 'samba', String(process.pid));
  return startSambaDirectory({
    contents,
    address: loopbackAddress(index),
    cacheDir: join(cacheFolder(), 'samba'),
    stateDir: join(folder, `${contents.dnsName}-${index}`),
    authority: await authorityForTests(),
    fresh,
  });
}

function lowestUnused(): number {
  let index = 0;
  while (started.has(index)) index += 1;
  return index;
}

let authority: Promise<CertificateAuthority> | undefined;

/** The authority that signs the certificates of this test file's domains. */
export function authorityForTests(): Promise<CertificateAuthority> {
  return (authority ??= createCertificateAuthority('Latchkey tests'));
}

/** Process numbers are different for all test files running on this machine, of whatever run. */
function loopbackAddress(index: number): string {
  return `127.${100 + ((process.pid >> 8) % 100)}.${process.pid & 0xff}.${1 + index}`;
}

function cacheFolder(): string {
  const given = process.env['LATCHKEY_CACHE_DIR'];
  return given !== undefined && given !== '' ? given : join(homedir(), '.cache', 'latchkey');
}
