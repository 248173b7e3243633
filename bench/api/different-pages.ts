import { SandboxError } from '../../src/sandbox/sandbox-error.js';
import { namesBehind, pageBehind, PAGE } from './list-queries.js';
import type { Asked, ListQuestions, Sides } from './measure-list.js';

/** More than there are connections, so that no two of them ask for the same at the same time. */
const MOST_PAGES = 200;

interface Walked {
  readonly bodies: readonly string[];
  /** Of everybody on these pages. */
  readonly names: readonly string[];
}

interface Named {
  readonly data: {
    readonly employees: {
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
      readonly edges: readonly { readonly node: { readonly displayName: string } }[];
    };
  };
}

/** One page after the other: questions of which no two are alike. Both sides have to list the same people on them. */
export async function differentPages({ ours, peer, signal }: Sides): Promise<ListQuestions> {
  const mine = await walk(ours, namesBehind.ours, pageBehind.ours, signal);
  const theirs = peer && (await walk(peer, namesBehind.peers, pageBehind.peers, signal));
  if (theirs && JSON.stringify(mine.names) !== JSON.stringify(theirs.names)) {
    throw new SandboxError('Latchkey and PostGraphile list different people.');
  }
  return { ours: mine.bodies, peers: theirs?.bodies ?? [] };
}

async function walk(
  { url, headers }: Asked,
  walking: string,
  asking: string,
  signal: AbortSignal,
): Promise<Walked> {
  const [bodies, names]: [string[], string[]] = [[], []];
  let after: string | null = null;
  while (bodies.length < MOST_PAGES) {
    const variables = { after };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: walking, variables }),
      signal,
    });
    const { employees } = ((await response.json()) as Named).data;
    if (employees.edges.length < PAGE) break;
    bodies.push(JSON.stringify({ query: asking, variables }));
    names.push(...employees.edges.map(({ node }) => node.displayName));
    if (!employees.pageInfo.hasNextPage) break;
    after = employees.pageInfo.endCursor;
  }
  return { bodies, names };
}
