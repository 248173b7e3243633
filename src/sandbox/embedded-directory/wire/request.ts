import type { Octets } from '../values/octets.js';

/** A condition of a search, as it came over the wire. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'equal'; readonly attribute: string; readonly value: Octets }
  | { readonly kind: 'atLeast' | 'atMost'; readonly attribute: string; readonly value: Octets }
  | {
      readonly kind: 'substrings';
      readonly attribute: string;
      readonly initial: Octets | undefined;
      readonly middle: readonly Octets[];
      readonly final: Octets | undefined;
    }
  | { readonly kind: 'rule'; readonly rule: string; readonly attribute: string; readonly value: Octets };

export interface RequestAttribute {
  readonly name: string;
  readonly values: readonly Octets[];
}

export interface Change extends RequestAttribute {
  readonly operation: 'add' | 'delete' | 'replace';
}

export type SearchScope = 'base' | 'one' | 'sub';

export interface SearchRequest {
  readonly kind: 'search';
  readonly base: Octets;
  readonly scope: SearchScope;
  /** 0: as many as the server allows. */
  readonly sizeLimit: number;
  readonly typesOnly: boolean;
  readonly filter: Filter;
  readonly attributes: readonly string[];
}

export interface BindRequest {
  readonly kind: 'bind';
  readonly version: number;
  readonly name: Octets;
  /** Absent: another method than simple. */
  readonly password: Octets | undefined;
}

export interface AddRequest {
  readonly kind: 'add';
  readonly name: Octets;
  readonly attributes: readonly RequestAttribute[];
}

export interface ModifyRequest {
  readonly kind: 'modify';
  readonly name: Octets;
  readonly changes: readonly Change[];
}

export interface RenameRequest {
  readonly kind: 'rename';
  readonly name: Octets;
  readonly newName: Octets;
  readonly deleteOldName: boolean;
  readonly newParent: Octets | undefined;
}

export interface DeleteRequest {
  readonly kind: 'delete';
  readonly name: Octets;
}

export interface CompareRequest {
  readonly kind: 'compare';
  readonly name: Octets;
  readonly attribute: string;
  readonly value: Octets;
}

export interface ExtendedRequest {
  readonly kind: 'extended';
  readonly oid: string;
}

/** A request that is answered. */
export type AnsweredRequest =
  | BindRequest
  | SearchRequest
  | AddRequest
  | ModifyRequest
  | RenameRequest
  | DeleteRequest
  | CompareRequest
  | ExtendedRequest;

/** Any request; `unbind` and `abandon` have no answer. */
export type LdapRequest =
  AnsweredRequest | { readonly kind: 'unbind' } | { readonly kind: 'abandon'; readonly messageId: number };

export interface RequestControl {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Buffer | undefined;
}

/** One message of a client. */
export interface LdapMessage<Request extends LdapRequest = LdapRequest> {
  readonly id: number;
  readonly request: Request;
  readonly controls: readonly RequestControl[];
}
