import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SeedPerson,
} from '../../../src/sandbox/sandbox-directory.js';

/** Each is there for one thing that can happen to a password. */
export const LOGINS = [
  'ada',
  'ben',
  'cleo',
  'dan',
  'eve',
  'finn',
  'gus',
  'hana',
  'ida',
  'jan',
  'kim',
  'lena',
  'max',
  'nora',
  'otto',
  'pia',
] as const;

export type Login = (typeof LOGINS)[number];

export const CONTENTS: DirectoryContents = {
  dnsName: 'north.example',
  units: ['Canary'],
  groups: [SYNC_GROUP, PASSWORD_GROUP],
  people: LOGINS.map(personOf),
};

function personOf(login: Login): SeedPerson {
  const givenName = `${login[0]!.toUpperCase()}${login.slice(1)}`;
  return {
    login,
    commonName: `${givenName} Canary`,
    displayName: `${givenName} Canary`,
    givenName,
    surname: 'Canary',
    mail: `${login}@north.example`,
    enabled: true,
    groups: [SYNC_GROUP, PASSWORD_GROUP],
    unit: 'Canary',
  };
}
