import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print, type GraphQLFormattedError } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface ApiClientOptions {
  /** Of the server, for example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Session or API token; anonymous without it. */
  readonly token?: string;
  /** Sent with every request and with the opening of a WebSocket, for example a cookie and an Origin. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came. */
export interface ApiAnswer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null;
  readonly errors: readonly GraphQLFormattedError[];
}

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    document: string,
    readonly errors: readonly GraphQLFormattedError[],
  ) {
    const list = errors.map(({ message, path, extensions }) =>
      JSON.stringify({ message, path, ...extensions }),
    );
    super(`The API answered with errors:\n${list.join('\n')}\nto:\n${document}`);
  }

  /** `extensions.code` of the first error. */
  get code(): unknown {
    return this.errors[0]?.extensions?.['code'];
  }
}

/** Asks the API as a front end would, with typed documents. */
export class ApiClient {
  private socket: Client | undefined;
  private readonly wires = new Set<WebSocket>();

  constructor(private readonly options: ApiClientOptions) {}

  /** The data of an answer. Throws ApiError, which shows document and errors, when there are any. */
  async request<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: NoInfer<Variables>,
  ): Promise<Data> {
    const text = print(document);
    const { data, errors } = await this.post<Data>(text, { ...variables });
    if (errors.length > 0 || data === null) throw new ApiError(text, errors);
    return data;
  }

  /** The answer to a document, whatever it is. */
  async post<Data = Record<string, unknown>>(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    operationName?: string,
  ): Promise<ApiAnswer<Data>> {
    const response = await fetch(`${this.options.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...this.authorization(),
        ...this.options.headers,
      },
      body: JSON.stringify({ query, variables, operationName }),
    });
    const body = (await response.json()) as {
      data?: Data | null;
      errors?: readonly GraphQLFormattedError[];
    };
    const { status, headers } = response;
    return { status, headers, data: body.data ?? null, errors: body.errors ?? [] };
  }

  /**
   * The results of a subscription, or the one of any other operation, over the WebSocket. Ends with the operation, or when
   * `signal` says so.
   */
  async *subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: NoInfer<Variables>,
    signal?: AbortSignal,
  ): AsyncGenerator<Data, void> {
    if (signal?.aborted) return;
    const text = print(document);
    const results = this.iterate<Data>(text, { ...variables });
    const end = (): void => void results.return?.();
    signal?.addEventListener('abort', end, { once: true });
    try {
      for await (const { data, errors } of results) {
        if (errors || data === null || data === undefined) throw new ApiError(text, errors ?? []);
        yield data;
      }
    } finally {
      signal?.removeEventListener('abort', end);
    }
  }

  /** The same without types and without throwing errors that come inside a result. */
  iterate<Data = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}) {
    this.socket ??= this.connect();
    return this.socket.iterate<Data>({ query, variables });
  }

  /** Closes the WebSocket. */
  async close(): Promise<void> {
    await this.socket?.dispose();
  }

  /** Loses the WebSocket as a network that fails does: nobody says goodbye. */
  cut(): void {
    for (const wire of this.wires) wire.terminate();
  }

  private connect(): Client {
    const { url, headers = {} } = this.options;
    const { wires } = this;
    class SocketWithHeaders extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers });
        wires.add(this);
        this.once('close', () => wires.delete(this));
      }
    }
    return createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: SocketWithHeaders,
      connectionParams: this.authorization(),
      retryAttempts: 0,
      lazy: true,
    });
  }

  private authorization(): { authorization?: string } {
    return this.options.token === undefined ? {} : { authorization: `Bearer ${this.options.token}` };
  }
}
