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
import {
  cutsAfter,
  endsWith,
  fallsSilentAt,
  refusesWith,
} from '../../src/sandbox/embedded-directory/faults/reply-faults.js';
import { balance } from '../directory/lane-stand.js';
import { readInLanes } from './aftermath.js';
import { armed, changesCertificate } from './arming.js';
import { itHolds, type Struck } from './fault-row.js';
import { FaultStand, northern } from './fault-stand.js';

/** Enough for two lanes. */
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
    arm: armed(cutsAfter(5_000, 'LOOK_UP'), 1),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_UNREACHABLE', says: /was lost/ },
  });

  itHolds(() => stand, {
    name: 'one of which meets a busy controller',
    arm: armed(refusesWith(51, 'LOOK_UP'), 1),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /too busy/ },
  });

  itHolds(() => stand, {
    name: 'one of which ends in a size limit behind its people is asked again in pages',
    arm: armed(endsWith(4, 'LOOK_UP'), 1),
    outcome: { phase: 'COMPLETED', isWhole: true },
    also: readInLanes(2),
  });

  itHolds(() => stand, {
    name: 'both of which end in a size limit whatever they are asked',
    arm: armed(endsWith(4, 'LOOK_UP')),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /limit/ },
  });

  itHolds(() => stand, {
    name: 'one of which ends in a time limit behind its people',
    arm: armed(endsWith(3, 'LOOK_UP'), 1),
    outcome: { phase: 'FAILED', code: 'DIRECTORY_INCOMPLETE', says: /limit/ },
  });

  itHolds(() => stand, {
    name: 'one of which falls silent',
    arm: (on) => {
      on.timeouts = { page: 3_000, silence: 3_000 };
      return armed(fallsSilentAt('LOOK_UP'), 1)(on);
    },
    outcome: { phase: 'FAILED', code: 'DIRECTORY_TIMEOUT', says: /stopped answering/ },
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
