import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { AccessTable } from '../../api/access-rule.js';
import { connectedSocket, openSocket } from '../network/raw-socket.js';
import { MINIMAL_VARIABLES } from '../minimal-operation.js';
import type { TestApi } from '../start-api.js';
import { rootSelections } from './root-selections.js';
import { tableAllows, walkActors, type WalkActor } from './walk-actors.js';

export type Transport = 'HTTP' | 'WebSocket';

export interface AccessWalk {
  readonly api: TestApi;
  readonly schema: GraphQLSchema;
  /** What is expected; nothing else is. */
  readonly table: AccessTable;
  /** Which fields of the roots are asked for, such as `Query.employee`; all of them when left out. */
  readonly roots?: readonly string[];
}

export interface WalkResult {
  /** How many times an actor, a transport and a field met. */
  readonly looked: number;
  /** Where what happened is not what the table says. */
  readonly faults: readonly string[];
}

/**
 * Asks for every field of every type, by every way into the schema, as every actor, and compares with the table: once for
 * all that the actor may use there, which must not be refused, and once for everything there, of which exactly the rest
 * must be refused by name (the anonymous are not told names).
 */
export async function walkAccess(walk: AccessWalk, transport: Transport): Promise<WalkResult> {
  const faults: string[] = [];
  let looked = 0;
  for (const actor of await walkActors(walk.api.backend.pool)) {
    if (transport === 'WebSocket' && actor.isOver) {
      faults.push(...(await connectFault(walk.api, actor)));
      continue;
    }
    for (const way of rootSelections(walk.schema)) {
      const root = way.name.split(' ')[0] ?? '';
      if (transport === 'HTTP' && way.kind === 'subscription') continue;
      if (walk.roots?.includes(root) === false) continue;
      const everything = way.fields(() => true);
      const may = (field: string): boolean => tableAllows(walk.table, actor, field);
      const refused = [...everything].filter((field) => !may(field));
      looked += everything.size;
      const place = `${actor.name}, ${transport}, ${way.name}`;
      const all = await ask(
        walk.api,
        actor,
        transport,
        way.text(() => true),
      );
      faults.push(...faultsOf(place, refused, all));
      if (refused.length === 0) continue;
      if (!may(root)) {
        // The anonymous are not told what was refused: the way in has to be refused for itself.
        if (actor.name !== 'anonymous' && !actor.isOver) continue;
        faults.push(
          ...faultsOf(
            place,
            [root],
            await ask(
              walk.api,
              actor,
              transport,
              way.text(() => false),
            ),
          ),
        );
        continue;
      }
      faults.push(...faultsOf(place, [], await ask(walk.api, actor, transport, way.text(may))));
    }
  }
  return { looked, faults };
}

async function ask(
  api: TestApi,
  actor: WalkActor,
  transport: Transport,
  text: string,
): Promise<readonly GraphQLFormattedError[]> {
  const token = await actor.credential();
  if (transport === 'HTTP') {
    const client = api.client(token === undefined ? {} : { token });
    return (await client.post(text, MINIMAL_VARIABLES)).errors;
  }
  const params = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const socket = await connectedSocket(api.url, {}, params);
  const { payload } = await socket.ask(text, MINIMAL_VARIABLES);
  socket.close();
  if (Array.isArray(payload)) return payload;
  return (payload as { errors?: readonly GraphQLFormattedError[] } | undefined)?.errors ?? [];
}

async function connectFault(api: TestApi, actor: WalkActor): Promise<readonly string[]> {
  const socket = await openSocket(api.url);
  socket.send({
    type: 'connection_init',
    payload: { authorization: `Bearer ${await actor.credential()}` },
  });
  const code = await socket.closed;
  return code === 4403 ? [] : [`${actor.name}: the WebSocket was closed with ${code}, not with 4403`];
}

function faultsOf(
  place: string,
  expected: readonly string[],
  errors: readonly GraphQLFormattedError[],
): readonly string[] {
  const refusal = errors.find(({ extensions }) =>
    /^(FORBIDDEN|UNAUTHENTICATED)$/.test(String(extensions?.['code'])),
  );
  const invalid = errors.find(({ message }) => /^(Cannot query|Fields? |Syntax)/.test(message));
  if (invalid !== undefined) return [`${place}: the operation is not valid: ${invalid.message}`];
  if (refusal === undefined) return expected.map((field) => `${place}: ${field} was not refused`);
  if (expected.length === 0) return [`${place}: refused, though the table allows it: ${refusal.message}`];
  if (refusal.extensions?.['code'] === 'UNAUTHENTICATED') return [];
  const told = new Set(/may not use (.+)\.$/.exec(refusal.message)?.[1]?.split(', '));
  const missing = expected.filter((field) => !told.has(field));
  const more = [...told].filter((field) => !expected.includes(field));
  return [
    ...missing.map((field) => `${place}: ${field} was not refused`),
    ...more.map((field) => `${place}: ${field} was refused, though the table allows it`),
  ];
}
