import type { Octets } from '../values/octets.js';
import type { ResultCode } from './result-code.js';

export interface ReplyAttribute {
  readonly name: Octets;
  readonly values: readonly Octets[];
}

export interface ReplyControl {
  readonly oid: string;
  readonly value: Buffer;
}

/** An entry a search found. */
export interface ReplyEntry {
  readonly kind: 'entry';
  readonly name: Octets;
  readonly attributes: readonly ReplyAttribute[];
}

/** Where else a search could go on. */
export interface ReplyReference {
  readonly kind: 'reference';
  readonly urls: readonly string[];
}

/** The last message of every reply. */
export interface ReplyResult {
  readonly kind: 'result';
  readonly code: ResultCode;
  readonly diagnostic?: string;
  readonly matched?: Octets;
  readonly referrals?: readonly string[];
  readonly controls?: readonly ReplyControl[];
  /** Value of an extended response. */
  readonly value?: Octets;
}

export type ReplyMessage = ReplyEntry | ReplyReference | ReplyResult;

/** Everything a request is answered with. */
export interface Reply {
  readonly messages: readonly ReplyMessage[];
  /** True: the connection is closed once the messages have been sent. */
  readonly disconnect?: boolean;
  /** The connection is cut after so many bytes of the messages, wherever that is. */
  readonly cutAfter?: number;
}
