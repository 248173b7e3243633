import { PASSWORD_GROUP, SYNC_GROUP, type DirectoryContents } from '../../src/sandbox/sandbox-directory.js';

const DNS_NAME = 'north.example';
const UNIT = 'Bench';

/**
 * As many people whose keys have their passwords as others whom only the bare resets touch: nobody was reset before. All of
 * them have a password: a Samba controller derives another AES key from a new one to compare it with the old one, so that a
 * first password is set in two thirds of the time of the next one, which would be another floor.
 */
export function benchContents(accounts: number): DirectoryContents {
  const person = (prefix: string, groups: readonly string[]) => (_: unknown, at: number) => ({
    login: `${prefix}${at}`,
    commonName: `${prefix} person ${at}`,
    givenName: prefix,
    surname: `person ${at}`,
    mail: `${prefix}${at}@${DNS_NAME}`,
    enabled: true,
    groups,
    unit: UNIT,
  });
  return {
    dnsName: DNS_NAME,
    units: [UNIT],
    groups: [SYNC_GROUP, PASSWORD_GROUP],
    people: [
      ...Array.from({ length: accounts }, person('bench', [SYNC_GROUP, PASSWORD_GROUP])),
      ...Array.from({ length: accounts }, person('floor', [PASSWORD_GROUP])),
    ],
  };
}

export function floorDn(at: number, baseDn: string): string {
  return `CN=floor person ${at},OU=${UNIT},${baseDn}`;
}
