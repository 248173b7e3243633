import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TokenScope } from '../domain/states.js';
import { addApiToken, addSession, addWorkstationSession } from '../testing/credentials.js';
import { hostileOperations, type HostileOperation } from '../testing/fuzz/hostile-operations.js';
import { toldInternals } from '../testing/fuzz/told-internals.js';
import { keepTelling } from '../testing/keys/keep-telling.js';
import { connectedSocket, openSocket } from '../testing/network/raw-socket.js';
import { startApi, type TestApi } from '../testing/start-api.js';
import { addStoredAccount, addStoredDomain } from '../testing/stored-people.js';
import { idleWorkflows } from '../testing/waiting-run.js';
import { buildApiSchema } from './schema.js';

/** The same every time, so that a failure can be looked at; LATCHKEY_FUZZ_SEED and LATCHKEY_FUZZ_RUNS try others. */
const seed = Number(setting('LATCHKEY_FUZZ_SEED') ?? 20_261_122);
const runs = Number(setting('LATCHKEY_FUZZ_RUNS') ?? 400);
const schema = await buildApiSchema();
const operations = hostileOperations(schema);

let api: TestApi;
let stopTelling: () => Promise<void>;

beforeAll(async () => {
  api = await startApi({ adapters: { workflows: idleWorkflows } });
  const domain = await addStoredDomain(api.backend.pool, 'north.example');
  await addStoredAccount(api.backend.pool, domain);
  stopTelling = keepTelling(api.backend.pool);
});

afterAll(async () => {
  await stopTelling();
  await api.close();
});

function setting(name: string): string | undefined {
  // oxlint-disable-next-line node/no-process-env -- the seed of one run, not a setting of the server
  return process.env[name];
}

const actors = {
  administrator: async () => (await addSession(api.backend.pool, 'ADMINISTRATOR')).token,
  auditor: async () => (await addSession(api.backend.pool, 'AUDITOR')).token,
  token: async () => (await addApiToken(api.backend.pool, Object.values(TokenScope))).token,
  workstation: async () => (await addWorkstationSession(api.backend.pool, 'APPROVED')).token,
  anonymous: async () => undefined,
} as const;
const actorNames = Object.keys(actors) as (keyof typeof actors)[];

/** Throws when an answer has an internal error in it or lets something out. */
function judge(answer: string): void {
  if (answer.includes('"INTERNAL_ERROR"')) throw new Error(`an internal error: ${answer.slice(0, 500)}`);
  const told = toldInternals(answer);
  if (told !== undefined) throw new Error(`the answer tells "${told}": ${answer.slice(0, 500)}`);
}

async function stillAnswers(): Promise<boolean> {
  const { data } = await api.client().post('{ __typename }');
  return data?.['__typename'] === 'Query';
}

describe(`with the seed ${seed}, ${runs} operations made from the schema`, () => {
  test.each(actorNames)('over HTTP as %s: no internal error, nothing of the inside', async (actor) => {
    const property = fc.asyncProperty(operations, async (operation: HostileOperation) => {
      const token = await actors[actor]();
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(operation),
      });
      judge(await response.text());
    });
    await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
    expect(await stillAnswers()).toBe(true);
  });

  test.each(actorNames)('over WebSocket as %s: every operation is answered', async (actor) => {
    const property = fc.asyncProperty(operations, async ({ query, variables }) => {
      const token = await actors[actor]();
      const params = token === undefined ? undefined : { authorization: `Bearer ${token}` };
      const socket = await connectedSocket(api.url, {}, params);
      const id = socket.begin(query, variables);
      // A subscription that nothing happens to says nothing: then this is what is answered.
      if (query.includes('subscription')) socket.begin('{ __typename }');
      const answer = await Promise.race([socket.next(), socket.closed]);
      if (typeof answer === 'number' && answer === 4500) throw new Error('the socket failed inside');
      if (typeof answer !== 'number' && answer.id === id) judge(JSON.stringify(answer));
      socket.close();
    });
    await fc.assert(property, { seed, numRuns: Math.ceil(runs / 4), endOnFailure: true });
    expect(await stillAnswers()).toBe(true);
  });
});

describe('what is not even GraphQL', () => {
  const bodies = fc.oneof(
    fc.constantFrom(
      '',
      '{',
      'null',
      '1',
      '"x"',
      '[]',
      '[[]]',
      '{"query":1}',
      '{"query":null}',
      '{"query":{}}',
    ),
    fc.constantFrom(
      '{"query":"{me{id}}","variables":[]}',
      '{"query":"{me{id}}","variables":"x"}',
      '{"query":"{me{id}}","operationName":{}}',
      '{"query":"{me{id}}","extensions":[]}',
      '{"__proto__":{"query":"{me{id}}"}}',
      `{"variables":${'['.repeat(10_000)}`,
    ),
    fc.json({ maxDepth: 4 }),
    fc.string({ unit: 'binary', maxLength: 100 }),
  );
  const types = fc.constantFrom(
    'application/json',
    'application/json; charset=utf-16',
    'application/json; charset=nothing',
    'text/plain',
    'multipart/form-data',
    '',
  );
  const encodings = fc.constantFrom('identity', 'gzip', 'br', 'nothing');
  const methods = fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'TRACE');

  function send(method: string, headers: Record<string, string>, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = request(`${api.url}/graphql`, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(`${response.statusCode} ${Buffer.concat(chunks).toString()}`));
      });
      call.on('error', reject);
      call.end(method === 'GET' || method === 'TRACE' ? undefined : body);
    });
  }

  test('is answered over HTTP, and not with a failure of ours', async () => {
    const property = fc.asyncProperty(
      bodies,
      types,
      encodings,
      methods,
      async (body, type, encoding, method) => {
        const headers = { 'content-type': type, 'content-encoding': encoding };
        const answer = await send(method, headers, body);
        judge(answer);
        if (answer.startsWith('5')) throw new Error(answer);
      },
    );
    await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
    expect(await stillAnswers()).toBe(true);
  });

  test('ends a WebSocket at most, and the next one works', async () => {
    const frames = fc.oneof(
      bodies,
      fc
        .record(
          {
            type: fc.constantFrom(
              'ping',
              'pong',
              'next',
              'error',
              'complete',
              'subscribe',
              'connection_init',
              'x',
            ),
          },
          {},
        )
        .map((message) => JSON.stringify(message)),
      fc.constantFrom(
        '{"type":"subscribe","id":"1","payload":{}}',
        '{"type":"subscribe","id":1,"payload":{"query":"{me{id}}"}}',
        '{"type":"subscribe","id":"","payload":{"query":"{me{id}}"}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{me{id}}","variables":[]}}',
        '{"type":"complete"}',
        '{"type":"connection_init","payload":[]}',
        '{"type":"connection_init","payload":{"authorization":{}}}',
      ),
    );
    const property = fc.asyncProperty(frames, fc.boolean(), async (frame, begun) => {
      const socket = begun ? await connectedSocket(api.url) : await openSocket(api.url);
      socket.sendText(frame);
      socket.sendText('{"type":"ping"}');
      const answer = await Promise.race([socket.next(), socket.closed]);
      if (answer === 4500) throw new Error('the socket failed inside');
      judge(JSON.stringify(answer));
      socket.close();
      await socket.closed;
    });
    await fc.assert(property, { seed, numRuns: Math.ceil(runs / 4), endOnFailure: true });
    expect(await stillAnswers()).toBe(true);
  });
});
