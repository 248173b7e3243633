/**
 * Every bound on what one caller may ask for that is no setting, in one place. How many WebSockets and subscriptions
 * there may be is a setting: `SocketLimits` in src/config.ts.
 */

/**
 * Most lexical tokens of a document: the parser stops there. The introspection query of GraphiQL has about 400. Checking a
 * document takes time by more than its length: tenths of a second at 5,000, for anybody who asks.
 */
export const MOST_TOKENS = 2_000;
/** Deepest nesting of fields. The introspection query reaches 15. */
export const DEEPEST = 16;
/** Most aliases in a document: they ask for one thing many times. */
export const MOST_ALIASES = 30;
/** Most an operation may cost. A page of 100 employees with 20 fields and their accounts costs about 8,000. */
export const MOST_COST = 20_000;
/** Largest body of an HTTP request, and largest message over a WebSocket. */
export const LARGEST_BODY_BYTES = 256 * 1024;
/** Operations one WebSocket may have under way. */
export const MOST_OPERATIONS = 20;
/** How long a WebSocket may take to say who it is. */
export const INIT_MILLISECONDS = 5_000;
/** What may wait for a WebSocket whose reader is slow; when more would be sent to it, it is ended. */
export const MOST_BACKLOG_BYTES = 4 * 1024 * 1024;

/** Of exports of the audit, in one server process. */
export interface ExportLimits {
  /** Most events of one. */
  readonly events: number;
  /** The longest one may take. */
  readonly milliseconds: number;
  /** Most under way at a time. */
  readonly atOnce: number;
}

export const EXPORT_LIMITS: ExportLimits = { events: 1_000_000, milliseconds: 600_000, atOnce: 4 };

/** What a refusal names in `extensions.limit`. */
export type LimitName =
  | 'TOKENS'
  | 'DEPTH'
  | 'ALIASES'
  | 'COST'
  | 'MERGED_FIELDS'
  | 'ERRORS'
  | 'BODY'
  | 'BATCH'
  | 'OPERATIONS_PER_SOCKET'
  | 'SOCKETS'
  | 'SOCKETS_PER_ADDRESS'
  | 'SOCKETS_PER_PRINCIPAL'
  | 'SUBSCRIPTIONS_PER_PRINCIPAL'
  | 'EXPORTS';
