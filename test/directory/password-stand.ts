import { afterEach } from '@jest/globals';
import { ActiveDirectoryPasswords } from '../../src/directory/passwords/active-directory-passwords.js';
import type { PasswordOptions } from '../../src/directory/passwords/active-directory-passwords.js';
import type { DirectoryTarget } from '../../src/directory/directory.js';
import type { PasswordSession, PasswordSessionWishes } from '../../src/directory/password-directory.js';
import type { ObjectGuid } from '../../src/domain/identifiers.js';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../../src/sandbox/certificates/certificates.js';
import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import {
  startEmbeddedDirectory,
  type EmbeddedDirectory,
  type EmbeddedDirectoryOptions,
} from '../../src/sandbox/embedded-directory/embedded-directory.js';
import { FaultSwitch } from '../../src/sandbox/embedded-directory/faults/fault-switch.js';

const UNIT = 'People';
export const LOGIN = 'ada';
export const FIRST_PASSWORD = 'First-Secret-4711!';

const open: { close(): Promise<void> }[] = [];
let authority: Promise<CertificateAuthority> | undefined;

/** Ends with the test. */
export function untilTestEnds(close: () => Promise<void>): void {
  open.push({ close });
}

afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

/** One controller that can be made to misbehave, and a person in it. */
export interface PasswordStand {
  readonly directory: EmbeddedDirectory;
  readonly faults: FaultSwitch;
  readonly editor: DirectoryEditor;
  readonly target: DirectoryTarget;
  readonly guid: ObjectGuid;
}

/** A controller on a loopback address, until the test ends. */
export async function startController(
  options: Partial<EmbeddedDirectoryOptions> = {},
  dnsNames: readonly string[] = [],
): Promise<EmbeddedDirectory> {
  authority ??= createCertificateAuthority('Controllers for passwords');
  const { issue, certificate } = await authority;
  const addresses = dnsNames.length === 0 ? ['127.0.0.1', '127.0.0.2', '127.0.0.3'] : [];
  const issued = await issue({ commonName: 'dc', dnsNames, addresses });
  const directory = await startEmbeddedDirectory({
    contents: { dnsName: 'stand.example', units: [UNIT], groups: [], people: [] },
    certificate: { ...issued, caCertificate: certificate },
    reader: { name: 'reader@stand.example', password: 'Reader-Secret-4711' },
    grants: { resetPassword: true, unexpirePassword: true },
    onUnexpected: () => undefined,
    ...options,
  });
  untilTestEnds(() => directory.stop());
  return directory;
}

export function targetOf(...controllers: EmbeddedDirectory[]): DirectoryTarget {
  const [{ dnsName, reader, caCertificate }] = controllers as [EmbeddedDirectory];
  return {
    dnsName,
    controllers: controllers.map(({ url }) => url),
    bindAccount: reader.name,
    bindSecret: reader.password,
    caCertificates: [caCertificate],
  };
}

export async function standUp(): Promise<PasswordStand> {
  const faults = new FaultSwitch();
  const directory = await startController({ intercept: faults.intercept, now: faults.now });
  const editor = await DirectoryEditor.open(directory);
  untilTestEnds(() => editor.close());
  untilTestEnds(async () => faults.disarmAll());
  await editor.addPerson({ login: LOGIN, commonName: 'Ada', enabled: true, groups: [], unit: UNIT });
  await editor.setPassword(LOGIN, FIRST_PASSWORD);
  return { directory, faults, editor, target: targetOf(directory), guid: await editor.guidOf(LOGIN) };
}

/** A session until the test ends. */
export async function sessionWith(
  target: DirectoryTarget,
  options?: PasswordOptions,
  wishes?: PasswordSessionWishes,
): Promise<PasswordSession> {
  const session = await new ActiveDirectoryPasswords(options).open(target, wishes);
  untilTestEnds(() => session.close());
  return session;
}
