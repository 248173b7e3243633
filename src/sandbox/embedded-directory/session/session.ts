import type { Directory } from '../directory.js';
import { bindRequired } from '../directory-failures.js';
import { AccessCheck } from '../security/access-check.js';
import { isAdministrator, tokenOf } from '../security/access-token.js';
import type { AccessToken } from '../security/access-token.js';
import type { Entry } from '../store/entry.js';
import { PagedSearches } from './paged-searches.js';

/** Who is signed in on a connection. */
export interface SignedIn {
  readonly token: AccessToken;
  readonly access: AccessCheck;
  readonly isAdministrator: boolean;
}

/** What one connection remembers between its requests. */
export class Session {
  readonly pagedSearches = new PagedSearches();
  #signedIn: SignedIn | undefined;

  /** @param connection Counts the connections of a server from 1. */
  constructor(readonly connection: number) {}

  get signedIn(): SignedIn | undefined {
    return this.#signedIn;
  }

  /** Who is signed in; refuses the request as Active Directory does when nobody is. */
  require(): SignedIn {
    if (this.#signedIn === undefined) throw bindRequired();
    return this.#signedIn;
  }

  /** The groups of the account are looked up now and stay as they are until the next bind. */
  signIn(directory: Directory, account: Entry): void {
    const token = tokenOf(directory.tree, account);
    this.#signedIn = {
      token,
      access: new AccessCheck(directory.descriptors, token),
      isAdministrator: isAdministrator(directory.tree, token),
    };
  }

  signOut(): void {
    this.#signedIn = undefined;
  }
}
