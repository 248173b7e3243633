import type { Exchange } from '../server/request-interceptor.js';
import type { Reply } from '../wire/reply.js';

/** One way a controller misbehaves. */
export interface Fault {
  /** Completes "The controller …". */
  readonly what: string;
  /** Whether this request is struck. `serve` gives the directory's own answer, the same one each time. */
  concerns(exchange: Exchange, serve: () => Reply): boolean;
  /** What is answered instead. The signal says that the fault was disarmed while it kept somebody waiting. */
  answer(exchange: Exchange, serve: () => Reply, disarmed: AbortSignal): Reply | Promise<Reply>;
}
