import type { Directory } from '../directory.js';
import { insufficientRights } from '../directory-failures.js';
import type { AccessCheck } from '../security/access-check.js';
import { controlOid, readDescriptorParts, refuseUnknownCritical } from '../search/search-controls.js';
import { findEntry } from '../search/find-entry.js';
import type { Session } from '../session/session.js';
import type { Entry } from '../store/entry.js';
import type { Octets } from '../values/octets.js';
import type { RequestControl } from '../wire/request.js';

/** What a writing request works with. */
export interface WriteContext {
  readonly directory: Directory;
  readonly session: Session;
  readonly access: AccessCheck;
  /** What is already so is no error. */
  readonly permissive: boolean;
  /** A reset obeys the password history. */
  readonly obeysHistory: boolean;
  readonly deletesTree: boolean;
  /** The parts of a security descriptor that are written. */
  readonly descriptorParts: number;
}

/** Prepares a writing request; refuses it when nobody is signed in or a critical control is unknown. */
export function writeContext(
  directory: Directory,
  session: Session,
  controls: readonly RequestControl[],
): WriteContext {
  refuseUnknownCritical(controls, directory.supportsServerSideSort);
  const { access } = session.require();
  const find = (oid: string): RequestControl | undefined => controls.find((control) => control.oid === oid);
  const flags = find(controlOid.descriptorFlags);
  return {
    directory,
    session,
    access,
    permissive: find(controlOid.permissiveModify) !== undefined,
    obeysHistory: (find(controlOid.policyHints) ?? find(controlOid.oldPolicyHints)) !== undefined,
    deletesTree: find(controlOid.treeDelete) !== undefined,
    descriptorParts: flags === undefined ? 0xf : readDescriptorParts(flags),
  };
}

/** The entry a writing request names. */
export function entryToWrite({ directory, session }: WriteContext, name: Octets): Entry {
  return findEntry(directory, session, name);
}

/** Refuses the request (50) unless the access list grants these bits. */
export function demand({ access }: WriteContext, entry: Entry, mask: number): void {
  if (!access.may(entry, mask)) throw insufficientRights();
}
