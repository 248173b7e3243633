/** schemaIDGUID of attributes, by lDAPDisplayName (MS-ADA1 to MS-ADA3): what an access list names one attribute by. */
export const ATTRIBUTE_GUIDS = {
  cn: 'bf96793f-0de6-11d0-a285-00aa003049e2',
  company: 'f0f8ff88-1191-11d0-a060-00aa006c33ed',
  department: 'bf96794f-0de6-11d0-a285-00aa003049e2',
  displayName: 'bf967953-0de6-11d0-a285-00aa003049e2',
  givenName: 'f0f8ff8e-1191-11d0-a060-00aa006c33ed',
  mail: 'bf967961-0de6-11d0-a285-00aa003049e2',
  member: 'bf9679c0-0de6-11d0-a285-00aa003049e2',
  memberOf: 'bf967991-0de6-11d0-a285-00aa003049e2',
  objectGUID: 'bf9679e7-0de6-11d0-a285-00aa003049e2',
  primaryGroupID: 'bf967a00-0de6-11d0-a285-00aa003049e2',
  pwdLastSet: 'bf967a0a-0de6-11d0-a285-00aa003049e2',
  sAMAccountName: '3e0abfd0-126a-11d0-a060-00aa006c33ed',
  sn: 'bf967a41-0de6-11d0-a285-00aa003049e2',
  telephoneNumber: 'bf967a49-0de6-11d0-a285-00aa003049e2',
  title: 'bf967a55-0de6-11d0-a285-00aa003049e2',
  userAccountControl: 'bf967a68-0de6-11d0-a285-00aa003049e2',
  userPrincipalName: '28630ebb-41d5-11d1-a9c1-0000f80367c1',
} as const;

/** An attribute that can be hidden by itself. */
export type GuardedAttribute = keyof typeof ATTRIBUTE_GUIDS;
