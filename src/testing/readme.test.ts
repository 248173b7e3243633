import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { ERROR_CODES, isErrorCode } from '../errors.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');

/** What stands below a heading, up to the next heading of its level or above. */
function section(heading: string): string {
  const level = heading.indexOf(' ');
  const start = readme.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`README.md has no heading "${heading}"`);
  const body = readme.slice(start + heading.length + 2);
  const next = body.search(new RegExp(`^#{1,${level}} `, 'm'));
  return next < 0 ? body : body.slice(0, next);
}

/** The cells of each line of every table in a text. */
function tableRows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** Rows by the one name in code letters that their first cell holds. */
function rowsByName(text: string): Map<string, string[]> {
  const named = tableRows(text).flatMap((cells) => {
    const name = /^`([A-Z_]+)`$/.exec(cells[0] ?? '')?.[1];
    return name === undefined ? [] : [[name, cells] as const];
  });
  return new Map(named);
}

function allMatches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].toSorted();
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

describe('the error codes of the README', () => {
  const rows = rowsByName(section('## Errors'));

  test.each(Object.keys(ERROR_CODES))('explain %s, with what to do about it', (code) => {
    const [, what = '', remedy = ''] = rows.get(code) ?? [];
    expect(what).not.toBe('');
    expect(remedy).not.toBe('');
  });

  test('are codes that exist, each marked as worth another try exactly when it is', () => {
    const again = [...rows].map(([code, cells]) => [code, cells[3] === 'yes']);
    expect(again).toEqual(
      [...rows.keys()].map((code) => [code, isErrorCode(code) && ERROR_CODES[code].retryable]),
    );
    expect([...rows.keys()].every(isErrorCode)).toBe(true);
  });
});

describe('the settings of the README', () => {
  const settings = section('## Settings');
  const config = read('src/config.ts');
  const blocks = config.split(/^(?= {2}[A-Z_]+: setting\()/m).slice(1);
  const variables = blocks.map((block) => [
    /^ {2}([A-Z_]+)/.exec(block)?.[1] ?? '',
    /\.default\('?([^')]+)'?\)/.exec(block)?.[1],
  ]);

  test('are found in the code, or the next test would check nothing', () => {
    expect(variables).toContainEqual(['TEMPORAL_ADDRESS', '127.0.0.1:7233']);
    expect(variables.length).toBe(config.match(/: setting\(/g)?.length);
  });

  test.each(variables)('name %s, with its default %s', (variable, initial) => {
    const row = tableRows(settings).find((cells) => cells[0] === `\`${variable}\``);
    expect(row).toBeDefined();
    expect(/^`(.+)`$/.exec(row?.[1] ?? '')?.[1]).toBe(initial);
  });

  test('name every variable the set-up scripts read', () => {
    const scripts = filesBelow('scripts').filter((file) => !file.includes('.test.'));
    const text = scripts.map(read).join('\n');
    const takenApart = allMatches(text, /\{([^{}]*)\} = env\b/g).join(' ');
    const readThere = [
      ...allMatches(text, /\benv\.([A-Z][A-Z_]+)/g),
      ...allMatches(takenApart, /\b([A-Z][A-Z_]+)\b/g),
    ];
    // PATH is everybody's; the others are set by the scripts themselves.
    const theirs = readThere.filter((name) => name !== 'PATH' && !name.startsWith('LATCHKEY_TEST_'));
    expect(theirs).toEqual(expect.arrayContaining(['LATCHKEY_CACHE_DIR', 'TEMPORAL_CLI_PATH']));
    expect(theirs.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
  });

  test('name no variable that nothing reads', () => {
    const code = ['src', 'scripts'].flatMap(filesBelow).filter((file) => !file.endsWith('readme.test.ts'));
    const text = code.map(read).join('\n');
    const named = [...rowsByName(settings).keys()];
    expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});

describe('the commands of the README', () => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

  test('are npm scripts that exist, and all of them', () => {
    const code = [...readme.matchAll(/```sh\n[\s\S]*?```|`[^`\n]+`/g)].join('\n');
    const named = allMatches(code, /\bnpm (?:run )?([a-z]+(?::[a-z]+)?)/g);
    // `npm ci` is npm's own; a bare `npm run` names no script.
    expect(named.filter((name) => name !== 'ci' && name !== 'run')).toEqual(scripts.toSorted());
  });

  test('are commands of the command line that exist, and all of them', () => {
    const known = allMatches(read('src/cli.ts'), /\.command\('([a-z-]+)'\)/g);
    expect(allMatches(readme, /npm run latchkey -- ([a-z-]+)/g)).toEqual(known);
  });

  test('show every option of the demo', () => {
    const known = allMatches(read('src/sandbox/demo/options.ts'), /'(--[a-z]+)[ ']/g);
    expect(known).toContain('--tour');
    const shown = allMatches(section('## Two commands'), /(--[a-z]+)/g);
    expect(shown).toEqual(known);
  });
});

describe('what the README, the key protocol and the decisions point to', () => {
  const decisions = filesBelow('docs/decisions');
  const pages = ['README.md', 'docs/key-protocol.md', 'docs/authenticator-protocol.md', ...decisions];

  test.each(pages)('%s: every relative link leads to a file', (page) => {
    const links = allMatches(read(page), /\]\(([^)#]+)(?:#[^)]*)?\)/g);
    const inside = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(inside.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });

  test.each(pages)('%s: every path it names is there', (page) => {
    const folders = 'src|test|docs|schema|migrations|workflows|scripts';
    const paths = allMatches(read(page), new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g'));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('the README links every decision', () => {
    expect(decisions.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
  });

  test('every decision has its background, the decision and its consequence, on one page', () => {
    for (const page of decisions) {
      const headings = allMatches(read(page), /^## (.+)$/gm);
      expect([page, headings]).toEqual([page, ['Background', 'Consequence', 'Decision']]);
      expect(read(page).split('\n').length).toBeLessThanOrEqual(60);
    }
  });
});

test('the GraphQL that the README shows is valid', () => {
  const schema = buildSchema(read('schema/schema.graphql'));
  const documents = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  expect(documents.length).toBeGreaterThan(0);
  for (const text of documents) expect(validate(schema, parse(text))).toEqual([]);
});

test('the list of places for a new employee field names every file that lists these fields', () => {
  const steps = section('### Adding a field to an employee');
  // Of all fields `company` is the one whose name means nothing else.
  const listing = filesBelow('src').filter(
    (file) =>
      file.endsWith('.ts') &&
      !/\.test\.ts$|^src\/(?:sandbox|testing|generated|web)\//.test(file) &&
      /\bcompany\b/.test(read(file)),
  );
  expect(listing).toContain('src/domain/employee/profile.ts');
  expect(listing.filter((file) => !steps.includes(`](${file})`))).toEqual([]);
});
