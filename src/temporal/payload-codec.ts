import type { Payload, PayloadCodec } from '@temporalio/common';
import { createSecretBox } from '../keys/secret-box.js';
import { decodePayload, encodePayload } from './payload-bytes.js';

const ENCODING = Buffer.from('binary/encrypted');
const CONTEXT = 'temporal-payload';

/** Encrypts everything that passes through the Temporal server, failure messages included. */
export function createPayloadCodec(masterKey: Uint8Array): PayloadCodec {
  const box = createSecretBox(masterKey, 'temporal-payload');
  return {
    async encode(payloads: Payload[]): Promise<Payload[]> {
      return payloads.map((payload) => ({
        metadata: { encoding: ENCODING },
        data: box.seal(encodePayload(payload), CONTEXT),
      }));
    },
    async decode(payloads: Payload[]): Promise<Payload[]> {
      return payloads.map((payload) => {
        const isOurs =
          payload.data &&
          payload.metadata &&
          ENCODING.equals(payload.metadata['encoding'] ?? Buffer.alloc(0));
        return isOurs ? decodePayload(box.open(payload.data!, CONTEXT)) : payload;
      });
    },
  };
}
