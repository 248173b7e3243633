import { describe } from '@jest/globals';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { describeLifecycle } from './lifecycle-suite.js';

describe('a synchronisation of two embedded directories', () => {
  describeLifecycle(startEmbeddedForTests);
});
