import { AndFilter, Client, EqualityFilter, ExtensibleFilter, type Entry, type Filter } from 'ldapts';
import { objectGuidFromBytes } from '../../src/domain/identifiers.js';
import { PASSWORD_GROUP, SYNC_GROUP, type SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';

/** A person as the directory's administrator sees them, by the names of the directory. */
export interface TruePerson {
  readonly guid: string;
  readonly login: string;
  readonly enabled: boolean;
  readonly inSyncGroup: boolean;
  readonly inPasswordGroup: boolean;
  /** Under the names of the columns that keep them. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** Everybody of one directory by objectGUID, read past every fault and by another client than the product's. */
export type Truth = ReadonlyMap<string, TruePerson>;

/** The columns of an account that hold what the directory says, and the attribute each is. */
export const COLUMNS = {
  dn: 'distinguishedName',
  given_name: 'givenName',
  surname: 'sn',
  display_name: 'displayName',
  common_name: 'cn',
  mail: 'mail',
  telephone_number: 'telephoneNumber',
  title: 'title',
  department: 'department',
  company: 'company',
  sam_account_name: 'sAMAccountName',
  user_principal_name: 'userPrincipalName',
  user_account_control: 'userAccountControl',
} as const;

const DISABLED = 0x2;
const PAGE = 500;
/** The rule that walks a chain of links, which the product never uses. */
export const IN_CHAIN = '1.2.840.113556.1.4.1941';

/** Reads one directory as its administrator, again only after something has changed there. */
export class TruthReader {
  readonly #pins = new Map<string, Buffer>();
  #known: { readonly usn: string; readonly truth: Truth } | undefined;

  private constructor(
    private readonly client: Client,
    private readonly baseDn: string,
  ) {}

  static async open(directory: SandboxDirectory): Promise<TruthReader> {
    const client = new Client({ url: directory.url, tlsOptions: { ca: [directory.caCertificate] } });
    await client.bind(directory.administrator.name, directory.administrator.password);
    return new TruthReader(client, directory.baseDn);
  }

  async read(): Promise<Truth> {
    const { searchEntries } = await this.client.search('', {
      scope: 'base',
      attributes: ['highestCommittedUSN'],
    });
    const usn = String(searchEntries[0]?.['highestCommittedUSN']);
    if (this.#known?.usn === usn) return this.#known.truth;
    const truth = await this.#people();
    this.#known = { usn, truth };
    return truth;
  }

  async close(): Promise<void> {
    await this.client.unbind();
  }

  async #people(): Promise<Truth> {
    const [sync, password] = [await this.#membersOf(SYNC_GROUP), await this.#membersOf(PASSWORD_GROUP)];
    const { searchEntries } = await this.client.search(this.baseDn, {
      filter: '(sAMAccountType=805306368)',
      attributes: ['objectGUID', ...Object.values(COLUMNS)],
      explicitBufferAttributes: ['objectGUID'],
      paged: { pageSize: PAGE },
    });
    const people = searchEntries.map((entry) => truePerson(entry, sync, password));
    return new Map(people.map((person) => [person.guid, person]));
  }

  /** DNs in the group at any depth, as the controller itself walks them. A group is known again when it was renamed. */
  async #membersOf(group: string): Promise<Set<string>> {
    const dn = (await this.#pinnedGroup(group)) ?? (await this.#groupNamed(group));
    if (dn === undefined) return new Set();
    const { searchEntries } = await this.client.search(this.baseDn, {
      filter: new ExtensibleFilter({ matchType: 'memberOf', rule: IN_CHAIN, value: dn }),
      attributes: ['1.1'],
      paged: { pageSize: PAGE },
    });
    return new Set(searchEntries.map((entry) => entry.dn));
  }

  async #groupNamed(name: string): Promise<string | undefined> {
    const [found] = await this.#groups(new EqualityFilter({ attribute: 'sAMAccountName', value: name }));
    if (found !== undefined) this.#pins.set(name, found['objectGUID'] as Buffer);
    return found?.dn;
  }

  async #pinnedGroup(name: string): Promise<string | undefined> {
    const guid = this.#pins.get(name);
    if (guid === undefined) return undefined;
    const [found] = await this.#groups(new EqualityFilter({ attribute: 'objectGUID', value: guid }));
    return found?.dn;
  }

  async #groups(filter: Filter): Promise<Entry[]> {
    const isGroup = new EqualityFilter({ attribute: 'objectClass', value: 'group' });
    const { searchEntries } = await this.client.search(this.baseDn, {
      filter: new AndFilter({ filters: [isGroup, filter] }),
      attributes: ['objectGUID'],
      explicitBufferAttributes: ['objectGUID'],
    });
    return searchEntries;
  }
}

function truePerson(entry: Entry, sync: ReadonlySet<string>, password: ReadonlySet<string>): TruePerson {
  const guid = objectGuidFromBytes(entry['objectGUID'] as Buffer);
  if (guid === undefined) throw new Error(`${entry.dn} has no objectGUID`);
  const values = Object.fromEntries(
    Object.entries(COLUMNS).map(([column, attribute]) => [column, text(entry, attribute)]),
  );
  return {
    guid,
    login: values['sam_account_name'] ?? '',
    enabled: (Number(values['user_account_control']) & DISABLED) === 0,
    inSyncGroup: sync.has(entry.dn),
    inPasswordGroup: password.has(entry.dn),
    values,
  };
}

function text(entry: Entry, attribute: string): string | null {
  const value = attribute === 'distinguishedName' ? entry.dn : entry[attribute];
  return typeof value === 'string' && value !== '' ? value : null;
}
