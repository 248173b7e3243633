import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../context.js';

export interface GraphqlHandlerParts {
  readonly apollo: ApolloServer<ApiContext>;
  readonly contextOf: (request: Request, response: Response) => Promise<ApiContext>;
}

/** Hands requests with a parsed body to Apollo, and its answers to whoever asked. */
export function graphqlHandler({ apollo, contextOf }: GraphqlHandlerParts): RequestHandler {
  return async (request, response) => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: requestOf(request),
      context: () => contextOf(request, response),
    });
    response.statusCode = status ?? 200;
    for (const [name, value] of headers) response.setHeader(name, value);
    if (body.kind === 'complete') {
      const bytes = Buffer.from(body.string);
      response.setHeader('content-length', bytes.length);
      response.end(bytes);
      return;
    }
    for await (const chunk of body.asyncIterator) response.write(chunk);
    response.end();
  };
}

function requestOf({ method, headers, url, body }: Request): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const at = url.indexOf('?');
  return { method: method.toUpperCase(), headers: map, search: at === -1 ? '' : url.slice(at), body };
}
