import { describe } from '@jest/globals';
import { startEmbeddedForTests } from '../../src/testing/embedded-for-tests.js';
import { describeLifecycle } from './lifecycle-suite.js';

describe('a synchronisation of two embedded directories', () => {
  describeLifecycle(startEmbeddedForTests);
});
