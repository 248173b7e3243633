import { describe } from '@jest/globals';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { givenBackSuite } from './given-back-suite.js';

describe('a lost key in the embedded directory', () => {
  givenBackSuite(startEmbeddedForTests);
});
