import { NAME_POOLS } from './names.js';
import type { Name } from './names.js';
import { RandomSource } from './random-source.js';
import { UniqueNames } from './unique-names.js';

/** Where people who are in more than one domain have their mail. */
export const SHARED_MAIL_DOMAIN = 'corp.example';

/** Who somebody is, whichever domain they are in. */
export interface Identity {
  readonly given: Name;
  readonly surname: Name;
  readonly mail: string;
}

/** Makes up somebody with an address in `mailDomain` that `names` has not given out before. */
export function drawIdentity(random: RandomSource, names: UniqueNames, mailDomain: string): Identity {
  const pool = random.pick(NAME_POOLS);
  const given = random.pick(pool.given);
  const surname = random.pick(pool.surnames);
  return { given, surname, mail: names.mail(given.latin, surname.latin, mailDomain) };
}

/** `count` people to be put into several domains, the same ones for the same seed. */
export function sharedIdentities(count: number, seed: number): readonly Identity[] {
  const random = new RandomSource(seed ^ 0x5eed);
  const names = new UniqueNames([]);
  return Array.from({ length: count }, () => drawIdentity(random, names, SHARED_MAIL_DOMAIN));
}
