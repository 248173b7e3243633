import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypeNamed } from '../schema/attribute-types.js';

/** One attribute a search asks for. */
export interface SelectedAttribute {
  readonly type: AttributeType;
  /** The part of the values asked for, as in `member;range=1500-2999`; `to` is undefined for `*`. */
  readonly range?: { readonly from: number; readonly to: number | undefined };
  /** What the client put behind the name and gets back, for example `;binary`. */
  readonly suffix: string;
}

/** What a search asks to see of each entry. */
export interface AttributeSelection {
  /** True: every attribute that is not returned only when asked for. */
  readonly all: boolean;
  readonly named: readonly SelectedAttribute[];
}

const MOST_SELECTED = 1_000;
const range = /^range=(\d{1,9})-(\*|\d{1,9})$/i;

/** Reads the attribute list of a search. Names the schema does not have are left out, as Active Directory does. */
export function selectAttributes(names: readonly string[]): AttributeSelection {
  if (names.length === 0) return { all: true, named: [] };
  const named = new Map<string, SelectedAttribute>();
  for (const name of names.slice(0, MOST_SELECTED)) {
    const selected = selectAttribute(name);
    if (selected !== undefined) named.set(name.toLowerCase(), selected);
  }
  return { all: names.includes('*'), named: [...named.values()] };
}

function selectAttribute(name: string): SelectedAttribute | undefined {
  const [base = '', ...options] = name.split(';');
  const type = attributeTypeNamed(base);
  if (type === undefined) return undefined;
  const match = options.map((option) => range.exec(option)).find((found) => found !== null);
  const suffix = options.some((option) => option.toLowerCase() === 'binary') ? ';binary' : '';
  if (match === undefined || match === null) return { type, suffix };
  const to = match[2] === '*' ? undefined : Number(match[2]);
  return { type, suffix, range: { from: Number(match[1]), to } };
}
