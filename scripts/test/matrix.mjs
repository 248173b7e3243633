/**
 * What came of one cell of the kill-point matrix (test/matrix), and where it stands in the tables of the README.
 * @typedef {{ name: string, places: { row: string, column: string }[], lockedOut: boolean, isGood: boolean }} MatrixResult
 */

const BEGIN = '<!-- matrix: filled by `npm run test:matrix` -->';
const END = '<!-- end of matrix -->';
const GOOD = '✓';
const BAD = '✗';
/** There is no such cell. */
const NOTHING = '–';
const TOTAL = /^\d+ cells, \d+ lock-outs$/m;

/** The line that a run of the matrix ends with; undefined when none of it was run. */
export function matrixLine(results) {
  if (results.length === 0) return undefined;
  return `${results.length} cells, ${results.filter(({ lockedOut }) => lockedOut).length} lock-outs`;
}

/**
 * The README with the marks of these cells in its table. Where one field stands for several cells, all of them have to be
 * good. What was not run keeps its mark; the total is that of a run in which every field was.
 */
export function fillTable(readme, results) {
  const start = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error('README.md has no place for the matrix.');
  const marks = marksOf(results);
  const marked = markLines(readme.slice(start, end).split('\n'), marks).join('\n');
  const isEverything = tableFields(readme).every(({ row, column }) => marks.has(`${row}|${column}`));
  const filled = isEverything ? marked.replace(TOTAL, matrixLine(results)) : marked;
  return readme.slice(0, start) + filled + readme.slice(end);
}

/** Fields of the table by row and column, as it stands: what each says of its cells. */
export function tableFields(readme) {
  const lines = readme.slice(readme.indexOf(BEGIN), readme.indexOf(END)).split('\n');
  const fields = [];
  eachField(lines, (row, column, text) => {
    if (text.trim() !== NOTHING) fields.push({ row, column, mark: text.trim() });
    return text;
  });
  return fields;
}

function marksOf(results) {
  const marks = new Map();
  for (const { places, isGood } of results) {
    for (const { row, column } of places) {
      const key = `${row}|${column}`;
      marks.set(key, isGood && marks.get(key) !== BAD ? GOOD : BAD);
    }
  }
  return marks;
}

function markLines(lines, marks) {
  return eachField(lines, (row, column, text) => {
    const mark = marks.get(`${row}|${column}`);
    // As wide as before: the table stays as it was laid out.
    return mark === undefined ? text : ` ${mark}`.padEnd(text.length);
  });
}

/** Lines of tables with each field but the first as `change` wants it. */
function eachField(lines, change) {
  let columns;
  return lines.map((line) => {
    if (!line.startsWith('|')) {
      columns = undefined;
      return line;
    }
    const fields = line.slice(1, -1).split('|');
    if (columns === undefined) {
      columns = fields.map((field) => field.trim());
      return line;
    }
    if (/^[\s:-]+$/.test(fields[0])) return line;
    const [row, ...rest] = fields;
    const changed = rest.map((field, at) => change(row.trim(), columns[at + 1], field));
    return `|${[row, ...changed].join('|')}|`;
  });
}
