import { createGraphiQLFetcher, type Fetcher, type FetcherOpts, type FetcherParams } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { API_PATH, CSRF_HEADERS } from './api';

export interface PageFetcher {
  readonly fetcher: Fetcher;
  /** Ends the WebSocket and what runs over it. */
  dispose(): void;
}

export interface FetcherEvents {
  /** The server no longer knows this session. */
  readonly onSessionOver: () => void;
  /** A synchronisation was asked for in this page. */
  readonly onBatch: (batchId: string) => void;
}

/** How the editor reaches the API: changes carry the CSRF header, subscriptions go over a WebSocket with the cookie. */
export function createPageFetcher({ onSessionOver, onBatch }: FetcherEvents): PageFetcher {
  const address = new URL(API_PATH, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const wsClient = createClient({ url: address.href, lazy: true });
  const ask = createGraphiQLFetcher({
    url: API_PATH,
    headers: CSRF_HEADERS,
    wsClient,
    async fetch(input, init) {
      const response = await fetch(input, init);
      if (response.status === 401) onSessionOver();
      else noteBatch(await response.clone().text(), onBatch);
      return response;
    },
  });
  const fetcher: Fetcher = (params, options) => ask(...present(params, options));
  return { fetcher, dispose: () => void wsClient.dispose() };
}

/** Right after another tab was chosen, the editor still names the operation of the one before. */
function present(params: FetcherParams, options?: FetcherOpts): [FetcherParams, FetcherOpts | undefined] {
  try {
    const documentAST = parse(params.query);
    const names = documentAST.definitions
      .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
      .map(({ name }) => name?.value);
    if (names.length !== 1) return [params, options];
    return [
      { ...params, operationName: names[0] ?? null },
      { ...options, documentAST },
    ];
  } catch {
    // What cannot be parsed is for the server to refuse.
    return [params, options];
  }
}

function noteBatch(text: string, onBatch: (batchId: string) => void): void {
  if (!text.includes('"syncNow"')) return;
  const answer = JSON.parse(text) as { data?: { syncNow?: { batch?: { id?: string } | null } } | null };
  const id = answer.data?.syncNow?.batch?.id;
  if (id) onBatch(id);
}
