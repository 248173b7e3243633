import { writeFile } from 'node:fs/promises';
import { keyVectors } from '../src/testing/keys/vectors/key-vectors.js';
import { authenticatorVectors } from '../src/testing/people/vectors/authenticator-vectors.js';

// Tests beside the vectors compare the files with what this would write.
await writeFile(new URL('../docs/key-protocol-vectors.json', import.meta.url), keyVectors());
await writeFile(
  new URL('../docs/authenticator-protocol-vectors.json', import.meta.url),
  authenticatorVectors(),
);
