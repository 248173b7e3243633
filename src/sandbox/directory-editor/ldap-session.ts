import { AndFilter, Attribute, Change, Client, EqualityFilter } from 'ldapts';
import type { Control, Entry, Filter } from 'ldapts';
import { SandboxError } from '../sandbox-error.js';
import type { SandboxDirectory } from '../sandbox-directory.js';

const CONNECT_LIMIT_MS = 10_000;
/** Deleting a group of thousands takes Samba a while. */
const OPERATION_LIMIT_MS = 120_000;

/** What an attribute may be set to: `null` clears it. */
export type AttributeValue = string | Buffer | readonly string[] | null;
export type AttributeValues = Readonly<Record<string, AttributeValue>>;

/** A connection to a sandbox directory, signed in as its administrator; it comes back after an interruption. */
export class LdapSession {
  readonly #client: Client;

  private constructor(
    client: Client,
    readonly baseDn: string,
  ) {
    this.#client = client;
  }

  /** @throws the directory's refusal or the connection's failure. */
  static async open(directory: SandboxDirectory): Promise<LdapSession> {
    const client = new Client({
      url: directory.url,
      connectTimeout: CONNECT_LIMIT_MS,
      timeout: OPERATION_LIMIT_MS,
      autoRebind: true,
      tlsOptions: { ca: [directory.caCertificate] },
    });
    try {
      await client.bind(directory.administrator.name, directory.administrator.password);
    } catch (error) {
      await client.unbind();
      throw error;
    }
    return new LdapSession(client, directory.baseDn);
  }

  async close(): Promise<void> {
    await this.#client.unbind();
  }

  async add(dn: string, values: AttributeValues): Promise<void> {
    const attributes = Object.entries(values).map(([type, value]) => attributeOf(type, value));
    await this.#client.add(dn, attributes);
  }

  /** Replaces whole attributes. */
  async replace(dn: string, values: AttributeValues, controls: Control[] = []): Promise<void> {
    const changes = Object.entries(values).map(
      ([type, value]) => new Change({ operation: 'replace', modification: attributeOf(type, value) }),
    );
    await this.#client.modify(dn, changes, controls);
  }

  /** Adds values to, or takes values out of, one attribute. */
  async alter(
    dn: string,
    operation: 'add' | 'delete',
    type: string,
    values: readonly string[],
  ): Promise<void> {
    await this.#client.modify(dn, new Change({ operation, modification: attributeOf(type, values) }));
  }

  /** @param relative The new relative name, without any unescaped comma. */
  async rename(dn: string, relative: string, newParent?: string): Promise<void> {
    await this.#client.modifyDN(dn, newParent === undefined ? relative : `${relative},${newParent}`);
  }

  async delete(dn: string): Promise<void> {
    await this.#client.del(dn);
  }

  /**
   * The one object with this log-on name.
   * @throws SandboxError when there is none.
   */
  async byLogin(login: string, attributes: string[] = []): Promise<Entry> {
    const filter = new EqualityFilter({ attribute: 'sAMAccountName', value: login });
    const [found] = await this.#search(this.baseDn, 'sub', filter, attributes);
    if (found === undefined) throw new SandboxError(`The directory has no "${login}" below ${this.baseDn}.`);
    return found;
  }

  /** The object of this DN. @throws the directory's refusal when there is none. */
  async byDn(dn: string, attributes: string[], controls: Control[] = []): Promise<Entry> {
    const filter = new AndFilter({ filters: [] });
    const [found] = await this.#search(dn, 'base', filter, attributes, controls);
    if (found === undefined) throw new SandboxError(`The directory has no ${dn}.`);
    return found;
  }

  async #search(
    base: string,
    scope: 'base' | 'sub',
    filter: Filter,
    attributes: string[],
    controls: Control[] = [],
  ): Promise<readonly Entry[]> {
    const wanted = attributes.length === 0 ? ['1.1'] : attributes;
    const options = { scope, filter, attributes: wanted, explicitBufferAttributes: BINARY };
    const { searchEntries } = await this.#client.search(base, options, controls);
    return searchEntries;
  }
}

const BINARY = ['objectGUID', 'objectSid', 'nTSecurityDescriptor'];

/** The text of a single-valued attribute, or undefined when it has no value. */
export function textOf(entry: Entry, attribute: string): string | undefined {
  const value = entry[attribute];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an attribute, none when it has no value. */
export function textsOf(entry: Entry, attribute: string): readonly string[] {
  const value = entry[attribute];
  return [value].flat().filter((text) => typeof text === 'string');
}

/** The bytes of a single-valued attribute. @throws SandboxError when it has no value. */
export function bytesOf(entry: Entry, attribute: string): Buffer {
  const value = entry[attribute];
  if (Buffer.isBuffer(value)) return value;
  throw new SandboxError(`${entry.dn} has no readable ${attribute}.`);
}

function attributeOf(type: string, value: AttributeValue): Attribute {
  if (value === null) return new Attribute({ type, values: [] });
  if (Buffer.isBuffer(value)) return new Attribute({ type, values: [value] });
  return new Attribute({ type, values: typeof value === 'string' ? [value] : [...value] });
}
