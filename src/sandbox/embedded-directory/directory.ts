import type { DomainIdentity } from './domain-identity.js';
import type { PasswordStore } from './passwords/password-store.js';
import type { DefaultDescriptors } from './security/default-descriptors.js';
import type { DirectoryTree } from './store/directory-tree.js';

/** One domain with everything a request may need. */
export interface Directory {
  readonly identity: DomainIdentity;
  readonly tree: DirectoryTree;
  readonly descriptors: DefaultDescriptors;
  readonly passwords: PasswordStore;
  readonly relativeIdentifiers: RelativeIdentifiers;
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
