import { generateContents } from '../../../src/sandbox/people.js';
import { SYNC_GROUP, type SeedPerson } from '../../../src/sandbox/sandbox-directory.js';

/** More than 1,500 in the sync group, so that its members come in ranges where a directory cuts them. */
export const contents = generateContents({ dnsName: 'contract.example', count: 1_750, seed: 29 });

export const synchronised = contents.people.filter((person) => person.groups.includes(SYNC_GROUP));

/** Somebody to add. */
export function newcomer(login: string, groups: readonly string[] = []): SeedPerson {
  return {
    login,
    commonName: `New ${login}`,
    surname: login,
    enabled: true,
    groups,
    unit: contents.units[0]!,
  };
}
