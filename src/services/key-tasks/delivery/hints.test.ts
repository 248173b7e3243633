import { expect, test } from '@jest/globals';
import { readHint } from './hints.js';

const keyId = '0b9c8f5e-6d2a-4c1b-9a70-3f5e2d1c0b9a';

test.each([
  { keyIds: [keyId], connected: true },
  { keyIds: [], connected: false },
])('%j is a hint', (hint) => {
  expect(readHint(hint)).toEqual(hint);
});

test.each([
  undefined,
  null,
  'text',
  {},
  { keyIds: keyId, connected: true },
  { keyIds: [keyId] },
  { keyIds: ['no id'], connected: true },
  { keyIds: [null], connected: false },
])('%j is none', (payload) => {
  expect(readHint(payload)).toBeUndefined();
});
