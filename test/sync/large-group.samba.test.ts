import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { describeLargeGroup } from './large-group-suite.js';

describeWithSamba('a synchronisation of a Samba domain with large groups', () => {
  describeLargeGroup((contents) => startSambaForTests(contents));
});
