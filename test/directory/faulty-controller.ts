import { afterEach, beforeAll } from '@jest/globals';
import { ActiveDirectory } from '../../src/directory/active-directory.js';
import type { DirectorySession, DirectoryTarget } from '../../src/directory/directory.js';
import type { DirectoryTimeouts } from '../../src/directory/wire/timeouts.js';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../../src/sandbox/certificates/certificates.js';
import {
  startEmbeddedDirectory,
  type EmbeddedDirectoryOptions,
} from '../../src/sandbox/embedded-directory/embedded-directory.js';
import type {
  Exchange,
  RequestInterceptor,
} from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import type { Reply, ReplyEntry, ReplyResult } from '../../src/sandbox/embedded-directory/wire/reply.js';
import { ascii } from '../../src/sandbox/embedded-directory/values/octets.js';
import { generateContents } from '../../src/sandbox/people.js';
import { SYNC_GROUP, type SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';

/** Two pages of people, two ranges of members. */
const contents = generateContents({ dnsName: 'faulty.example', count: 1_750, seed: 31 });
export const synchronised = contents.people.filter((person) => person.groups.includes(SYNC_GROUP)).length;

export const OIDS = {
  PAGED_RESULTS: '1.2.840.113556.1.4.319',
  EXTENDED_DN: '1.2.840.113556.1.4.529',
  SECURITY_DESCRIPTOR_FLAGS: '1.2.840.113556.1.4.801',
  DOMAIN_SCOPE: '1.2.840.113556.1.4.1339',
} as const;

let authority: CertificateAuthority;
const running: { stop(): Promise<void> }[] = [];

/** Ends with the test. */
export function untilTestEnds(stop: () => Promise<void>): void {
  running.push({ stop });
}

beforeAll(async () => {
  authority = await createCertificateAuthority('Faulty controllers');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

export async function start(
  intercept: RequestInterceptor,
  dnsNames: readonly string[] = [],
  options: Partial<EmbeddedDirectoryOptions> = {},
): Promise<SandboxDirectory> {
  const addresses = dnsNames.length === 0 ? ['127.0.0.1'] : [];
  const issued = await authority.issue({ commonName: 'dc', dnsNames, addresses });
  const directory = await startEmbeddedDirectory({
    contents,
    certificate: { ...issued, caCertificate: authority.certificate },
    reader: { name: `reader@${contents.dnsName}`, password: 'Reader-Secret-4711' },
    intercept,
    onUnexpected: () => undefined,
    ...options,
  });
  running.push(directory);
  return directory;
}

export function targetOf(...controllers: SandboxDirectory[]): DirectoryTarget {
  const [{ dnsName, reader, caCertificate }] = controllers as [SandboxDirectory];
  return {
    dnsName,
    controllers: controllers.map((controller) => controller.url),
    bindAccount: reader.name,
    bindSecret: reader.password,
    caCertificates: [caCertificate],
  };
}

/** A session with a controller that behaves like this. */
export async function open(
  intercept: RequestInterceptor,
  timeouts?: Partial<DirectoryTimeouts>,
): Promise<DirectorySession> {
  const session = await new ActiveDirectory({ timeouts }).open(targetOf(await start(intercept)));
  running.push({ stop: () => session.close() });
  return session;
}

export async function countPeople(session: DirectorySession): Promise<number> {
  let count = 0;
  for await (const page of session.people([await session.findGroup({ name: SYNC_GROUP })]))
    count += page.length;
  return count;
}

export async function countMembers(session: DirectorySession): Promise<number> {
  let count = 0;
  for await (const slice of session.members(await session.findGroup({ name: SYNC_GROUP })))
    count += slice.length;
  return count;
}

export function asksFor({ message: { request } }: Exchange, attribute: string): boolean {
  return request.kind === 'search' && request.attributes.some((name) => name.startsWith(attribute));
}

/** A value of an attribute, in ASCII. */
export const asciiValue = ascii;

export function withResult(reply: Reply, change: (result: ReplyResult) => ReplyResult): Reply {
  return {
    ...reply,
    messages: reply.messages.map((message) => (message.kind === 'result' ? change(message) : message)),
  };
}

export function withEntries(reply: Reply, change: (entry: ReplyEntry) => ReplyEntry): Reply {
  return {
    ...reply,
    messages: reply.messages.map((message) => (message.kind === 'entry' ? change(message) : message)),
  };
}

/** Does what it is told at the first request of each connection that is of this kind. */
export function atSignIn(
  kind: 'bind' | 'root DSE' | 'identity',
  act: RequestInterceptor,
): RequestInterceptor {
  return (exchange, serve) => {
    const isIt = {
      bind: exchange.message.request.kind === 'bind',
      'root DSE': asksFor(exchange, 'supportedControl'),
      identity: asksFor(exchange, 'invocationId'),
    }[kind];
    return isIt ? act(exchange, serve) : serve();
  };
}
