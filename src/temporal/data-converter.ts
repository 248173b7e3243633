import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec } from './payload-codec.js';

/** For whoever bundles workflows: it runs within them too. */
export const FAILURE_CONVERTER = fileURLToPath(
  new URL('../../workflows/failure-converter.cjs', import.meta.url),
);

/** What clients and workers turn values into before they leave the process: encrypted, failure messages included. */
export function createDataConverter(masterKey: Uint8Array): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(masterKey)],
    failureConverterPath: FAILURE_CONVERTER,
  };
}
