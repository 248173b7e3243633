/** Tags of the requests (RFC 4511, 4.2 to 4.12). */
export const operationTag = {
  bind: 0x60,
  unbind: 0x42,
  search: 0x63,
  modify: 0x66,
  add: 0x68,
  delete: 0x4a,
  rename: 0x6c,
  compare: 0x6e,
  abandon: 0x50,
  extended: 0x77,
} as const;

/** Tags of the answers. */
export const answerTag = {
  bind: 0x61,
  entry: 0x64,
  search: 0x65,
  modify: 0x67,
  add: 0x69,
  delete: 0x6b,
  rename: 0x6d,
  compare: 0x6f,
  reference: 0x73,
  extended: 0x78,
} as const;
