import { describe } from '@jest/globals';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { handoverSuite } from './handover-suite.js';

describe('a key in the embedded directory', () => {
  handoverSuite(startEmbeddedForTests);
});
