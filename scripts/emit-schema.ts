import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildApiSchema } from '../src/api/schema.js';

const file = fileURLToPath(new URL('../schema/schema.graphql', import.meta.url));
const heading =
  '# Made by `npm run fix:schema` from the resolvers and types in src/. Change those, not this file.\n\n';

async function committed(): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const emitted = `${heading}${printSchema(lexicographicSortSchema(await buildApiSchema()))}\n`;

if (!process.argv.includes('--check')) {
  await mkdir(new URL('../schema/', import.meta.url), { recursive: true });
  await writeFile(file, emitted);
} else if ((await committed()) !== emitted) {
  console.error(
    'schema/schema.graphql is not what the code makes. Run `npm run fix:schema`, look at the change, and commit it.',
  );
  process.exitCode = 1;
}
