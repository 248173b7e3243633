import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { describeLifecycle } from './lifecycle-suite.js';

describeWithSamba('a synchronisation of two Samba domains', () => {
  describeLifecycle((contents) => startSambaForTests(contents));
});
