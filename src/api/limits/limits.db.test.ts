import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import { addApiToken, addSession } from '../../testing/credentials.js';
import { eventually } from '../../testing/eventually.js';
import {
  connectedSocket,
  openSocket,
  type RawSocket,
  type SocketMessage,
} from '../../testing/network/raw-socket.js';
import { startApi, type TestApi } from '../../testing/start-api.js';
import { addWaitingRun, idleWorkflows } from '../../testing/waiting-run.js';
import { DEEPEST, LARGEST_BODY_BYTES, MOST_ALIASES, MOST_OPERATIONS, MOST_TOKENS } from './limits.js';

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await startApi({ adapters: { workflows: idleWorkflows } });
  ({ token } = await addSession(api.backend.pool, 'ADMINISTRATOR'));
});

afterAll(() => api.close());

/** The code and the limit of the first error; neither when there is none. */
type Refusal = readonly [code: unknown, limit: unknown];
const NONE: Refusal = [undefined, undefined];

function refusalIn(errors: readonly GraphQLFormattedError[]): Refusal {
  const { code, limit } = errors[0]?.extensions ?? {};
  return [code, limit];
}

function refusalOf({ payload }: SocketMessage): Refusal {
  return refusalIn(Array.isArray(payload) ? payload : []);
}

function connected(bearer = token, url = api.url): Promise<RawSocket> {
  return connectedSocket(url, {}, { authorization: `Bearer ${bearer}` });
}

async function overHttp(query: string): Promise<Refusal> {
  return refusalIn((await api.client({ token }).post(query)).errors);
}

async function overSocket(query: string): Promise<Refusal> {
  const socket = await connected();
  const answer = await socket.ask(query);
  socket.close();
  return refusalOf(answer);
}

function aliases(count: number, selected: string): string {
  return `{ ${Array.from({ length: count }, (_, at) => `a${at}: ${selected}`).join(' ')} }`;
}

/** 23 tokens besides the scopes. Refused in its payload, since the end is past. */
function tokens(count: number): string {
  const scopes = 'READ '.repeat(count - 23);
  return `mutation { createApiToken(input: { name: "x", expiresAt: "2000-01-01T00:00:00Z", scopes: [${scopes}] }) { token } }`;
}

function deep(levels: number): string {
  const inner = levels - 4;
  return `{ __type(name: "Query") { fields { type { ${'ofType { '.repeat(inner)} name ${'}'.repeat(inner)} } } } }`;
}

/** 1,001 each. */
const costly =
  'auditEvents(first: 100) { edges { node { id at action actorName targetType targetId outcome details } } }';

const borders = [
  ['TOKENS', tokens(MOST_TOKENS), tokens(MOST_TOKENS + 1)],
  ['ALIASES', aliases(MOST_ALIASES, '__typename'), aliases(MOST_ALIASES + 1, '__typename')],
  ['DEPTH', deep(DEEPEST), deep(DEEPEST + 1)],
  ['COST', aliases(19, costly), aliases(20, costly)],
  ['MERGED_FIELDS', `{ ${'__typename '.repeat(100)} }`, `{ ${'__typename '.repeat(1_500)} }`],
] as const;

describe.each([
  ['HTTP', overHttp],
  ['a WebSocket', overSocket],
] as const)('over %s', (_way, ask) => {
  test.each(borders)(
    '%s: what is within the limit passes, what is one beyond is told the limit',
    async (limit, within, beyond) => {
      expect(await ask(within)).toEqual(NONE);
      expect(await ask(beyond)).toEqual(['BAD_INPUT', limit]);
    },
  );
});

describe('over HTTP', () => {
  function body(bytes: number): string {
    const start = '{"query":"{ __typename }","variables":{"x":"';
    return `${start}${'x'.repeat(bytes - start.length - 3)}"}}`;
  }

  async function answerTo(text: string): Promise<readonly [number, Refusal]> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: text });
    const { errors = [] } = (await response.json()) as { errors?: GraphQLFormattedError[] };
    return [response.status, refusalIn(errors)];
  }

  test('BODY: the largest body passes, one byte more does not', async () => {
    expect(await answerTo(body(LARGEST_BODY_BYTES))).toEqual([200, NONE]);
    expect(await answerTo(body(LARGEST_BODY_BYTES + 1))).toEqual([413, ['BAD_INPUT', 'BODY']]);
  });

  test('BATCH: one operation passes, a list of one does not', async () => {
    expect(await answerTo('{"query":"{ __typename }"}')).toEqual([200, NONE]);
    expect(await answerTo('[{"query":"{ __typename }"}]')).toEqual([400, ['BAD_INPUT', 'BATCH']]);
  });
});

describe('over a WebSocket', () => {
  const watching = 'subscription ($id: ID!) { syncProgress(runId: $id) { sequence } }';

  function ping(bytes: number): string {
    const start = '{"type":"ping","payload":{"x":"';
    return `${start}${'x'.repeat(bytes - start.length - 3)}"}}`;
  }

  test('the largest message passes, one byte more ends the connection', async () => {
    const socket = await connected();
    socket.sendText(ping(LARGEST_BODY_BYTES));
    expect((await socket.next()).type).toBe('pong');
    socket.sendText(ping(LARGEST_BODY_BYTES + 1));
    expect(await socket.closed).toBe(1009);
  });

  test('OPERATIONS_PER_SOCKET: the last one that fits begins, the next is told to wait', async () => {
    const id = await addWaitingRun(api, api.client({ token }));
    const socket = await connected();
    // Each has sent its first event before the next is begun: the run was requested.
    for (let each = 0; each < MOST_OPERATIONS; each += 1) {
      expect((await socket.ask(watching, { id })).type).toBe('next');
    }
    const refused = await socket.ask(watching, { id });
    expect(refusalOf(refused)).toEqual(['TOO_MANY_REQUESTS', 'OPERATIONS_PER_SOCKET']);
    socket.close();
  });

  test('whoever asks on and reads nothing is cut off', async () => {
    const socket = await connected();
    socket.pause();
    // Answered with as much as is sent. More than what the systems on the way and the backlog hold together.
    for (let each = 0; each < 120; each += 1) socket.sendText(ping(LARGEST_BODY_BYTES));
    const other = await connected();
    expect(refusalOf(await other.ask('{ __typename }'))).toEqual(NONE);
    other.close();
    socket.resume();
    expect(await socket.closed).toBe(1006);
  });
});

describe('open connections', () => {
  const sockets = { all: 5, perAddress: 2, perPrincipal: 3, subscriptionsPerPrincipal: 2 };
  let small: TestApi;

  beforeAll(async () => {
    const access = { ...api.config.access, sockets };
    const { databaseUrl } = api.config;
    small = await startApi({ config: { databaseUrl, access }, adapters: { workflows: idleWorkflows } });
  });

  afterAll(() => small.close());

  async function refusedUpgrade(): Promise<readonly [status: number | undefined, Refusal]> {
    const socket = new WebSocket(`${small.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const { errors } = JSON.parse(Buffer.concat(chunks).toString());
    return [response.statusCode, refusalIn(errors)];
  }

  async function closeAll(open: readonly RawSocket[]): Promise<void> {
    for (const socket of open) socket.close();
    await Promise.all(open.map((socket) => socket.closed));
  }

  test('SOCKETS_PER_ADDRESS: of those nobody has signed in on, one address has so many', async () => {
    const open = [await openSocket(small.url), await connectedSocket(small.url)];
    expect(await refusedUpgrade()).toEqual([429, ['TOO_MANY_REQUESTS', 'SOCKETS_PER_ADDRESS']]);
    await closeAll(open);
    await closeAll([await connected(token, small.url)]);
  });

  test('SOCKETS_PER_PRINCIPAL: a user has so many, and another user is not kept out by that', async () => {
    const open = [];
    for (let each = 0; each < 3; each += 1) open.push(await connected(token, small.url));
    const fourth = await openSocket(small.url);
    fourth.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await fourth.closed).toBe(4429);
    const { token: other } = await addApiToken(small.backend.pool, ['SYNC']);
    open.push(await connected(other, small.url));
    await closeAll(open);
  });

  test('SOCKETS: the server has so many in all', async () => {
    const open = [];
    for (let each = 0; each < 3; each += 1) open.push(await connected(token, small.url));
    const { token: other } = await addApiToken(small.backend.pool, ['SYNC']);
    for (let each = 0; each < 2; each += 1) open.push(await connected(other, small.url));
    expect(await refusedUpgrade()).toEqual([503, ['TOO_MANY_REQUESTS', 'SOCKETS']]);
    await closeAll(open);
  });

  test('and subscriptions take no place that they do not have, whatever becomes of them at once', async () => {
    const id = await addWaitingRun(small, small.client({ token }));
    const watching = 'subscription ($id: ID!) { syncProgress(runId: $id) { sequence } }';
    const { token: own } = await addApiToken(small.backend.pool, ['SYNC']);
    // Gone before it is known who they are.
    for (let each = 0; each < 12; each += 1) {
      const leaving = await openSocket(small.url);
      leaving.send({ type: 'connection_init', payload: { authorization: `Bearer ${own}` } });
      leaving.close();
      await leaving.closed;
    }
    const open: RawSocket[] = [];
    for (let each = 0; each < 3; each += 1) open.push(await connected(own, small.url));
    const [socket] = open;
    // Ended before they have begun, and refused because there is no such run.
    for (let each = 0; each < 12; each += 1) {
      socket!.send({ type: 'complete', id: socket!.begin(watching, { id }) });
      socket!.begin(watching, { id: 'nothing' });
    }
    expect(refusalOf(await socket!.ask('{ __typename }'))).toEqual(NONE);
    // Both places are free, if not at this moment: what is ended is still being taken back.
    await eventually(async () => {
      const answers = [];
      for (const one of open.slice(1)) answers.push({ one, ...(await one.ask(watching, { id })) });
      const types = answers.map(({ type }) => type);
      if (types.includes('error')) {
        for (const answer of answers) answer.one.send({ type: 'complete', id: answer.id ?? '' });
      }
      expect(types).toEqual(['next', 'next']);
    });
    await closeAll(open);
  });

  test('SUBSCRIPTIONS_PER_PRINCIPAL: over all connections; one that ends makes room', async () => {
    const id = await addWaitingRun(small, small.client({ token }));
    const watching = 'subscription ($id: ID!) { syncProgress(runId: $id) { sequence } }';
    const open = [await connected(token, small.url), await connected(token, small.url)];
    const [first, second] = open;
    const begun = first!.begin(watching, { id });
    expect((await first!.next()).type).toBe('next');
    expect((await second!.ask(watching, { id })).type).toBe('next');
    const refused = await second!.ask(watching, { id });
    expect(refusalOf(refused)).toEqual(['TOO_MANY_REQUESTS', 'SUBSCRIPTIONS_PER_PRINCIPAL']);
    first!.send({ type: 'complete', id: begun });
    // What is answered after the end has been dealt with after it.
    expect(refusalOf(await first!.ask('{ __typename }'))).toEqual(NONE);
    expect((await second!.ask(watching, { id })).type).toBe('next');
    await closeAll(open);
  });
});

test('a document with more than a hundred mistakes is told the first of them, and that there are more', async () => {
  const text = `{ ${Array.from({ length: 150 }, (_, at) => `nothing${at}`).join(' ')} }`;
  const { errors } = await api.client({ token }).post(text);
  const socket = await connected();
  const { payload } = await socket.ask(text);
  socket.close();
  for (const all of [errors, payload as GraphQLFormattedError[]]) {
    expect(new Set(all.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['BAD_INPUT']));
    expect(all.at(-1)?.extensions?.['limit']).toBe('ERRORS');
  }
});
