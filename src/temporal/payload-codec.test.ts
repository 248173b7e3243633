import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { createPayloadCodec } from './payload-codec.js';
import { encodePayload } from './payload-bytes.js';

const masterKey = randomBytes(32);
const codec = createPayloadCodec(masterKey);
const REFUSED = /unable to authenticate|not something this box has sealed/;
const PERSON = 'Ada Lovelace ada@north.example';

const payloads = (): Payload[] => [
  defaultPayloadConverter.toPayload({ runId: '1', message: PERSON }),
  defaultPayloadConverter.toPayload(undefined),
  defaultPayloadConverter.toPayload(new Uint8Array([0, 1, 254, 255])),
];

const changed = (payload: Payload | undefined, at: number): Payload => {
  const data = Buffer.from(payload?.data ?? []);
  data[at < 0 ? data.length + at : at]! ^= 1;
  return { ...payload, data };
};

describe('what passes through the workflow server', () => {
  it('comes back as it went in', async () => {
    const [value, nothing, bytes] = await codec.decode(await codec.encode(payloads()));
    expect(defaultPayloadConverter.fromPayload(value!)).toEqual({ runId: '1', message: PERSON });
    expect(defaultPayloadConverter.fromPayload(nothing!)).toBeUndefined();
    expect(defaultPayloadConverter.fromPayload(bytes!)).toEqual(new Uint8Array([0, 1, 254, 255]));
  });

  it('can be read by nobody: neither values nor how they were encoded', async () => {
    const encoded = await codec.encode(payloads());
    const wire = Buffer.concat(encoded.map((payload) => encodePayload(payload))).toString('latin1');
    for (const readable of ['Ada', 'north', 'runId', 'json/plain', 'binary/null', 'binary/plain']) {
      expect(wire).not.toContain(readable);
    }
  });

  it('differs each time, so that equal values cannot be told', async () => {
    const [first] = await codec.encode(payloads());
    const [second] = await codec.encode(payloads());
    expect(Buffer.from(first?.data ?? []).equals(Buffer.from(second?.data ?? []))).toBe(false);
  });

  it.each([0, 1, 13, 29, -1])('is refused when its byte %d was changed', async (at) => {
    const [encoded] = await codec.encode(payloads());
    await expect(codec.decode([changed(encoded, at)])).rejects.toThrow(REFUSED);
  });

  it('is refused with another master key', async () => {
    const encoded = await codec.encode(payloads());
    await expect(createPayloadCodec(randomBytes(32)).decode(encoded)).rejects.toThrow(REFUSED);
  });

  it('is left alone when it is not ours, as what the server itself writes is not', async () => {
    const foreign = payloads();
    expect(await codec.decode(foreign)).toEqual(foreign);
  });
});
