import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  createCertificateAuthority,
  type CertificateAuthority,
  type CertificateRequest,
} from '../../src/sandbox/certificates/certificates.js';
import { countBinds, nextRun, nobodyToldTheSecret } from './aftermath.js';
import { changesCertificate } from './arming.js';
import { itHolds, type Struck } from './fault-row.js';
import { FaultStand } from './fault-stand.js';

describe('the certificate of a controller', () => {
  let stand: FaultStand;
  let stranger: CertificateAuthority;
  let binds = (): number => 0;

  beforeAll(async () => {
    stand = await FaultStand.open();
    stranger = await createCertificateAuthority('Somebody else');
  });
  afterAll(() => stand?.close());

  const presented = (from: () => CertificateAuthority, parts?: () => Partial<CertificateRequest>) => {
    return async (on: FaultStand): Promise<Struck> => {
      const before = await on.certificate();
      on.north.presentCertificate(await on.certificate(from(), parts?.()));
      const counting = countBinds(on);
      ({ binds } = counting);
      return {
        strikes: () => 1,
        disarm: () => {
          counting.end();
          on.north.presentCertificate(before);
        },
      };
    };
  };
  const tellsNoSecret = nobodyToldTheSecret(() => binds());

  itHolds(() => stand, {
    name: 'from an authority nobody trusts ends the run before the secret is sent',
    arm: presented(() => stranger),
    outcome: { phase: 'FAILED', code: 'CERTIFICATE_UNTRUSTED', says: /not signed by an authority trusted/ },
    also: tellsNoSecret,
  });

  itHolds(() => stand, {
    name: 'for another name ends the run before the secret is sent',
    arm: presented(
      () => stand.authority,
      () => ({ addresses: [], dnsNames: ['dc9.north.example'] }),
    ),
    outcome: { phase: 'FAILED', code: 'CERTIFICATE_WRONG_NAME', says: /dc9\.north\.example/ },
    also: tellsNoSecret,
  });

  itHolds(() => stand, {
    name: 'that has expired ends the run before the secret is sent',
    arm: presented(
      () => stand.authority,
      () => ({ notBefore: new Date('2020-01-01'), notAfter: new Date('2020-02-01') }),
    ),
    outcome: { phase: 'FAILED', code: 'CERTIFICATE_EXPIRED', says: /has expired/ },
    also: tellsNoSecret,
  });

  itHolds(() => stand, {
    name: 'renewed by the same authority is as good as the one before',
    arm: presented(() => stand.authority),
    outcome: { phase: 'COMPLETED', isWhole: true },
  });

  itHolds(() => stand, {
    name: 'changed between pages to one nobody trusts: who is connected reads on, the next connection is refused',
    arm: changesCertificate('MIDDLE_PAGE', () => stranger),
    outcome: { phase: 'COMPLETED', isWhole: true },
    also: nextRun({ phase: 'FAILED', error_code: 'CERTIFICATE_UNTRUSTED' }),
  });

  itHolds(() => stand, {
    name: 'renewed between pages is not even noticed',
    arm: changesCertificate('MIDDLE_PAGE', () => stand.authority),
    outcome: { phase: 'COMPLETED', isWhole: true },
    also: nextRun({ phase: 'COMPLETED' }),
  });
});
