import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec } from './payload-codec.js';

/** What clients and workers turn values into before they leave the process: encrypted, failure messages included. */
export function createDataConverter(masterKey: Uint8Array): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(masterKey)],
    failureConverterPath: fileURLToPath(new URL('../../workflows/failure-converter.cjs', import.meta.url)),
  };
}
