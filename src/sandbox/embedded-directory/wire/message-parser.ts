import type { Octets } from '../values/octets.js';
import { BerElement, berTag } from './ber-element.js';
import { parseFilter } from './filter-parser.js';
import { MalformedMessage } from './ldap-failure.js';
import { operationTag } from './operation-tag.js';
import type {
  BindRequest,
  Change,
  LdapMessage,
  LdapRequest,
  RenameRequest,
  RequestAttribute,
  RequestControl,
  SearchRequest,
  SearchScope,
} from './request.js';

const CONTROLS_TAG = 0xa0;
const SIMPLE_PASSWORD_TAG = 0x80;

/** Reads one whole message. Throws MalformedMessage when it is none, LdapFailure when it asks for too much. */
export function parseMessage(bytes: Buffer): LdapMessage {
  const body = new BerElement(bytes).inside(berTag.sequence);
  const id = body.integer();
  if (id < 0) throw new MalformedMessage('a message has a negative number');
  const request = parseRequest(body);
  const controls = body.optional(CONTROLS_TAG, (rest) => [
    ...rest.inside(CONTROLS_TAG).each(berTag.sequence),
  ]);
  return { id, request, controls: (controls ?? []).map(parseControl) };
}

function parseRequest(body: BerElement): LdapRequest {
  const tag = body.nextTag ?? 0;
  switch (tag) {
    case operationTag.bind:
      return parseBind(body.inside(tag));
    case operationTag.unbind:
      body.bytes(tag);
      return { kind: 'unbind' };
    case operationTag.search:
      return parseSearch(body.inside(tag));
    case operationTag.modify:
      return parseModify(body.inside(tag));
    case operationTag.add:
      return parseAdd(body.inside(tag));
    case operationTag.delete:
      return { kind: 'delete', name: body.octets(tag) };
    case operationTag.rename:
      return parseRename(body.inside(tag));
    case operationTag.compare:
      return parseCompare(body.inside(tag));
    case operationTag.abandon:
      return { kind: 'abandon', messageId: body.integer(tag) };
    case operationTag.extended:
      return { kind: 'extended', oid: body.inside(tag).text(0x80) };
    default:
      throw new MalformedMessage(`no request has the tag 0x${tag.toString(16)}`);
  }
}

function parseBind(inside: BerElement): BindRequest {
  const version = inside.integer();
  const name = inside.octets();
  const password = inside.optional(SIMPLE_PASSWORD_TAG, (rest) => rest.octets(SIMPLE_PASSWORD_TAG));
  return { kind: 'bind', version, name, password };
}

const scopes: readonly SearchScope[] = ['base', 'one', 'sub'];

function parseSearch(inside: BerElement): SearchRequest {
  const base = inside.octets();
  const scope = scopes[inside.integer(berTag.enumeration)];
  if (scope === undefined) throw new MalformedMessage('the scope of a search is not base, one or sub');
  inside.integer(berTag.enumeration);
  const sizeLimit = inside.integer();
  inside.integer();
  const typesOnly = inside.boolean();
  const filter = parseFilter(inside);
  const names = inside.inside(berTag.sequence);
  const attributes: string[] = [];
  while (!names.isAtEnd) attributes.push(names.text());
  return { kind: 'search', base, scope, sizeLimit: Math.max(0, sizeLimit), typesOnly, filter, attributes };
}

function parseAttribute(inside: BerElement): RequestAttribute {
  const name = inside.text();
  const set = inside.inside(berTag.set);
  const values: Octets[] = [];
  while (!set.isAtEnd) values.push(set.octets());
  return { name, values };
}

const changeOperations: readonly Change['operation'][] = ['add', 'delete', 'replace'];

function parseModify(inside: BerElement): LdapRequest {
  const name = inside.octets();
  const changes = [...inside.inside(berTag.sequence).each(berTag.sequence)].map((change): Change => {
    const operation = changeOperations[change.integer(berTag.enumeration)];
    if (operation === undefined) throw new MalformedMessage('a change is not add, delete or replace');
    return { operation, ...parseAttribute(change.inside(berTag.sequence)) };
  });
  return { kind: 'modify', name, changes };
}

function parseAdd(inside: BerElement): LdapRequest {
  const name = inside.octets();
  const attributes = [...inside.inside(berTag.sequence).each(berTag.sequence)].map(parseAttribute);
  return { kind: 'add', name, attributes };
}

function parseRename(inside: BerElement): RenameRequest {
  const name = inside.octets();
  const newName = inside.octets();
  const deleteOldName = inside.boolean();
  const newParent = inside.optional(0x80, (rest) => rest.octets(0x80));
  return { kind: 'rename', name, newName, deleteOldName, newParent };
}

function parseCompare(inside: BerElement): LdapRequest {
  const name = inside.octets();
  const assertion = inside.inside(berTag.sequence);
  return { kind: 'compare', name, attribute: assertion.text(), value: assertion.octets() };
}

function parseControl(control: BerElement): RequestControl {
  const oid = control.text();
  const critical = control.optional(berTag.boolean, (rest) => rest.boolean()) ?? false;
  const value = control.optional(berTag.octetString, (rest) => rest.bytes());
  return { oid, critical, value };
}
