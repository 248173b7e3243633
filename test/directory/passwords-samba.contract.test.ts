import { describeWithSamba, startSambaForTests } from '../../src/testing/directories/samba-for-tests.js';
import { LdapStage } from './contract/passwords/ldap-stage.js';
import { describePasswords } from './contract/passwords/password-contract.js';

describeWithSamba('ActiveDirectoryPasswords and a Samba domain', () => {
  describePasswords(new LdapStage((contents) => startSambaForTests(contents), true));
});
