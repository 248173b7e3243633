import type { Directory } from '../directory.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { objectName } from '../schema/syntaxes.js';
import { descriptorPart, encodeSecurityDescriptor } from '../security/security-descriptor.js';
import type { Session } from '../session/session.js';
import { resolveReference } from '../store/object-reference.js';
import type { Entry } from '../store/entry.js';
import { textOfGuid } from '../values/guid.js';
import { ascii, bufferOfOctets, joinOctets } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { textOfSid } from '../values/sid.js';
import type { ReplyAttribute, ReplyEntry } from '../wire/reply.js';
import type { AttributeSelection, SelectedAttribute } from './attribute-selection.js';
import { computeValues } from './computed-attributes.js';
import type { SearchControls } from './search-controls.js';
import { rangeOf } from './value-range.js';

/** How the entries of one search are shown. */
export interface EntryView {
  readonly directory: Directory;
  readonly session: Session;
  readonly selection: AttributeSelection;
  readonly controls: SearchControls;
  readonly typesOnly: boolean;
}

const neverShown: ReadonlySet<AttributeType> = new Set([
  attributeTypes.unicodePwd,
  attributeTypes.userPassword,
]);
const always: readonly AttributeType[] = [
  attributeTypes.distinguishedName,
  attributeTypes.name,
  attributeTypes.cn,
  attributeTypes.ou,
  attributeTypes.dc,
  attributeTypes.memberOf,
  attributeTypes.directReports,
  attributeTypes.managedObjects,
];
const none: readonly Octets[] = [];

/** An entry as the search asked to see it. */
export function showEntry(view: EntryView, entry: Entry): ReplyEntry {
  const attributes: ReplyAttribute[] = [];
  for (const selected of view.selection.named) addAttribute(view, entry, selected, attributes);
  if (view.selection.all)
    for (const type of shownByDefault(view, entry))
      if (!view.selection.named.some((named) => named.type === type))
        addAttribute(view, entry, { type, suffix: '' }, attributes);
  return { kind: 'entry', name: shownName(view, entry), attributes };
}

function shownByDefault({ controls }: EntryView, entry: Entry): AttributeType[] {
  const stored = entry.attributes.types().filter((type) => !type.onlyWhenAsked);
  const links = (entry.outgoing ?? []).map((outgoing) => outgoing.type);
  const descriptor = controls.descriptorParts === undefined ? [] : [attributeTypes.nTSecurityDescriptor];
  return [...stored, ...always, ...links, ...descriptor];
}

function addAttribute(
  view: EntryView,
  entry: Entry,
  selected: SelectedAttribute,
  to: ReplyAttribute[],
): void {
  const { type } = selected;
  if (neverShown.has(type) || view.session.signedIn?.access.hides(entry, type) === true) return;
  if (type.multiValued && type.source !== 'computed') return addRange(view, entry, selected, to);
  const values = valuesOf(view, entry, type);
  if (values.length > 0) to.push(shown(view, joinOctets(type.name, ascii(selected.suffix)), values));
}

function addRange(view: EntryView, entry: Entry, selected: SelectedAttribute, to: ReplyAttribute[]): void {
  const range = rangeOf(entry, selected, view.directory.queryPolicy.mostValues);
  if (range === undefined) return;
  const { type } = selected;
  const values =
    type.source === 'forward' || type.source === 'back'
      ? entry.linkedEntries(type, range.from, range.to + 1).map((linked) => shownName(view, linked))
      : extendedNames(view, type, entry.values(type).slice(range.from, range.to + 1));
  if (range.hasEmptyPlainName) to.push({ name: type.name, values: none });
  to.push(shown(view, range.name, values));
}

function shown({ typesOnly }: EntryView, name: Octets, values: readonly Octets[]): ReplyAttribute {
  return { name, values: typesOnly ? none : values };
}

function valuesOf(view: EntryView, entry: Entry, type: AttributeType): readonly Octets[] {
  if (type === attributeTypes.nTSecurityDescriptor) return descriptorOf(view, entry);
  if (type.source === 'computed') return computeValues(view.directory, entry, type);
  if (type.source === 'forward') return entry.linkedEntries(type).map((linked) => shownName(view, linked));
  return extendedNames(view, type, entry.values(type));
}

/** Without the control all parts are meant, the audit list too, which only administrators may see: others get nothing then. */
function descriptorOf({ directory, session, controls }: EntryView, entry: Entry): readonly Octets[] {
  const parts = controls.descriptorParts ?? 0xf;
  const wantsAudit = (parts & descriptorPart.auditList) !== 0;
  if (wantsAudit && session.signedIn?.isAdministrator !== true) return none;
  return [encodeSecurityDescriptor(directory.descriptors.of(entry), parts)];
}

function extendedNames(view: EntryView, type: AttributeType, values: readonly Octets[]): readonly Octets[] {
  if (view.controls.extendedDn === undefined || type.syntax !== objectName) return values;
  return values.map((value) => {
    const linked = resolveReference(view.directory.tree, value)?.found;
    return linked === undefined ? value : shownName(view, linked);
  });
}

/** The name of an entry, with its GUID and SID before it where the extended-DN control asks for them. */
function shownName({ controls }: EntryView, entry: Entry): Octets {
  const { extendedDn } = controls;
  const name = entry.distinguishedName;
  if (extendedDn === undefined || entry.guid === undefined) return name;
  const hexadecimal = (value: Octets): string => bufferOfOctets(value).toString('hex');
  const guid = extendedDn === 1 ? textOfGuid(entry.guid) : hexadecimal(entry.guid);
  const spelledSid = entry.sid && (extendedDn === 1 ? textOfSid(entry.sid) : hexadecimal(entry.sid));
  const sid = spelledSid === undefined ? '' : `;<SID=${spelledSid}>`;
  return joinOctets(ascii(`<GUID=${guid}>${sid};`), name);
}
