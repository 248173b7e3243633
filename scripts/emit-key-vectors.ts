import { writeFile } from 'node:fs/promises';
import { keyVectors } from '../src/testing/keys/vectors/key-vectors.js';

// src/testing/keys/vectors/key-vectors.test.ts compares the file with what this would write.
await writeFile(new URL('../docs/key-protocol-vectors.json', import.meta.url), keyVectors());
