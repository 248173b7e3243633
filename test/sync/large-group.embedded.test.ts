import { describe } from '@jest/globals';
import { startEmbeddedForTests } from '../../src/testing/embedded-for-tests.js';
import { describeLargeGroup } from './large-group-suite.js';

describe('a synchronisation of an embedded directory with large groups', () => {
  describeLargeGroup(startEmbeddedForTests);
});
