import { describe } from '@jest/globals';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { describeLargeGroup } from './large-group-suite.js';

describe('a synchronisation of an embedded directory with large groups', () => {
  describeLargeGroup(startEmbeddedForTests);
});
