import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { givenBackSuite } from './given-back-suite.js';

describeWithSamba('a lost key in Samba', () => {
  givenBackSuite((contents) => startSambaForTests(contents));
});
