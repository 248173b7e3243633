import { describe } from '@jest/globals';
import { createCertificateAuthority } from '../../src/sandbox/certificates/certificates.js';
import { startEmbeddedDirectory } from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type { DirectoryContents, SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { LdapStage } from './contract/passwords/ldap-stage.js';
import { describePasswords } from './contract/passwords/password-contract.js';

describe('ActiveDirectoryPasswords and the embedded directory', () => {
  describePasswords(new LdapStage(start, false));
});

async function start(contents: DirectoryContents): Promise<SandboxDirectory> {
  const authority = await createCertificateAuthority('Latchkey tests');
  const issued = await authority.issue({
    commonName: contents.dnsName,
    dnsNames: [],
    addresses: ['127.0.0.1'],
  });
  return startEmbeddedDirectory({
    contents,
    certificate: { ...issued, caCertificate: authority.certificate },
  });
}
