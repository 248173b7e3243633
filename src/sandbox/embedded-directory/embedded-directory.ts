import { randomBytes } from 'node:crypto';
import type { DirectoryContents, SandboxAccount, SandboxDirectory } from '../sandbox-directory.js';
import { seedDomain } from './seed/seed-domain.js';
import type { ReaderGrants } from './security/default-descriptors.js';
import { defaultLimits } from './server/connection-limits.js';
import type { ConnectionLimits } from './server/connection-limits.js';
import { servesEverything } from './server/request-interceptor.js';
import type { RequestInterceptor } from './server/request-interceptor.js';
import { listenTls } from './server/tls-listener.js';

/** How an embedded directory is set up. */
export interface EmbeddedDirectoryOptions {
  readonly contents: DirectoryContents;
  /** Address to listen on; loopback unless said otherwise. */
  readonly host?: string;
  /** Any free one unless said otherwise. */
  readonly port?: number;
  /** PEM of the server's key and certificate, and of the authority that signed it. */
  readonly certificate: {
    readonly key: string;
    readonly certificate: string;
    readonly caCertificate: string;
  };
  /** `reader@<domain>` with a random password unless given. */
  readonly reader?: SandboxAccount;
  /** The built-in `administrator@<domain>` with a random password unless given. */
  readonly administrator?: SandboxAccount;
  /** What the reader may do besides reading; nothing unless said otherwise. */
  readonly grants?: ReaderGrants;
  /** Whether server-side sorting (1.2.840.113556.1.4.473) is served; absent unless said otherwise. */
  readonly supportsServerSideSort?: boolean;
  /** Whether its root DSE has the capability of a read-only controller; it takes writes all the same. */
  readonly saysReadOnly?: boolean;
  /** How long after a reset the previous password still passes a bind; 0 unless said otherwise, 60 minutes on Windows. */
  readonly oldPasswordAllowedMilliseconds?: number;
  /** Stands between the wire and the directory. */
  readonly intercept?: RequestInterceptor;
  readonly limits?: Partial<ConnectionLimits>;
  /** The controller's clock. */
  readonly now?: () => Date;
  /** Told of failures that are mistakes of the server itself; by default they become warnings of the process. */
  readonly onUnexpected?: (error: Error) => void;
}

const PASSWORD_BYTES = 18;

/**
 * Starts an LDAP server that behaves like one Active Directory domain controller as far as Latchkey can tell, in this
 * process and in memory, over TLS only. The contents are there again after a restart with the same objectGUIDs and
 * SIDs; what was written is gone, and `invocationId` is another one, which tells clients to read everything again.
 */
export async function startEmbeddedDirectory(options: EmbeddedDirectoryOptions): Promise<SandboxDirectory> {
  const { contents, certificate, host = '127.0.0.1' } = options;
  const reader = options.reader ?? accountOf('reader', contents.dnsName);
  const administrator = options.administrator ?? accountOf('administrator', contents.dnsName);
  const directory = seedDomain({
    contents,
    reader,
    administrator,
    grants: options.grants ?? { resetPassword: false, unexpirePassword: false },
    now: options.now ?? (() => new Date()),
    supportsServerSideSort: options.supportsServerSideSort ?? false,
    saysReadOnly: options.saysReadOnly ?? false,
    oldPasswordAllowedMilliseconds: options.oldPasswordAllowedMilliseconds ?? 0,
  });
  const listener = await listenTls({
    directory,
    host,
    port: options.port ?? 0,
    key: certificate.key,
    certificate: certificate.certificate,
    limits: { ...defaultLimits, ...options.limits },
    intercept: options.intercept ?? servesEverything,
    onUnexpected: options.onUnexpected ?? warn,
  });
  return {
    kind: 'embedded',
    dnsName: contents.dnsName,
    url: `ldaps://${host.includes(':') ? `[${host}]` : host}:${listener.port}`,
    caCertificate: certificate.caCertificate,
    baseDn: directory.identity.baseDn,
    reader,
    administrator,
    stop: () => listener.close(),
  };
}

function accountOf(login: string, dnsName: string): SandboxAccount {
  return { name: `${login}@${dnsName}`, password: `${randomBytes(PASSWORD_BYTES).toString('base64url')}aA1` };
}

function warn(error: Error): void {
  process.emitWarning(error.stack ?? error.message);
}
