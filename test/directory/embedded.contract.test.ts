import { describe } from '@jest/globals';
import { createCertificateAuthority } from '../../src/sandbox/certificates/certificates.js';
import { startEmbeddedDirectory } from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { describeActiveDirectory } from './contract/active-directory-contract.js';
import { contents } from './contract/contract-contents.js';

describe('ActiveDirectory and the embedded directory', () => {
  describeActiveDirectory({ start: () => start(false), startGranted: () => start(true) });
});

async function start(mayReset: boolean): Promise<SandboxDirectory> {
  const authority = await createCertificateAuthority('Latchkey tests');
  const issued = await authority.issue({
    commonName: contents.dnsName,
    dnsNames: [],
    addresses: ['127.0.0.1'],
  });
  return startEmbeddedDirectory({
    contents,
    certificate: { ...issued, caCertificate: authority.certificate },
    grants: { resetPassword: mayReset, unexpirePassword: mayReset },
  });
}
