import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';

const PayloadMessage = proto.temporal.api.common.v1.Payload;

/** A payload in the wire form of the Temporal API. */
export function encodePayload(payload: Payload): Uint8Array {
  return PayloadMessage.encode(payload).finish();
}

export function decodePayload(bytes: Uint8Array): Payload {
  return PayloadMessage.decode(bytes);
}
