import type { Reply } from '../wire/reply.js';
import type { AnsweredRequest, LdapMessage } from '../wire/request.js';

/** One request on its way through the server. */
export interface Exchange {
  /** Counts the connections of the server from 1. */
  readonly connection: number;
  readonly message: LdapMessage<AnsweredRequest>;
  /** Name of the account the connection is signed in as when the request arrives. */
  readonly boundAs: string | undefined;
}

/**
 * Stands between the wire and the directory: sees every request that has an answer and gives the reply. It may wait,
 * change the request's effect by not serving it, change the reply, or end the connection (`disconnect`). A rejection
 * is answered as an unexpected failure of the server.
 * @param serve lets the directory answer; call it once or not at all
 */
export type RequestInterceptor = (exchange: Exchange, serve: () => Reply) => Reply | Promise<Reply>;

/** Serves every request as it is. */
export const servesEverything: RequestInterceptor = (_exchange, serve) => serve();
