import { Ber, BerWriter } from 'ldapts';
import type { ReplyControl } from '../wire/reply.js';
import { resultCode } from '../wire/result-code.js';
import { controlOid } from './search-controls.js';

/** The answer to the paged-results control; only an empty cookie ends the search. */
export function encodePagedResponse(cookie: Buffer): ReplyControl {
  const writer = new BerWriter({ size: 64 });
  writer.startSequence();
  writer.writeInt(0);
  writer.writeBuffer(cookie, Ber.OctetString);
  writer.endSequence();
  return { oid: controlOid.pagedResults, value: writer.buffer };
}

/** The answer to the server-side sort control: sorted. */
export function encodeSortResponse(): ReplyControl {
  const writer = new BerWriter({ size: 64 });
  writer.startSequence();
  writer.writeEnumeration(resultCode.success);
  writer.endSequence();
  return { oid: controlOid.sortResponse, value: writer.buffer };
}
