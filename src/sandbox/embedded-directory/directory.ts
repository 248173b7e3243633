import type { DomainIdentity } from './domain-identity.js';
import type { PasswordStore } from './passwords/password-store.js';
import type { DefaultDescriptors } from './security/default-descriptors.js';
import type { DirectoryTree } from './store/directory-tree.js';

/** How much one answer may carry. */
export interface QueryPolicy {
  /** Entries of one page, or of a search without pages (`MaxPageSize`). */
  readonly mostEntries: number;
  /** Values of one attribute (`MaxValRange`). */
  readonly mostValues: number;
}

/** What Active Directory starts with. */
export const defaultQueryPolicy: QueryPolicy = { mostEntries: 1_000, mostValues: 1_500 };

/** One domain with everything a request may need. */
export interface Directory {
  readonly identity: DomainIdentity;
  readonly tree: DirectoryTree;
  readonly descriptors: DefaultDescriptors;
  readonly passwords: PasswordStore;
  readonly relativeIdentifiers: RelativeIdentifiers;
  readonly queryPolicy: QueryPolicy;
  readonly supportsServerSideSort: boolean;
  readonly saysReadOnly: boolean;
  /** How long the previous password still passes a bind. */
  readonly oldPasswordAllowedMilliseconds: number;
}

/** Hands out the last parts (RIDs) of new security identifiers. */
export class RelativeIdentifiers {
  #next: number;

  constructor(first: number) {
    this.#next = first;
  }

  take(): number {
    this.#next += 1;
    return this.#next - 1;
  }
}
