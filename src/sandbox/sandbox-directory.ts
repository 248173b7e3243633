/** How a program signs in to a directory. `name` is a user principal name. */
export interface SandboxAccount {
  readonly name: string;
  readonly password: string;
}

/** A running directory the demo and the tests stand on: a real Samba domain or the embedded LDAP server. */
export interface SandboxDirectory {
  readonly kind: 'samba' | 'embedded';
  /** DNS name of the domain, for example `north.example`. */
  readonly dnsName: string;
  /** The `ldaps://` address it listens on. */
  readonly url: string;
  /** PEM of the certificate authority that signed the directory's certificate. */
  readonly caCertificate: string;
  /** Root of the domain's naming context, for example `DC=north,DC=example`. */
  readonly baseDn: string;
  /** An ordinary account that may read: what Latchkey binds with. */
  readonly reader: SandboxAccount;
  /** An account that may change everything: what the sandbox edits with. */
  readonly administrator: SandboxAccount;
  /** Stops the directory and frees what it holds. May be called twice. */
  stop(): Promise<void>;
}

/** A person as the sandbox puts them into a directory. Absent attributes are not written at all. */
export interface SeedPerson {
  /** sAMAccountName, at most 20 characters. */
  readonly login: string;
  /** The relative name (CN), unescaped. */
  readonly commonName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly displayName?: string;
  readonly mail?: string;
  readonly telephoneNumber?: string;
  readonly title?: string;
  readonly department?: string;
  readonly company?: string;
  /** False: the account is disabled (userAccountControl bit 0x2). */
  readonly enabled: boolean;
  /** Names (sAMAccountName) of the groups that hold the person directly. */
  readonly groups: readonly string[];
  /** Organisational unit below the base, unescaped, for example `Engineering`. */
  readonly unit: string;
}

/** Everything one sandbox domain starts with. */
export interface DirectoryContents {
  readonly dnsName: string;
  readonly units: readonly string[];
  readonly groups: readonly string[];
  readonly people: readonly SeedPerson[];
}

/** The two groups the product reads, by their default names. */
export const SYNC_GROUP = 'Hideez Users Sync';
export const PASSWORD_GROUP = 'Security Key Auto Password Change';
