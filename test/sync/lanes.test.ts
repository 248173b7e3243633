import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../../src/sandbox/certificates/certificates.js';
import { startEmbeddedDirectory } from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type { RequestInterceptor } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SandboxDirectory,
} from '../../src/sandbox/sandbox-directory.js';
import { SyncWorld } from '../../src/testing/sync/sync-world.js';
import { isOfALane } from '../directory/lane-stand.js';

const MEMBERS = 3_300;
/** People who may not be read in some tests: every eleventh. */
const UNREADABLE = MEMBERS / 11;

const MANY: DirectoryContents = {
  dnsName: 'lanes.example',
  units: ['Staff'],
  groups: [SYNC_GROUP, PASSWORD_GROUP],
  people: Array.from({ length: MEMBERS }, (_, at) => ({
    login: `member${at}`,
    commonName: `Member ${at}`,
    mail: `member${at}@lanes.example`,
    enabled: true,
    groups: [SYNC_GROUP],
    unit: 'Staff',
  })),
};

let authority: CertificateAuthority;
let world: SyncWorld;
let directory: SandboxDirectory;
let domainId: string;
/** What stands before the directory; each test puts its own there. */
let intercept: RequestInterceptor;
const lanesUsed = new Set<number>();

beforeAll(async () => {
  authority = await createCertificateAuthority('Lanes');
});

beforeEach(async () => {
  const issued = await authority.issue({ commonName: 'dc', dnsNames: [], addresses: ['127.0.0.1'] });
  intercept = (_exchange, serve) => serve();
  lanesUsed.clear();
  directory = await startEmbeddedDirectory({
    contents: MANY,
    certificate: { ...issued, caCertificate: authority.certificate },
    intercept: (exchange, serve) => {
      if (isOfALane(exchange)) lanesUsed.add(exchange.connection);
      return intercept(exchange, serve);
    },
  });
  world = await SyncWorld.create();
  domainId = await world.addDomain(directory);
});

afterEach(() => Promise.allSettled([directory?.stop(), world?.close()]));

/** As a directory answers where some people may not be read. */
const hiding: RequestInterceptor = async (exchange, serve) => {
  const reply = await serve();
  if (!isOfALane(exchange)) return reply;
  const messages = reply.messages.filter(
    (message) => message.kind !== 'entry' || Number(/\d+/.exec(String(message.name))?.[0]) % 11 !== 0,
  );
  return { ...reply, messages };
};

async function readAndStored(): Promise<number[]> {
  const { rows } = await world.pool.query<{ read: number }>(
    `select (e.payload->>'read')::int as read from stream_event e join sync_run r on r.id = e.stream_id
     where e.payload->>'phase' = 'READING' order by e.sequence`,
  );
  return rows.map(({ read }) => read);
}

describe('a domain read in lanes', () => {
  it('has everybody once, and its progress only ever grows', async () => {
    const run = await world.sync(domainId);
    expect(lanesUsed.size).toBe(2);
    expect(run).toMatchObject({ phase: 'COMPLETED', read: MEMBERS, failed: 0, counts: { CREATE: MEMBERS } });
    expect(await world.count('domain_account')).toBe(MEMBERS);
    const read = await readAndStored();
    expect(read).toEqual(read.toSorted((one, other) => one - other));
    expect(read.at(-1)).toBe(MEMBERS);
  });

  it('knows by name who cannot be read, and removes nobody for that', async () => {
    await world.sync(domainId);
    intercept = hiding;
    const run = await world.sync(domainId);
    expect(run).toMatchObject({
      phase: 'COMPLETED',
      counts: { UNREADABLE, UNCHANGED: MEMBERS - UNREADABLE, REMOVE: 0 },
    });
    intercept = (_exchange, serve) => serve();
    expect(await world.sync(domainId)).toMatchObject({
      phase: 'COMPLETED',
      failed: 0,
      counts: { REMOVE: 0 },
    });
  });

  it('fails, and removes nobody, when the group stops naming people who say that they are in it', async () => {
    await world.sync(domainId);
    // A part of the last values is gone on the way: what is short of an earlier range shows by itself.
    intercept = async (_exchange, serve) => {
      const reply = await serve();
      const messages = reply.messages.map((message) =>
        message.kind !== 'entry'
          ? message
          : {
              ...message,
              attributes: message.attributes.map((attribute) =>
                attribute.name.endsWith('-*')
                  ? { ...attribute, values: attribute.values.filter((_value, at) => at % 10 !== 0) }
                  : attribute,
              ),
            },
      );
      return { ...reply, messages };
    };
    expect(await world.sync(domainId)).toMatchObject({
      phase: 'FAILED',
      error_code: 'GROUP_UNREADABLE',
      planned: 0,
    });
    intercept = (_exchange, serve) => serve();
    expect(await world.sync(domainId)).toMatchObject({
      phase: 'COMPLETED',
      counts: { UNCHANGED: MEMBERS, REMOVE: 0 },
    });
  });

  it('uses nothing of a reading whose second lane broke, and the next one has everybody', async () => {
    let pages = 0;
    intercept = (exchange, serve) => {
      if (!isOfALane(exchange) || exchange.connection === 1) return serve();
      pages += 1;
      return pages === 2 ? { messages: [], disconnect: true } : serve();
    };
    expect(await world.sync(domainId)).toMatchObject({
      phase: 'FAILED',
      error_code: 'DIRECTORY_UNREACHABLE',
      planned: 0,
    });
    expect(await world.count('employee')).toBe(0);
    expect(await world.sync(domainId)).toMatchObject({ phase: 'COMPLETED', counts: { CREATE: MEMBERS } });
  });
});
