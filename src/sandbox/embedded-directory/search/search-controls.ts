import type { Octets } from '../values/octets.js';
import { BerElement, berTag } from '../wire/ber-element.js';
import { LdapFailure } from '../wire/ldap-failure.js';
import type { RequestControl } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';

export const controlOid = {
  pagedResults: '1.2.840.113556.1.4.319',
  showDeleted: '1.2.840.113556.1.4.417',
  sortRequest: '1.2.840.113556.1.4.473',
  sortResponse: '1.2.840.113556.1.4.474',
  extendedDn: '1.2.840.113556.1.4.529',
  descriptorFlags: '1.2.840.113556.1.4.801',
  treeDelete: '1.2.840.113556.1.4.805',
  domainScope: '1.2.840.113556.1.4.1339',
  permissiveModify: '1.2.840.113556.1.4.1413',
  oldPolicyHints: '1.2.840.113556.1.4.2066',
  policyHints: '1.2.840.113556.1.4.2239',
} as const;

/** The controls that are served, as `supportedControl` of the root DSE lists them. */
export function supportedControls(supportsServerSideSort: boolean): string[] {
  const { sortRequest, sortResponse, ...always } = controlOid;
  return [...Object.values(always), ...(supportsServerSideSort ? [sortRequest, sortResponse] : [])];
}

/** Refuses a request with a critical control that is not served (result 12). */
export function refuseUnknownCritical(
  controls: readonly RequestControl[],
  supportsServerSideSort: boolean,
): void {
  const served = supportedControls(supportsServerSideSort);
  const unknown = controls.find(({ oid, critical }) => critical && !served.includes(oid));
  if (unknown === undefined) return;
  throw new LdapFailure(
    resultCode.unavailableCriticalExtension,
    `00000057: LdapErr: DSID-0C090A7A, comment: Error processing control ${unknown.oid.slice(0, 100)}, data 0, v4563`,
  );
}

export interface PagedRequest {
  readonly size: number;
  readonly cookie: Buffer;
}

export interface SortKey {
  readonly attribute: string;
  readonly reverse: boolean;
}

/** What the controls of a search ask for. */
export interface SearchControls {
  readonly paged: PagedRequest | undefined;
  readonly sort: SortKey | undefined;
  readonly showsDeleted: boolean;
  /** True: no references to other naming contexts. */
  readonly domainScope: boolean;
  /** Names carry GUID and SID: 0 in hexadecimal, 1 in the usual spelling. */
  readonly extendedDn: 0 | 1 | undefined;
  /** Parts of the security descriptor; undefined: all of them, asked for by nobody. */
  readonly descriptorParts: number | undefined;
}

/** Reads the controls of a search. */
export function readSearchControls(
  controls: readonly RequestControl[],
  supportsServerSideSort: boolean,
): SearchControls {
  refuseUnknownCritical(controls, supportsServerSideSort);
  const find = (oid: string): RequestControl | undefined => controls.find((control) => control.oid === oid);
  const paged = find(controlOid.pagedResults);
  const sort = supportsServerSideSort ? find(controlOid.sortRequest) : undefined;
  const extended = find(controlOid.extendedDn);
  const flags = find(controlOid.descriptorFlags);
  return {
    paged: paged && readPaged(sequence(paged)),
    sort: sort && readSortKey(sequence(sort)),
    showsDeleted: find(controlOid.showDeleted) !== undefined,
    domainScope: find(controlOid.domainScope) !== undefined,
    extendedDn: extended && readExtendedFlag(extended),
    descriptorParts: flags && readDescriptorParts(flags),
  };
}

/** The parts of a security descriptor a control is about; 0 means all of them. */
export function readDescriptorParts(control: RequestControl): number {
  return sequence(control).integer() & 0xf || 0xf;
}

function sequence(control: RequestControl): BerElement {
  return new BerElement(control.value ?? Buffer.alloc(0)).inside(berTag.sequence);
}

function readPaged(inside: BerElement): PagedRequest {
  return { size: inside.integer(), cookie: inside.bytes() };
}

function readExtendedFlag(control: RequestControl): 0 | 1 {
  if (control.value === undefined || control.value.length === 0) return 0;
  return sequence(control).integer() === 1 ? 1 : 0;
}

function readSortKey(keys: BerElement): SortKey {
  const key = keys.inside(berTag.sequence);
  const attribute = key.text();
  key.optional(0x80, (rest): Octets => rest.octets(0x80));
  const reverse = key.optional(0x81, (rest) => rest.boolean(0x81)) ?? false;
  return { attribute, reverse };
}
