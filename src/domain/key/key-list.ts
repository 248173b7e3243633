import { fault, type InputFault, type Reading } from '../settings/input-fault.js';
import { readNewKey, type NewKey } from './key-input.js';

/** One key of a list, and where it stood there. */
export interface ListedNewKey extends NewKey {
  readonly line: number;
}

/** One line of a list that no key can be made of, and why. */
export interface KeyListFault {
  readonly line: number;
  readonly message: string;
}

export interface KeyList {
  readonly keys: readonly ListedNewKey[];
  readonly faults: readonly KeyListFault[];
}

const COLUMNS = ['serial', 'publicKey', 'firmware', 'name'] as const;
type Column = (typeof COLUMNS)[number];
type Place = Column | undefined;

const MOST_KEYS = 1_000;
const LONGEST_LIST = 200_000;

/**
 * Reads a list of keys, as spreadsheets write it: a first line that names the columns (`serial` and `publicKey`, and if
 * wanted `firmware` and `name`, in any order and case), then one key a line, with commas, semicolons or tabs between the
 * values, which may stand in double quotes. Bad lines are named, good ones taken. The whole list is refused when it has
 * no such first line or is longer than 1,000 keys.
 */
export function readKeyList(csv: string): Reading<KeyList> {
  if (csv.length > LONGEST_LIST) return fault('Must have at most 200,000 characters.');
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const [head = '', ...body] = lines;
  const separator = [';', '\t'].find((sign) => head.includes(sign)) ?? ',';
  const columns = columnsOf(head, separator);
  if (columns === undefined) {
    return fault(
      'Must begin with a line that names the columns: serial, publicKey, and firmware and name if wanted.',
    );
  }
  // The first line is 1, as editors count.
  const rows = body.map((text, at) => ({ text, line: at + 2 })).filter(({ text }) => text.trim() !== '');
  if (rows.length > MOST_KEYS)
    return fault('Must name at most 1,000 keys; import the rest in a second list.');
  return { value: keysOf(rows, columns, separator) };
}

function columnsOf(head: string, separator: string): Place[] | undefined {
  const names = cellsOf(head, separator)?.map((name) => name.toLowerCase().replaceAll(/[\s_]/g, ''));
  const columns = names?.map((name): Place => COLUMNS.find((column) => column.toLowerCase() === name));
  const named = columns?.filter((column) => column !== undefined) ?? [];
  const isWhole = named.includes('serial') && named.includes('publicKey');
  return isWhole && new Set(named).size === named.length ? columns : undefined;
}

function keysOf(
  rows: readonly { readonly text: string; readonly line: number }[],
  columns: readonly Place[],
  separator: string,
): KeyList {
  const keys: ListedNewKey[] = [];
  const faults: KeyListFault[] = [];
  const lineOf = new Map<string, number>();
  for (const { text, line } of rows) {
    const reading = keyOf(text, columns, separator);
    if (reading.faults) {
      faults.push({ line, message: sentence(reading.faults) });
      continue;
    }
    const { serial, publicKey } = reading.value;
    const before = lineOf.get(serial) ?? lineOf.get(publicKey);
    if (before === undefined) keys.push({ ...reading.value, line });
    else faults.push({ line, message: `Line ${before} has this serial or public key already.` });
    lineOf.set(serial, before ?? line).set(publicKey, before ?? line);
  }
  return { keys, faults };
}

function keyOf(text: string, columns: readonly Place[], separator: string): Reading<NewKey> {
  const cells = cellsOf(text, separator);
  if (cells === undefined)
    return fault('Has a quotation mark that is not closed, or text behind one that is.');
  if (cells.length > columns.length)
    return fault(`Has ${cells.length} values for ${columns.length} columns.`);
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? '';
  return readNewKey({
    serial: cell('serial'),
    publicKey: cell('publicKey'),
    firmware: cell('firmware'),
    name: cell('name'),
  });
}

/** The values of one line (RFC 4180, without line breaks in values). Undefined when its quotes do not fit. */
function cellsOf(text: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  for (let rest = text; ;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest);
    const cell = quoted === null ? rest.split(separator, 1)[0]! : quoted[0];
    if (quoted === null && cell.includes('"')) return undefined;
    cells.push((quoted?.[1]?.replaceAll('""', '"') ?? cell).trim());
    const behind = rest.slice(cell.length);
    if (behind === '') return cells;
    if (!behind.startsWith(separator)) return undefined;
    rest = behind.slice(separator.length);
  }
}

function sentence(faults: readonly InputFault[]): string {
  return faults.map(({ path, message }) => [...path, message].join(': ')).join(' ');
}
