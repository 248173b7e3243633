import { controlOid, readSearchControls } from '../search/search-controls.js';
import type { Exchange } from '../server/request-interceptor.js';
import { BerElement, berTag } from '../wire/ber-element.js';
import type { Reply } from '../wire/reply.js';
import type { Filter, ModifyRequest, SearchRequest } from '../wire/request.js';

/** A moment of a synchronisation or of a change of a password, told by what is asked. A page of people is the last when no cookie comes with it. */
export type Place =
  | 'BIND'
  | 'FIRST_PAGE'
  | 'MIDDLE_PAGE'
  | 'LAST_PAGE'
  /** The first, or only, values of a group's `member`. */
  | 'MEMBERS'
  /** Further ranges of them. */
  | 'MORE_MEMBERS'
  /** People and other objects looked up by objectGUID. */
  | 'LOOK_UP'
  /** Groups that are nested in others. */
  | 'NESTED_GROUPS'
  /** A password that is set without the old one, or with it. */
  | 'PASSWORD_RESET'
  | 'PASSWORD_CHANGE'
  /** `pwdLastSet` is written. */
  | 'PASSWORD_TIME'
  /** A bind with a DN: how a password is tried. Programs sign in with other names. */
  | 'PASSWORD_TRIAL'
  /** A filter with the rule that walks a chain of links (1.2.840.113556.1.4.1941). */
  | 'IN_CHAIN_RULE';

const IN_CHAIN = '1.2.840.113556.1.4.1941';

/**
 * Whether a request is made at this place. A reply is asked for only where the place shows in it.
 * @param serve may be called more than once; the directory answers once
 */
export function isAt(place: Place, { message }: Exchange, serve: () => Reply): boolean {
  const { request } = message;
  if (request.kind === 'bind')
    return place === 'BIND' || (place === 'PASSWORD_TRIAL' && request.name.includes('='));
  if (request.kind === 'modify') return isWrite(place, request);
  if (request.kind !== 'search') return false;
  switch (place) {
    case 'BIND':
    case 'PASSWORD_RESET':
    case 'PASSWORD_CHANGE':
    case 'PASSWORD_TIME':
    case 'PASSWORD_TRIAL':
      return false;
    case 'MEMBERS':
      return request.attributes.includes('member');
    case 'MORE_MEMBERS':
      return request.attributes.some((name) => name.startsWith('member;range='));
    case 'LOOK_UP':
      return isAboutPeople(request) && !asksForMembers(request);
    case 'NESTED_GROUPS':
      return !isAboutPeople(request) && mentions(request.filter, 'memberof');
    case 'IN_CHAIN_RULE':
      return hasRule(request.filter);
    default:
      return isPage(place, message, request, serve);
  }
}

function isWrite(place: Place, { changes }: ModifyRequest): boolean {
  const named = (attribute: string) => changes.filter(({ name }) => name.toLowerCase() === attribute);
  if (place === 'PASSWORD_TIME') return named('pwdlastset').length > 0;
  const isOf = (operation: string) => named('unicodepwd').some((change) => change.operation === operation);
  if (place === 'PASSWORD_RESET') return isOf('replace');
  return place === 'PASSWORD_CHANGE' && isOf('delete');
}

function isPage(
  place: 'FIRST_PAGE' | 'MIDDLE_PAGE' | 'LAST_PAGE',
  message: Exchange['message'],
  request: SearchRequest,
  serve: () => Reply,
): boolean {
  if (!isAboutPeople(request) || !asksForMembers(request)) return false;
  const isFirst = readSearchControls(message.controls, false).paged?.cookie.length === 0;
  if (place === 'FIRST_PAGE') return isFirst;
  const isLast = !hasCookie(serve());
  return place === 'LAST_PAGE' ? isLast : !isFirst && !isLast;
}

/** Whether people are searched for by the groups that hold them. */
function asksForMembers({ filter }: SearchRequest): boolean {
  return mentions(filter, 'memberof') || mentions(filter, 'primarygroupid');
}

function isAboutPeople({ attributes }: SearchRequest): boolean {
  return attributes.includes('givenName');
}

/** Whether more pages follow. */
export function hasCookie({ messages }: Reply): boolean {
  return messages.some(
    (message) =>
      message.kind === 'result' &&
      message.controls?.some(({ oid, value }) => oid === controlOid.pagedResults && !isLastPage(value)) ===
        true,
  );
}

/** The cookie in the value of the control (RFC 2696 2) is empty. */
function isLastPage(value: Buffer): boolean {
  const inside = new BerElement(value).inside(berTag.sequence);
  inside.integer();
  return inside.bytes().length === 0;
}

function mentions(filter: Filter, attribute: string): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some((part) => mentions(part, attribute));
    case 'not':
      return mentions(filter.part, attribute);
    default:
      return filter.attribute.toLowerCase() === attribute;
  }
}

function hasRule(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.parts.some(hasRule);
  if (filter.kind === 'not') return hasRule(filter.part);
  return filter.kind === 'rule' && filter.rule === IN_CHAIN;
}
