import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { handoverSuite } from './handover-suite.js';

describeWithSamba('a key in Samba', () => {
  handoverSuite((contents) => startSambaForTests(contents));
});
