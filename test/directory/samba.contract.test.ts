import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { describeActiveDirectory } from './contract/active-directory-contract.js';

describeWithSamba('ActiveDirectory and a Samba domain', () => {
  describeActiveDirectory({
    start: (contents) => startSambaForTests(contents),
    startGranted: async ({ editor, directory, readerLogin }) => {
      await editor.grantReset(readerLogin);
      return directory;
    },
  });
});
