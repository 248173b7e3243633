import { PagedResultsControl, PresenceFilter, type Control, type Filter } from 'ldapts';
import { CONTROLS, domainScope } from './controls.js';
import type { LdapConnection } from './ldap-connection.js';
import { asItCame, type LdapEntry, type ReadEntry } from './ldap-entry.js';
import { PAGE_SIZE, pagesOf } from './pages.js';
import { RESULT, searchFault } from './result-codes.js';
import { requireControl, type RootDse } from './root-dse.js';

export interface SubtreeSearch {
  readonly base: string;
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly controls?: readonly Control[];
  /** What it is for, as in "reading the group": goes into failures. */
  readonly doing: string;
}

const ANY_OBJECT = new PresenceFilter({ attribute: 'objectClass' });
/** The object is not there, its name cannot be one, or (to this account) it is as if it were not there. */
const NOTHING_THERE: ReadonlySet<number> = new Set([RESULT.NO_SUCH_OBJECT, RESULT.INVALID_DN_SYNTAX]);

/** Reading over one signed-in connection: whole answers only, each other result is a failure. */
export class DirectoryReader {
  constructor(
    private readonly connection: LdapConnection,
    readonly rootDse: RootDse,
  ) {}

  get address(): string {
    return this.connection.address.url;
  }

  /** One object by its DN, `<GUID=…>` or `<SID=…>`. Undefined when there is none this account can see. */
  async object(
    dn: string,
    attributes: readonly string[],
    doing: string,
    { filter = ANY_OBJECT, controls = [] }: { filter?: Filter; controls?: readonly Control[] } = {},
  ): Promise<LdapEntry | undefined> {
    const { entries, result } = await this.connection.search(
      { base: dn, scope: 'base', filter, attributes, controls },
      doing,
      asItCame,
    );
    if (NOTHING_THERE.has(result.code)) return undefined;
    if (result.code !== RESULT.SUCCESS) throw searchFault(result, this.address, doing);
    return entries[0];
  }

  /** Everything below `base` that the filter holds for, in pages of at most 1,000, the next one read ahead. */
  pages(search: SubtreeSearch): AsyncGenerator<readonly LdapEntry[]> {
    requireControl(this.rootDse, CONTROLS.PAGED_RESULTS, 'large groups cannot be read whole');
    const { base, filter, attributes, doing } = search;
    const controls = [...(search.controls ?? []), ...this.scopeControls()];
    return pagesOf(async (cookie) => {
      const value = cookie === undefined ? { size: PAGE_SIZE } : { size: PAGE_SIZE, cookie };
      const paging = new PagedResultsControl({ critical: true, value });
      const { entries, result } = await this.connection.search(
        { base, scope: 'sub', filter, attributes, controls: [paging, ...controls] },
        doing,
        asItCame,
      );
      if (result.code !== RESULT.SUCCESS) throw searchFault(result, this.address, doing);
      return { entries, cookie: result.cookie };
    });
  }

  /** All that `pages` gives, in one list: for answers known to be short. */
  async all(search: SubtreeSearch): Promise<LdapEntry[]> {
    const entries: LdapEntry[] = [];
    for await (const page of this.pages(search)) entries.push(...page);
    return entries;
  }

  /**
   * What a filter finds that holds for fewer objects than a controller sends without pages: one question, and half of a
   * controller's work, which counts where people are looked up by the thousand. A controller that is set to send fewer
   * is asked again in pages.
   */
  async few<T>(search: SubtreeSearch, read: ReadEntry<T>): Promise<readonly T[]> {
    const { base, filter, attributes, controls = [], doing } = search;
    const { entries, result } = await this.connection.search(
      { base, scope: 'sub', filter, attributes, controls: [...controls, ...this.scopeControls()] },
      doing,
      read,
    );
    if (result.code === RESULT.SIZE_LIMIT_EXCEEDED) return (await this.all(search)).map(read);
    if (result.code !== RESULT.SUCCESS) throw searchFault(result, this.address, doing);
    return entries;
  }

  private scopeControls(): Control[] {
    return this.rootDse.supportedControls.has(CONTROLS.DOMAIN_SCOPE.oid) ? [domainScope()] : [];
  }
}
