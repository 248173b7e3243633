import type { Filter } from 'ldapts';
import { sidText } from '../domain/active-directory/directory-values.js';
import { objectGuidFromBytes, type ObjectGuid } from '../domain/identifiers.js';
import type { DirectoryReader } from './wire/directory-reader.js';
import { all, any, equals, guidDn, IS_PERSON } from './wire/filters.js';
import { firstValue, textOf, valuesOf, type LdapEntry } from './wire/ldap-entry.js';

/** The account a connection is signed in as. */
export interface BindAccount {
  readonly objectGuid: ObjectGuid;
  readonly sid: string;
}

const ATTRIBUTES = ['objectGUID', 'objectSid', 'userPrincipalName'];
const DOING = 'looking for the bind account';

/**
 * What every account that signed in with a password over the network is besides its groups: everyone, network,
 * authenticated, this organisation.
 */
const EVERY_SIGNED_IN_ACCOUNT = ['S-1-1-0', 'S-1-5-2', 'S-1-5-11', 'S-1-5-15'];

/**
 * Finds the account among the people of this domain. Undefined when it is none of them: an account of a trusted
 * domain for example, or one that may not see itself.
 */
export async function findBindAccount(
  reader: DirectoryReader,
  name: string,
): Promise<BindAccount | undefined> {
  const { tokenGroups } = reader.rootDse;
  // The name may be written in many ways; the token of the connection holds exactly one person, the account.
  const entry =
    tokenGroups.length > 0 ? await onlyPerson(reader, ownSid(tokenGroups)) : await byName(reader, name);
  const objectGuid = objectGuidFromBytes((entry && firstValue(entry, 'objectGUID')) ?? Buffer.alloc(0));
  const sid = sidText((entry && firstValue(entry, 'objectSid')) ?? Buffer.alloc(0));
  return objectGuid === undefined || sid === undefined ? undefined : { objectGuid, sid };
}

/**
 * The SIDs the rights of this connection follow from: the account's own, its groups at any depth, the well-known
 * ones. Undefined when they cannot be read: then nothing can be said about its rights.
 */
export async function readToken(
  reader: DirectoryReader,
  account: BindAccount | undefined,
): Promise<Set<string> | undefined> {
  const { tokenGroups } = reader.rootDse;
  if (tokenGroups.length > 0) return sidSet(tokenGroups);
  if (account === undefined) return undefined;
  const doing = 'reading the groups of the bind account';
  const entry = await reader.object(guidDn(account.objectGuid), ['tokenGroups'], doing);
  const groups = sidSet(entry === undefined ? [] : valuesOf(entry, 'tokenGroups'));
  return groups && new Set([account.sid, ...groups, ...EVERY_SIGNED_IN_ACCOUNT]);
}

/** A token with a SID that cannot be read is none: what is left out might be what a right is denied to. */
function sidSet(bytes: readonly Buffer[]): Set<string> | undefined {
  const sids = bytes.map(sidText);
  return sids.length > 0 && sids.every((sid) => sid !== undefined) ? new Set(sids) : undefined;
}

function ownSid(tokenGroups: readonly Buffer[]): Filter {
  return any(tokenGroups.map((sid) => equals('objectSid', sid)));
}

function byName(reader: DirectoryReader, name: string): Promise<LdapEntry | undefined> {
  const [first = '', login] = name.split('\\', 2);
  if (login !== undefined) return onlyPerson(reader, equals('sAMAccountName', login));
  if (first.includes('=')) return reader.object(name, ATTRIBUTES, DOING, { filter: IS_PERSON });
  const at = first.lastIndexOf('@');
  const names = [
    equals('userPrincipalName', first),
    equals('sAMAccountName', at < 0 ? first : first.slice(0, at)),
  ];
  return onlyPerson(reader, any(names), first);
}

/** The one person the filter holds for; of several the one with that user principal name. */
async function onlyPerson(
  reader: DirectoryReader,
  filter: Filter,
  principal?: string,
): Promise<LdapEntry | undefined> {
  const found = await reader.all({
    base: reader.rootDse.defaultNamingContext,
    filter: all(IS_PERSON, filter),
    attributes: ATTRIBUTES,
    doing: DOING,
  });
  if (found.length === 1 || principal === undefined) return found.length === 1 ? found[0] : undefined;
  return found.find((entry) => textOf(entry, 'userPrincipalName')?.toLowerCase() === principal.toLowerCase());
}
