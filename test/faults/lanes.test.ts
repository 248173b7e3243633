import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../../src/sandbox/certificates/certificates.js';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import {
  startEmbeddedDirectory,
  type EmbeddedDirectory,
} from '../../src/sandbox/embedded-directory/embedded-directory.js';
import { sendsEmptyPages } from '../../src/sandbox/embedded-directory/faults/content-faults.js';
import {
  cutsAfter,
  endsWith,
  fallsSilentAt,
  refusesWith,
} from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { balance } from '../directory/lane-stand.js';
import { armed, changesCertificate } from './arming.js';
import { itHolds, type Struck } from './fault-row.js';
import { FaultStand, northern } from './fault-stand.js';
import { readInLanes } from './aftermath.js';

/** Enough for two lanes, each with a first, a middle and a last page. */
const MANY = 3_300;
const PAGE_SIZE = 600;

describe('a domain that is read in two lanes', () => {
  let stand: FaultStand;
  let stranger: CertificateAuthority;
  let other: EmbeddedDirectory;
  let otherEditor: DirectoryEditor;

  beforeAll(async () => {
    stand = await FaultStand.open({ count: MANY, pageSize: PAGE_SIZE });
    stranger = await createCertificateAuthority('Somebody else');
    const { north, authority, login } = stand;
    other = await startEmbeddedDirectory({
      contents: northern(MANY),
      certificate: await stand.certificate(authority),
      reader: north.reader,
    });
    otherEditor = await DirectoryEditor.open(other);
    // The other controller is behind: whoever mixes the two has values of each.
    for (let at = 0; at < 200; at += 10) await otherEditor.change(login(at), { title: 'Not Replicated Yet' });
  });
  afterAll(async () => {
    await otherEditor?.close();
    await Promise.allSettled([stand?.close(), other?.stop()]);
  });

  itHolds(() => stand, {
    name: 'one of which is cut',
    arm: armed(cutsAfter(5_000, 'MIDDLE_PAGE'), 1),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_UNREACHABLE', says: /was lost/ },
  });

  itHolds(() => stand, {
    name: 'one of which loses its last page to a busy controller',
    arm: armed(refusesWith(51, 'LAST_PAGE'), 1),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /too busy/ },
  });

  itHolds(() => stand, {
    name: 'one of which ends in a size limit behind its people',
    arm: armed(endsWith(4, 'LAST_PAGE'), 1),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /limit/ },
  });

  itHolds(() => stand, {
    name: 'one of which falls silent',
    arm: (on) => {
      on.timeouts = { page: 3_000, silence: 3_000 };
      return armed(fallsSilentAt('MIDDLE_PAGE'), 1)(on);
    },
    outcome: { phase: 'FAILED', code: 'DIRECTORY_TIMEOUT', says: /stopped answering/ },
  });

  itHolds(() => stand, {
    name: 'both of which begin with an empty page with a cookie',
    arm: armed(sendsEmptyPages()),
    outcome: { phase: 'COMPLETED', isWhole: true },
    also: readInLanes(2),
  });

  itHolds(() => stand, {
    name: "whose controller shows a stranger's certificate to the second of them",
    arm: changesCertificate('MEMBERS', () => stranger),
    outcome: { phase: 'FAILED', code: 'CERTIFICATE_UNTRUSTED', says: /not signed by an authority trusted/ },
  });

  /** Puts a balancer before both controllers. */
  const behindOneAddress = (choose: (connection: number) => number) => {
    return async ({ world, northId, north }: FaultStand): Promise<Struck> => {
      let others = 0;
      const { url } = await balance([north, other], (connection) => {
        const chosen = choose(connection);
        others += chosen;
        return chosen;
      });
      await world.change(northId, { controllers: [url] });
      return {
        strikes: () => others,
        disarm: () => world.change(northId, { controllers: [north.url] }),
      };
    };
  };

  itHolds(() => stand, {
    name: 'at an address behind which two controllers answer in turn comes from one of them',
    arm: behindOneAddress((connection) => connection % 2),
    outcome: { phase: 'COMPLETED', isWhole: true },
  });

  itHolds(() => stand, {
    name: 'at an address behind which the first controller is never met again',
    arm: behindOneAddress((connection) => Math.min(connection, 1)),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_CONTROLLER_CHANGED', says: /Different controllers answer/ },
  });
});
