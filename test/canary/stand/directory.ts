import { createCertificateAuthority } from '../../../src/sandbox/certificates/certificates.js';
import {
  startEmbeddedDirectory,
  type EmbeddedDirectory,
} from '../../../src/sandbox/embedded-directory/embedded-directory.js';
import { FaultSwitch } from '../../../src/sandbox/embedded-directory/faults/fault-switch.js';
import type { StopStack } from '../../../src/sandbox/processes/stop-stack.js';
import { CONTENTS } from './people.js';
import type { SecretLedger } from './secret-ledger.js';

export interface FaultyDirectory {
  readonly directory: EmbeddedDirectory;
  readonly faults: FaultSwitch;
}

/** A domain with a marked bind secret, which misbehaves when told to. */
export async function startFaultyDirectory(ledger: SecretLedger, stops: StopStack): Promise<FaultyDirectory> {
  const authority = await createCertificateAuthority('Canary');
  const issued = await authority.issue({ commonName: 'dc1', dnsNames: [], addresses: ['127.0.0.1'] });
  const password = ledger.text('bind secret', 'of north.example', 'BindCanary7Qw4Zx9Kp');
  const faults = new FaultSwitch();
  const directory = await startEmbeddedDirectory({
    contents: CONTENTS,
    certificate: { ...issued, caCertificate: authority.certificate },
    reader: { name: `reader@${CONTENTS.dnsName}`, password },
    grants: { resetPassword: true, unexpirePassword: true },
    intercept: faults.intercept,
  });
  stops.push('the directory', () => directory.stop());
  return { directory, faults };
}
