import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Case {
  /** Where the source would lie in the house. */
  readonly file: string;
  readonly source: string;
  /** The rule that must refuse it; undefined: it must pass. */
  readonly refusedBy: string | undefined;
}

const IMPORTS = 'eslint(no-restricted-imports)';
const refused = (file: string, source: string, refusedBy = IMPORTS): Case => ({ file, source, refusedBy });
const allowed = (file: string, source: string): Case => ({ file, source, refusedBy: undefined });
const value = (from: string): string => `import { a } from '${from}';\nexport const b = a;\n`;
const type = (from: string): string => `import type { A } from '${from}';\nexport type B = A;\n`;
const lines = (count: number): string => `export const a = 1;\n${'// text\n'.repeat(count - 1)}`;
const longFunction = (count: number): string => `export function a() {\n${'  a();\n'.repeat(count)}}\n`;

const cases: readonly Case[] = [
  refused('src/domain/x.ts', value('node:crypto')),
  refused('src/domain/x.ts', value('zod')),
  refused('src/domain/x.ts', value('../errors.js')),
  refused('src/domain/x.ts', type('../entities/employee.js')),
  allowed('src/domain/x.ts', value('./profile.js')),

  refused('src/entities/x.ts', value('../services/x.js')),
  refused('src/entities/x.ts', value('../directory/directory.js')),
  refused('src/entities/x.ts', value('pg')),
  allowed('src/entities/x.ts', value('../domain/states.js')),
  allowed('src/entities/x.ts', value('@mikro-orm/core')),
  allowed('src/entities/x.ts', value('type-graphql')),

  refused('src/directory/x.ts', value('../entities/employee.js')),
  refused('src/directory/x.ts', value('@temporalio/client')),
  refused('src/directory/x.ts', value('graphql')),
  refused('src/directory/deep/x.ts', value('../../services/x.js')),
  allowed('src/directory/x.ts', value('ldapts')),
  allowed('src/directory/x.ts', value('../errors.js')),
  refused('src/mail/x.ts', value('ldapts')),
  refused('src/mail/x.ts', value('../entities/employee.js')),
  allowed('src/mail/x.ts', value('nodemailer')),
  refused('src/keys/x.ts', value('@temporalio/common')),
  refused('src/keys/x.ts', value('../entities/employee.js')),
  allowed('src/keys/x.ts', value('node:crypto')),
  allowed('src/keys/x.ts', value('libsodium-wrappers')),
  refused('src/services/x.ts', value('libsodium-wrappers')),
  refused('src/api/x.ts', value('libsodium-wrappers')),

  refused('src/events/x.ts', value('../api/context.js')),
  allowed('src/events/x.ts', value('pg')),

  refused('src/services/x.ts', value('graphql')),
  refused('src/services/x.ts', value('type-graphql')),
  refused('src/services/x.ts', value('@temporalio/client')),
  refused('src/services/x.ts', type('@temporalio/client')),
  refused('src/services/x.ts', value('ldapts')),
  refused('src/services/x.ts', value('nodemailer')),
  refused('src/services/x.ts', value('pg')),
  refused('src/services/x.ts', value('../directory/active-directory.js')),
  refused('src/services/x.ts', value('../temporal/start.js')),
  refused('src/services/x.ts', value('../api/context.js')),
  refused('src/services/deep/x.ts', value('../../../workflows/messages.js')),
  allowed('src/services/x.ts', type('pg')),
  allowed('src/services/x.ts', type('../directory/directory.js')),
  allowed('src/services/deep/x.ts', value('../workflows.js')),
  allowed('src/services/x.ts', value('../database.js')),

  refused('src/activities/x.ts', value('../api/context.js')),
  refused('src/activities/x.ts', value('ldapts')),
  refused('src/activities/x.ts', value('nodemailer')),
  refused('src/activities/x.ts', value('@temporalio/client')),
  refused('src/activities/x.ts', value('../directory/active-directory.js')),
  allowed('src/activities/x.ts', value('@temporalio/activity')),
  allowed('src/activities/x.ts', type('../directory/directory.js')),

  refused('src/temporal/x.ts', value('../api/context.js')),
  refused('src/temporal/x.ts', value('../services/x.js')),
  refused('src/temporal/x.ts', value('../../workflows/sync-domain.js')),
  refused('src/temporal/x.ts', value('ldapts')),
  refused('src/temporal/x.ts', value('pg')),
  allowed('src/temporal/x.ts', value('../../workflows/messages.js')),
  allowed('src/temporal/x.ts', value('@temporalio/client')),
  allowed('src/temporal/x.ts', type('../services/workflows.js')),

  refused('src/api/x.ts', value('ldapts')),
  refused('src/api/x.ts', value('nodemailer')),
  refused('src/api/x.ts', value('@temporalio/client')),
  refused('src/api/x.ts', value('../directory/directory.js')),
  allowed('src/api/x.ts', type('../directory/directory.js')),
  refused('src/api/x.ts', value('../../workflows/sync-domain.js')),
  allowed('src/api/x.ts', value('../../workflows/messages.js')),

  refused('workflows/x.ts', value('node:crypto')),
  refused('workflows/x.ts', value('pg')),
  refused('workflows/x.ts', value('@temporalio/client')),
  refused('workflows/x.ts', value('../src/errors.js')),
  refused('workflows/x.ts', value('../src/activities/x.js')),
  refused('workflows/x.ts', value('../src/services/x.js')),
  refused('workflows/deep/x.ts', value('../../src/services/deep/x.js')),
  allowed('workflows/x.ts', type('../src/activities/x.js')),
  allowed('workflows/x.ts', value('../src/domain/states.js')),
  allowed('workflows/x.ts', value('@temporalio/workflow')),

  refused('migrations/x.ts', value('../src/entities/employee.js')),
  refused('migrations/x.ts', value('../src/services/x.js')),
  allowed('migrations/x.ts', value('@mikro-orm/migrations')),

  ...[
    'domain',
    'entities',
    'directory',
    'mail',
    'keys',
    'events',
    'services',
    'activities',
    'temporal',
    'api',
    'web',
  ].map((folder) => refused(`src/${folder}/x.ts`, value('../sandbox/postgres.js'))),
  refused('src/services/deep/x.ts', value('../../sandbox/postgres.js')),
  refused('src/server.ts', value('./testing/test-database.js')),
  refused('src/wiring.ts', value('./sandbox/postgres.js')),
  refused('src/sandbox/x.ts', value('../testing/test-database.js')),
  allowed('src/services/x.test.ts', value('../testing/test-database.js')),

  refused('src/services/x.ts', 'export const a: any = 1;\n', 'typescript(no-explicit-any)'),
  refused('src/services/x.ts', 'export default 1;\n', 'import(no-default-export)'),
  refused('src/services/x.ts', 'export const a = process.env;\n', 'node(no-process-env)'),
  refused('src/services/x.ts', 'export const a = process.env.A;\n', 'node(no-process-env)'),
  allowed('src/config.ts', 'export const a = process.env;\n'),
  refused('src/services/x.ts', lines(301), 'eslint(max-lines)'),
  allowed('src/services/x.ts', lines(300)),
  refused('src/services/x.ts', longFunction(60), 'eslint(max-lines-per-function)'),
  allowed('src/services/x.ts', longFunction(58)),
  refused('src/services/x.ts', "import './x.js';\n", 'import(no-self-import)'),
];

const CYCLE: readonly (readonly [string, string])[] = [
  ['src/services/one.ts', value('./two.js').replace('const b', 'const a')],
  ['src/services/two.ts', value('./one.js').replace('const b', 'const a')],
];

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A tree of its own with our configuration: the linter takes the nearest one. */
async function makeHouse(house: string, files: readonly (readonly [string, string])[]): Promise<void> {
  for (const [file, source] of files) await write(join(house, file), source);
  await copyFile(join(ROOT, '.oxlintrc.json'), join(house, '.oxlintrc.json'));
}

interface Finding {
  readonly code: string;
  readonly filename: string;
}

/** What the linter says about everything in `folder`. Finding something is not a failure of the program. */
async function lint(folder: string): Promise<readonly Finding[]> {
  const program = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const output = await new Promise<string>((resolve) => {
    const limits = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [program, '-f', 'json', '.'], limits, (_error, stdout) => resolve(stdout));
  });
  const report: { readonly diagnostics: readonly Finding[] } = JSON.parse(output);
  return report.diagnostics;
}

describe('the linter', () => {
  let folder: string;
  let findings: readonly Finding[];
  const rulesBrokenIn = (house: string): readonly string[] =>
    findings.filter(({ filename }) => filename.startsWith(`${house}/`)).map(({ code }) => code);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-lint-'));
    for (const [index, { file, source }] of cases.entries()) {
      await makeHouse(join(folder, `case-${index}`), [[file, source]]);
    }
    await makeHouse(join(folder, 'cycle'), CYCLE);
    findings = await lint(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const rows = cases.map((entry, index) => ({
    ...entry,
    house: `case-${index}`,
    shown: entry.source.split('\n', 1)[0],
  }));

  test.each(rows.filter(({ refusedBy }) => refusedBy !== undefined))(
    'refuses in $file: $shown',
    ({ house, refusedBy }) => {
      expect(rulesBrokenIn(house)).toContain(refusedBy);
    },
  );

  test.each(rows.filter(({ refusedBy }) => refusedBy === undefined))(
    'lets pass in $file: $shown',
    ({ house }) => {
      expect(rulesBrokenIn(house)).toEqual([]);
    },
  );

  test('refuses two files that import each other', () => {
    expect(rulesBrokenIn('cycle')).toContain('import(no-cycle)');
  });
});
