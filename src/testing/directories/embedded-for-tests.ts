import { createCertificateAuthority } from '../../sandbox/certificates/certificates.js';
import {
  startEmbeddedDirectory,
  type EmbeddedDirectoryOptions,
} from '../../sandbox/embedded-directory/embedded-directory.js';
import type { DirectoryContents, SandboxDirectory } from '../../sandbox/sandbox-directory.js';

/** An embedded directory for one test file, on any free port, with a certificate authority of its own. */
export async function startEmbeddedForTests(
  contents: DirectoryContents,
  own: Pick<EmbeddedDirectoryOptions, 'intercept'> = {},
): Promise<SandboxDirectory> {
  const authority = await createCertificateAuthority('Latchkey tests');
  const issued = await authority.issue({
    commonName: contents.dnsName,
    dnsNames: [],
    addresses: ['127.0.0.1'],
  });
  return startEmbeddedDirectory({
    contents,
    certificate: { ...issued, caCertificate: authority.certificate },
    ...own,
  });
}
