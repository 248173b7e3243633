import type { Octets } from '../values/octets.js';
import { BerElement, berTag } from './ber-element.js';
import { LdapFailure, MalformedMessage } from './ldap-failure.js';
import type { Filter } from './request.js';
import { resultCode } from './result-code.js';

const MOST_PARTS = 20_000;
const DEEPEST = 64;

const tag = {
  and: 0xa0,
  or: 0xa1,
  not: 0xa2,
  equal: 0xa3,
  substrings: 0xa4,
  atLeast: 0xa5,
  atMost: 0xa6,
  present: 0x87,
  approximate: 0xa8,
  extensible: 0xa9,
} as const;

/**
 * Reads the filter of a search. More than 20,000 conditions or 64 levels are refused with adminLimitExceeded, and
 * the connection ends. Approximate matching is the same as equality, as in Active Directory.
 */
export function parseFilter(element: BerElement): Filter {
  return parsePart(element, 0, { left: MOST_PARTS });
}

function parsePart(element: BerElement, depth: number, budget: { left: number }): Filter {
  budget.left -= 1;
  if (depth > DEEPEST || budget.left < 0)
    throw new LdapFailure(
      resultCode.adminLimitExceeded,
      `00002024: the filter has more than ${DEEPEST} levels or ${MOST_PARTS} conditions; ask for less at a time`,
    );
  switch (element.nextTag) {
    case tag.and:
      return { kind: 'and', parts: parseParts(element.inside(tag.and), depth, budget) };
    case tag.or:
      return { kind: 'or', parts: parseParts(element.inside(tag.or), depth, budget) };
    case tag.not:
      return { kind: 'not', part: parsePart(element.inside(tag.not), depth + 1, budget) };
    default:
      return parseCondition(element);
  }
}

function parseParts(inside: BerElement, depth: number, budget: { left: number }): Filter[] {
  const parts: Filter[] = [];
  while (!inside.isAtEnd) parts.push(parsePart(inside, depth + 1, budget));
  return parts;
}

function parseCondition(element: BerElement): Filter {
  switch (element.nextTag) {
    case tag.equal:
      return { kind: 'equal', ...parseAssertion(element.inside(tag.equal)) };
    case tag.approximate:
      return { kind: 'equal', ...parseAssertion(element.inside(tag.approximate)) };
    case tag.atLeast:
      return { kind: 'atLeast', ...parseAssertion(element.inside(tag.atLeast)) };
    case tag.atMost:
      return { kind: 'atMost', ...parseAssertion(element.inside(tag.atMost)) };
    case tag.present:
      return { kind: 'present', attribute: element.text(tag.present) };
    case tag.substrings:
      return parseSubstrings(element.inside(tag.substrings));
    case tag.extensible:
      return parseExtensible(element.inside(tag.extensible));
    default:
      throw new MalformedMessage('unknown kind of filter');
  }
}

function parseAssertion(inside: BerElement): { attribute: string; value: Octets } {
  return { attribute: inside.text(), value: inside.octets() };
}

function parseSubstrings(inside: BerElement): Filter {
  const attribute = inside.text();
  const pieces = inside.inside(berTag.sequence);
  const initial = pieces.optional(0x80, (piece) => piece.octets(0x80));
  const middle: Octets[] = [];
  while (pieces.nextTag === 0x81) middle.push(pieces.octets(0x81));
  const final = pieces.optional(0x82, (piece) => piece.octets(0x82));
  if (!pieces.isAtEnd) throw new MalformedMessage('the pieces of a substring filter are out of order');
  return { kind: 'substrings', attribute, initial, middle, final };
}

function parseExtensible(inside: BerElement): Filter {
  const rule = inside.optional(0x81, (part) => part.text(0x81)) ?? '';
  const attribute = inside.optional(0x82, (part) => part.text(0x82)) ?? '';
  return { kind: 'rule', rule, attribute, value: inside.octets(0x83) };
}
